"""A folder that is written as a whole and put in the place of another one: a reader sees all of it, or the earlier."""

from __future__ import annotations

import errno
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.state import exchange, try_lock

_PARTIAL, _EARLIER = ".partial", ".earlier"
# What a system, or a file system, says that cannot have two folders take each other's places.
_CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target, removed at the end if it is still there.

    What killed writers left beside the target goes before, and where one was killed between two steps of
    `replace_folder`, the earlier folder comes back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _undo_killed(target)
    folder, handle = _make_locked(target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _make_locked(target: Path) -> tuple[Path, int]:
    """A new folder beside the target, with the handle of a lock by which others know that its writer lives."""
    while True:
        folder = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_PARTIAL}")
        folder.mkdir()
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            if try_lock(handle) and folder.exists():  # else it was taken for a dead writer's, and removed
                return folder, handle
            os.close(handle)


def _undo_killed(target: Path) -> None:
    beside = f".{glob.escape(target.name)}.{'[0-9a-f]' * 8}"
    for earlier in target.parent.glob(f"{beside}{_EARLIER}"):
        with _left_by_the_dead(earlier.with_suffix(_PARTIAL)) as is_left:
            if is_left and not target.exists():
                earlier.rename(target)
            elif is_left:
                shutil.rmtree(earlier, ignore_errors=True)
    for partial in target.parent.glob(f"{beside}{_PARTIAL}"):
        with _left_by_the_dead(partial) as is_left:
            if is_left:
                shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def _left_by_the_dead(folder: Path) -> Iterator[bool]:
    """Whether a folder has no writer that lives, or is not there; in the block it gets none."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield not folder.exists()
        return
    try:
        yield try_lock(handle)
    finally:
        os.close(handle)


def replace_folder(written: Path, target: Path) -> None:
    """Put the written folder in the place of the target, and what was there away. Raises `OSError`.

    It is one step, and what was there stays if it fails. Where the file system knows no such step there are two,
    between which nothing is there: `folder_beside` brings back what a process that is killed then leaves.
    """
    if not target.exists():
        written.rename(target)
        return
    try:
        exchange(written, target)
    except OSError as error:
        if error.errno not in _CANNOT_EXCHANGE:
            raise
        _replace_in_two_steps(written, target)
    else:
        shutil.rmtree(written, ignore_errors=True)


def _replace_in_two_steps(written: Path, target: Path) -> None:
    earlier = written.with_suffix(_EARLIER)
    target.rename(earlier)
    try:
        written.rename(target)
    except OSError:
        earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
