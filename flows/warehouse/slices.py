"""Ask queries of some of the reports at a time, so that their memory does not grow with the corpus.

What a table or a rule says of a report depends on the reports of its body and on those of its county, at most. The
database `slice` has the tables of the warehouse with the rows of some reports and of these neighbours: a query that is
asked there says of the former what it says in the whole warehouse.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from flows.duck import quote_name, read_count
from flows.warehouse.sqlfiles import define_views
from transforms.schemas import WAREHOUSE_SCHEMAS

# Reports of which a query is asked at once. The numbers of 60,000 took more than the 128 MiB of a build, and 600 MB
# where they were given them.
SLICE_REPORTS = 10_000

_NEIGHBOURS = """
    CREATE OR REPLACE TEMP TABLE neighbour AS
    SELECT report_id, body_key, county_code FROM report LEFT JOIN dim_township USING (township_code)
"""
_PARTS = """
    CREATE OR REPLACE TEMP TABLE part_of AS
    SELECT report_id, hash(coalesce(min(county_code) OVER (PARTITION BY body_key), body_key)) % $1 AS part
    FROM neighbour
"""


def reports_beside(table: str) -> str:
    """The query for the reports of the bodies and of the counties that a table names.

    A body whose places were recoded may have reports in several counties.
    """
    return f"""
        SELECT report_id FROM neighbour SEMI JOIN {table} USING (body_key)
        UNION
        SELECT report_id FROM neighbour SEMI JOIN {table} USING (county_code)
    """


_WITHIN = f"""
    CREATE OR REPLACE TEMP TABLE within AS
    WITH asked_of AS (SELECT body_key, county_code FROM neighbour SEMI JOIN asked USING (report_id))
    {reports_beside("asked_of")}
"""


def list_neighbours(connection: duckdb.DuckDBPyConnection) -> None:
    """List body and county of every report in the temporary table `neighbour`. Raises `duckdb.Error`."""
    connection.execute(_NEIGHBOURS)


@contextmanager
def slice_database(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Have the database `slice` in use; gives the name of the warehouse, which was. Raises `duckdb.Error`.

    It is empty until `choose_reports`. Tables without a `report_id` are there wholly.
    """
    [(database,)] = connection.execute("SELECT current_database()").fetchall()
    warehouse = quote_name(database)
    list_neighbours(connection)
    connection.execute("CREATE OR REPLACE TEMP TABLE asked (report_id VARCHAR)")
    connection.execute(_WITHIN)
    connection.execute("ATTACH ':memory:' AS slice")
    connection.execute("USE slice")
    try:
        for table, schema in WAREHOUSE_SCHEMAS.items():
            only = "SEMI JOIN temp.within USING (report_id)" if "report_id" in schema.columns() else ""
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {warehouse}.{table} {only}")
        connection.execute(";\n".join(define_views()))
        connection.commit()
        connection.begin()
        yield warehouse
    finally:
        connection.execute(f"USE {warehouse}")
    connection.commit()
    connection.execute("DETACH slice")
    connection.begin()


def choose_reports(connection: duckdb.DuckDBPyConnection, reports: str) -> None:
    """Ask of the reports of this query from now on. Raises `duckdb.Error`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE asked AS {reports}")
    connection.execute(_WITHIN)


def ask_slice(connection: duckdb.DuckDBPyConnection, target: str, query: str) -> None:
    """Insert what a query says of the reports that it is asked of. Raises `duckdb.Error`."""
    connection.execute(f"INSERT INTO {target} BY NAME SELECT * FROM ({query}) SEMI JOIN temp.asked USING (report_id)")


def count_slices(connection: duckdb.DuckDBPyConnection) -> int:
    """How many slices the reports of the warehouse make. Raises `duckdb.Error`."""
    return -(-read_count(connection, "SELECT count(*) FROM report") // SLICE_REPORTS)


def each_slice(connection: duckdb.DuckDBPyConnection, slices: int) -> Iterator[None]:
    """Choose one slice after the other; each report is in one of them. Raises `duckdb.Error`."""
    connection.execute(_PARTS, [slices])
    for part in range(slices):
        choose_reports(connection, f"SELECT report_id FROM part_of WHERE part = {part}")
        yield
