"""Files that a power failure leaves whole, and that one process at a time may write."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import glob
import hashlib
import json
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from flows.bounded import open_plain, read_plain
from transforms.language import Pair

# Bytes of JSON that are read at most: what is small has some kilobytes, and each takes up to 16 when it is parsed.
_MOST_JSON = 16 * 1024 * 1024

logger = logging.getLogger("nianbao")


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


def parse_json(content: bytes) -> Any:
    """What JSON says. Raises `ValueError` for what is none, and for what is nested too deeply to be read.

    >>> parse_json(b"[1, 2]")
    [1, 2]
    """
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def read_json(path: Path, most: int = _MOST_JSON) -> Any:
    """What a plain file of JSON says, of `most` bytes. Raises `OSError`, also where there is none, and `ValueError`."""
    return parse_json(read_plain(path, most))


def is_own_folder(path: Path) -> bool:
    """Whether a folder is there, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def is_no_file(path: Path) -> bool:
    """Whether something is there that is no file, nor a link to one."""
    return os.path.lexists(path) and not path.is_file()


def set_aside(path: Path) -> None:
    """Rename what stands in the place of a file of ours, that it is neither lost nor in the way. Raises `OSError`."""
    aside = path.rename(path.with_name(f"{path.name}.{secrets.token_hex(4)}.damaged"))
    logger.warning(
        Pair(
            "{path}不是本程序写下的样子；已改名为{aside}",
            "{path} is not as this program writes it; it is set aside as {aside}",
            path=path,
            aside=aside.name,
        )
    )


def discard_file(path: Path) -> None:
    """Remove a file of ours, if it is there; a folder in its place is set aside. Raises `OSError`."""
    if is_own_folder(path):
        set_aside(path)
    else:
        path.unlink(missing_ok=True)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step that survives a power failure. A folder in its place is set aside.

    What a killed writer of the same file left goes. Raises `OSError`, and then leaves what was there.
    """
    remove_temporaries(path.parent, path.name)
    temporary, handle = _open_temporary(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            sync_all(temporary)
        if is_own_folder(path):
            set_aside(path)
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
    with open_plain(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
