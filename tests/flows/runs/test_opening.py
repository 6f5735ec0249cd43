"""The frame of a run: whatever happens in it is recorded, and it leaves nothing behind."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flows.runs.opening
from flows.commands.rollback import rollback
from flows.errors import AlreadyRunningError, GuardError, RunError
from flows.runs.full_disk import describe_room
from flows.runs.opening import open_run
from flows.state.paths import work_folder
from flows.state.run_log import read_records
from flows.versions.publication import list_versions
from flows.versions.published import list_runs
from flows.versions.quarantined import read_new_quarantine
from flows.versions.told import read_told
from tests.flows.holding import held_elsewhere
from tests.flows.inputs import names_in
from tests.flows.pipeline import ingest_here, make_settings
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


def run_at(moment: datetime, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A whole run by a clock that shows this; gives its id."""
    monkeypatch.setattr(flows.runs.opening, "utc_now", lambda: moment)
    ingest_here(raw, warehouse)
    return read_records(warehouse)[-1].run_id


def quarantined(warehouse: Path) -> int:
    """How many files the last run counted in quarantine, as the next one is told."""
    told = read_told(warehouse, ())
    assert told is not None
    return told.totals.quarantined


def test_a_clock_that_is_set_back_changes_no_order_of_runs(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The last run is the last one for whoever asks, though its clock said otherwise; one without news counts too."""
    start, run_ids = datetime(2024, 3, 10, 10), [run_at(datetime(2024, 3, 10, 9), raw, warehouse, monkeypatch)]
    before = quarantined(warehouse)
    for number, hours in enumerate((0, -1, -1, -30, -29)):
        has_news = number != 2
        if has_news:
            (raw / f"bad {number}.txt").write_text(f"This is no report, {number}.", "utf-8")
        run_ids.append(run_at(start + timedelta(hours=hours), raw, warehouse, monkeypatch))
        if has_news:
            assert list_runs(warehouse)[0] == run_ids[-1]
            assert f"bad {number}.txt" in {file.source_path for file in read_new_quarantine(warehouse)}
    assert run_ids == sorted(run_ids)
    assert list_runs(warehouse) == run_ids[::-1]
    assert [record.outcome for record in read_records(warehouse)][3] == "nothing_new"
    assert [version.run_id for version in list_versions(warehouse) if version.is_published] == run_ids[-1:]
    assert quarantined(warehouse) == before + 4
    assert "the clock is behind the last run (2024-03-10 09:00:00 UTC)" in caplog.text
    assert rollback(warehouse).run_id == run_ids[-2]


def test_an_hour_that_comes_twice_changes_no_order_of_runs(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """In New York, 01:30 of that day was at 05:30 and at 06:30 UTC."""
    zone, run_ids = ZoneInfo("America/New_York"), []
    for fold in (0, 1):
        (raw / f"bad {fold}.txt").write_text(f"This is no report, {fold}.", "utf-8")
        moment = datetime(2024, 11, 3, 1, 30, fold=fold, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
        run_ids.append(run_at(moment, raw, warehouse, monkeypatch))
    assert [run_id[:16] for run_id in run_ids] == ["20241103T053000Z", "20241103T063000Z"]
    assert list_runs(warehouse) == run_ids[::-1]
    assert "the clock is behind" not in caplog.text
