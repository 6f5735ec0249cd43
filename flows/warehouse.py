"""Build a warehouse from staged frames beside the published one, and publish it by one atomic rename.

A reader that holds the published file keeps its state; the next one to open it finds the new state, never a mixture.
Within one process DuckDB gives a second connection to the same path the database that is already open: a program
that wants the newest warehouse closes its connections first.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import RunError
from flows.history import HISTORY_TABLES, stage_history
from flows.sqlfiles import (
    comments_of_table,
    create_table,
    define_views,
    list_queries,
    quote_text,
)
from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS

# Every DuckDB file has these bytes there, after a checksum.
DATABASE_MAGIC, DATABASE_MAGIC_AT = b"DUCK", 8
STAGED_TABLES = ("files", "members", "rejections", "run")


@dataclass(frozen=True, slots=True)
class Run:
    """What identifies a run in the warehouse. Times are UTC, without a zone, as the tables hold them."""

    run_id: str
    started_at: datetime
    parser_version: str


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a built warehouse holds. `files` are those of the raw folder, `members` the files inside archives."""

    files: int
    statuses: Mapping[str, int]
    quarantined: Mapping[str, int]
    cells: int
    findings: Mapping[str, int]
    members: int = 0


def utc_now() -> datetime:
    """The time in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def stage_run(staging: Path, run: Run, dimensions: Mapping[str, pl.DataFrame]) -> None:
    """Stage the dimensions and the one row that describes the run."""
    frame = pl.DataFrame([{"run_id": run.run_id, "started_at": run.started_at, "parser_version": run.parser_version}])
    for table, rows in {"run": frame.with_columns(loaded_at=pl.lit(utc_now())), **dimensions}.items():
        (staging / table).mkdir(exist_ok=True)
        rows.write_parquet(staging / table / "all.parquet")


def _attach_staged(connection: duckdb.DuckDBPyConnection, schema: str, folder: Path, tables: Iterable[str]) -> None:
    """Make the Parquet files of each table a view of the attached in-memory database `schema`."""
    connection.execute(f"ATTACH ':memory:' AS {schema}")
    for table in tables:
        connection.execute(f"CREATE VIEW {schema}.{table} AS SELECT * FROM {_staged_rows(folder, table)}")


def _staged_rows(folder: Path, table: str) -> str:
    # A folder's name may hold what a pattern would take for a wildcard.
    return f"read_parquet({quote_text(f'{glob.escape(str(folder))}/{table}/*.parquet')})"


def _attach_read_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Views of what the batches read, each report once, though several batches may have met it."""
    connection.execute(f"""
        CREATE TABLE staged.repeated AS
        SELECT report_id, batch FROM {_staged_rows(folder, "report")}
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY batch) > 1
    """)
    for table in READ_SCHEMAS:
        connection.execute(f"""
            CREATE VIEW staged.{table} AS
            SELECT * EXCLUDE (batch) FROM {_staged_rows(folder, table)}
            ANTI JOIN staged.repeated USING (report_id, batch)
        """)


def _create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    for table, schema in WAREHOUSE_SCHEMAS.items():
        connection.execute(create_table(table, schema))


