"""What the reading of a file depends on beside the file: the program, its libraries, and the settings that bind it.

A reading is used again only where all of this is as it was, so that a changed parser reads everything anew by itself.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import transforms
from flows.reading.office import find_program
from flows.settings import Settings
from transforms.report import PARSER_VERSION

# The libraries of which another version may read a file otherwise.
_LIBRARIES = (
    "chardet",
    "lxml",
    "olefile",
    "opencc",
    "polars",
    "pypdfium2",
    "rapidfuzz",
    "selectolax",
    "tinycss2",
    "xlrd",
)


# What of the shell decides how a file is read, beside the core.
_READING_MODULES = ("batch.py", "office.py")
# What a reader's version ends with where personal data was left as it is.
UNMASKED = "-unmasked"


def _library_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


@cache
def parser_fingerprint() -> str:
    """The reader's version with a digest of its code, its declared knowledge and the libraries that it reads with."""
    folder = Path(transforms.__file__).parent
    digest = hashlib.sha256()
    for name in _READING_MODULES:
        digest.update((Path(__file__).parent / name).read_bytes())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder)}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    libraries = {name: _library_version(name) for name in _LIBRARIES}
    digest.update(json.dumps([sys.version_info[:2], libraries]).encode())
    return f"{PARSER_VERSION}-{digest.hexdigest()[:12]}"


def reader_of(settings: Settings, gazetteers: Iterable[str]) -> str:
    """A digest of the reader and of the settings that its readings depend on; `gazetteers` are the additional lists."""
    lists = [hashlib.sha256(text.encode()).hexdigest() for text in gazetteers]
    parts = [parser_fingerprint(), settings.keep_personal_data, asdict(settings.limits), lists]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def resources_of(settings: Settings) -> str:
    """What a reader had that gave up a file for want of it: where there is more by now, the file is read again."""
    converter = "LibreOffice" if find_program() else "no LibreOffice"
    return f"{settings.file_seconds:g} seconds, {settings.worker_memory} bytes, {converter}"
