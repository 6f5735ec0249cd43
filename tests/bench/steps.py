"""The steps of a run without Prefect, each to be timed: reading a raw folder into staged frames, and loading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import duckdb

from flows.discovery import find_files, fingerprint_files, group_by_content
from flows.gazetteers import read_gazetteer_files
from flows.pool import check_workers, process_pool, read_in_pool
from flows.reading import Batch, ReadJob, split_batches
from flows.settings import Settings
from flows.sqlfiles import list_queries
from flows.staging import make_run_id, write_files
from flows.warehouse import LoadCounts, Run, load, stage_run, utc_now
from transforms.knowledge import dimension_frames
from transforms.report import PARSER_VERSION


def read_folder(raw: Path, staging: Path) -> None:
    """Read all files below `raw` with the program's pool and settings. Raises `RuntimeError` if a reader died."""
    settings = Settings(raw=raw)
    files = fingerprint_files(find_files(raw), settings.workers, settings.file_bytes)
    write_files(staging, files)
    read_as = group_by_content(files)
    job = ReadJob(str(staging), (), False, settings.file_seconds, settings.limits, settings.worker_memory)
    batches = split_batches([file for file in files if read_as[file.name] == file.name], settings.workers, None)
    with (
        process_pool(settings.workers, settings.worker_memory) as pool,
        ThreadPoolExecutor(settings.workers + 1) as threads,
    ):
        check_workers(pool)
        read: Callable[[Batch], object] = partial(read_in_pool, pool, job=job)
        if None in list(threads.map(read, batches)):
            raise RuntimeError("a reader died")
    run = Run(make_run_id(utc_now()), utc_now(), PARSER_VERSION)
    stage_run(staging, run, {"dim_township": read_gazetteer_files([]).frame, **dimension_frames()})


class _TimedConnection:
    """A connection that notes how long each of its statements takes, under the name of what the statement does."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: Counter[str]) -> None:
        self._connection, self._seconds = connection, seconds
        self._checks = {query: f"check {rule}" for rule, query in list_queries("checks").items()}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str) -> duckdb.DuckDBPyConnection:
        started = perf_counter()
        result = self._connection.execute(statement)
        self._seconds[self._name(statement)] += perf_counter() - started
        return result

    def commit(self) -> None:
        started = perf_counter()
        self._connection.commit()
        self._seconds["commit"] += perf_counter() - started

    def _name(self, statement: str) -> str:
        target, _, query = statement.partition(" BY NAME ")
        if target == "INSERT INTO violation":
            return self._checks[query]
        return f"fill {target.removeprefix('INSERT INTO ')}" if query else " ".join(statement.split()[:2]).lower()


def load_timed(warehouse: Path, staging: Path, threads: int) -> tuple[LoadCounts, float, Counter[str]]:
    """Build the warehouse from staged frames: what it holds, seconds in all, and seconds of each kind of statement."""
    seconds: Counter[str] = Counter()
    connect = duckdb.connect
    with patch.object(duckdb, "connect", lambda *args, **kw: _TimedConnection(connect(*args, **kw), seconds)):
        started = perf_counter()
        counts, _ = load(warehouse.with_name("no-history.duckdb"), warehouse, staging, threads=threads)
        return counts, perf_counter() - started, seconds
