"""What the next warehouse takes over: first sights and runs, whatever has become of the published file."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.flows.loaded import statuses
from tests.flows.rows import (
    load_tables,
    open_for_writing,
    query,
    report_file,
    report_row,
)

JANUARY, FEBRUARY = datetime(2024, 1, 1, 2), datetime(2024, 2, 1, 2)


def test_what_was_seen_before_keeps_its_first_time(warehouse: Path) -> None:
    tables = {"report": [report_row("a")]}
    files = [report_file("a"), report_file("x")]
    rejections = [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, tables, files, rejections, started_at=JANUARY)
    load_tables(warehouse, tables, files, rejections, started_at=FEBRUARY)
    assert query(warehouse, "SELECT first_seen_at FROM report") == [(JANUARY,)]
    assert query(warehouse, "SELECT first_seen_at, last_seen_at FROM report_file") == [(JANUARY, FEBRUARY)]
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(JANUARY,)]
    assert query(warehouse, "SELECT started_at FROM ingest_run ORDER BY ALL") == [(JANUARY,), (FEBRUARY,)]


def test_a_quarantined_file_whose_content_changed_is_seen_for_the_first_time(warehouse: Path) -> None:
    rejections = [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, {}, [report_file("old", "x.txt")], rejections, started_at=JANUARY)
    load_tables(warehouse, {}, [report_file("new", "x.txt")], rejections, started_at=FEBRUARY)
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(FEBRUARY,)]


def test_a_run_counts_what_changed_since_the_last_one(warehouse: Path) -> None:
    first = [report_file("a", "same.txt"), report_file("b", "changed.txt"), report_file("c", "missing.txt")]
    load_tables(warehouse, {"report": [report_row(name) for name in "abc"]}, first, started_at=JANUARY)
    second = [report_file("a", "same.txt"), report_file("d", "changed.txt"), report_file("e", "new.txt")]
    load_tables(warehouse, {"report": [report_row(name) for name in "ade"]}, second, started_at=FEBRUARY)
    counted = "files_seen, files_new, files_changed, files_unchanged, files_missing"
    rows = query(warehouse, f"SELECT {counted} FROM ingest_run ORDER BY started_at")
    assert rows == [(3, 3, 0, 0, 0), (3, 1, 1, 1, 1)]


@pytest.mark.parametrize("rubbish", [b"", bytes(8) + b"DUCK" + b"rubbish" * 1000, bytes(8) + b"DUCK" + bytes(4096)])
def test_a_corrupt_published_file_costs_the_history_but_not_the_run(warehouse: Path, rubbish: bytes) -> None:
    warehouse.write_bytes(rubbish)
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert statuses(warehouse) == {"a": "current"}


def test_a_published_file_that_is_gone_costs_the_history_but_not_the_run(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")]})
    warehouse.resolve().unlink()
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(1,)]


def test_a_database_of_other_tables_costs_the_history_but_not_the_run(warehouse: Path) -> None:
    with closing(duckdb.connect(str(warehouse))) as connection:
        connection.execute("CREATE TABLE report AS SELECT 1 AS other_column")
    _, has_history = load_tables(warehouse, {"report": [report_row("a")]})
    assert not has_history
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(1,)]


def test_a_version_without_the_chinese_words_of_quarantine_gives_its_history(warehouse: Path) -> None:
    files, rejections = [report_file("x")], [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, {}, files, rejections, started_at=JANUARY)
    with open_for_writing(warehouse) as connection:
        connection.execute("ALTER TABLE quarantine DROP COLUMN detail_zh")
    _, has_history = load_tables(warehouse, {}, files, rejections, started_at=FEBRUARY)
    assert has_history
    assert query(warehouse, "SELECT detail_zh, first_seen_at FROM quarantine") == [("原因：A notice.", JANUARY)]


def test_a_version_whose_reports_name_no_body_gives_its_history(warehouse: Path) -> None:
    tables = {"report": [report_row("a")]}
    load_tables(warehouse, tables, [report_file("a")], started_at=JANUARY)
    with open_for_writing(warehouse) as connection:
        connection.execute("CREATE OR REPLACE TABLE report AS SELECT * EXCLUDE (body_key) FROM report")
    _, has_history = load_tables(warehouse, tables, [report_file("a")], started_at=FEBRUARY)
    assert has_history
    assert query(warehouse, "SELECT started_at FROM ingest_run ORDER BY ALL") == [(JANUARY,), (FEBRUARY,)]
    assert query(warehouse, "SELECT first_seen_at FROM report_file") == [(JANUARY,)]


WRONG = [
    "ALTER TABLE ingest_run ALTER ended_at TYPE VARCHAR USING 'yesterday'",
    "ALTER TABLE source_file ALTER byte_size TYPE VARCHAR USING 'large'",
    "ALTER TABLE quarantine ALTER run_id DROP NOT NULL; UPDATE quarantine SET run_id = NULL",
]


@pytest.mark.parametrize("statement", WRONG)
def test_values_that_the_next_version_cannot_hold_are_taken_from_no_version(warehouse: Path, statement: str) -> None:
    files, rejections = [report_file("x")], [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, {}, files, rejections, started_at=JANUARY)
    with open_for_writing(warehouse) as connection:
        connection.execute(statement)
    _, has_history = load_tables(warehouse, {}, files, rejections, started_at=FEBRUARY)
    assert not has_history
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(FEBRUARY,)]


def test_values_of_another_type_are_taken_where_they_fit(warehouse: Path) -> None:
    files, rejections = [report_file("x")], [("x.txt", "not_a_report", "A notice.")]
    load_tables(warehouse, {}, files, rejections, started_at=JANUARY)
    with open_for_writing(warehouse) as connection:
        connection.execute("ALTER TABLE ingest_run ALTER ended_at TYPE VARCHAR")
    _, has_history = load_tables(warehouse, {}, files, rejections, started_at=FEBRUARY)
    assert has_history
    assert query(warehouse, "SELECT first_seen_at FROM quarantine") == [(JANUARY,)]
