"""A run after another one: what it reads, what it keeps, and that it leads where a run from nothing leads."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import flows.raw.discovery
import flows.reading.fingerprint
import flows.runs.run
from flows.commands.quarantine import request_retries
from flows.errors import GuardError, RunError
from flows.raw.discovery import Refusal, SourceFile
from flows.reading.jobs import Batch, ReadJob
from flows.runs.opening import open_run
from flows.runs.prepare import plan_run
from flows.runs.run import Steps, finish_run
from flows.stage.segments import open_stage
from flows.state.paths import stage_folder
from flows.state.run_log import read_records
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.pipeline import ingest_here, make_settings
from tests.flows.rows import query, read_content
from tests.hostile import make_zip
from transforms.archives import Member
from transforms.report import Reading, read_member

REPORTS = [path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))]
COUNTS = "files_seen, files_new, files_changed, files_moved, files_unchanged, files_missing, files_read"
OF_THE_RUN = ("ingest_run", "source_file", "report_file", "quality_finding")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Four reports, one of them in an archive, and a notice."""
    folder = tmp_path / "raw"
    folder.mkdir()
    shutil.copy(DEMO / "gazetteer.csv", folder)
    for number in range(3):
        (folder / f"report {number}.txt").write_bytes(REPORTS[number])
    (folder / "a.zip").write_bytes(make_zip([("member.txt", REPORTS[3]), ("copy.txt", REPORTS[0])]))
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


def last_counts(warehouse: Path) -> tuple[int, ...]:
    """The counts of the last run, in the order of `COUNTS`."""
    return query(warehouse, f"SELECT {COUNTS} FROM ingest_run ORDER BY started_at, run_id")[-1]


def facts(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those that tell of the runs and paths."""
    return {table: rows for table, rows in read_content(warehouse).items() if table not in OF_THE_RUN}


def from_nothing(raw: Path, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a run without any past makes of the raw folder."""
    ingest_here(raw, folder / "fresh.duckdb")
    return facts(folder / "fresh.duckdb")


def test_the_first_run_reads_everything_and_the_next_nothing(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 5, 0, 0, 0, 0, 5)
    before = read_content(warehouse)
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 0, 0, 0, 5, 0, 0)
    after = read_content(warehouse)
    assert {table for table in after if after[table] != before[table]} == {"ingest_run"}
    seen = query(warehouse, "SELECT DISTINCT last_seen_at FROM report_file UNION SELECT last_seen_at FROM source_file")
    assert seen == query(warehouse, "SELECT max(started_at) FROM ingest_run")


def test_only_what_is_new_or_changed_is_read(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "new.txt").write_bytes(REPORTS[4])
    (raw / "report 1.txt").write_bytes(REPORTS[5])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 1, 1, 0, 4, 0, 2)
    assert facts(warehouse) == from_nothing(raw, tmp_path)


def test_a_content_that_is_known_is_not_read_at_another_path(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "done").mkdir()
    (raw / "report 0.txt").rename(raw / "done" / "report 0.txt")
    (raw / "a.zip").rename(raw / "done" / "b.zip")
    shutil.copy(raw / "report 2.txt", raw / "zz 2.txt")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 1, 0, 2, 3, 0, 0)
    assert facts(warehouse) == from_nothing(raw, tmp_path)
    paths = [path for (path,) in query(warehouse, "SELECT source_path FROM report_file ORDER BY ALL")]
    assert paths == [
        "done/b.zip!/copy.txt",
        "done/b.zip!/member.txt",
        "done/report 0.txt",
        "report 1.txt",
        "report 2.txt",
        "zz 2.txt",
    ]


