"""A database of empty tables in memory, in which a rule of sql/checks/ is run on made rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from flows.warehouse.ddl import create_table
from flows.warehouse.sqlfiles import define_views, list_queries
from tests.flows.rows import Row, make_frame, place_frames
from transforms.frames import dimension_frames
from transforms.schemas.tables import WAREHOUSE_SCHEMAS

CHECKS = list_queries("checks")


def define_database(connection: duckdb.DuckDBPyConnection) -> None:
    """Create all tables, views and macros, and fill the dimensions."""
    for table, schema in WAREHOUSE_SCHEMAS.items():
        connection.execute(create_table(table, schema))
    connection.begin()
    for statement in define_views():
        connection.execute(statement)
    connection.commit()
    for table, frame in {**place_frames(), **dimension_frames()}.items():
        insert(connection, table, frame)


def insert(connection: duckdb.DuckDBPyConnection, table: str, frame: object) -> None:
    """Insert the rows of a frame."""
    connection.register("rows", frame)
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM rows")
    connection.unregister("rows")


def insert_reports(connection: duckdb.DuckDBPyConnection, rows: list[Row]) -> None:
    """Insert reports, each as the file `<report_id>.txt`, current unless the row has another status."""
    read = make_frame("report", [{name: row[name] for name in row if name != "status"} for row in rows])
    status = pl.Series("status", [row.get("status", "current") for row in rows], dtype=pl.String)
    connection.register("rows", read.with_columns(status, source_path=pl.col("report_id") + ".txt"))
    filler = "'' AS run_id, now()::TIMESTAMP AS first_seen_at, now()::TIMESTAMP AS loaded_at"
    connection.execute(f"INSERT INTO report BY NAME SELECT *, {filler} FROM rows")
    connection.unregister("rows")


def violations(
    connection: duckdb.DuckDBPyConnection, rule: str, tables: Mapping[str, list[Row]]
) -> list[dict[str, Any]]:
    """What a rule finds in these rows."""
    for table, rows in tables.items():
        if table == "report":
            insert_reports(connection, rows)
        else:
            insert(connection, table, make_frame(table, rows))
    connection.execute(f"INSERT INTO report_measure BY NAME {list_queries('tables')['report_measure']}")
    return connection.sql(CHECKS[rule]).pl().to_dicts()
