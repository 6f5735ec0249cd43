"""Build a warehouse from staged frames, with what it takes over from the published one."""

from __future__ import annotations

import logging
from contextlib import closing
from itertools import chain
from pathlib import Path

import duckdb

from flows.duck import first_line, read_parquet_files, remove_database, spill_into
from flows.errors import RunError
from flows.stage import Stage, load_folder, table_files
from flows.warehouse.counts import LoadCounts, count_loaded
from flows.warehouse.ddl import comments_of_table, create_table
from flows.warehouse.history import HISTORY_TABLES, history_folder
from flows.warehouse.sqlfiles import define_views, list_queries
from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS

logger = logging.getLogger("nianbao")


def _attach_run_tables(connection: duckdb.DuckDBPyConnection, work: Path) -> None:
    """Views of the run's own tables and of the history that it takes over."""
    connection.execute("ATTACH ':memory:' AS staged")
    for table in ("files", "run", *(table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_"))):
        rows = read_parquet_files([load_folder(work) / f"{table}.parquet"])
        connection.execute(f"CREATE VIEW staged.{table} AS SELECT * FROM {rows}")
    connection.execute("ATTACH ':memory:' AS history")
    for table in HISTORY_TABLES:
        rows = read_parquet_files([history_folder(work) / f"{table}.parquet"])
        connection.execute(f"CREATE VIEW history.{table} AS SELECT * FROM {rows}")


def _attach_read_tables(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """Views of what was read of the files of the run; each report once, though several files may hold it.

    Of two readings of a report, as a file and as a member of an archive, that at the first path counts.
    """
    connection.execute("""
        CREATE TABLE staged.live AS
        SELECT reading_id, segment, min(path_order) AS path_order FROM staged.files GROUP BY ALL
    """)
    connection.execute(f"""
        CREATE TABLE staged.kept AS
        SELECT report_id, reading_id, segment FROM {read_parquet_files(table_files(work, stage, "report"))}
        JOIN staged.live USING (reading_id, segment)
        QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY path_order) = 1
    """)
    for table in READ_SCHEMAS:
        connection.execute(f"""
            CREATE VIEW staged.{table} AS
            SELECT * EXCLUDE (reading_id, segment) FROM {read_parquet_files(table_files(work, stage, table))}
            SEMI JOIN staged.kept USING (report_id, reading_id, segment)
        """)
    for table in ("members", "rejections"):
        connection.execute(f"""
            CREATE VIEW staged.{table} AS
            SELECT * FROM {read_parquet_files(table_files(work, stage, table))}
            SEMI JOIN staged.live USING (reading_id, segment)
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
    for table in (*first, "report", "report_file", "report_section", *facts):
        connection.execute(f"INSERT INTO {table} BY NAME {queries[table]}")
        connection.commit()  # the rows of a table leave the memory
        connection.begin()


def _fill_measures(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute the numbers of each report from its cells."""
    connection.execute(f"INSERT INTO report_measure BY NAME {list_queries('tables')['report_measure']}")


def _fill_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """Run the rules and fill what depends on them."""
    _find_violations(connection)
    queries = list_queries("tables")
    for table in ("quality_finding", "finding_review", "quarantine", "source_file", "ingest_run"):
        connection.execute(f"INSERT INTO {table} BY NAME {queries[table]}")


def _has_key_index(table: str) -> bool:
    """Whether the key of a table is declared, which costs an index (docs/decisions/0007-keys.md)."""
    return not table.startswith("fact_")


def _add_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Declare the keys of the tables. Raises `RunError` where rows of a fact table have the same key."""
    for table, schema in WAREHOUSE_SCHEMAS.items():
        if not schema.primary_key():
            continue
        key = ", ".join(schema.primary_key())
        if _has_key_index(table):
            connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")
        elif repeated := connection.execute(
            f"SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
        ).fetchone():
            raise RunError(f"{table} has several rows with the same {key}: {', '.join(map(str, repeated))}")


def _define_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views and macros, before the tables are filled: their queries use some of them."""
    connection.execute(";\n".join(define_views()))


def _comment_tables(connection: duckdb.DuckDBPyConnection) -> None:
    comments = chain.from_iterable(comments_of_table(table, schema) for table, schema in WAREHOUSE_SCHEMAS.items())
    connection.execute(";\n".join(comments))


# Each is committed before the next, as DuckDB plans badly on uncommitted rows
# (docs/decisions/0008-steps-of-the-load.md).
_STEPS = (
    _create_tables,
    _define_views,
    _fill_tables,
    _fill_measures,
    _fill_findings,
    _add_keys,
    _comment_tables,
)


def build_warehouse(target: Path, work: Path, stage: Stage, *, memory: int | None = None) -> LoadCounts:
    """Build the database file `target` from the tables of the run and the stage, complete and closed.

    The folder of the run must hold every table of `flows.stage.load_tables` and the history. What needs more than
    `memory` bytes goes into the folder of the run; without it, DuckDB takes most of the machine's. One thread builds:
    of two, each holds rows of its own, and spilling takes what they gain. Raises `RunError`.
    """
    with closing(duckdb.connect(str(target), config={"threads": 1})) as connection:
        spill_into(connection, work / "spill")
        if memory is not None:
            connection.execute(f"SET memory_limit = '{memory}B'")
        _attach_run_tables(connection, work)
        _attach_read_tables(connection, work, stage)
        for table, query in list_queries("staged").items():
            connection.execute(f"CREATE TABLE staged.{table} AS {query}")
        for step in _STEPS:
            connection.begin()  # a commit for every comment alone takes a second
            step(connection)
            connection.commit()
        counts = count_loaded(connection)
        connection.execute("CHECKPOINT")
    return counts


def _load_in_bounds(built: Path, work: Path, stage: Stage, *, memory: int | None) -> LoadCounts:
    """Build, once more without a bound on memory where DuckDB cannot keep to it."""
    try:
        return build_warehouse(built, work, stage, memory=memory)
    except duckdb.OutOfMemoryException:
        if memory is None:
            raise
    logger.warning("%d bytes of memory do not suffice (NIANBAO_BUILD_MEMORY); built again without a bound", memory)
    remove_database(built)
    return build_warehouse(built, work, stage)


def load(built: Path, work: Path, stage: Stage, *, memory: int | None = None) -> LoadCounts:
    """Build the next warehouse, with so many bytes of memory for DuckDB if these suffice.

    Raises `RunError` where the folder is full or the staged rows do not fit the tables.
    """
    try:
        return _load_in_bounds(built, work, stage, memory=memory)
    except duckdb.Error as error:
        raise RunError(f"the warehouse could not be built: {first_line(error)}") from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        raise
