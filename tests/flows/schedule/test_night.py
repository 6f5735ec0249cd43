"""The flow of a night without Prefect's server: how a run ends, and what is told of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Crashed

import flows.schedule.night
import flows.schedule.transient
from flows.errors import AlreadyRunningError, GuardError, PrefectServerError, RunError
from flows.runs.logs import file_logger
from flows.schedule.night import MOST_LATE, how_late, night, run_night, start_logging, tell_of_crash
from flows.settings import Settings
from flows.state.run_log import RunRecord
from transforms.language import Pair


@pytest.fixture(autouse=True)
def untouched_logger() -> Iterator[None]:
    logger = logging.getLogger("nianbao")
    before = list(logger.handlers), logger.level
    yield
    logger.handlers[:], level = before
    logger.setLevel(level)


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], State[Any]]:
    """How a night ends whose ingest raises this error, or none."""

    def run(error: Exception | None) -> State[Any]:
        def ingest(_: Settings) -> SimpleNamespace:
            if error:
                raise error
            return SimpleNamespace(run_id="20240131T020000Z-00000000", seconds=1.0)

        monkeypatch.setattr(flows.schedule.night, "ingest_within_flow", ingest)
        return run_night(Settings())

    return run


def test_a_completed_run_names_its_id(ends: Callable[[Exception | None], State[Any]]) -> None:
    state = ends(None)
    assert state.is_completed()
    assert state.message == "20240131T020000Z-00000000"


def test_a_held_warehouse_is_no_failure(ends: Callable[[Exception | None], State[Any]]) -> None:
    state = ends(AlreadyRunningError(Pair("出错", "another run is writing this warehouse")))
    assert (state.is_completed(), state.name) == (True, "Skipped")


@pytest.mark.parametrize(
    "error", [RunError(Pair("出错", "no raw folder")), GuardError(Pair("出错", "half of the reports are gone"))]
)
def test_a_failure_says_why_and_is_not_tried_again(
    ends: Callable[[Exception | None], State[Any]], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_to_wait(seconds: float) -> None:
        pytest.fail("it waits")

    monkeypatch.setattr(
        flows.schedule.night, "try_again", lambda run: flows.schedule.transient.try_again(run, sleep=fail_to_wait)
    )
    state = ends(error)
    assert state.is_failed()
    assert state.message == str(error)


def test_a_mistake_of_ours_is_a_failure_without_a_traceback(
    ends: Callable[[Exception | None], State[Any]], capfd: pytest.CaptureFixture[str]
) -> None:
    state = ends(ZeroDivisionError("by zero"))
    assert (state.is_failed(), state.message) == (True, "ZeroDivisionError: by zero")
    assert "Traceback" not in capfd.readouterr().err


def test_the_server_being_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes: list[Exception | SimpleNamespace] = [
        PrefectServerError(Pair("出错", "the Prefect server does not answer")),
        SimpleNamespace(run_id="second", seconds=1.0),
    ]

    def ingest(_: Settings) -> SimpleNamespace:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(flows.schedule.night, "ingest_within_flow", ingest)
    monkeypatch.setattr(
        flows.schedule.night, "try_again", lambda run: flows.schedule.transient.try_again(run, sleep=lambda _: None)
    )
    assert run_night(Settings()).message == "second"


def test_a_setting_without_sense_is_a_failure_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_WORKER", "2")
    state = night.fn()
    assert state.is_failed()
    assert state.message == "no setting is called NIANBAO_WORKER; the nearest is NIANBAO_WORKERS"


def run_late(late: timedelta, monkeypatch: pytest.MonkeyPatch) -> State[Any]:
    monkeypatch.setattr(flows.schedule.night, "get_scheduled_start_time", lambda: datetime.now(UTC) - late)
    monkeypatch.setattr(
        flows.schedule.night, "ingest_within_flow", lambda _: SimpleNamespace(run_id="run", seconds=1.0)
    )
    return night.fn()


def test_a_run_of_the_past_is_not_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    state = run_late(MOST_LATE + timedelta(minutes=1), monkeypatch)
    assert (state.is_completed(), state.name) == (True, "Skipped")
    assert state.message == "its time was 11 minutes ago"


def test_a_run_that_is_a_little_late_or_early_takes_place(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_late(MOST_LATE - timedelta(minutes=1), monkeypatch).message == "run"
    assert run_late(timedelta(seconds=-2), monkeypatch).message == "run"
    assert how_late(None, datetime.now(UTC)) == timedelta()


class Kept(logging.Handler):
    """What Prefect keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def test_prefect_keeps_the_lines_of_the_run_and_none_of_single_files(capfd: pytest.CaptureFixture[str]) -> None:
    kept, logger = Kept(), logging.getLogger("nianbao")
    logger.handlers[:] = [kept]
    start_logging(Settings())
    logger.info("loading the warehouse")
    file_logger.info("file quarantined")
    assert kept.lines == ["loading the warehouse"]
    assert "loading the warehouse" in capfd.readouterr().err


def test_a_killed_run_is_told_by_who_started_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[RunRecord] = []
    monkeypatch.setattr(flows.schedule.night, "notify", lambda _, record: told.append(record))
    started = datetime(2024, 1, 31, 2, tzinfo=UTC)
    run = FlowRun.model_validate({"name": "mysterious-adder", "flow_id": UUID(int=1), "start_time": started})
    tell_of_crash(night, run, Crashed(message="Process exited with status code: -9."))
    assert [(record.outcome, record.started_at) for record in told] == [("failed", "2024-01-31T02:00:00Z")]
    assert "ended before the run did: Process exited with status code: -9." in told[0].message


def test_a_night_says_why_in_the_language_of_the_operator(
    ends: Callable[[Exception | None], State[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    state = ends(AlreadyRunningError(Pair("另一次运行正在写入该仓库", "another run is writing this warehouse")))
    assert (state.name, state.message) == ("Skipped", "另一次运行正在写入该仓库")
