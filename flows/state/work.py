"""The folder of one run: what it needs until it has published, and nothing after.

It lies in the state of the warehouse, and goes with the run; what a killed run left goes with the next one.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from flows.errors import RunError, system_words
from flows.state.files import remove_temporaries
from flows.state.paths import stage_folder, state_folder, work_folder
from transforms.language import Pair

# As `make_run_id` makes them; earlier ones had four digits fewer at the end.
RUN_ID = r"\d{8}T\d{6}Z-[0-9a-f]{8}(?:[0-9a-f]{4})?"


def make_run_id(started_at: datetime) -> str:
    """An id of a run, which sorts by time, to the microsecond; 28 random bits keep two of one moment apart.

    >>> make_run_id(datetime(2024, 1, 31, 2))[:17]
    '20240131T020000Z-'
    """
    return f"{started_at:%Y%m%dT%H%M%SZ}-{started_at.microsecond:05x}{secrets.token_hex(4)[:7]}"


def built_path(work: Path) -> Path:
    """The database file that a run builds before it is published."""
    return work / "built.duckdb"


def remove_leftovers(warehouse: Path) -> None:
    """Remove what killed runs and commands left. Only for the holder of the warehouse's lock."""
    remove_temporaries(state_folder(warehouse))
    folder = work_folder(warehouse)
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()


@contextmanager
def run_folder(warehouse: Path, run_id: str) -> Iterator[Path]:
    """A fresh folder for a run, removed at the end whatever happens. Raises `RunError` where none can be made."""
    work = work_folder(warehouse) / run_id
    try:
        remove_leftovers(warehouse)
        work.mkdir(parents=True)
        stage_folder(warehouse).mkdir(exist_ok=True)
    except OSError as error:
        shutil.rmtree(work, ignore_errors=True)
        place = error.filename or warehouse.parent
        raise RunError(
            Pair(
                "无法写入仓库所在文件夹：{why}（{place}）",
                "cannot write to the warehouse folder: {why} ({place})",
                why=system_words(error),
                place=place,
            )
        ) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)
