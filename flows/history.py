"""What the next warehouse takes over from the published one: when things were first seen, and the earlier runs."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import duckdb

from flows.sqlfiles import quote_text
from transforms.schemas import WAREHOUSE_SCHEMAS

HISTORY_TABLES = ("report", "report_file", "quarantine", "ingest_run")


def write_empty_history(folder: Path) -> None:
    """Stage a history in which nothing was seen before."""
    for table in HISTORY_TABLES:
        (folder / table).mkdir(parents=True, exist_ok=True)
        WAREHOUSE_SCHEMAS[table].create_empty().write_parquet(folder / table / "all.parquet")


def _copy_history(published: Path, folder: Path) -> None:
    """Copy the history tables of a warehouse to Parquet. Raises `duckdb.Error`."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH {quote_text(str(published))} AS published (READ_ONLY)")
        for table in HISTORY_TABLES:
            columns = ", ".join(WAREHOUSE_SCHEMAS[table].column_names())
            target = quote_text(str(folder / table / "all.parquet"))
            connection.execute(f"COPY (SELECT {columns} FROM published.{table}) TO {target} (FORMAT parquet)")


def _copy_locked_history(published: Path, folder: Path) -> None:
    """Copy the history from a copy of the file: another program has it open for writing. Raises as its parts do."""
    copy = folder / "published.duckdb"
    shutil.copyfile(published, copy)
    try:
        _copy_history(copy, folder)
    finally:
        copy.unlink()


def stage_history(published: Path, folder: Path) -> bool:
    """Stage the history of the published warehouse; False if there is one but it cannot be read.

    A file that is corrupt or of another layout costs the history, never the run.
    """
    write_empty_history(folder)
    if not published.exists():
        return True
    for copy_history in (_copy_history, _copy_locked_history):
        try:
            copy_history(published, folder)
        except (duckdb.Error, OSError):
            continue
        return True
    write_empty_history(folder)
    return False
