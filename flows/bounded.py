"""Read what somebody named with a bound of bytes: a device never ends, a pipe may wait for ever, a file may grow.

All of it raises `OSError`, with a sentence where the system has none.
"""

from __future__ import annotations

import errno
import os
import select
import stat
from io import BufferedReader
from pathlib import Path

from transforms.language import Pair

# What tests/flows/test_bounded.py measures: a pipe gives some 64 KiB at a time, a file as much as it is asked for.
_PIECE = 1024 * 1024
# Seconds without a byte after which a pipe or a device is given up: a query in front of a pipe begins to write sooner.
_PATIENCE = 60


def too_large(most: int) -> OSError:
    """The error of a file that has more bytes than are read."""
    words = Pair("内容超过{most:,}字节", "it has more than {most:,} bytes", most=most)
    return OSError(errno.EFBIG, words)


def _open(path: Path) -> tuple[int, os.stat_result]:
    """Open without waiting for the writer of a pipe."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return handle, os.fstat(handle)


def open_plain(path: Path) -> BufferedReader:
    """Open a file to read it; what is a folder, a pipe or a device is not opened."""
    handle, status = _open(path)
    if stat.S_ISREG(status.st_mode):
        return os.fdopen(handle, "rb")
    os.close(handle)
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(0, Pair("它是管道或设备，不是文件", "it is a pipe or a device, and no file"))


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of a plain file that has no more than `most`."""
    with open_plain(path) as stream:
        if os.fstat(stream.fileno()).st_size > most:
            raise too_large(most)
        data = stream.read(most + 1)
    if len(data) > most:
        raise too_large(most)
    return data


def read_end(path: Path, most: int) -> tuple[bytes, bool]:
    """The last bytes of a plain file, `most` of them, and whether there are more before them."""
    with open_plain(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        stream.seek(max(0, size - most))
        return stream.read(most), size > most


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file, a pipe or a device that gives no more than `most`, and is not silent for a minute.

    A terminal may be silent: somebody sits there.
    """
    handle, status = _open(path)
    with os.fdopen(handle, "rb", buffering=0) as stream:
        if stat.S_ISREG(status.st_mode) and status.st_size > most:
            raise too_large(most)
        data, patience = bytearray(), None if os.isatty(handle) else _PATIENCE
        while len(data) <= most:
            _wait(handle, patience)
            piece = stream.read(min(_PIECE, most + 1 - len(data)))
            if piece == b"":
                return bytes(data)
            data += piece or b""
    raise too_large(most)


def _wait(handle: int, seconds: float | None) -> None:
    """Wait until there is something to read, or the end."""
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    if not waiting.poll(None if seconds is None else seconds * 1000):
        words = Pair("{seconds}秒内没有收到任何内容", "nothing came for {seconds} seconds", seconds=seconds)
        raise OSError(errno.ETIMEDOUT, words)
