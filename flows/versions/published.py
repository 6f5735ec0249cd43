"""Open the published warehouse to read it, with one plain sentence where that cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from flows.duck import first_line, is_of_newer_duckdb, why_unreadable
from flows.errors import RunError
from transforms.language import Pair

# Years between the first report and the last: the duty to report is of this century.
MOST_YEARS = 300


def check_published(warehouse: Path) -> None:
    """Raise `RunError` where nothing is published. Raises `OSError`."""
    if not warehouse.is_file():
        raise RunError(
            Pair(
                "没有仓库{warehouse}；请先运行 nianbao ingest",
                "there is no warehouse {warehouse}; run nianbao ingest first",
                warehouse=warehouse,
            )
        )


def check_years(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise `duckdb.Error` where reports are of years so far apart that nobody could list all between them.

    Views of every warehouse do. A warehouse of another layout is left to who asks it.
    """
    query = "SELECT CAST(max(report_year) AS BIGINT) - CAST(min(report_year) AS BIGINT) FROM report"
    try:
        row = connection.execute(query).fetchone()
    except duckdb.Error:
        return
    if row and row[0] is not None and row[0] > MOST_YEARS:
        raise duckdb.InvalidInputException(
            Pair("其中报告的年份相差{years:,}年", "its reports are of years that lie {years:,} apart", years=row[0])
        )


@contextmanager
def _opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection. Raises `duckdb.Error`, also for no file: DuckDB waits for the writer of a pipe."""
    if not database.is_file():
        raise duckdb.IOException(f"{database} is no file")
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        yield connection


@contextmanager
def published_warehouse(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the newest version. Raises `RunError`, also for what a query in the block meets."""
    try:
        check_published(warehouse)
        with _opened(warehouse) as connection:
            check_years(connection)
            yield connection
    except (duckdb.Error, OSError) as error:
        raise unreadable_warehouse(warehouse, error) from error


def unreadable_warehouse(warehouse: Path, error: Exception) -> RunError:
    """The error of who asks a published warehouse what it cannot answer."""
    if is_of_newer_duckdb(error):
        return RunError(
            Pair(
                "无法读取仓库{warehouse}：{why}；请用写它的程序读取，或用 nianbao rollback 恢复到更早的版本",
                "the warehouse {warehouse} cannot be read: {why}; read it with the program that wrote it, or return to "
                "an earlier version with nianbao rollback",
                warehouse=warehouse,
                why=why_unreadable(error),
            )
        )
    return RunError(
        Pair(
            "无法读取仓库{warehouse}；请先重新导入（{why}）",
            "the warehouse {warehouse} cannot be read; ingest anew first ({why})",
            warehouse=warehouse,
            why=first_line(error),
        )
    )


def is_beyond_this_program(database: Path) -> bool:
    """Whether a database cannot be opened because a newer DuckDB wrote it."""
    try:
        with _opened(database):
            return False
    except duckdb.Error as error:
        return is_of_newer_duckdb(error)


def list_runs(database: Path) -> list[str]:
    """The runs that led to a warehouse, the latest first; none where it cannot be read."""
    try:
        with _opened(database) as connection:
            rows = connection.execute("SELECT run_id FROM ingest_run ORDER BY started_at DESC, run_id DESC").fetchall()
    except duckdb.Error:
        return []
    return [run_id for (run_id,) in rows]


def has_fictional_reports_alone(warehouse: Path) -> bool:
    """Whether the published warehouse has reports, and all are of places that do not exist (codes 99…).

    One that cannot be read, or is of another layout, says nothing of that.
    """
    query = "SELECT count(*) > 0 AND bool_and(coalesce(starts_with(division_code, '99'), false)) FROM report"
    try:
        with _opened(warehouse) as connection:
            row = connection.execute(query).fetchone()
    except duckdb.Error:
        return False
    return row == (True,)
