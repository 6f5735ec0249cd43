"""What a warehouse is built by, beside the reader: the queries, the shell, and the schemas with their comments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import duckdb

import flows
import transforms

_SHELL = Path(flows.__file__).parent
# Of the schemas every byte counts: their docstrings are the comments of the tables, which reading does not depend on.
PROGRAM_FOLDERS = (_SHELL.parent / "sql", _SHELL, Path(transforms.__file__).parent / "schemas")


def digest_sources(folders: Iterable[Path]) -> str:
    """A digest of DuckDB's version and of the sources below these folders, byte by byte."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".sql", ".csv"):
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _digest_of_this_program() -> str:
    return digest_sources(PROGRAM_FOLDERS)


def built_with(reader: str) -> str:
    """A digest of all that a warehouse depends on beside its files: the reader with its settings, and this program."""
    return hashlib.sha256(f"{reader} {_digest_of_this_program()}".encode()).hexdigest()
