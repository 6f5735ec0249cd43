"""A folder that is written as a whole and put in the place of another one: a reader sees all of it, or the earlier."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder_beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target, removed at the end if it is still there."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replace_folder(written: Path, target: Path) -> None:
    """Put the written folder in the place of the target; what was there comes back if that fails. Raises `OSError`."""
    earlier = written.with_suffix(".earlier")
    if target.exists():
        target.rename(earlier)
    try:
        written.rename(target)
    except OSError:
        if earlier.exists():
            earlier.rename(target)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
