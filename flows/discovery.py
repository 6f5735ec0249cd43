"""Find every file below the raw folder, and fingerprint its content.

Nothing that is seen may be lost: a file that cannot or must not be read is still listed, with its refusal.
Hidden files and folders (their name starts with a dot) are the only ones not seen.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from flows.errors import RunError
from transforms.limits import DEFAULT_LIMITS
from transforms.source_paths import printable_name


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a reason code and a sentence."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the raw folder.

    `name` is its printable path below the folder with / separators, `path` the real one. `sha256` is None until it
    is fingerprinted and where it is refused.
    """

    name: str
    path: str
    byte_size: int = 0
    sha256: str | None = None
    refusal: Refusal | None = None


def path_order(name: str) -> tuple[str, str]:
    """Sort key of names: canonically equal spellings stand together, whichever a file system keeps."""
    return unicodedata.normalize("NFC", name), name


def _reason_of(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _refuse(name: str, path: str, reason: str, detail: str) -> SourceFile:
    return SourceFile(name, path, refusal=Refusal(reason, detail))


def _is_below(path: str, root: str) -> bool:
    return path.startswith(root.rstrip("/") + "/")


def _inspect_link(name: str, entry: os.DirEntry[str], root: str) -> SourceFile | None:
    """A link to a file of the raw folder is one more path of it; a link to a folder in it adds nothing new."""
    target = os.path.realpath(entry.path)
    if not _is_below(target, root):
        return _refuse(name, entry.path, "symlink_outside", "A symbolic link that leads out of the raw folder.")
    try:
        is_folder = entry.is_dir()
        exists = entry.is_file() or is_folder
    except OSError as error:
        detail = f"A symbolic link that cannot be followed: {_reason_of(error)}."
        return _refuse(name, entry.path, "unreadable_file", detail)
    if not exists:
        return _refuse(name, entry.path, "unreadable_file", "A symbolic link that leads to no file.")
    return None if is_folder else SourceFile(name, entry.path)


def _walk(folder: str, root: str) -> Iterator[SourceFile]:
    """The files below a folder. Raises `OSError` if the folder itself cannot be listed."""
    with os.scandir(folder) as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in visible:
        name = printable_name(os.path.relpath(entry.path, root))
        if entry.is_symlink():
            linked = _inspect_link(name, entry, root)
            if linked is not None:
                yield linked
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_subfolder(name, entry.path, root)
        elif entry.is_file(follow_symlinks=False):
            yield SourceFile(name, entry.path)
        else:
            yield _refuse(name, entry.path, "not_a_file", "A device, pipe or socket, not a file.")


def _walk_subfolder(name: str, path: str, root: str) -> list[SourceFile]:
    try:
        return list(_walk(path, root))
    except OSError as error:
        return [_refuse(name, path, "unreadable_folder", f"The folder cannot be listed: {_reason_of(error)}.")]


def find_files(raw: Path) -> list[SourceFile]:
    """Every visible file below `raw` in path order, the unreadable ones with their refusal.

    Raises `RunError` if `raw` is missing, no folder or cannot be listed.
    """
    root = os.path.realpath(raw)
    try:
        return sorted(_walk(root, root), key=lambda file: path_order(file.name))
    except FileNotFoundError as error:
        raise RunError(f"the raw folder {raw} does not exist") from error
    except NotADirectoryError as error:
        raise RunError(f"the raw folder {raw} is not a folder") from error
    except OSError as error:
        raise RunError(f"the raw folder {raw} cannot be listed: {_reason_of(error)}") from error


def hash_file(path: str, largest: int) -> tuple[str | None, int]:
    """SHA-256 and size of a file; one of more than `largest` bytes is not read for its hash.

    Raises `OSError`; never waits on a pipe, which opens without a writer.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no longer a file")
        if status.st_size > largest:
            return None, status.st_size
        return hashlib.file_digest(stream, "sha256").hexdigest(), status.st_size


def fingerprint(file: SourceFile, largest: int = DEFAULT_LIMITS.file_bytes) -> SourceFile:
    """The file with its hash and size, or with a refusal where it cannot be read or has more than `largest` bytes."""
    if file.refusal is not None:
        return file
    try:
        sha256, byte_size = hash_file(file.path, largest)
    except OSError as error:
        detail = f"The file cannot be read: {_reason_of(error)}."
        return replace(file, refusal=Refusal("unreadable_file", detail))
    if sha256 is None:
        detail = f"The file has {byte_size:,} bytes, more than the {largest:,} that are read (NIANBAO_FILE_BYTES)."
        return replace(file, byte_size=byte_size, refusal=Refusal("file_too_large", detail))
    return replace(file, sha256=sha256, byte_size=byte_size)


def fingerprint_files(
    files: Iterable[SourceFile], workers: int, largest: int = DEFAULT_LIMITS.file_bytes
) -> list[SourceFile]:
    """Fingerprint all files, in their order; threads suffice, as hashing and reading release the interpreter."""
    with ThreadPoolExecutor(max_workers=workers) as threads:
        return list(threads.map(partial(fingerprint, largest=largest), files))


def group_by_content(files: Sequence[SourceFile]) -> dict[str, str]:
    """For every name the name under which its content is read: the first, in the given order, with the same bytes."""
    first_with: dict[str, str] = {}
    return {
        file.name: file.name if file.refusal or not file.sha256 else first_with.setdefault(file.sha256, file.name)
        for file in files
    }