def _find_violations(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the rules into a table of their own, from which `quality_finding` is filled."""
    connection.execute(create_table("violation", READ_SCHEMAS["quality_finding"], temporary=True))
    for query in list_queries("checks").values():
        connection.execute(f"INSERT INTO violation BY NAME {query}")


def _fill_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the dimensions, reports and facts, in an order in which each finds those that its query reads."""
    queries = list_queries("tables")
    first = [table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_")]
    facts = [table for table in WAREHOUSE_SCHEMAS if table.startswith("fact_")]
    for table in (*first, "report", "report_section", *facts):
        connection.execute(f"INSERT INTO {table} BY NAME {queries[table]}")


def _fill_measures(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute the numbers of each report from its cells."""
    connection.execute(f"INSERT INTO report_measure BY NAME {list_queries('tables')['report_measure']}")


def _fill_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the rules and fill what depends on them."""
    _find_violations(connection)
    queries = list_queries("tables")
    for table in ("report_file", "quality_finding", "finding_review", "quarantine", "ingest_run"):
        connection.execute(f"INSERT INTO {table} BY NAME {queries[table]}")


def _add_keys(connection: duckdb.DuckDBPyConnection) -> None:
    for table, schema in WAREHOUSE_SCHEMAS.items():
        if schema.primary_key():
            connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({', '.join(schema.primary_key())})")


def _define_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views and macros, before the tables are filled: their queries use some of them."""
    for statement in define_views():
        connection.execute(statement)


def _comment_tables(connection: duckdb.DuckDBPyConnection) -> None:
    for table, schema in WAREHOUSE_SCHEMAS.items():
        for statement in comments_of_table(table, schema):
            connection.execute(statement)


# Each is committed before the next: DuckDB takes a table with uncommitted rows for empty, and plans a join of the cells
# of all reports with each other.
_STEPS = (
    _create_tables,
    _define_views,
    _fill_tables,
    _fill_measures,
    _fill_findings,
    _add_keys,
    _comment_tables,
)


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _count_by(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM {table} GROUP BY {column} ORDER BY count(*) DESC, {column}"
    return dict(connection.execute(query).fetchall())


def count_loaded(connection: duckdb.DuckDBPyConnection) -> LoadCounts:
    """Count what was loaded.

    Raises `RunError` if a file or a member of an archive is neither in `report_file` nor in `quarantine`. An archive
    is its members, and has a row of its own only where something is wrong with it.
    """
    seen = _count(
        connection,
        "SELECT count(*) FROM staged.source_files "
        "WHERE NOT is_archive OR source_path IN (SELECT source_path FROM quarantine)",
    )
    filed = _count(connection, "SELECT (SELECT count(*) FROM report_file) + (SELECT count(*) FROM quarantine)")
    if seen != filed:
        raise RunError(f"{seen} files were seen, but {filed} are in report_file or quarantine; nothing is published")
    return LoadCounts(
        _count(connection, "SELECT count(*) FROM staged.files"),
        _count_by(connection, "report", "status"),
        _count_by(connection, "quarantine", "reason"),
        _count(connection, "SELECT cells_loaded FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"),
        _count_by(connection, "quality_finding", "severity"),
        _count(connection, "SELECT count(*) FROM staged.source_files WHERE is_member"),
    )


def build_warehouse(target: Path, staging: Path, *, threads: int = 1) -> LoadCounts:
    """Build the database file `target` from the staging folder, complete and closed.

    The staging folder must hold every staged table and the history. Raises `RunError`.
    """
    with closing(duckdb.connect(str(target), config={"threads": threads})) as connection:
        connection.execute(f"SET temp_directory = {quote_text(str(staging / 'spill'))}")
        dimensions = [table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_")]
        _attach_staged(connection, "staged", staging, [*STAGED_TABLES, *dimensions])
        _attach_read_tables(connection, staging)
        for table, query in list_queries("staged").items():
            connection.execute(f"CREATE TABLE staged.{table} AS {query}")
        _attach_staged(connection, "history", staging / "history", HISTORY_TABLES)
        for step in _STEPS:
            connection.begin()  # a commit for every comment alone takes a second
            step(connection)
            connection.commit()
        counts = count_loaded(connection)
        connection.execute("CHECKPOINT")
    return counts


def check_replaceable(warehouse: Path) -> None:
    """Raise `RunError` if the file to publish exists and was never a database, so that no other file is lost.

    A damaged database is replaced.
    """
    try:
        with warehouse.open("rb") as file:
            start = file.read(len(DATABASE_MAGIC) + DATABASE_MAGIC_AT)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(f"the warehouse {warehouse} cannot be read: {error.strerror}") from error
    if start and start[DATABASE_MAGIC_AT:] != DATABASE_MAGIC:
        raise RunError(f"the file {warehouse} exists and is no DuckDB database; it is left as it is, name another one")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(built: Path, warehouse: Path) -> None:
    """Replace the warehouse by the built file, in one step that survives a power failure.

    A write-ahead log that someone left beside the published file goes first: DuckDB would replay it into the new
    one, which breaks it. Raises `RunError`.
    """
    try:
        _sync(built)
        warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
        built.replace(warehouse)
        _sync(warehouse.parent)
    except OSError as error:
        raise RunError(f"cannot publish the warehouse {warehouse}: {error.strerror}") from error


def load(warehouse: Path, built: Path, staging: Path, *, threads: int = 1) -> tuple[LoadCounts, bool]:
    """Build the next warehouse; also says whether the published one could give its history.

    Raises `RunError` where the folder is full or the staged rows do not fit the tables.
    """
    has_history = stage_history(warehouse, staging / "history")
    try:
        return build_warehouse(built, staging, threads=threads), has_history
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        raise RunError(f"the warehouse could not be built: {first_line}") from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        raise
