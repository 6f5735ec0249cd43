"""Starting a run: Prefect is there where it has something to do or to show, and only there."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

import flows.schedule.ingest
import flows.schedule.launch
from flows.errors import GuardError, PrefectServerError
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import StartedReading, wait_for_batch
from flows.runs.quiet import finish_quiet_run
from flows.runs.run import Steps, finish_run
from flows.runs.summary import Summary
from flows.schedule.launch import Begun, launch
from flows.settings import Settings
from flows.state.paths import stage_folder, work_folder
from flows.state.run_log import read_records
from tests.flows.inputs import names_in
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here, make_settings


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done with Prefect, none of which is really started."""
    happened: list[str] = []

    @contextmanager
    def serve(warehouse: Path) -> Iterator[Callable[[], None]]:
        happened.append("started")
        yield lambda: happened.append("ready")
        happened.append("stopped")

    def run_ingest(settings: Settings, begun: Begun) -> Summary:
        happened.append("run")
        if begun.planned is None:
            return finish_quiet_run(begun.compared)
        return finish_run(begun.planned, Steps(partial(collect, begun.reading)))

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    monkeypatch.setattr(flows.schedule.ingest, "run_ingest", run_ingest)
    return happened


def collect(reading: StartedReading | None, batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
    """Wait for what the workers read meanwhile."""
    assert reading
    assert all(wait_for_batch(reading, batch, job) for batch in batches)


def test_a_run_with_something_to_read_has_a_server_around_it(raw: Path, warehouse: Path, told: list[str]) -> None:
    assert launch(make_settings(raw, warehouse)).files_read == 5
    assert told == ["started", "ready", "run", "stopped"]


def test_a_night_without_anything_new_starts_no_server(raw: Path, warehouse: Path, told: list[str]) -> None:
    ingest_here(raw, warehouse)
    assert launch(make_settings(raw, warehouse)).files_read == 0
    assert told == []
    assert read_records(warehouse)[-1].outcome == "nothing_new"


def test_a_server_that_is_set_up_shows_such_a_night_too(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    launch(make_settings(raw, warehouse))
    assert told == ["started", "ready", "run", "stopped"]


def test_the_workers_read_while_the_server_starts(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not ready before everything is read."""

    def wait_for_segments() -> None:
        limit = time.monotonic() + 300
        while len(list(stage_folder(warehouse).iterdir())) < 5:
            assert time.monotonic() < limit
            time.sleep(0.05)
        told.append("ready")

    @contextmanager
    def serve(warehouse: Path) -> Iterator[Callable[[], None]]:
        yield wait_for_segments

    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    assert launch(make_settings(raw, warehouse, batch_size=1)).files_read == 5
    assert told == ["ready", "run"]


def test_a_server_that_does_not_start_ends_the_workers_and_changes_nothing(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise PrefectServerError("it does not start")

    @contextmanager
    def serve(warehouse: Path) -> Iterator[Callable[[], None]]:
        yield fail

    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    with pytest.raises(PrefectServerError):
        launch(make_settings(raw, warehouse))
    assert told == []
    assert multiprocessing.active_children() == []
    assert not warehouse.exists()
    assert names_in(work_folder(warehouse)) == []


def test_a_raw_folder_that_is_suddenly_empty_is_read_by_nobody(
    raw: Path, warehouse: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    monkeypatch.setattr("flows.reading.pool.start_reading", pytest.fail)
    raw.rename(raw.with_name("unmounted"))
    raw.mkdir()
    (raw / "new.txt").write_bytes(REPORTS[5])
    with pytest.raises(GuardError, match="5 of 5 files are gone"):
        launch(make_settings(raw, warehouse))
    assert "run" not in told
