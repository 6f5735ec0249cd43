"""One run at a time for a warehouse: an advisory lock on a file beside it, which a crash releases by itself."""

from __future__ import annotations

import json
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.bounded import open_plain
from flows.errors import AlreadyRunningError, RunError, system_words, unwritable
from flows.state.files import is_no_file, parse_json, try_lock
from flows.state.run_log import parse_time
from transforms.language import Pair

# Bytes that are read of a lock file: a process, a host and a time take some hundred.
_LONGEST = 10_000


def lock_path(warehouse: Path) -> Path:
    """Path of the lock file of a warehouse: hidden, in the same folder."""
    return warehouse.with_name(f".{warehouse.name}.lock")


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a warehouse's lock, as far as the lock file says. `since` is UTC."""

    pid: int | None = None
    host: str | None = None
    since: str | None = None


def find_holder(warehouse: Path) -> LockHolder | None:
    """Who writes the warehouse now; None if nobody does. Makes and changes no file.

    An orderly end removes the lock file: only one that a killed holder left is locked for a moment, to learn that.
    """
    try:
        with open_plain(lock_path(warehouse)) as stream:
            return None if try_lock(stream.fileno(), is_shared=True) else _read_holder(stream.read(_LONGEST))
    except OSError:
        return None


def _read_holder(content: bytes) -> LockHolder:
    try:
        holder = parse_json(content)
        parse_time(since := holder["since"])
        return LockHolder(int(holder["pid"]), str(holder["host"]), since)
    except (ValueError, KeyError, TypeError, OverflowError):
        return LockHolder()


def describe_holder(path: Path) -> Pair:
    """Who wrote the lock file, in words: `process 812 on host, since 2024-01-31 02:00 UTC`."""
    try:
        with open_plain(path) as stream:
            holder = _read_holder(stream.read(_LONGEST))
    except OSError:
        holder = LockHolder()
    if holder.pid is None:
        return Pair("另一个进程", "another process")
    return Pair(
        "{host} 上的进程 {pid}，始于 {since} UTC",
        "process {pid} on {host}, since {since} UTC",
        pid=holder.pid,
        host=holder.host,
        since=holder.since,
    )


def _open_locked(path: Path) -> int | None:
    """Open and lock the file, or return None if it was removed by its last holder in between."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_CLOEXEC, 0o644)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(0, Pair("它是管道或设备，不是文件", "it is a pipe or a device, and no file"))
    if not try_lock(handle):
        os.close(handle)
        raise AlreadyRunningError(
            Pair(
                "另一次运行正在写入该仓库：{holder}",
                "another run is writing this warehouse: {holder}",
                holder=describe_holder(path),
            )
        )
    if path.exists() and os.path.samestat(os.fstat(handle), path.stat()):
        return handle
    os.close(handle)
    return None


def _no_lock(path: Path, error: OSError) -> RunError:
    if not path.is_symlink() and not is_no_file(path):
        return unwritable(path.parent, error)
    return RunError(
        Pair(
            "{path}应当是锁文件，却是别的内容，请移走（{why}）",
            "{path} is to be the lock file and is something else; move it away ({why})",
            path=path,
            why=system_words(error),
        )
    )


def _write_holder(handle: int, path: Path) -> None:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    try:
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(holder).encode())
    except OSError as error:
        raise unwritable(path.parent, error) from error


@contextmanager
def warehouse_lock(warehouse: Path) -> Iterator[None]:
    """Hold the warehouse's lock; its folder is made if need be.

    Raises `AlreadyRunningError`, which says who holds it, and `RunError` where the folder cannot be written.
    The kernel drops the lock with its process, so that a killed run never leaves a warehouse locked. The file is
    removed while still locked, and who opens it meanwhile notices that it is gone and opens a new one.
    """
    path = lock_path(warehouse)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = None
        while handle is None:
            handle = _open_locked(path)
    except OSError as error:
        raise _no_lock(path, error) from error
    try:
        _write_holder(handle, path)
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def check_unlocked(warehouse: Path) -> None:
    """Raise `AlreadyRunningError` now rather than after a slow start; says nothing of the next moment."""
    with warehouse_lock(warehouse):
        pass
