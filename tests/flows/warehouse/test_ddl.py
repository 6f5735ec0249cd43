"""Tables and comments that are made from a schema."""

from __future__ import annotations

from contextlib import closing

import dataframely as dy
import duckdb
import polars as pl
import pytest

from flows.warehouse.ddl import comments_of_table, create_table, sql_type


class Printed(dy.Schema):
    """What a township's
    report prints."""

    report_id = dy.String(primary_key=True, description="The report's id.")
    value = dy.Decimal(18, 2, nullable=True, description="NULL where nothing is printed.")
    repairs = dy.List(dy.String(), nullable=False)


def test_a_table_takes_what_the_schema_takes() -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute(create_table("printed", Printed))
        connection.execute("INSERT INTO printed VALUES ('a', 1.25, ['one']), ('a', NULL, [])")
        columns = connection.execute('SELECT column_name, column_type, "null" FROM (DESCRIBE printed)').fetchall()
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("INSERT INTO printed VALUES (NULL, 1, [])")
    assert columns == [
        ("report_id", "VARCHAR", "NO"),
        ("value", "DECIMAL(18,2)", "YES"),
        ("repairs", "VARCHAR[]", "NO"),
    ]


def test_a_temporary_table_is_in_no_file() -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute(create_table("printed", Printed, temporary=True))
        assert connection.execute("SELECT temporary FROM duckdb_tables()").fetchall() == [(True,)]


def test_comments_are_one_line_and_may_have_quotes() -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute(create_table("printed", Printed))
        for statement in comments_of_table("printed", Printed):
            connection.execute(statement)
        [(comment,)] = connection.execute("SELECT comment FROM duckdb_tables()").fetchall()
        columns = connection.execute("SELECT comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert comment == "What a township's report prints."
    assert columns[:2] == [("The report's id.",), ("NULL where nothing is printed.",)]


def test_a_type_that_no_schema_has_used_is_refused() -> None:
    with pytest.raises(ValueError, match="no DuckDB type is declared"):
        sql_type(pl.Duration())
