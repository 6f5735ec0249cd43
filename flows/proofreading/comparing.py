"""The rules of `sql/checks/`, asked of one report or of a few: in a database in memory, and with no other code.

A report is compared with that of the year before, which is named by whoever checks it or found in a warehouse. Rules
that look at a county, at copies or at the raw folder are the warehouse's alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from flows.duck import quote_text, read_parquet_files
from flows.versions import check_published, unreadable_warehouse
from flows.warehouse import FACTS, create_tables, create_violations, define_views, find_violations, list_queries
from transforms.doubts import Doubt
from transforms.frames import build_frames, dimension_frames
from transforms.language import Pair
from transforms.report import ParsedReport, Reading
from transforms.schemas import WAREHOUSE_SCHEMAS

RULES_OF_A_WAREHOUSE = frozenset({"duplicate_report", "file_missing", "implausible_value"})
"""Rules that need all reports of a raw folder, or of a county."""
_TABLES = ("report", *FACTS)
_DIMENSIONS = tuple(table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_") and table != "dim_township")
# Two reports whose body is the same because somebody says so; see `followed_report`.
_SAME_BODY = "agency of the checked report"
# Stands where a warehouse has the time of a run, which no rule reads.
_NO_TIME = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """What the rules say of a report.

    `previous` is the source path of the report of the year before that they compared it with, None where they knew
    none; `is_followed` says that it is certain enough whose report it is to look for one in a warehouse.
    """

    doubts: tuple[Doubt, ...]
    previous: str | None
    is_followed: bool


def rules_of_a_check() -> dict[str, str]:
    """The queries of the rules that are asked, by their names."""
    return {rule: query for rule, query in list_queries("checks").items() if rule not in RULES_OF_A_WAREHOUSE}


@contextmanager
def open_rules() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the tables that the rules read, without a report."""
    frames = dimension_frames()
    with closing(duckdb.connect(config={"threads": 1})) as connection:
        create_tables(connection, (*_TABLES, *frames))
        create_violations(connection)
        connection.execute(";\n".join(define_views(used_by=rules_of_a_check().values())))
        _insert(connection, frames)
        yield connection


def _insert(connection: duckdb.DuckDBPyConnection, frames: dict[str, pl.DataFrame]) -> None:
    """Insert frames by way of files, as a run does: what takes them in memory takes longer to load than to insert."""
    with TemporaryDirectory(prefix="nianbao-") as folder:
        for table, frame in frames.items():
            path = Path(folder, f"{table}.parquet")
            frame.write_parquet(path)
            connection.execute(f"INSERT INTO {table} BY NAME FROM {read_parquet_files([path])}")


def _clear(connection: duckdb.DuckDBPyConnection) -> None:
    for table in (*_TABLES, "violation"):
        connection.execute(f"DELETE FROM {table}")


def compare(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    previous: Reading | None = None,
    warehouse: Path | None = None,
) -> Compared:
    """What the rules say of the report of a reading.

    `previous` is the report of the year before by somebody's word, whatever its body is called. Else `warehouse` may
    have earlier ones of the same body. Raises `RunError` where it cannot be read.
    """
    report = _report_of(reading)
    _clear(connection)
    readings = [reading] if previous is None else [_as_same_body(reading), _as_same_body(previous)]
    _insert(connection, _frames(readings))
    if warehouse is not None and previous is None:
        _take_earlier(connection, report, warehouse)
    find_violations(connection, rules_of_a_check())
    return _ask(connection, report.report_id)


def _ask(connection: duckdb.DuckDBPyConnection, report_id: str) -> Compared:
    rows = connection.execute(
        """
        SELECT rule, severity, message, subject, expected, actual, message_zh
        FROM violation WHERE report_id = ? ORDER BY ALL
        """,
        [report_id],
    ).fetchall()
    pair = connection.execute("SELECT previous_source_path FROM year_pair() WHERE report_id = ?", [report_id])
    previous = pair.fetchone()
    followed = connection.execute("SELECT 1 FROM followed_report() WHERE report_id = ?", [report_id]).fetchone()
    doubts = (Doubt(rule, severity, Pair(zh, message), *found) for rule, severity, message, *found, zh in rows)
    return Compared(tuple(doubts), previous[0] if previous else None, followed is not None)


def _report_of(reading: Reading) -> ParsedReport:
    if reading.report is None:
        raise ValueError(f"{reading.name} holds no report")
    return reading.report


def _as_same_body(reading: Reading) -> Reading:
    report = replace(
        _report_of(reading), body_key=_SAME_BODY, division_code=None, division_level=None, township_match="none"
    )
    return replace(reading, report=report)


def _frames(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
    """The frames of reports, as a warehouse has them that holds no others."""
    frames = build_frames(readings)
    paths = {_report_of(reading).report_id: reading.name for reading in readings}
    report = frames["report"].with_columns(
        pl.col("report_id").replace_strict(paths).alias("source_path"),
        status=pl.lit("current"),
        run_id=pl.lit(""),
        first_seen_at=pl.lit(_NO_TIME),
        loaded_at=pl.lit(_NO_TIME),
    )
    return {"report": report, **{table: frames[table] for table in FACTS}}


def _take_earlier(connection: duckdb.DuckDBPyConnection, report: ParsedReport, warehouse: Path) -> None:
    """Take the reports of the same body for earlier years from a warehouse, with their facts."""
    try:
        check_published(warehouse)
        connection.execute(f"ATTACH {quote_text(str(warehouse))} AS published (READ_ONLY)")
        try:
            _copy_earlier(connection, report)
        finally:
            connection.execute("DETACH published")
    except (duckdb.Error, OSError) as error:
        raise unreadable_warehouse(warehouse, error) from error


def _copy_earlier(connection: duckdb.DuckDBPyConnection, report: ParsedReport) -> None:
    earlier = "SELECT report_id FROM published.report WHERE status = 'current' AND body_key = $1 AND report_year < $2"
    for table in _TABLES:
        columns = ", ".join(WAREHOUSE_SCHEMAS[table].columns())
        connection.execute(
            f"INSERT INTO {table} BY NAME SELECT {columns} FROM published.{table} WHERE report_id IN ({earlier})",
            [report.body_key, report.report_year],
        )