def test_a_path_that_tells_something_else_is_another_reading(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    """Where the text names no year the path does."""
    (raw / "2019").mkdir()
    undated = REPORTS[0].decode().replace("2020", "").replace("2021", "").encode()
    (raw / "2019" / "undated.txt").write_bytes(undated)
    ingest_here(raw, warehouse)
    (raw / "2019").rename(raw / "2018")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (6, 0, 0, 1, 5, 0, 1)
    assert facts(warehouse) == from_nothing(raw, tmp_path)


def test_a_change_that_keeps_size_and_time_is_seen(raw: Path, warehouse: Path) -> None:
    path = raw / "report 0.txt"
    text = path.read_bytes()
    ingest_here(raw, warehouse)
    times = path.stat()
    path.write_bytes(text.replace("示".encode(), "式".encode(), 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert path.stat().st_mtime_ns == times.st_mtime_ns
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[2] == 1


def test_the_report_of_a_file_that_vanished_stays_and_is_marked(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    cells = query(warehouse, "SELECT count(*) FROM fact_request")
    (raw / "report 1.txt").unlink()
    (raw / "notice.txt").unlink()
    for seen, missing in ((3, 2), (3, 0)):
        ingest_here(raw, warehouse)
        assert (last_counts(warehouse)[0], last_counts(warehouse)[5]) == (seen, missing)
    assert query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NOT NULL") == [
        ("report 1.txt",)
    ]
    assert query(warehouse, "SELECT count(*) FROM fact_request") == cells
    assert query(warehouse, "SELECT count(*) FROM quarantine") == [(0,)]
    [(rule, expected)] = query(warehouse, "SELECT rule, expected FROM quality_finding WHERE rule = 'file_missing'")
    assert (rule, expected) == ("file_missing", "report 1.txt")
    [(missing_since, last_seen)] = query(
        warehouse, "SELECT missing_since, last_seen_at FROM report_file WHERE missing_since IS NOT NULL"
    )
    starts = [start for (start,) in query(warehouse, "SELECT started_at FROM ingest_run ORDER BY started_at")]
    assert (last_seen, missing_since) == (starts[0], starts[1])

    (raw / "report 1.txt").write_bytes(REPORTS[1])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(0,)]
    assert query(warehouse, "SELECT count(*) FROM quality_finding WHERE rule = 'file_missing'") == [(0,)]


def test_prune_forgets_what_vanished(raw: Path, warehouse: Path, tmp_path: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse, prune=True)
    assert facts(warehouse) == from_nothing(raw, tmp_path)
    assert query(warehouse, "SELECT count(*) FROM source_file WHERE source_path = 'report 1.txt'") == [(0,)]


def test_a_changed_parser_reads_everything_by_itself(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    monkeypatch.setattr(flows.reading.fingerprint, "parser_fingerprint", lambda: "3-changed")
    monkeypatch.setattr(flows.runs.run, "parser_fingerprint", lambda: "3-changed")
    (raw / "report 2.txt").unlink()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (4, 0, 0, 0, 4, 1, 4)
    versions = dict(query(warehouse, "SELECT source_path, parser_version FROM source_file"))
    assert versions.pop("report 2.txt") != "3-changed"
    assert set(versions.values()) == {"3-changed"}
    assert query(warehouse, "SELECT count(*) FROM report") == [(4,)]


@pytest.mark.parametrize("changed", [{"keep_personal_data": True}, {"pages": 10}])
def test_settings_that_bind_the_reader_read_anew_and_others_do_not(
    raw: Path, warehouse: Path, changed: dict[str, Any]
) -> None:
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse, **changed)
    assert last_counts(warehouse)[6] == 5
    ingest_here(raw, warehouse, **changed, batch_size=1, keep_versions=3)
    assert last_counts(warehouse)[6] == 0


def test_another_gazetteer_reads_anew(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    gazetteer = raw / "gazetteer.csv"
    lines = gazetteer.read_text("utf-8").splitlines(keepends=True)
    gazetteer.write_text("".join(lines[:-1]), "utf-8")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 5


@pytest.mark.parametrize("rebuild", ["stage", "raw"])
def test_the_warehouse_can_be_rebuilt_from_the_stage_and_from_raw(raw: Path, warehouse: Path, rebuild: str) -> None:
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    before = facts(warehouse), query(warehouse, "SELECT * EXCLUDE (last_seen_at) FROM report_file ORDER BY ALL")
    ingest_here(raw, warehouse, rebuild=rebuild)
    assert last_counts(warehouse)[6] == (4 if rebuild == "raw" else 0)
    after = facts(warehouse), query(warehouse, "SELECT * EXCLUDE (last_seen_at) FROM report_file ORDER BY ALL")
    assert after == before


def test_a_lost_warehouse_comes_back_from_the_stage(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    before = facts(warehouse)
    warehouse.unlink()
    shutil.rmtree(stage_folder(warehouse).with_name("versions"))
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (5, 5, 0, 0, 0, 0, 0)
    assert facts(warehouse) == before


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("fact_request.0.parquet", flip_a_bit),
        ("fact_request.0.parquet", Path.unlink),
        ("readings.0.parquet", empty),
        ("segment.json", flip_a_bit),
    ],
)
def test_a_damaged_segment_is_read_again(raw: Path, warehouse: Path, damage: Any, name: str) -> None:
    ingest_here(raw, warehouse, batch_size=2)
    before = facts(warehouse)
    [path, *_] = sorted(stage_folder(warehouse).glob(f"*/{name}"))
    damage(path)
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 3
    after = facts(warehouse)
    assert {table for table in after if after[table] != before[table]} == {"quarantine"}
    assert not open_stage(stage_folder(warehouse)).damaged


def test_a_damaged_manifest_costs_no_fact(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    before = facts(warehouse)
    published = warehouse.resolve()
    published.chmod(0o644)
    published.write_bytes(published.read_bytes()[:5000])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    assert facts(warehouse) == before


def test_a_quarantined_file_is_read_again_when_asked_for(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    assert request_retries(warehouse, raw, ["notice.txt"], None) == 1
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 1
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0


def test_a_file_that_was_given_up_is_read_again_where_there_is_more(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.reading.batch.read_member", _starve)
    ingest_here(raw, warehouse, batch_size=1)
    assert query(warehouse, "SELECT DISTINCT reason FROM quarantine") == [("out_of_memory",)]
    for read in (5, 0):  # once more, as it may have been the machine
        ingest_here(raw, warehouse, batch_size=1)
        assert last_counts(warehouse)[6] == read
    monkeypatch.undo()
    ingest_here(raw, warehouse, worker_memory=2 * 1024**3)
    assert last_counts(warehouse)[6] == 5
    assert query(warehouse, "SELECT reason FROM quarantine") == [("not_a_report",)]


def _starve(member: Member, **options: Any) -> Reading:
    if member.rejection is None:
        raise MemoryError
    return read_member(member, **options)


def test_a_file_that_changes_under_the_run_is_read_by_the_next(raw: Path, warehouse: Path) -> None:
    def read_late(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        (raw / "report 1.txt").write_bytes(REPORTS[5])
        flows.runs.run.read_here(batches, job, workers)

    with open_run(make_settings(raw, warehouse)) as opened:
        finish_run(plan_run(opened), Steps(read_late))
    assert query(warehouse, "SELECT source_path FROM quarantine WHERE reason = 'file_changed'") == [("report 1.txt",)]
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 1
    assert query(warehouse, "SELECT count(*) FROM quarantine") == [(1,)]


def test_many_segments_become_one_that_says_the_same(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse, batch_size=1)
    assert len(list(stage_folder(warehouse).iterdir())) == 5
    before = facts(warehouse)
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 3)
    (raw / "report 2.txt").unlink()
    ingest_here(raw, warehouse, prune=True)
    assert len(list(stage_folder(warehouse).iterdir())) == 1
    (raw / "report 2.txt").write_bytes(REPORTS[2])
    ingest_here(raw, warehouse, rebuild="stage")
    assert last_counts(warehouse)[6] == 1
    assert facts(warehouse) == before


def test_first_sight_is_remembered(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    [(first,)] = query(warehouse, "SELECT DISTINCT first_seen_at FROM source_file")
    (raw / "new.txt").write_bytes(REPORTS[4])
    ingest_here(raw, warehouse)
    seen: dict[str, datetime] = dict(query(warehouse, "SELECT source_path, first_seen_at FROM source_file"))
    assert seen.pop("new.txt") > first
    assert set(seen.values()) == {first}


def test_a_file_that_is_there_outranks_one_that_is_gone(raw: Path, warehouse: Path) -> None:
    text = (DEMO / "yangli-2022.txt").read_text("utf-8")
    corrected = [text + "\n" * number for number in range(1, 5)]  # whatever their hashes
    (raw / "report 1.txt").write_text(text, "utf-8")
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").unlink()
    for number, other in enumerate(corrected):
        (raw / "corrected.txt").write_text(other, "utf-8")
        ingest_here(raw, warehouse)
        found = dict(query(warehouse, "SELECT source_path, status FROM report"))
        assert found["corrected.txt"] == "current", number
        assert found["report 1.txt"] != "current"


def test_another_file_in_the_place_of_one_is_seen(raw: Path, warehouse: Path) -> None:
    for name, report in (("a/x.txt", REPORTS[4]), ("b/x.txt", REPORTS[4].replace("示".encode(), "式".encode()))):
        (raw / name).parent.mkdir()
        (raw / name).write_bytes(report)
    times = (raw / "a/x.txt").stat()
    os.utime(raw / "b/x.txt", ns=(times.st_atime_ns, times.st_mtime_ns))
    ingest_here(raw, warehouse)
    (raw / "a/x.txt").unlink()
    (raw / "b/x.txt").rename(raw / "a/x.txt")
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT source_sha256 FROM source_file WHERE source_path = 'a/x.txt'") == [
        (hashlib.sha256((raw / "a/x.txt").read_bytes()).hexdigest(),)
    ]


def test_a_reading_that_was_given_up_hides_no_good_one(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    before = facts(warehouse)
    monkeypatch.setattr("flows.reading.batch.read_member", _starve)
    ingest_here(raw, warehouse, batch_size=1, rebuild="raw")
    assert facts(warehouse) == before


def test_what_is_out_of_reach_keeps_its_report_even_from_pruning(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse)
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    fingerprint = flows.raw.discovery.fingerprint

    def fail_for_one(file: SourceFile, largest: int, known: Any) -> SourceFile:
        if file.name == "report 1.txt":
            return replace(file, refusal=Refusal("unreadable_file", "The file cannot be read: Input/output error."))
        return fingerprint(file, largest, known)

    monkeypatch.setattr("flows.raw.discovery.fingerprint", fail_for_one)
    ingest_here(raw, warehouse, prune=True)
    assert query(warehouse, "SELECT count(*) FROM report") == [(4,)]
    assert query(warehouse, "SELECT source_path FROM report_file WHERE missing_since IS NOT NULL") == [
        ("report 1.txt",)
    ]
    monkeypatch.undo()
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NOT NULL") == [(0,)]


def test_a_raw_folder_that_is_suddenly_empty_stops_the_run(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    raw.rename(raw.with_name("unmounted"))
    raw.mkdir()
    with pytest.raises(GuardError, match="5 of 5 files are gone"):
        ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NULL") == [(5,)]
    ingest_here(raw, warehouse, accept=True)
    assert query(warehouse, "SELECT count(*) FROM report_file WHERE missing_since IS NULL") == [(0,)]


def test_reports_whose_reading_is_lost_as_well_stop_the_run(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    shutil.rmtree(stage_folder(warehouse))
    with pytest.raises(GuardError, match="1 files are gone from the raw folder, and what was read of them"):
        ingest_here(raw, warehouse)


def test_what_was_left_unmasked_does_not_stay_unmasked(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse, keep_personal_data=True)
    (raw / "report 1.txt").unlink()
    with pytest.raises(GuardError, match="cannot be kept"):
        ingest_here(raw, warehouse)
    ingest_here(raw, warehouse, accept=True)
    assert query(warehouse, "SELECT count(*) FROM report") == [(3,)]


def test_a_quiet_run_notes_what_was_touched(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").touch()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    [(modified,)] = query(warehouse, "SELECT modified_ns FROM source_file WHERE source_path = 'report 1.txt'")
    assert modified == (raw / "report 1.txt").stat().st_mtime_ns


def test_a_run_without_a_raw_folder_is_told_and_recorded(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    with pytest.raises(RunError, match="does not exist"):
        ingest_here(raw.with_name("unmounted"), warehouse)
    assert [record.outcome for record in read_records(warehouse)][-1] == "failed"
