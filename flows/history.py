"""What the next warehouse takes over from the published one.

When things were first seen, the earlier runs, and the reviewers' verdicts.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb

from flows.sqlfiles import quote_text
from transforms.schemas import WAREHOUSE_SCHEMAS

# The verdicts are people's work: they are taken over even where the other tables have another layout by now.
REVIEW_TABLES = ("finding_review",)
RUN_TABLES = ("report", "report_file", "quarantine", "ingest_run")
HISTORY_TABLES = (*REVIEW_TABLES, *RUN_TABLES)


def write_empty_history(folder: Path, tables: tuple[str, ...] = HISTORY_TABLES) -> None:
    """Stage a history in which nothing was seen before."""
    for table in tables:
        (folder / table).mkdir(parents=True, exist_ok=True)
        WAREHOUSE_SCHEMAS[table].create_empty().write_parquet(folder / table / "all.parquet")


def _is_of_earlier_layout(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the attached warehouse is of before the first verdicts."""
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'published'").fetchall()
    return ("ingest_run",) in tables and ("finding_review",) not in tables


def _copy_history(published: Path, folder: Path, tables: tuple[str, ...]) -> None:
    """Copy history tables of a warehouse to Parquet. Raises `duckdb.Error`."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH {quote_text(str(published))} AS published (READ_ONLY)")
        if tables == REVIEW_TABLES and _is_of_earlier_layout(connection):
            return
        for table in tables:
            columns = ", ".join(WAREHOUSE_SCHEMAS[table].column_names())
            target = quote_text(str(folder / table / "all.parquet"))
            connection.execute(f"COPY (SELECT {columns} FROM published.{table}) TO {target} (FORMAT parquet)")


def _copy_locked_history(published: Path, folder: Path, tables: tuple[str, ...]) -> None:
    """Copy the history from a copy of the file: another program has it open for writing. Raises as its parts do."""
    copy = folder / "published.duckdb"
    shutil.copyfile(published, copy)
    try:
        _copy_history(copy, folder, tables)
    finally:
        copy.unlink()


_COPIERS: tuple[Callable[[Path, Path, tuple[str, ...]], None], ...] = (_copy_history, _copy_locked_history)


def _stage_tables(published: Path, folder: Path, tables: tuple[str, ...]) -> bool:
    for copy_tables in _COPIERS:
        try:
            copy_tables(published, folder, tables)
        except (duckdb.Error, OSError):
            continue
        return True
    write_empty_history(folder, tables)
    return False


def stage_history(published: Path, folder: Path) -> bool:
    """Stage the history of the published warehouse; False if there is one but some of it cannot be read.

    A file that is corrupt or of another layout costs the history, never the run.
    """
    write_empty_history(folder)
    if not published.exists():
        return True
    has_reviews = _stage_tables(published, folder, REVIEW_TABLES)
    return _stage_tables(published, folder, RUN_TABLES) and has_reviews
