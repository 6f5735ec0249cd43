"""Tests of the lake, with a PostgreSQL that they start."""
