"""What is exported: every view, each with the texts that are declared of it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.commands.export_tables import EXPORTS, columns_of, comment_of, key_of
from flows.versions.published import published_warehouse
from flows.warehouse import list_views
from tests.flows.rows import load_tables, report_row
from transforms.schemas import WAREHOUSE_SCHEMAS

# Of the machine and its runs, and what township_year gives.
KEPT_AT_HOME = {"source_file", "ingest_run", "report_measure"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    load_tables(warehouse, {"report": [report_row("a")]})
    return warehouse


def test_every_table_and_view_is_exported() -> None:
    assert set(EXPORTS) == {*WAREHOUSE_SCHEMAS, *(view.name for view in list_views())} - KEPT_AT_HOME


def test_rows_have_an_order_that_is_theirs_alone() -> None:
    for table, (_, order) in EXPORTS.items():
        key = set(key_of(table))
        assert order == "ALL" or key <= {"finding_id"} or key <= set(order.split(", ")), table


@pytest.mark.parametrize("table", EXPORTS)
def test_every_column_is_said_to_mean_what_the_warehouse_says(published: Path, table: str) -> None:
    with published_warehouse(published) as connection:
        columns = columns_of(connection, table)
        known: duckdb.DuckDBPyConnection = connection.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [table],
        )
        assert [(column.name, column.data_type, column.comment) for column in columns] == known.fetchall()
    assert comment_of(table)


def test_a_column_that_is_declared_so_is_never_null(published: Path) -> None:
    with published_warehouse(published) as connection:
        facts = {column.name: column.is_nullable for column in columns_of(connection, "fact_request")}
        view = columns_of(connection, "township_year")
    assert (facts["report_id"], facts["value"]) == (False, True)
    assert all(column.is_nullable for column in view)


def test_a_column_that_only_another_program_declares_is_exported(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("ALTER TABLE fact_narrative ADD COLUMN colour VARCHAR")
    *_, column = columns_of(connection, "fact_narrative")
    assert (column.name, column.comment, column.is_nullable) == ("colour", "", True)
