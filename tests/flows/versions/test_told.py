"""What a version tells in few rows: of its run and files, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.state.paths import version_path
from flows.versions.publication import published_version
from flows.versions.told import Totals, read_told
from tests.flows.rows import load_tables, open_for_writing, report_file, report_row
from transforms.schemas import WAREHOUSE_SCHEMAS

REASONS = ["out_of_memory"]
REJECTED = [("b.txt", "out_of_memory", ""), ("c.zip!/x.txt", "out_of_memory", ""), ("d.txt", "empty_file", "")]


@pytest.fixture
def loaded(warehouse: Path) -> Path:
    files = [report_file(name, path) for name, path in (("a", "a.txt"), ("b", "b.txt"), ("d", "d.txt"))]
    load_tables(warehouse, {"report": [report_row("a")]}, files, [one for one in REJECTED if "!" not in one[0]])
    return warehouse


def test_it_tells_of_its_run_and_its_files(loaded: Path) -> None:
    told = read_told(loaded, REASONS)
    assert told
    assert told.version == published_version(loaded)
    assert told.totals == Totals(reports=1, quarantined=2, cells=0, findings=told.totals.findings)
    assert {name: file.outcome for name, file in told.manifest.items()} == {
        "a.txt": "report",
        "b.txt": "quarantined",
        "d.txt": "quarantined",
    }
    assert told.unsettled == {"b.txt"}


def test_a_member_that_waits_is_the_file_that_has_it(loaded: Path) -> None:
    with open_for_writing(loaded) as connection:
        connection.execute("UPDATE quarantine SET source_path = 'c.zip!/x.txt' WHERE source_path = 'b.txt'")
    told = read_told(loaded, REASONS)
    assert told
    assert told.unsettled == {"c.zip"}


def test_a_file_whose_report_has_a_finding_of_a_rule_waits_too(loaded: Path) -> None:
    with open_for_writing(loaded) as connection:
        connection.execute("DELETE FROM quality_finding")
        connection.execute(
            "INSERT INTO quality_finding BY NAME SELECT 'a' AS report_id, 'ocr_read' AS rule, 'ocr_read' AS cause, "
            "'info' AS severity, 'm' AS message, 'm' AS message_zh, repeat('0', 16) AS finding_id"
        )
    told, other = read_told(loaded, REASONS, ["ocr_read"]), read_told(loaded, REASONS, ["table_is_image"])
    assert told
    assert other
    assert told.unsettled == {"a.txt", "b.txt"}
    assert other.unsettled == {"b.txt"}


def test_no_fact_is_needed_for_it(loaded: Path) -> None:
    before = read_told(loaded, REASONS)
    with open_for_writing(loaded) as connection:
        for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            connection.execute(f"DROP VIEW IF EXISTS {view} CASCADE")
        for table in WAREHOUSE_SCHEMAS.keys() - {"ingest_run", "source_file", "quarantine"}:
            connection.execute(f"DROP TABLE {table} CASCADE")
    after = read_told(loaded, REASONS)
    assert before
    assert after
    assert (after.manifest, after.totals, after.unsettled) == (before.manifest, before.totals, before.unsettled)


def test_without_a_version_that_can_be_read_nothing_is_told(warehouse: Path, loaded: Path) -> None:
    version = published_version(loaded)
    assert version
    path = version_path(loaded, version.version_id)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:5000])
    assert read_told(loaded, REASONS) is None
    path.unlink()
    assert read_told(loaded, REASONS) is None
    assert read_told(warehouse.with_name("nowhere.duckdb"), REASONS) is None


@pytest.mark.parametrize("statement", ["DELETE FROM ingest_run", "ALTER TABLE source_file DROP COLUMN inode"])
def test_a_version_of_another_layout_tells_nothing(loaded: Path, statement: str) -> None:
    with open_for_writing(loaded) as connection:
        connection.execute(statement)
    assert read_told(loaded, REASONS) is None
