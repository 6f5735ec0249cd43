"""The build: every file is somewhere, the tables are those of the schemas, and order and place make no difference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.errors import RunError
from flows.stage.segments import write_table
from flows.warehouse.ddl import sql_type
from flows.warehouse.sqlfiles import list_macros, list_queries, list_views
from tests.flows import rows
from tests.flows.inputs import names_in
from tests.flows.loaded import finding, new_requests
from tests.flows.rows import (
    CODES,
    Row,
    cell,
    load_tables,
    query,
    read_content,
    refused_file,
    report_file,
    report_row,
    request_cells,
    review_cells,
)
from transforms.schemas.tables import WAREHOUSE_SCHEMAS

# --- files ---


def test_one_content_at_two_paths_is_one_report_with_two_files(warehouse: Path) -> None:
    files = [report_file("a", "1.txt"), report_file("a", "2.txt")]
    load_tables(warehouse, {"report": [report_row("a")]}, files=files)
    assert query(warehouse, "SELECT report_id, source_path FROM report") == [("a", "1.txt")]
    assert query(warehouse, "SELECT source_path FROM report_file ORDER BY ALL") == [("1.txt",), ("2.txt",)]


def test_a_rejected_content_is_quarantined_at_every_path(warehouse: Path) -> None:
    files = [report_file("a", "1.txt"), report_file("a", "2.txt"), refused_file("3.txt")]
    counts, _ = load_tables(warehouse, {}, files=files, rejections=[("1.txt", "not_a_report", "A notice.")])
    rows = query(warehouse, "SELECT source_path, reason, source_sha256 IS NULL FROM quarantine ORDER BY ALL")
    assert rows == [
        ("1.txt", "not_a_report", False),
        ("2.txt", "not_a_report", False),
        ("3.txt", "unreadable_file", True),
    ]
    assert counts.quarantined == {"not_a_report": 2, "unreadable_file": 1}


def test_nothing_is_published_if_a_file_got_lost_on_the_way(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")]})
    before = warehouse.read_bytes()
    with pytest.raises(RunError, match="2 files were seen, but 1"):
        load_tables(warehouse, {"report": [report_row("a")]}, files=[report_file("a"), report_file("b")])
    assert warehouse.read_bytes() == before
    assert names_in(warehouse.parent) == [warehouse.name, f"{warehouse.name}.state"]


def test_an_empty_raw_folder_gives_an_empty_warehouse(warehouse: Path) -> None:
    counts, _ = load_tables(warehouse, {})
    assert (counts.files, counts.cells, counts.statuses) == (0, 0, {})
    assert query(warehouse, "SELECT files_seen, reports_loaded FROM ingest_run") == [(0, 0)]


# --- form of the database ---


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    return warehouse


def test_columns_have_the_types_and_nulls_of_the_schemas(published: Path) -> None:
    columns = query(
        published, "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal"
    )
    views = {view.name for view in list_views()}
    expected = {
        (table, name, sql_type(column.dtype), column.nullable)
        for table, schema in WAREHOUSE_SCHEMAS.items()
        for name, column in schema.columns().items()
    }
    assert {column for column in columns if column[0] not in views} == expected


def test_tables_but_facts_declare_the_keys_of_the_schemas(published: Path) -> None:
    keys = query(
        published,
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'",
    )
    expected = {
        table: schema.primary_key()
        for table, schema in WAREHOUSE_SCHEMAS.items()
        if schema.primary_key() and not table.startswith("fact_")
    }
    assert dict(keys) == expected


@pytest.mark.parametrize(
    "listing",
    [
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL OR comment = ''",
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND (comment IS NULL OR comment = '')",
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND (comment IS NULL OR comment = '')",
        "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND (comment IS NULL OR comment = '')",
    ],
)
def test_nothing_is_without_a_comment(published: Path, listing: str) -> None:
    assert query(published, listing) == []


def test_comments_are_those_of_the_schemas(published: Path) -> None:
    [(comment,)] = query(published, "SELECT comment FROM duckdb_tables() WHERE table_name = 'quarantine'")
    assert comment.endswith("。 — Every file or member of an archive seen but not loaded, with the reason.")


def test_nothing_but_tables_views_and_macros_of_the_contract_is_published(published: Path) -> None:
    tables = query(published, "SELECT table_name FROM duckdb_tables()")
    assert {name for (name,) in tables} == set(WAREHOUSE_SCHEMAS)
    views = query(published, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in views} == {view.name for view in list_views()}
    macros = query(published, "SELECT function_name FROM duckdb_functions() WHERE NOT internal")
    assert {name for (name,) in macros} == {macro.name for macro in list_macros()}


@pytest.mark.parametrize("view", [view.name for view in list_views()])
def test_views_work_in_a_file_of_any_name(published: Path, tmp_path: Path, view: str) -> None:
    copy = tmp_path / "名字 with spaces.db"
    copy.write_bytes(published.read_bytes())
    assert query(copy, f"SELECT count(*) FROM {view}")


def test_every_table_has_one_query() -> None:
    assert set(list_queries("tables")) == set(WAREHOUSE_SCHEMAS)


def test_rules_run_on_committed_facts(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # DuckDB takes a table with uncommitted rows for empty: at 20,000 reports carry_over joined all of their cells with
    # each other, and took all the memory that there was.
    tables = ("fact_request", "report_measure")
    seen: list[tuple[int, ...] | None] = []

    def count_rows(connection: duckdb.DuckDBPyConnection, _rules: object) -> None:
        with connection.cursor() as other:
            seen.extend(other.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables)

    monkeypatch.setattr("flows.warehouse.build.find_violations", count_rows)
    row = report_row("a")
    load_tables(warehouse, {"report": [row], "fact_request": [new_requests(row, 1)]})
    assert seen == [(1,), (1,)]


# --- order and place make no difference ---


def some_tables() -> Mapping[str, list[Row]]:
    rows = [
        report_row("a"),
        report_row("b", report_year=2020),
        report_row("c"),
        report_row("d", township_code=CODES[1]),
    ]
    return {
        "report": rows,
        "fact_request": [
            row for at, report in enumerate(rows) for row in request_cells(report, {("new", "total"): at})
        ],
        "fact_review": [row for report in rows for row in review_cells(report, {})],
        "quality_finding": [finding(report) for report in rows],
    }


def reverse_tables(tables: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: rows[::-1] for table, rows in tables.items()}


@pytest.mark.parametrize("batches", [2, 5])
def test_batches_and_their_order_make_no_difference(warehouse: Path, tmp_path: Path, batches: int) -> None:
    files = [report_file(name) for name in "abcd"]
    other = tmp_path / "other.duckdb"
    load_tables(warehouse, some_tables(), files)
    load_tables(other, reverse_tables(some_tables()), files, batches=batches)
    assert read_content(other) == read_content(warehouse)


@pytest.mark.parametrize("name", ["it's", "a [b] c", "第*号", "空 格"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    warehouse = folder / f"{name}.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    load_tables(warehouse, {"report": [report_row("a")]})
    assert query(warehouse, "SELECT count(*) FROM ingest_run") == [(2,)]


def test_money_keeps_its_fen(warehouse: Path) -> None:
    report = report_row("a")
    rows: list[dict[str, Any]] = [{**cell(report, 1234.56, clause=8, item="fees", measure="amount"), "unit": "CNY"}]
    load_tables(warehouse, {"report": [report], "fact_proactive": rows})
    assert query(warehouse, "SELECT value::VARCHAR FROM fact_proactive") == [("1234.56",)]
    assert query(warehouse, "SELECT fees_amount::VARCHAR FROM township_year") == [("1234.56",)]


# --- keys ---


def write_facts_twice(folder: Path, table: str, piece: int, frame: pl.DataFrame) -> None:
    """Stage the rows of a fact table twice, as no validated frame has them."""
    write_table(folder, table, piece, pl.concat([frame, frame]) if table == "fact_request" else frame)


def test_a_cell_that_is_there_twice_is_not_published(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "write_table", write_facts_twice)
    with pytest.raises(RunError, match=r"fact_request has several rows with the same report_id, line, applicant: "):
        load_tables(warehouse, {"report": [report_row("a")], "fact_request": request_cells(report_row("a"), {})})
    assert not warehouse.exists()
