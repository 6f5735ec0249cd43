"""What a run finds that it has to do: which files have to be read again, by whatever has changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

import flows.runs.compare
import flows.runs.program
from flows.commands.quarantine import request_retries
from tests.flows.nights import REPORTS, facts, last_counts, starve
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from transforms.schemas import WAREHOUSE_SCHEMAS


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


@pytest.mark.usefixtures("first_night")
def test_a_changed_parser_reads_everything_by_itself(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.runs.compare, "remembered_fingerprint", lambda folder: "3-changed")
    (raw / "report 2.txt").unlink()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse) == (4, 0, 0, 0, 4, 1, 4)
    versions = dict(query(warehouse, "SELECT source_path, parser_version FROM source_file"))
    assert versions.pop("report 2.txt") != "3-changed"
    assert set(versions.values()) == {"3-changed"}
    assert query(warehouse, "SELECT count(*) FROM report") == [(4,)]


@pytest.mark.parametrize("changed", [{"keep_personal_data": True}, {"pages": 10}])
@pytest.mark.usefixtures("first_night")
def test_settings_that_bind_the_reader_read_anew_and_others_do_not(
    raw: Path, warehouse: Path, changed: dict[str, Any]
) -> None:
    ingest_here(raw, warehouse, **changed)
    assert last_counts(warehouse)[6] == 5
    ingest_here(raw, warehouse, **changed, batch_size=1, keep_versions=3)
    assert last_counts(warehouse)[6] == 0


@pytest.mark.usefixtures("first_night")
def test_another_gazetteer_reads_anew(raw: Path, warehouse: Path) -> None:
    gazetteer = raw / "gazetteer.csv"
    lines = gazetteer.read_text("utf-8").splitlines(keepends=True)
    gazetteer.write_text("".join(lines[:-1]), "utf-8")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 5


@pytest.mark.usefixtures("first_night")
def test_a_damaged_manifest_costs_no_fact(raw: Path, warehouse: Path) -> None:
    before = facts(warehouse)
    published = warehouse.resolve()
    published.chmod(0o644)
    published.write_bytes(published.read_bytes()[:5000])
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    assert facts(warehouse) == before


@pytest.mark.usefixtures("first_night")
def test_a_quarantined_file_is_read_again_when_asked_for(raw: Path, warehouse: Path) -> None:
    assert request_retries(warehouse, raw, ["notice.txt"], None) == 1
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 1
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0


def test_a_file_that_was_given_up_is_read_again_where_there_is_more(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.reading.batch.read_member", starve)
    ingest_here(raw, warehouse, batch_size=1)
    assert query(warehouse, "SELECT DISTINCT reason FROM quarantine") == [("out_of_memory",)]
    for read in (5, 0):  # once more, as it may have been the machine
        ingest_here(raw, warehouse, batch_size=1)
        assert last_counts(warehouse)[6] == read
    monkeypatch.undo()
    ingest_here(raw, warehouse, worker_memory=2 * 1024**3)
    assert last_counts(warehouse)[6] == 5
    assert query(warehouse, "SELECT reason FROM quarantine") == [("not_a_report",)]


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


@pytest.mark.usefixtures("first_night")
def test_another_comment_of_a_table_is_published_and_nothing_is_read_for_it(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WAREHOUSE_SCHEMAS["quarantine"], "__doc__", "What waits.")
    monkeypatch.setattr(flows.runs.program, "_digest_of_this_program", lambda: "with another comment")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    comments = query(warehouse, "SELECT comment FROM duckdb_tables() WHERE table_name = 'quarantine'")
    assert comments == [("What waits.",)]
