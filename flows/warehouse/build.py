"""Build a warehouse from staged frames, with what it takes over from the published one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import RunError
from flows.runs.plan import Changes
from flows.stage.load_tables import Run, load_folder, run_frame, table_files
from flows.stage.segments import Stage
from flows.warehouse.history import HISTORY_TABLES, history_folder
from flows.warehouse.sqlfiles import (
    comments_of_table,
    create_table,
    define_views,
    list_queries,
    quote_text,
    read_parquet_files,
)
from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS

logger = logging.getLogger("nianbao")


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
    """Whether the key of a table is declared.

    DuckDB keeps a declared key as an index that has to fit into memory while it is made. Those of the facts were two
    thirds of the file and most of the memory of a load, and no query of many rows uses them.
    """
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
        "SELECT count(*) FROM staged.source_files WHERE missing_since IS NULL "
        "AND (NOT is_archive OR source_path IN (SELECT source_path FROM quarantine))",
    )
    filed = _count(
        connection,
        "SELECT (SELECT count(*) FROM report_file WHERE missing_since IS NULL) + (SELECT count(*) FROM quarantine)",
    )
    if seen != filed:
        raise RunError(f"{seen} files were seen, but {filed} are in report_file or quarantine; nothing is published")
    return LoadCounts(
        _count(connection, "SELECT files_seen FROM staged.run"),
        _count_by(connection, "report", "status"),
        _count_by(connection, "quarantine", "reason"),
        _count(connection, "SELECT cells_loaded FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"),
        _count_by(connection, "quality_finding", "severity"),
        _count(connection, "SELECT count(*) FROM staged.source_files WHERE is_member AND missing_since IS NULL"),
    )


def build_warehouse(target: Path, work: Path, stage: Stage, *, memory: int | None = None) -> LoadCounts:
    """Build the database file `target` from the tables of the run and the stage, complete and closed.

    The folder of the run must hold every table of `flows.stage.load_tables` and the history. What needs more than
    `memory` bytes goes into the folder of the run; without it, DuckDB takes most of the machine's. One thread builds:
    of two, each holds rows of its own, and spilling takes what they gain. Raises `RunError`.
    """
    with closing(duckdb.connect(str(target), config={"threads": 1})) as connection:
        connection.execute(f"SET temp_directory = {quote_text(str(work / 'spill'))}")
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


def _read_every_block(connection: duckdb.DuckDBPyConnection) -> None:
    """Have DuckDB check the checksums of all that the tables hold. Raises `duckdb.Error`."""
    for table in WAREHOUSE_SCHEMAS:
        connection.execute(f"SELECT bit_xor(hash({table})) FROM {table}")


def add_quiet_run(built: Path, run: Run, changes: Changes, stamps: pl.DataFrame) -> LoadCounts:
    """Add the row of a run that found nothing new to a copy of the last version.

    `stamps` are those of the files now (columns of `source_file`), which may have been touched without being changed.
    Raises `duckdb.Error` where the version is damaged, whatever of it: it would be carried on from night to night.
    """
    with closing(duckdb.connect(str(built))) as connection:
        _read_every_block(connection)
        connection.begin()
        row = run_frame(run, changes, 0, utc_now()).select(pl.exclude("loaded_at"))
        connection.register("this_run", row)
        connection.execute(
            """
            INSERT INTO ingest_run BY NAME
            SELECT this_run.*, $1 AS ended_at, reports_loaded, files_quarantined, cells_loaded, findings
            FROM this_run, (FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1)
        """,
            [utc_now()],
        )
        connection.register("stamps", stamps)
        connection.execute("""
            UPDATE source_file
            SET modified_ns = stamps.modified_ns, changed_ns = stamps.changed_ns, inode = stamps.inode,
                hashed_ns = stamps.hashed_ns
            FROM stamps
            WHERE source_file.source_path = stamps.source_path
        """)
        for table in ("report_file", "source_file"):
            connection.execute(f"UPDATE {table} SET last_seen_at = $1 WHERE missing_since IS NULL", [run.started_at])
        connection.commit()
        counts = _count_quiet(connection, changes)
        connection.execute("CHECKPOINT")
    return counts


def _count_quiet(connection: duckdb.DuckDBPyConnection, changes: Changes) -> LoadCounts:
    return LoadCounts(
        changes.files_seen,
        _count_by(connection, "report", "status"),
        _count_by(connection, "quarantine", "reason"),
        _count(connection, "SELECT cells_loaded FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"),
        _count_by(connection, "quality_finding", "severity"),
    )


def _load_in_bounds(built: Path, work: Path, stage: Stage, *, memory: int | None) -> LoadCounts:
    """Build, once more without a bound on memory where DuckDB cannot keep to it."""
    try:
        return build_warehouse(built, work, stage, memory=memory)
    except duckdb.OutOfMemoryException:
        if memory is None:
            raise
    logger.warning("%d bytes of memory do not suffice (NIANBAO_BUILD_MEMORY); built again without a bound", memory)
    for path in (built, built.with_name(f"{built.name}.wal")):
        path.unlink(missing_ok=True)
    return build_warehouse(built, work, stage)


def load(built: Path, work: Path, stage: Stage, *, memory: int | None = None) -> LoadCounts:
    """Build the next warehouse, with so many bytes of memory for DuckDB if these suffice.

    Raises `RunError` where the folder is full or the staged rows do not fit the tables.
    """
    try:
        return _load_in_bounds(built, work, stage, memory=memory)
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        raise RunError(f"the warehouse could not be built: {first_line}") from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
            raise KeyboardInterrupt from error
        raise
