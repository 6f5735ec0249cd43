"""Read a file of the raw folder, wherever it lies. All of it raises `OSError`."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import IO

from flows.bounded import open_plain, read_bounded, too_large
from flows.raw.files import SourceFile, Stamp
from flows.raw.objects import hash_object
from flows.storage import is_url
from flows.storage import read_start as read_object_start

# Bytes that are hashed at a time.
_BLOCK = 1024 * 1024


def read_content(path: str, most: int) -> bytes:
    """All bytes of a file, a pipe or an object that has no more than `most`."""
    if not is_url(path):
        return read_bounded(Path(path), most)
    content = read_object_start(path, most + 1)
    if len(content) > most:
        raise too_large(most)
    return content


def read_start(path: str, length: int) -> bytes:
    """The first bytes of a file, which may grow while it is read."""
    if is_url(path):
        return read_object_start(path, length)
    with open_plain(Path(path)) as stream:
        return stream.read(length)


def state_of(file: SourceFile) -> Stamp:
    """What tells now whether the content of a file is as it was: for an object what the listing told, else the disk."""
    if is_url(file.path) and file.stamp is not None:
        return file.stamp
    return Stamp.of(Path(file.path).stat())


def hash_file(file: SourceFile, largest: int) -> tuple[str | None, Stamp]:
    """SHA-256 of a file, with its stamp; one of more than `largest` bytes is not read for its hash.

    Never waits on a pipe, which opens without a writer.
    """
    if is_url(file.path):
        return hash_object(file.path, state_of(file), largest)
    handle = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no longer a file")
        stamp = Stamp.of(status)
        if status.st_size > largest:
            return None, stamp
        sha256 = _digest(stream, largest)
        return sha256, stamp if sha256 else replace(stamp, byte_size=largest + 1)


def _digest(stream: IO[bytes], largest: int) -> str | None:
    """SHA-256 of what is left of a stream; None where that is more than `largest` bytes, as of one that grows on."""
    digest, left = hashlib.sha256(), largest
    while block := stream.read(_BLOCK):
        left -= len(block)
        if left < 0:
            return None
        digest.update(block)
    return digest.hexdigest()
