"""Starting a run: Prefect is there where it has something to do or to show, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import flows.schedule.ingest
import flows.schedule.launch
from flows.runs.prepare import PlannedRun
from flows.runs.run import finish_run
from flows.runs.summary import Summary
from flows.schedule.launch import launch
from flows.settings import Settings
from flows.state.run_log import read_records
from tests.flows.pipeline import ingest_here, make_settings


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done with Prefect, none of which is really started."""
    happened: list[str] = []

    @contextmanager
    def serve() -> Iterator[Callable[[], None]]:
        happened.append("started")
        yield lambda: happened.append("ready")
        happened.append("stopped")

    def run_ingest(settings: Settings, planned: PlannedRun) -> Summary:
        happened.append("run")
        return finish_run(planned)

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", serve)
    monkeypatch.setattr(flows.schedule.ingest, "run_ingest", run_ingest)
    return happened


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
