"""A run after another one: what it reads, what it keeps, and that it leads where a run from nothing leads."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

import flows.runs.run
from flows.errors import GuardError
from flows.reading.jobs import Batch, ReadJob
from flows.runs.compare import compare_run
from flows.runs.opening import open_run
from flows.runs.prepare import plan_run
from flows.runs.run import Steps, finish_run, perform_run
from flows.state.paths import stage_folder
from tests.flows.nights import REPORTS, facts, from_nothing, last_counts
from tests.flows.pipeline import ingest_here, make_settings
from tests.flows.rows import query


def test_the_first_run_reads_everything_and_the_next_nothing(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 5, 0, 0, 0, 0, 5)
    before = warehouse.resolve(), warehouse.read_bytes()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 0, 0, 0, 5, 0, 0)
    assert (warehouse.resolve(), warehouse.read_bytes()) == before


@pytest.mark.usefixtures("first_night")
def test_only_what_is_new_or_changed_is_read(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    (raw / "new.txt").write_bytes(REPORTS[4])
    (raw / "report 1.txt").write_bytes(REPORTS[5])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 1, 1, 0, 4, 0, 2)
    assert facts(warehouse) == from_nothing(raw, tmp_path)


@pytest.mark.parametrize("rebuild", ["stage", "raw"])
@pytest.mark.usefixtures("first_night")
def test_the_warehouse_can_be_rebuilt_from_the_stage_and_from_raw(raw: Path, warehouse: Path, rebuild: str) -> None:
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    before = facts(warehouse), query(warehouse, "SELECT * EXCLUDE (last_seen_at) FROM report_file ORDER BY ALL")
    ingest_here(raw, warehouse, rebuild=rebuild)
    assert last_counts(warehouse)[6] == (4 if rebuild == "raw" else 0)
    after = facts(warehouse), query(warehouse, "SELECT * EXCLUDE (last_seen_at) FROM report_file ORDER BY ALL")
    assert after == before


@pytest.mark.usefixtures("first_night")
def test_a_lost_warehouse_comes_back_from_the_stage(raw: Path, warehouse: Path) -> None:
    before = facts(warehouse)
    warehouse.unlink()
    shutil.rmtree(stage_folder(warehouse).with_name("versions"))
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 5, 0, 0, 0, 0, 0)
    assert facts(warehouse) == before


def count_loaded_anew(warehouse: Path) -> int:
    """How many reports the last run has loaded, and not taken over from the version before."""
    return len(query(warehouse, "FROM report WHERE run_id = (SELECT max(run_id) FROM ingest_run)"))


@pytest.mark.parametrize(("rebuild", "loaded"), [("no", 1), ("stage", 5)])
@pytest.mark.usefixtures("first_night")
def test_reports_of_bodies_without_news_are_taken_over_unless_all_is_to_be_built(
    raw: Path, warehouse: Path, tmp_path: Path, rebuild: str, loaded: int
) -> None:
    (raw / "new.txt").write_bytes(REPORTS[6])
    ingest_here(raw, warehouse, rebuild=rebuild)
    assert count_loaded_anew(warehouse) == loaded
    assert facts(warehouse) == from_nothing(raw, tmp_path)


@pytest.mark.usefixtures("first_night")
def test_a_changed_program_builds_all_anew(raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.runs.program._digest_of_this_program", lambda: "changed")
    (raw / "new.txt").write_bytes(REPORTS[6])
    ingest_here(raw, warehouse)
    assert count_loaded_anew(warehouse) == 5


@pytest.mark.usefixtures("first_night")
def test_a_damaged_stage_builds_all_anew(raw: Path, warehouse: Path) -> None:
    next(iter(sorted(stage_folder(warehouse).glob("*/report.*")))).write_bytes(b"")
    (raw / "new.txt").write_bytes(REPORTS[6])
    ingest_here(raw, warehouse)
    assert count_loaded_anew(warehouse) == 5


def test_a_file_that_changes_under_the_run_is_read_by_the_next(raw: Path, warehouse: Path) -> None:
    def read_late(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        (raw / "report 1.txt").write_bytes(REPORTS[5])
        flows.runs.run.read_here(batches, job, workers)

    with open_run(make_settings(raw, warehouse)) as opened:
        finish_run(plan_run(compare_run(opened)), Steps(read_late))
    assert query(warehouse, "SELECT source_path FROM quarantine WHERE reason = 'file_changed'") == [("report 1.txt",)]
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 1
    assert query(warehouse, "SELECT count(*) FROM quarantine") == [(1,)]


@pytest.mark.usefixtures("first_night")
def test_first_sight_is_remembered(raw: Path, warehouse: Path) -> None:
    [(first,)] = query(warehouse, "SELECT DISTINCT first_seen_at FROM source_file")
    (raw / "new.txt").write_bytes(REPORTS[4])
    ingest_here(raw, warehouse)
    seen: dict[str, datetime] = dict(query(warehouse, "SELECT source_path, first_seen_at FROM source_file"))
    assert seen.pop("new.txt") > first
    assert set(seen.values()) == {first}


@pytest.mark.usefixtures("first_night")
def test_a_raw_folder_that_is_suddenly_empty_stops_the_run(raw: Path, warehouse: Path) -> None:
    raw.rename(raw.with_name("unmounted"))
    raw.mkdir()
    with pytest.raises(GuardError, match="5 of 5 files are gone"):
        ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NULL") == [(5,)]
    ingest_here(raw, warehouse, accept=True)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NULL") == [(0,)]


@pytest.mark.usefixtures("first_night")
def test_reports_whose_reading_is_lost_as_well_stop_the_run(raw: Path, warehouse: Path) -> None:
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    shutil.rmtree(stage_folder(warehouse))
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(1,)]
    (raw / "new.txt").write_bytes(REPORTS[4])
    read: list[Batch] = []
    with pytest.raises(GuardError, match="1 files are gone from the raw folder, and what was read of them"):
        perform_run(make_settings(raw, warehouse), Steps(lambda batches, job, workers: read.extend(batches)))
    assert read == []
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(1,)]
