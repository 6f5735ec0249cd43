"""A run without Prefect, of which each step is timed: reading, and every statement of the load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import duckdb

from flows.reading.jobs import Batch, ReadJob
from flows.runs.collect import read_batches
from flows.runs.run import Steps, perform_run
from flows.settings import Settings
from flows.stage.segments import Stage
from flows.warehouse.counts import LoadCounts
from flows.warehouse.load import load
from flows.warehouse.sqlfiles import list_queries


class _TimedConnection:
    """A connection that notes how long each of its statements takes, under the name of what the statement does."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: defaultdict[str, float]) -> None:
        self._connection, self._seconds = connection, seconds
        checks = {query: f"check {rule}" for rule, query in list_queries("checks").items()}
        tables = {query: f"fill {table}" for table, query in list_queries("tables").items()}
        self._names = {**checks, **tables}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, statement: str, values: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        started = perf_counter()
        result = self._connection.execute(statement, values)
        self._seconds[self._name(statement)] += perf_counter() - started
        return result

    def commit(self) -> None:
        started = perf_counter()
        self._connection.commit()
        self._seconds["commit"] += perf_counter() - started

    def _name(self, statement: str) -> str:
        """What a statement does: the query that it runs, whole or in a slice, or else its first words."""
        known = next((name for query, name in self._names.items() if query in statement), None)
        return known or " ".join(statement.split()[:2]).lower()


@dataclass(frozen=True)
class TimedRun:
    """What a run loaded, and its seconds: of reading, of the load, and of each kind of statement of the load."""

    counts: LoadCounts
    reading: float
    loading: float
    statements: Mapping[str, float]


def run_timed(settings: Settings) -> TimedRun:
    """Ingest without Prefect. Raises `RuntimeError` if nothing was new."""
    seconds: defaultdict[str, float] = defaultdict(float)
    statements: defaultdict[str, float] = defaultdict(float)
    connect = duckdb.connect

    def read(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        started = perf_counter()
        read_batches(batches, job, workers)
        seconds["reading"] = perf_counter() - started

    def build(built: Path, work: Path, stage: Stage, *, memory: int, previous: Path | None) -> LoadCounts:
        with patch.object(duckdb, "connect", lambda *args, **kw: _TimedConnection(connect(*args, **kw), statements)):
            started = perf_counter()
            counts = load(built, work, stage, memory=memory, previous=previous)
            seconds["loading"] = perf_counter() - started
            return counts

    counts = perform_run(settings, Steps(read, build)).counts
    if not isinstance(counts, LoadCounts):
        raise RuntimeError("the corpus holds nothing new")
    return TimedRun(counts, seconds["reading"], seconds["loading"], statements)
