"""The version of the reader, in a module that loads nothing: who only asks for it need not load the reader."""

from __future__ import annotations

PARSER_VERSION = "4"
