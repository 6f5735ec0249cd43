"""What the next warehouse takes over from the published one, and from the log of runs.

When things were first seen, the earlier runs, the manifest of the files, and the reviewers' verdicts; from the log the
runs since that found nothing new.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import dataframely as dy
import duckdb
import polars as pl

from flows.duck import first_line, quote_text
from flows.errors import RunError
from flows.stage import write_frame
from flows.state import MOST_RECORDS, published_id, read_records
from flows.versions import list_versions
from flows.warehouse.ddl import sql_type
from flows.warehouse.quiet import add_quiet_runs, quiet_runs
from transforms.language import Pair
from transforms.schemas import WAREHOUSE_SCHEMAS

# The verdicts are people's work: they are taken over even where the other tables have another layout by now.
REVIEW_TABLES = ("finding_review",)
RUN_TABLES = ("report", "report_file", "source_file", "quarantine", "ingest_run")
HISTORY_TABLES = (*REVIEW_TABLES, *RUN_TABLES)
# Warehouses of an earlier layout are sound without these.
_LATER_TABLES = ("finding_review", "source_file")
# Columns that warehouses of an earlier layout lack, and that the next version takes from no earlier one.
_LATER_COLUMNS = ("body_key", "detail_zh")
# What stops a copy though its source can be read.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def history_folder(work: Path) -> Path:
    """Where a run keeps the history, one Parquet file a table."""
    return work / "history"


def write_empty_history(folder: Path, tables: tuple[str, ...] = HISTORY_TABLES) -> None:
    """Stage a history in which nothing was seen before. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        write_frame(WAREHOUSE_SCHEMAS[table].create_empty(), folder / f"{table}.parquet")


def _tables_of(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns of every table of the attached warehouse."""
    columns: dict[str, set[str]] = {}
    query = "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'published'"
    for table, column in connection.execute(query).fetchall():
        columns.setdefault(table, set()).add(column)
    return columns


def _select(table: str, columns: set[str]) -> str:
    """The rows of a table of another layout: columns that it lacks are NULL, where they may be.

    Asking for them is an error where one cannot have the type that it has by now, or is NULL where none may be.
    """
    declared = WAREHOUSE_SCHEMAS[table].columns().items()
    return ", ".join(_select_column(name, column, columns) for name, column in declared)


def _select_column(name: str, column: dy.Column, columns: set[str]) -> str:
    kind = sql_type(column.dtype)
    if name not in columns and (column.nullable or name in _LATER_COLUMNS):
        return f"CAST(NULL AS {kind}) AS {name}"
    value = f"CAST({name} AS {kind})"
    return f"{value} AS {name}" if column.nullable else f"coalesce({value}, error('{name} is NULL')) AS {name}"


def _copy_history(published: Path, folder: Path, tables: tuple[str, ...]) -> None:
    """Copy history tables of a warehouse to Parquet. Raises `duckdb.Error`, and `RunError` where it cannot write."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH {quote_text(str(published))} AS published (READ_ONLY)")
        layout = _tables_of(connection)
        for table in tables:
            if table in _LATER_TABLES and table not in layout and "ingest_run" in layout:
                continue
            rows = f"SELECT {_select(table, layout.get(table, set()))} FROM published.{table}"
            target = folder / f"{table}.parquet"
            try:
                connection.execute(f"COPY ({rows}) TO {quote_text(str(target))} (FORMAT parquet)")
            except duckdb.IOException as error:
                if target.name in str(error):  # in the folder, under this name or a temporary one that ends with it
                    raise RunError(
                        Pair("无法复制历史：{why}", "the history cannot be copied: {why}", why=first_line(error))
                    ) from error
                raise


def _copy_locked_history(published: Path, folder: Path, tables: tuple[str, ...]) -> None:
    """Copy the history from a copy of the file: another program has it open for writing. Raises as its parts do."""
    copy = folder / "published.duckdb"
    shutil.copyfile(published, copy)
    try:
        _copy_history(copy, folder, tables)
    finally:
        copy.unlink()


_COPIERS: tuple[Callable[[Path, Path, tuple[str, ...]], None], ...] = (_copy_history, _copy_locked_history)


def _stage_tables(sources: Iterable[Path], folder: Path, tables: tuple[str, ...]) -> Path | None:
    """Stage tables from the first of the files that can give them; None where none can.

    A disk that is full says nothing of the files: raises `OSError` or `RunError`, so that no history is given up.
    """
    for source in sources:
        for copy_tables in _COPIERS:
            write_empty_history(folder, tables)
            try:
                copy_tables(source, folder, tables)
            except duckdb.Error:
                continue
            except OSError as error:
                if error.errno in _FULL:
                    raise
                continue
            return source
    write_empty_history(folder, tables)
    return None


def _sources(published: Path) -> list[Path]:
    """The files that may give the history: the published one, then the other versions, the newest first."""
    others = [version.path for version in list_versions(published) if not version.is_published]
    return [published, *others] if published.is_file() else others


def stage_history(published: Path, folder: Path) -> bool:
    """Stage the history of the published warehouse; False if there is one but some of it cannot be read.

    A file that is corrupt, gone or of another layout costs what is newer in it than in the version before, or the
    history, never the run. Where the history cannot be written, raises `OSError` or `RunError`.
    """
    sources = _sources(published)
    read = [_stage_tables(sources, folder, tables) for tables in (REVIEW_TABLES, RUN_TABLES)]
    if read[1]:
        version_id = published_id(published) if read[1] == published else read[1].parent.name
        run_id = (version_id or "").partition("+")[0]
        add_quiet_runs(folder, quiet_runs(read_records(published, MOST_RECORDS), run_id) if run_id else [])
    if not sources:
        return not published.is_symlink()
    return read == [published, published]


def read_history(work: Path, table: str) -> pl.DataFrame:
    """A table of the history that was staged for a run."""
    return pl.read_parquet(history_folder(work) / f"{table}.parquet", glob=False)
