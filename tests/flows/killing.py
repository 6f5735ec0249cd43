"""Runs in processes of their own, killed at a moment of the test's choice, and what is then published."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import duckdb
import pytest

import flows.stage.compaction
import flows.warehouse.incremental
from flows.commands.review import import_reviews
from flows.commands.rollback import rollback
from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import process_pool
from flows.runs.run import Steps, perform_run
from flows.settings import Settings
from flows.stage.segments import open_stage
from flows.state.paths import published_id, stage_folder, version_path, work_folder
from tests.flows.rows import VOLATILE_COLUMNS

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.flows.killing", "tests.flows.preloaded"])

_CHANGES = frozenset(
    ("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate")
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_PATIENCE = 300.0
# What differs between two copies of a raw folder or two stages.
_OF_THE_DISK = ("segment", "changed_ns", "inode")

Action = Callable[[], object]
Content = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: `steps` are its changes on the disk, `seconds` its length; both 0 where it was killed."""

    was_killed: bool
    steps: int = 0
    seconds: float = 0.0
    error: str = ""


# --- actions ---


def _run(settings: Settings) -> None:
    flows.stage.compaction.MOST_SEGMENTS = 4  # this process ends with the run
    flows.warehouse.incremental.MOST_RENEWED, flows.warehouse.incremental.MOST_PLACES = 2, 1000
    perform_run(settings)


def _run_and_die_in_renewal(settings: Settings) -> None:
    flows.warehouse.incremental._replace_findings = _die
    _run(settings)


def _die(connection: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _run_with_workers(settings: Settings) -> None:
    perform_run(settings, Steps(partial(_read_by_workers, memory=settings.worker_memory)))


def _read_by_workers(batches: Sequence[Batch], job: ReadJob, workers: int, memory: int) -> None:
    with process_pool(workers, memory) as pool:
        for counts in [pool.submit(read_batch, batch, job) for batch in batches]:
            counts.result()


def ingest(settings: Settings, *, with_workers: bool = False) -> Action:
    """A run, as an action for another process.

    It builds on the last version however much is new, and after it the stage is often due for compaction.
    """
    return partial(_run_with_workers if with_workers else _run, settings)


def die_in_renewal(settings: Settings) -> Action:
    """A run that is killed when half of the last version's copy is renewed."""
    return partial(_run_and_die_in_renewal, settings)


def roll_back(warehouse: Path, run_id: str) -> Action:
    """The publication of an earlier version, as an action for another process."""
    return partial(rollback, warehouse, run_id)


def import_verdicts(file: Path, warehouse: Path) -> Action:
    """The import of a file of verdicts, as an action for another process."""
    return partial(import_reviews, file, warehouse)


# --- processes ---


def _is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)
    return event in _CHANGES


def _perform(action: Action, kill_at: int, report: Connection) -> None:
    steps = 0

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if _is_change(event, arguments):
            steps += 1
            if steps == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    report.send(flows.stage.compaction.__file__)
    sys.addaudithook(count)
    clock, error = time.monotonic(), ""
    try:
        action()
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
    report.send((steps, time.monotonic() - clock, error))


@dataclass(frozen=True, slots=True)
class Started:
    """A process that has begun with its action."""

    process: ForkServerProcess
    report: Connection

    def is_done(self, seconds: float) -> bool:
        """Whether it comes to its end, of whatever kind, within that time."""
        return self.report.poll(seconds)

    def end(self) -> Ended:
        """Wait for the end, with which everything that it held is free again."""
        with closing(self.report):
            self.process.join()
            try:
                steps, seconds, error = self.report.recv()
            except EOFError:
                assert self.process.exitcode == -signal.SIGKILL
                return Ended(was_killed=True)
        return Ended(False, steps, seconds, error)


def forks() -> ForkServerContext:
    """The context of processes that begin with all imports done, in which a worker takes no seconds to start."""
    _start_server()
    return _FORKS


@cache
def _start_server() -> None:
    """Start the server of the processes, which imports this copy of the program, as it would not by itself."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        forkserver.ensure_running()


def start(action: Action, kill_at: int = 0) -> Started:
    """Begin with something in a process of its own, which kills itself before its change `kill_at` on the disk."""
    _start_server()
    ours, theirs = _FORKS.Pipe()
    process = _FORKS.Process(target=_perform, args=(action, kill_at, theirs))
    process.start()
    theirs.close()
    assert ours.poll(_PATIENCE)
    assert ours.recv() == flows.stage.compaction.__file__, "it runs another copy of the program"
    return Started(process, ours)


def perform(action: Action, *, kill_at: int = 0, kill_after: float = _PATIENCE) -> Ended:
    """Do something in a process of its own.

    It is killed before its change number `kill_at` on the disk, or after so many seconds; else it comes to its end.
    """
    started = start(action, kill_at)
    if not started.is_done(kill_after):
        started.process.kill()
    return started.end()


def complete(action: Action) -> Ended:
    """Do something to its end, which must be a good one."""
    ended = perform(action)
    assert ended.error == "", ended.error
    assert not ended.was_killed
    return ended


# --- what is published ---


def read_all(warehouse: Path) -> Content:
    """All rows of all tables but `ingest_run`, without the times and names of runs; whether a file is missing stays."""
    content: Content = {}
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        layout: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' "
            "AND table_name IN (SELECT table_name FROM duckdb_tables())"
        ).fetchall():
            if column == "missing_since":
                layout.setdefault(table, []).append("missing_since IS NOT NULL")
            elif column not in (*VOLATILE_COLUMNS, *_OF_THE_DISK):
                layout.setdefault(table, []).append(column)
        for table, columns in layout.items():
            if table.startswith("dim_"):
                content[table] = connection.execute(f"SELECT count(*), bit_xor(hash({table})) FROM {table}").fetchall()
            elif table != "ingest_run":
                query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY ALL"
                content[table] = connection.execute(query).fetchall()
        check_last_run(connection)
    return content


def check_last_run(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold that the last run of a warehouse counted what its tables have."""
    counted = connection.execute("""
        SELECT run_id, reports_loaded, files_quarantined, cells_loaded, files_seen FROM ingest_run
        ORDER BY started_at DESC, run_id DESC LIMIT 1
    """).fetchone()
    held = connection.execute("""
        SELECT
            (SELECT max(run_id) FROM ingest_run),
            (SELECT count(*) FROM report),
            (SELECT count(*) FROM quarantine),
            (SELECT count(*) FROM fact_proactive) + (SELECT count(*) FROM fact_request)
            + (SELECT count(*) FROM fact_review),
            (SELECT count(*) FROM source_file WHERE missing_since IS NULL)
    """).fetchone()
    assert counted == held, (counted, held)


def check_published(warehouse: Path) -> Content | None:
    """What is published, None where nothing is; holds that it is a whole version that nobody can write."""
    version_id = published_id(warehouse)
    if version_id is None:
        assert not warehouse.exists()
        assert not warehouse.is_symlink()
        return None
    assert version_path(warehouse, version_id).stat().st_mode & 0o222 == 0
    return read_all(warehouse)


def check_tidy(warehouse: Path) -> None:
    """Hold that no run left anything that no run needs."""
    assert {path.name for path in warehouse.parent.iterdir()} == {warehouse.name, f"{warehouse.name}.state"}
    assert list(work_folder(warehouse).iterdir()) == []
    versions = version_path(warehouse, "x").parent.parent
    assert all((version / warehouse.name).is_file() for version in versions.iterdir())
    stage = open_stage(stage_folder(warehouse))
    assert stage.damaged == ()
