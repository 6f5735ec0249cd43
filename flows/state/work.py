"""The folder of one run: what it needs until it has published, and nothing after.

It lies in the state of the warehouse, and goes with the run; what a killed run left goes with the next one.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from flows.errors import RunError, system_words
from flows.state.files import is_own_folder, remove_temporaries
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


def time_of_run(run_id: str) -> datetime:
    """When a run started, as its id says: of an earlier make, to the second. Raises `ValueError` for no id of a run.

    >>> time_of_run(make_run_id(datetime(2024, 1, 31, 2, 0, 0, 7))), time_of_run("20240131T020000Z-0123abcd")
    (datetime.datetime(2024, 1, 31, 2, 0, 0, 7), datetime.datetime(2024, 1, 31, 2, 0))
    """
    if not re.fullmatch(RUN_ID, run_id):
        raise ValueError(run_id)
    moment, _, tail = run_id.partition("-")
    second = datetime.strptime(moment, "%Y%m%dT%H%M%SZ")
    return second + timedelta(microseconds=int(tail[:5], 16)) if len(tail) == len("0123456789ab") else second


def after_runs(now: datetime, run_ids: Iterable[str]) -> datetime:
    """Now, or the moment after the latest of these runs, where a clock was set back since: runs sort by their time.

    >>> after_runs(datetime(2024, 1, 31, 1), ["20240131T020000Z-0123abcd", "no run"])
    datetime.datetime(2024, 1, 31, 2, 0, 0, 1)
    """
    latest = now
    for run_id in run_ids:
        with suppress(ValueError):
            latest = max(latest, time_of_run(run_id) + timedelta(microseconds=1))
    return latest


def built_path(work: Path) -> Path:
    """The database file that a run builds before it is published."""
    return work / "built.duckdb"


def remove_leftovers(warehouse: Path) -> None:
    """Remove what killed runs and commands left. Only for the holder of the warehouse's lock."""
    remove_temporaries(state_folder(warehouse))
    folder = work_folder(warehouse)
    if folder.is_dir():
        for path in folder.iterdir():
            if is_own_folder(path):
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
