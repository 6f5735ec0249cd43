"""The frame of a run: whatever happens in it is recorded, and it leaves nothing behind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from flows.errors import AlreadyRunningError, GuardError, RunError
from flows.runs.full_disk import describe_room
from flows.runs.opening import open_run
from flows.state.paths import work_folder
from flows.state.run_log import read_records
from tests.flows.holding import held_elsewhere
from tests.flows.inputs import names_in
from tests.flows.pipeline import make_settings
from transforms.language import Pair


def outcomes(warehouse: Path) -> list[tuple[str, str]]:
    return [(record.outcome, record.message) for record in read_records(warehouse)]


@pytest.mark.parametrize(
    ("error", "outcome", "message"),
    [
        (
            GuardError(Pair("出错", "not published, as half is gone")),
            "stopped_by_guard",
            "not published, as half is gone",
        ),
        (RunError(Pair("出错", "the disk is full")), "failed", "the disk is full"),
        (ZeroDivisionError(), "failed", "ZeroDivisionError"),
        (KeyboardInterrupt(), "interrupted", "The run was interrupted."),
        (RuntimeError("by chance"), "failed", "by chance"),
    ],
)
def test_how_a_run_ends_is_recorded_with_its_reason(
    raw: Path, warehouse: Path, error: BaseException, outcome: str, message: str
) -> None:
    with pytest.raises(type(error)), open_run(make_settings(raw, warehouse)):
        raise error
    assert outcomes(warehouse) == [(outcome, message)]
    assert names_in(work_folder(warehouse)) == []


def test_a_file_that_stops_a_run_is_named(raw: Path, warehouse: Path) -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "stage/report.0.parquet")
    with pytest.raises(RunError), open_run(make_settings(raw, warehouse)):
        raise error
    [(outcome, message)] = outcomes(warehouse)
    assert outcome == "failed"
    assert message.startswith("the run stopped at a file: No space left on device (stage/report.0.parquet); ")
    assert message.endswith(describe_room(warehouse).partition(" are free")[2])


def test_of_another_error_at_a_file_no_room_is_told(raw: Path, warehouse: Path) -> None:
    error = OSError(errno.EACCES, os.strerror(errno.EACCES), "stage")
    with pytest.raises(RunError) as raised, open_run(make_settings(raw, warehouse)):
        raise error
    assert str(raised.value) == "the run stopped at a file: Permission denied (stage)"


def test_what_duckdb_makes_of_an_interruption_is_one(raw: Path, warehouse: Path) -> None:
    with pytest.raises(KeyboardInterrupt), open_run(make_settings(raw, warehouse)):
        raise RuntimeError("Query interrupted")
    assert outcomes(warehouse) == [("interrupted", "The run was interrupted.")]


def test_a_run_that_comes_to_its_end_is_recorded_with_what_it_says(raw: Path, warehouse: Path) -> None:
    with open_run(make_settings(raw, warehouse)) as opened:
        opened.ending.outcome = "nothing_new"
        opened.ending.counts = {"files_seen": 5}
    [record] = read_records(warehouse)
    assert (record.outcome, record.counts, record.run_id) == ("nothing_new", {"files_seen": 5}, opened.run_id)
    assert record.inputs == (str(raw),)
    assert record.started_at <= record.ended_at


def test_a_run_that_finds_another_one_leaves_no_record(raw: Path, warehouse: Path) -> None:
    with (
        held_elsewhere(warehouse),
        pytest.raises(AlreadyRunningError),
        open_run(make_settings(raw, warehouse)),
    ):
        pytest.fail("two runs at once")
    assert outcomes(warehouse) == []


def test_a_run_without_a_raw_folder_is_told_and_recorded(raw: Path, warehouse: Path) -> None:
    with pytest.raises(RunError, match="does not exist"), open_run(make_settings(raw.with_name("gone"), warehouse)):
        pytest.fail("it runs")
    assert [outcome for outcome, _ in outcomes(warehouse)] == ["failed"]
