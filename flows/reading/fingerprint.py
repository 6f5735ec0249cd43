"""What the reading of a file depends on beside the file: the program, its libraries, and the settings that bind it.

A reading is used again only where all of this is as it was, so that a changed parser reads everything anew by itself
(docs/decisions/0006-manifest.md). Prose is not the program: a comment or a docstring may be mended without a night of
reading.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import CodeType

import transforms
from flows.reading.eyes import engines_of
from flows.reading.office import find_program
from flows.settings import Settings
from flows.state import read_json, replace_file
from transforms.version import PARSER_VERSION

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
_READING_MODULES = ("batch.py", "eyes.py", "jobs.py", "office.py", "staged.py", "validity.py")
# What a reader's version ends with where personal data was left as it is.
UNMASKED = "-unmasked"


def _library_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _parts_of(code: CodeType) -> Iterator[object]:
    """What a compiled block does: its instructions with the names and constants that they take, never its lines."""
    yield code.co_name, code.co_code, code.co_exceptiontable, code.co_flags
    yield code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    yield code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
    for constant in code.co_consts:
        yield from _parts_of(constant) if isinstance(constant, CodeType) else [_ordered(constant)]


def _ordered(constant: object) -> object:
    """A constant whose text is the same in every process: the members of a set have no order of their own."""
    if isinstance(constant, frozenset):
        return "set", sorted(repr(_ordered(member)) for member in constant)
    return tuple(map(_ordered, constant)) if isinstance(constant, tuple) else constant


def digest_code(source: bytes) -> bytes:
    """A digest of what a Python source does, whatever its comments, blank lines and the words of its docstrings.

    Raises `SyntaxError`. An assertion is not seen, so that the program has none. The digest is that of the compiled
    source: its tree takes three times as long to go through.

    >>> digest_code(b"x = 1  # one") == digest_code(b"x = 1"), digest_code(b"x = 2") == digest_code(b"x = 1")
    (True, False)
    """
    code = compile(source, "<source>", "exec", dont_inherit=True, optimize=2)
    return hashlib.sha256(repr(list(_parts_of(code))).encode("utf-8", "surrogatepass")).digest()


def digest_bytes(path: Path) -> bytes:
    """A digest of a file, byte by byte."""
    return hashlib.sha256(path.read_bytes()).digest()


def digest_file(path: Path) -> bytes:
    """A digest of a file of the program: of a Python source what it does, of any other file every byte."""
    content = path.read_bytes()
    return digest_code(content) if path.suffix == ".py" else hashlib.sha256(content).digest()


def digest_folder(folder: Path, digest_one: Callable[[Path], bytes] = digest_file) -> bytes:
    """A digest of the files below a folder of the program, with their paths in it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
            digest.update(digest_one(path))
    return digest.digest()


def _digest_reader(digest_one: Callable[[Path], bytes]) -> str:
    """A digest of the reader's code and declared knowledge, and of the libraries that it reads with."""
    digest = hashlib.sha256()
    for name in _READING_MODULES:
        digest.update(digest_one(Path(__file__).parent / name))
    digest.update(digest_folder(Path(transforms.__file__).parent, digest_one))
    libraries = {name: _library_version(name) for name in _LIBRARIES}
    digest.update(json.dumps([sys.version_info[:2], libraries]).encode())
    return digest.hexdigest()


@cache
def parser_fingerprint() -> str:
    """The reader's version with a digest of what it does. Compiling its sources takes most of a second."""
    return f"{PARSER_VERSION}-{_digest_reader(digest_file)[:12]}"


def parser_version(fingerprint: str) -> str:
    """The version of the reader that has this fingerprint.

    >>> parser_version("4-0123456789ab")
    '4'
    """
    return fingerprint.partition("-")[0]


@cache
def _digest_of_sources() -> str:
    return _digest_reader(digest_bytes)


def remembered_fingerprint(folder: Path) -> str:
    """`parser_fingerprint`, from a note in this folder where that is of the same sources, byte for byte.

    A note that cannot be read or written costs time alone.
    """
    note, sources = folder / "reader.json", _digest_of_sources()
    with suppress(OSError, ValueError):
        match read_json(note):
            case {"fingerprint": str(fingerprint), "seal": seal} if seal == _seal_note(sources, fingerprint):
                return fingerprint
    fingerprint = parser_fingerprint()
    with suppress(OSError):
        replace_file(note, json.dumps({"fingerprint": fingerprint, "seal": _seal_note(sources, fingerprint)}).encode())
    return fingerprint


def _seal_note(sources: str, fingerprint: str) -> str:
    return hashlib.sha256(json.dumps([sources, fingerprint]).encode()).hexdigest()


def reader_of(settings: Settings, gazetteers: Iterable[str], fingerprint: str) -> str:
    """A digest of the reader and of the settings that its readings depend on.

    `gazetteers` are the additional lists, `fingerprint` is `parser_fingerprint`.
    """
    lists = [hashlib.sha256(text.encode()).hexdigest() for text in gazetteers]
    parts = [fingerprint, settings.keep_personal_data, asdict(settings.limits), lists]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def engines_of_run(settings: Settings) -> str:
    """The engines by which a run reads pictures, '' for none: also where it leaves them to a later one."""
    return engines_of("off" if settings.ocr == "later" else settings.ocr)


def resources_of(settings: Settings) -> str:
    """What a reader had that gave up a file for want of it: where there is more by now, the file is read again."""
    return _resources(settings, engines_of_run(settings))


def accepted_resources(settings: Settings) -> tuple[str, ...]:
    """Resources whose readings count too: where pictures are read later, those that had the engines before."""
    return (_resources(settings, engines_of("auto")),) if settings.ocr == "later" else ()


def _resources(settings: Settings, engines: str) -> str:
    converter = "LibreOffice" if find_program() else "no LibreOffice"
    return f"{settings.file_seconds:g} seconds, {settings.worker_memory} bytes, {converter}, {engines or 'no OCR'}"
