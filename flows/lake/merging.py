"""Make the tables of a lake say what another database says: the rows that differ are deleted and inserted, no other.

Facts and sections of a report follow from its row in `report`, which names its bytes, its reader and its place: they
are compared only of reports whose row differs. All other tables are compared row by row.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from flows.duck import read_count
from flows.errors import RunError
from flows.warehouse import FACTS
from transforms.language import Pair
from transforms.schemas import WAREHOUSE_SCHEMAS

_BY_REPORT = (*FACTS, "report_section")
# The order in which a question of a county reads facts.
_ORDER = " ORDER BY report_year, township_code, report_id"

Relation = Callable[[str], str]
"""The relation of a table in the other database, as a FROM clause takes it."""


def merge_tables(connection: duckdb.DuckDBPyConnection, other: Relation) -> int:
    """Have all tables say what the other database says, in the transaction of the caller; gives how many rows came and
    went. Raises `RunError` where the tables then have other numbers of rows."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE changed_report AS
        SELECT DISTINCT report_id
        FROM (
            ({_rows("report", other("report"))} EXCEPT {_rows("report")})
            UNION ALL
            ({_rows("report")} EXCEPT {_rows("report", other("report"))})
        )
        """
    )
    changed = sum(_merge_table(connection, table, other) for table in WAREHOUSE_SCHEMAS)
    for table in WAREHOUSE_SCHEMAS:
        here, there = (read_count(connection, f"SELECT count(*) FROM {one}") for one in (table, other(table)))
        if here != there:
            raise RunError(
                Pair(
                    "表{table}在数据湖中有{here:,}行，在该版本中有{there:,}行：没有提交",
                    "{table} has {here:,} rows in the lake and {there:,} in the version: nothing is committed",
                    table=table,
                    here=here,
                    there=there,
                )
            )
    return changed


def _rows(table: str, relation: str = "") -> str:
    """The rows of a table, here or in a relation, with its columns in the order of the schema.

    A column that was added to a lake stands last there.
    """
    return f"SELECT {', '.join(WAREHOUSE_SCHEMAS[table].column_names())} FROM {relation or table}"


def _merge_table(connection: duckdb.DuckDBPyConnection, table: str, other: Relation) -> int:
    if table in _BY_REPORT:
        order = _ORDER if table in FACTS else ""
        of_changed = "WHERE report_id IN (FROM changed_report)"
        gone = read_count(connection, f"DELETE FROM {table} {of_changed}")
        return gone + read_count(connection, f"INSERT INTO {table} BY NAME FROM {other(table)} {of_changed}{order}")
    key = ", ".join(WAREHOUSE_SCHEMAS[table].primary_key())
    here, there = _rows(table), _rows(table, other(table))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE gone AS SELECT {key} FROM ({here} EXCEPT {there})")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE come AS ({there} EXCEPT {here})")
    gone = read_count(connection, f"DELETE FROM {table} WHERE ({key}) IN (FROM gone)")
    return gone + read_count(connection, f"INSERT INTO {table} BY NAME FROM come")
