"""Find every file below the raw folder, and fingerprint its content.

Nothing that is seen may be lost: a file that cannot or must not be read is still listed, with its refusal.
Hidden files and folders (their name starts with a dot) are the only ones not seen.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from flows.errors import RunError, no_raw_folder
from transforms.doubts import Reason
from transforms.limits import DEFAULT_LIMITS
from transforms.source_paths import printable_name


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a reason code and a sentence."""

    reason: str
    detail: str


# File systems keep times in steps of up to two seconds: a file that was hashed so soon after its last change may have
# changed once more without a trace.
_COARSEST_CLOCK_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file system tells of a file's content without reading it, and when its hash was taken.

    Times are nanoseconds since 1970: of the last change of the content, and of the last change of the file's entry,
    which nobody can set back. `inode` is the file's number, which another file in its place does not have.
    """

    byte_size: int
    modified_ns: int
    changed_ns: int
    inode: int
    hashed_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """The stamp of a file that is about to be hashed."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, time.time_ns())

    def proves(self, status: os.stat_result) -> bool:
        """Whether the content must still be the one of the stamp."""
        state = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        is_same = state == (self.byte_size, self.modified_ns, self.changed_ns, self.inode)
        return is_same and max(self.modified_ns, self.changed_ns) < self.hashed_ns - _COARSEST_CLOCK_NS


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the raw folder.

    `name` is its printable path below the folder with / separators, `path` the real one. `sha256` is None until it
    is fingerprinted and where it is refused; `stamp` is the state of the file that the hash was taken of.
    """

    name: str
    path: str
    byte_size: int = 0
    sha256: str | None = None
    refusal: Refusal | None = None
    stamp: Stamp | None = None


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
        return _refuse(name, entry.path, Reason.SYMLINK_OUTSIDE, "A symbolic link that leads out of the raw folder.")
    try:
        is_folder = entry.is_dir()
        exists = entry.is_file() or is_folder
    except OSError as error:
        detail = f"A symbolic link that cannot be followed: {_reason_of(error)}."
        return _refuse(name, entry.path, Reason.UNREADABLE_FILE, detail)
    if not exists:
        return _refuse(name, entry.path, Reason.UNREADABLE_FILE, "A symbolic link that leads to no file.")
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
            yield _refuse(name, entry.path, Reason.NOT_A_FILE, "A device, pipe or socket, not a file.")


def _walk_subfolder(name: str, path: str, root: str) -> list[SourceFile]:
    try:
        return list(_walk(path, root))
    except OSError as error:
        return [_refuse(name, path, Reason.UNREADABLE_FOLDER, f"The folder cannot be listed: {_reason_of(error)}.")]


def find_files(raw: Path) -> list[SourceFile]:
    """Every visible file below `raw` in path order, the unreadable ones with their refusal.

    Raises `RunError` if `raw` is missing, no folder or cannot be listed.
    """
    root = os.path.realpath(raw)
    try:
        return sorted(_walk(root, root), key=lambda file: path_order(file.name))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise no_raw_folder(raw) from error
    except OSError as error:
        raise RunError(f"the raw folder {raw} cannot be listed: {_reason_of(error)}") from error


# Files that wait for their fingerprint at a time: in a pool each takes more memory than all that is known of it.
_WAITING_FILES = 1000

Known = Mapping[str, tuple[str, Stamp]]
"""Hash and stamp of files by name, as an earlier run took them."""


def hash_file(path: str, largest: int) -> tuple[str | None, Stamp]:
    """SHA-256 of a file, with its stamp; one of more than `largest` bytes is not read for its hash.

    Raises `OSError`; never waits on a pipe, which opens without a writer.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no longer a file")
        stamp = Stamp.of(status)
        if status.st_size > largest:
            return None, stamp
        return hashlib.file_digest(stream, "sha256").hexdigest(), stamp


def _recall(file: SourceFile, largest: int, known: Known) -> SourceFile | None:
    """The file with the hash that an earlier run took, where it must still be true."""
    if file.name not in known:
        return None
    sha256, stamp = known[file.name]
    status = Path(file.path).stat()
    if status.st_size > largest or not stamp.proves(status):
        return None
    return replace(file, sha256=sha256, byte_size=stamp.byte_size, stamp=stamp)


def fingerprint(
    file: SourceFile, largest: int = DEFAULT_LIMITS.file_bytes, known: Known = MappingProxyType({})
) -> SourceFile:
    """The file with its hash and size, or with a refusal where it cannot be read or has more than `largest` bytes."""
    if file.refusal is not None:
        return file
    try:
        if recalled := _recall(file, largest, known):
            return recalled
        sha256, stamp = hash_file(file.path, largest)
    except OSError as error:
        detail = f"The file cannot be read: {_reason_of(error)}."
        return replace(file, refusal=Refusal(Reason.UNREADABLE_FILE, detail))
    size = stamp.byte_size
    if sha256 is None:
        detail = f"The file has {size:,} bytes, more than the {largest:,} that are read (NIANBAO_FILE_BYTES)."
        return replace(file, byte_size=size, refusal=Refusal(Reason.FILE_TOO_LARGE, detail))
    return replace(file, sha256=sha256, byte_size=size, stamp=stamp)


def fingerprint_files(
    files: Iterable[SourceFile],
    workers: int,
    largest: int = DEFAULT_LIMITS.file_bytes,
    known: Known = MappingProxyType({}),
) -> list[SourceFile]:
    """Fingerprint all files, in their order; threads suffice, as hashing and reading release the interpreter.

    Files that an earlier run hashed are read again only where they may have changed.
    """
    fingerprint_one, left = partial(fingerprint, largest=largest, known=known), iter(files)
    done: list[SourceFile] = []
    with ThreadPoolExecutor(max_workers=workers) as threads:
        while some := list(islice(left, _WAITING_FILES)):
            done += threads.map(fingerprint_one, some)
    return done


def group_by_content(files: Sequence[SourceFile]) -> dict[str, str]:
    """For every name the name under which its content is read: the first, in the given order, with the same bytes."""
    first_with: dict[str, str] = {}
    return {
        file.name: file.name if file.refusal or not file.sha256 else first_with.setdefault(file.sha256, file.name)
        for file in files
    }
