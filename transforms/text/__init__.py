"""Bytes of text to sound text: encodings, garble, escapes, script, and the numbers written in it."""
