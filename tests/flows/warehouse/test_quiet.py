"""The runs that found nothing new, as the next version has them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from flows.state.paths import run_log_path
from flows.state.run_log import RunRecord, append_record, format_time
from flows.state.work import make_run_id
from flows.versions.publication import published_version, with_verdicts
from flows.warehouse.history import stage_history
from tests.flows.rows import load_tables, open_for_writing, query, report_row

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (datetime(2024, 1, day, 2) for day in (1, 2, 3, 4))
OF_THE_VERSION = "parser_version, built_with, reports_loaded, cells_loaded, findings"
COUNTS = {"files_seen": 2, "files_unchanged": 2}


def load(warehouse: Path, started_at: datetime, names: str = "ab") -> str:
    """Publish a warehouse of these reports; the id of its run."""
    load_tables(warehouse, {"report": [report_row(name) for name in names]}, started_at=started_at)
    published = published_version(warehouse)
    assert published
    return published.version_id


def note(warehouse: Path, started_at: datetime, version: str, outcome: str = "nothing_new") -> str:
    run_id, time = make_run_id(started_at), format_time(started_at)
    append_record(warehouse, RunRecord(run_id, time, time, outcome, counts=COUNTS, version=version))
    return run_id


def test_each_has_its_row_in_the_next_version(warehouse: Path) -> None:
    first = load(warehouse, MONDAY)
    [row] = query(
        warehouse, "SELECT parser_version, built_with, reports_loaded, cells_loaded, findings FROM ingest_run"
    )
    quiet = [note(warehouse, TUESDAY, first), note(warehouse, WEDNESDAY, with_verdicts(first, TUESDAY))]
    last = load(warehouse, THURSDAY, "abc")
    rows = query(
        warehouse,
        f"SELECT run_id, started_at, files_seen, files_unchanged, files_new, files_read, {OF_THE_VERSION} "
        "FROM ingest_run ORDER BY started_at",
    )
    assert [one[:2] for one in rows] == [
        (first, MONDAY),
        (quiet[0], TUESDAY),
        (quiet[1], WEDNESDAY),
        (last, THURSDAY),
    ]
    for one in rows[1:3]:
        assert one[2:6] == (2, 2, 0, 0)
        assert one[6:] == row
    note(warehouse, datetime(2024, 1, 5), last)
    load(warehouse, datetime(2024, 1, 6), "abc")
    assert query(warehouse, "SELECT count(*), count(DISTINCT run_id) FROM ingest_run") == [(6, 6)]


def test_a_file_was_last_seen_by_the_last_run_that_found_it(warehouse: Path, tmp_path: Path) -> None:
    first = load(warehouse, MONDAY)
    with open_for_writing(warehouse) as connection:
        for table in ("source_file", "report_file"):
            connection.execute(f"UPDATE {table} SET missing_since = $1 WHERE source_path = 'b.txt'", [MONDAY])
    note(warehouse, TUESDAY, first)
    note(warehouse, WEDNESDAY, first)
    assert stage_history(warehouse, tmp_path)
    for table in ("source_file", "report_file"):
        rows = pl.read_parquet(tmp_path / f"{table}.parquet").select("source_path", "last_seen_at").iter_rows()
        assert dict(rows) == {"a.txt": WEDNESDAY, "b.txt": MONDAY}


@pytest.mark.parametrize(("version", "outcome"), [("other", "nothing_new"), ("", "nothing_new"), ("own", "failed")])
def test_runs_of_other_versions_and_failed_ones_have_none(warehouse: Path, version: str, outcome: str) -> None:
    first = load(warehouse, MONDAY)
    note(warehouse, TUESDAY, first if version == "own" else version, outcome)
    last = load(warehouse, THURSDAY)
    assert query(warehouse, "SELECT run_id FROM ingest_run ORDER BY started_at") == [(first,), (last,)]
    assert query(warehouse, "SELECT DISTINCT last_seen_at FROM source_file") == [(THURSDAY,)]


def test_a_line_that_stands_twice_is_one_run(warehouse: Path) -> None:
    first = load(warehouse, MONDAY)
    note(warehouse, TUESDAY, first)
    log = run_log_path(warehouse)
    log.write_bytes(log.read_bytes() * 2)
    load(warehouse, WEDNESDAY)
    assert query(warehouse, "SELECT started_at FROM ingest_run ORDER BY ALL") == [(MONDAY,), (TUESDAY,), (WEDNESDAY,)]
