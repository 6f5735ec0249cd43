"""The tables, views and macros of a lake, by the contract of the warehouse.

Comments on macros and on columns of views are refused there: each version keeps them in its snapshot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import duckdb

from flows.warehouse import FACTS, comments_of_table, create_table, define_views, list_macros, list_views, sql_type
from transforms.schemas import WAREHOUSE_SCHEMAS

_COLUMNS = """
    SELECT table_name, list(column_name)
    FROM duckdb_columns()
    WHERE
        database_name = current_database()
        AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = current_database())
    GROUP BY table_name
"""
_REFUSED = ("COMMENT ON MACRO", "COMMENT ON COLUMN")


def define_lake(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables and columns that the lake lacks, and all comments, views and macros anew.

    Raises `duckdb.Error` where it has tables with still other columns: they belong to another program.
    """
    known = dict(connection.execute(_COLUMNS).fetchall())
    for view in list_views():
        connection.execute(f"DROP VIEW IF EXISTS {view.name}")
    for macro in list_macros():
        connection.execute(f"DROP {macro.kind} IF EXISTS {macro.name}")
    for table, schema in WAREHOUSE_SCHEMAS.items():
        if table not in known:
            connection.execute(create_table(table, schema))
            if table in FACTS:  # those of one year lie together, and in it those of a county (`flows.lake.merging`)
                connection.execute(f"ALTER TABLE {table} SET PARTITIONED BY (report_year)")
        for name in schema.column_names():
            if name not in known.get(table, schema.column_names()):
                connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {sql_type(schema.columns()[name].dtype)}")
        connection.execute("; ".join(comments_of_table(table, schema)))
    for statement in _definitions():
        connection.execute(statement)


def definitions_digest() -> str:
    """What the definitions are: a lake with others is given them anew."""
    tables = (
        statement
        for table, schema in WAREHOUSE_SCHEMAS.items()
        for statement in (create_table(table, schema), *comments_of_table(table, schema))
    )
    return hashlib.sha256("\n".join((*tables, *_definitions())).encode()).hexdigest()[:16]


def refused_comments() -> dict[str, str]:
    """The comments that a lake does not take: of a column of a view by `view.column`, of a macro by its name."""
    columns = {f"{view.name}.{name}": text for view in list_views() for name, text in view.column_comments.items()}
    return columns | {macro.name: macro.comment for macro in list_macros()}


def _definitions() -> Iterator[str]:
    return (statement for statement in define_views() if not statement.startswith(_REFUSED))
