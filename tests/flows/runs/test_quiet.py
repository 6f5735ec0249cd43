"""Nights in which nothing changes: what they touch, what they leave, and what is no such night."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import flows.raw.contents
import flows.raw.files
from flows.commands.rollback import rollback
from flows.raw.files import SourceFile, Stamp
from flows.runs.compare import compare_run
from flows.runs.opening import open_run
from flows.runs.quiet import finish_quiet_run
from flows.state.paths import stage_folder, versions_folder
from flows.state.run_log import read_records
from flows.versions.publication import list_versions, published_version
from tests.flows.nights import REPORTS, last_counts
from tests.flows.pipeline import ingest_here, make_settings
from tests.flows.rows import open_for_writing, query
from transforms.schemas import WAREHOUSE_SCHEMAS

pytestmark = pytest.mark.usefixtures("first_night")


def outcome(warehouse: Path) -> str:
    """How the last run ended."""
    return read_records(warehouse)[-1].outcome


def files_below(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of the last change of every file."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {str(path): (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def test_it_is_a_line_of_the_log_and_no_version(raw: Path, warehouse: Path) -> None:
    before = files_below(versions_folder(warehouse)), warehouse.readlink()
    ingest_here(raw, warehouse)
    assert (files_below(versions_folder(warehouse)), warehouse.readlink()) == before
    record, published = read_records(warehouse)[-1], published_version(warehouse)
    assert published
    assert (record.outcome, record.version) == ("nothing_new", published.version_id)
    [totals] = query(warehouse, "SELECT reports_loaded, files_quarantined, cells_loaded, findings FROM ingest_run")
    assert tuple(record.counts[name] for name in ("reports", "quarantined", "cells", "findings")) == totals


def test_no_segment_of_the_stage_is_looked_at(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    segments = [path for path in stage_folder(warehouse).rglob("*") if path.is_file()]
    assert segments
    for path in segments:
        path.write_bytes(b"not what it was")
    before = files_below(stage_folder(warehouse))
    for name in ("copy", "copy2", "copyfile", "copyfileobj"):
        monkeypatch.setattr(shutil, name, pytest.fail)
    ingest_here(raw, warehouse)
    assert outcome(warehouse) == "nothing_new"
    assert files_below(stage_folder(warehouse)) == before
    assert "damaged" not in caplog.text


def test_no_fact_is_looked_at(raw: Path, warehouse: Path) -> None:
    with open_for_writing(warehouse) as connection:
        for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            connection.execute(f"DROP VIEW IF EXISTS {view}")
        asked = {"ingest_run", "source_file", "quarantine", "report_file", "quality_finding"}
        for table in WAREHOUSE_SCHEMAS.keys() - asked:
            connection.execute(f"DROP TABLE {table}")
    ingest_here(raw, warehouse)
    assert outcome(warehouse) == "nothing_new"


def test_a_touched_file_is_hashed_once(raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def hash_file(file: SourceFile, largest: int) -> tuple[str | None, Stamp]:
        hashed.append(Path(file.path).name)
        return original(file, largest)

    original = flows.raw.contents.hash_file
    monkeypatch.setattr("flows.raw.fingerprints.hash_file", hash_file)
    monkeypatch.setattr(flows.raw.files, "_COARSEST_CLOCK_NS", 0)
    ingest_here(raw, warehouse)
    hashed.clear()
    (raw / "report 1.txt").touch()
    ingest_here(raw, warehouse)
    assert hashed == ["report 1.txt"]
    ingest_here(raw, warehouse)
    assert (hashed, outcome(warehouse)) == (["report 1.txt"], "nothing_new")
    (raw / "new.txt").write_bytes(REPORTS[4])
    ingest_here(raw, warehouse)
    [(modified,)] = query(warehouse, "SELECT modified_ns FROM source_file WHERE source_path = 'report 1.txt'")
    assert modified == (raw / "report 1.txt").stat().st_mtime_ns
    ingest_here(raw, warehouse)
    assert hashed == ["report 1.txt", "new.txt"]


def test_such_nights_have_their_rows_in_the_next_version(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse)
    (raw / "new.txt").write_bytes(REPORTS[4])
    ingest_here(raw, warehouse)
    runs = [record.run_id for record in read_records(warehouse)]
    assert len(runs) == 4
    assert [row[0] for row in query(warehouse, "SELECT run_id FROM ingest_run ORDER BY run_id")] == runs
    assert query(warehouse, "SELECT run_id FROM ingest_run ORDER BY started_at DESC LIMIT 1") == [(runs[-1],)]


def test_the_night_after_a_rollback_is_compared_with_what_is_published(raw: Path, warehouse: Path) -> None:
    first = list_versions(warehouse)[0].run_id
    (raw / "new.txt").write_bytes(REPORTS[4])
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse)
    assert outcome(warehouse) == "nothing_new"
    assert rollback(warehouse).run_id == first
    ingest_here(raw, warehouse)
    assert outcome(warehouse) == "published"
    assert last_counts(warehouse)[:2] == (6, 1)
    assert query(warehouse, "SELECT count(*) FROM source_file WHERE source_path = 'new.txt'") == [(1,)]
    rollback(warehouse, first)
    (raw / "new.txt").unlink()
    ingest_here(raw, warehouse)
    assert (outcome(warehouse), read_records(warehouse)[-1].version) == ("nothing_new", first)


@pytest.mark.parametrize("asked", [{"rebuild": "stage"}, {"rebuild": "raw"}, {"pages": 10}])
def test_what_is_asked_for_is_done(raw: Path, warehouse: Path, asked: dict[str, Any]) -> None:
    ingest_here(raw, warehouse, **asked)
    assert outcome(warehouse) == "published"


def test_files_that_are_to_be_forgotten_are_something_to_do(raw: Path, warehouse: Path) -> None:
    (raw / "report 1.txt").unlink()
    ingest_here(raw, warehouse)
    ingest_here(raw, warehouse)
    assert outcome(warehouse) == "nothing_new"
    ingest_here(raw, warehouse, prune=True)
    assert outcome(warehouse) == "published"
    ingest_here(raw, warehouse, prune=True)
    assert outcome(warehouse) == "nothing_new"


def test_a_run_with_something_to_do_is_not_ended_as_such(raw: Path, warehouse: Path) -> None:
    (raw / "new.txt").write_bytes(REPORTS[4])
    with open_run(make_settings(raw, warehouse)) as opened, pytest.raises(ValueError, match="something to do"):
        finish_quiet_run(compare_run(opened))
