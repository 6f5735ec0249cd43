"""The published file is opened for reading, whatever stands in its place."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from notebooks.warehouse import describe_last_run, named_place, open_warehouse, read_headline
from tests.flows.rows import load_tables, report_row


def test_the_headline_counts_what_there_is(known: duckdb.DuckDBPyConnection) -> None:
    headline = read_headline(known)
    assert (headline.reports, headline.reports_without_code, headline.other_reports) == (5, 1, 0)
    assert (headline.townships, headline.townships_there, headline.counties) == (3, 5, 2)
    assert (headline.first_year, headline.last_year, headline.doubtful_cells) == (2020, 2022, 1)
    assert "parser test" in describe_last_run(headline)


def test_nothing_can_be_written(known: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        known.execute("DELETE FROM report")


def test_a_missing_warehouse_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="There is no warehouse at "):
        open_warehouse(tmp_path / "absent.duckdb")


def test_another_file_is_no_warehouse(tmp_path: Path) -> None:
    (tmp_path / "notes.duckdb").write_text("年报" * 5000, "utf-8")
    with pytest.raises(RunError, match="cannot be opened as a warehouse"):
        open_warehouse(tmp_path / "notes.duckdb")


def test_another_database_is_no_warehouse(tmp_path: Path) -> None:
    with closing(duckdb.connect(str(tmp_path / "other.duckdb"))) as other:
        other.execute("CREATE TABLE coverage (a INTEGER)")
    with pytest.raises(RunError, match="lacks county_year, fact_narrative"):
        open_warehouse(tmp_path / "other.duckdb")


def test_who_opens_after_an_ingest_reads_the_new_file(tmp_path: Path) -> None:
    """A plain second connection of the same process would be given the file that the first one still has open."""
    path = tmp_path / "nianbao.duckdb"
    load_tables(path, {"report": [report_row("a")]}, started_at=datetime(2024, 1, 1, tzinfo=UTC))
    with closing(open_warehouse(path)) as early:
        assert read_headline(early).reports == 1
        rows = [report_row("a"), report_row("b", report_year=2022)]
        load_tables(path, {"report": rows}, started_at=datetime(2024, 1, 2, tzinfo=UTC))
        with closing(open_warehouse(path)) as late:
            assert read_headline(late).reports == 2
        assert read_headline(early).reports == 1


def test_the_settings_name_the_warehouse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_WAREHOUSE", "elsewhere/w.duckdb")
    assert named_place() == Path("elsewhere/w.duckdb")
    monkeypatch.setenv("NIANBAO_WORKERS", "many")
    with pytest.raises(RunError, match=re.escape("workers (NIANBAO_WORKERS): ")):
        named_place()
