"""Files that a power failure leaves whole, and that one process at a time may write."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def try_lock(handle: int, *, is_shared: bool = False) -> bool:
    """Lock an open file for this process without waiting; False where another one holds it. Raises `OSError`.

    The kernel drops the lock when the handle is closed, and with the process, so that a killed one locks nobody out.
    """
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Make the folder if need be, and keep other writers of its small files waiting meanwhile. Raises `OSError`.

    This is not the warehouse's lock, which a run holds for hours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def sync_all(*paths: Path) -> None:
    """Have files and folders on the disk, so that a power failure leaves them whole. Raises `OSError`."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step that survives a power failure. Raises `OSError`, and then leaves what was there.

    What a killed writer of the same file left goes.
    """
    remove_temporaries(path.parent, path.name)
    temporary, handle = _open_temporary(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            sync_all(temporary)
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _open_temporary(path: Path) -> tuple[Path, int]:
    """A new file beside the path, locked as long as it is written, by which others know that its writer lives."""
    while True:
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        if try_lock(handle) and temporary.exists():  # else it was taken for a dead writer's, and removed
            return temporary, handle
        os.close(handle)


def remove_temporaries(folder: Path, name: str | None = None) -> None:
    """Remove what killed calls of `replace_file` left in a folder, of one file or of all."""
    pattern = "*" if name is None else glob.escape(name)
    for path in folder.glob(f".{pattern}.{'[0-9a-f]' * 8}"):
        with suppress(OSError):
            _remove_unlocked(path)


def _remove_unlocked(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if try_lock(handle):
            path.unlink()
    finally:
        os.close(handle)


# What <linux/fs.h> calls RENAME_EXCHANGE, and <fcntl.h> AT_FDCWD.
_EXCHANGE, _HERE = 2, -100


def exchange(first: Path, second: Path) -> None:
    """Have two files or folders take each other's places in one step. Raises `OSError`.

    With `ENOSYS` or `EINVAL` where the system or the file system cannot.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(first))
    if rename(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(first), None, str(second))


# What <linux/fs.h> calls FICLONE: share the blocks of a file until one of the two is changed.
_CLONE = 0x40049409


def clone_file(source: Path, target: Path) -> None:
    """Copy the content of a file, without moving a byte where the file system can. Raises `OSError`."""
    try:
        with source.open("rb") as old, target.open("wb") as new:
            fcntl.ioctl(new, _CLONE, old.fileno())
    except OSError:
        shutil.copyfile(source, target)


def hash_file(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits. Raises `OSError`."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
