"""What a build reads: the tables of its run, the history that it takes over, and the readings in the stage."""

from __future__ import annotations

from pathlib import Path

import duckdb

from flows.duck import read_count, read_parquet_files, read_with_folders
from flows.stage import Stage, load_folder, table_files
from flows.warehouse.history import HISTORY_TABLES, history_folder
from flows.warehouse.sqlfiles import list_queries
from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS


def attach_inputs(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """Attach `staged` and `history`, two databases in memory that the queries of `sql/` read. Raises `duckdb.Error`.

    The folder of the run must hold every table of `flows.stage.load_tables` and the history.
    """
    _attach_run_tables(connection, work)
    _choose_readings(connection, work, stage)
    _view_readings(connection, work, stage)
    _view_files(connection, work, stage)


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


def _choose_readings(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """The readings of the files of the run, and which of them each report is taken from.

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
    _list_left_out(connection, work, stage)


def _list_left_out(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """List the reports in the stage that are not taken: those of files that are gone, or that another reading has."""
    connection.execute(f"""
        CREATE OR REPLACE TABLE staged.left_out AS
        SELECT report_id, reading_id, segment FROM {read_parquet_files(table_files(work, stage, "report"))}
        ANTI JOIN staged.kept USING (report_id, reading_id, segment)
    """)


def _view_readings(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """Views of what was read of the reports; each report once, though several files may hold it.

    They look for a row in the shorter list, that of the reports which are taken or that of the others: a query that
    reads several views holds the list once for each, and a full build takes nearly all that the stage has.
    """
    kept, left_out = (read_count(connection, f"SELECT count(*) FROM staged.{table}") for table in ("kept", "left_out"))
    chosen = "SEMI JOIN staged.kept" if kept < left_out else "ANTI JOIN staged.left_out"
    for table in READ_SCHEMAS:
        connection.execute(f"""
            CREATE OR REPLACE VIEW staged.{table} AS
            SELECT * EXCLUDE (segment) FROM {read_parquet_files(table_files(work, stage, table))}
            {chosen} USING (report_id, reading_id, segment)
        """)


def _view_files(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage) -> None:
    """Views of the members of archives and of what was rejected, and the list of all files and members."""
    for table in ("members", "rejections"):
        connection.execute(f"""
            CREATE VIEW staged.{table} AS
            SELECT * FROM {read_parquet_files(table_files(work, stage, table))}
            SEMI JOIN staged.live USING (reading_id, segment)
        """)
    for table, query in list_queries("staged").items():
        connection.execute(f"CREATE TABLE staged.{table} AS {query}")


def restrict_reports(connection: duckdb.DuckDBPyConnection, work: Path, stage: Stage, reports: str) -> None:
    """Leave in `staged`, of what was read of reports, that of those whose `report_id` a table lists.

    Files, members and rejections stay. Segments that hold none of these reports are not opened any more. Raises
    `duckdb.Error`.
    """
    connection.execute(f"DELETE FROM staged.kept WHERE report_id NOT IN (SELECT report_id FROM {reports})")
    # A merged segment holds rows of others, under their names.
    used: set[str] = set()
    if files := stage.files_of("report"):
        rows = f"{read_with_folders(files)} SEMI JOIN staged.kept USING (report_id, reading_id, segment)"
        used = {folder for (folder,) in connection.execute(f"SELECT DISTINCT folder FROM {rows}").fetchall()}
    segments = {name: files for name, files in stage.segments.items() if name in used}
    restricted = Stage(stage.folder, segments)
    _list_left_out(connection, work, restricted)
    _view_readings(connection, work, restricted)
