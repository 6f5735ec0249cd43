"""Build a warehouse from the last version: the reports of bodies with news are loaded anew, the others stay.

They are loaded by the steps and queries of a full build, into a database beside the copy of the last version, and then
take the place of their rows there. `sql/renewal/renewed_report.sql` says which these are.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import duckdb

from flows.duck import quote_name, read_count
from flows.stage import Stage
from flows.state import clone_file
from flows.warehouse.build import (
    DIMENSIONS,
    REPORT_TABLES,
    RUN_TABLES,
    add_keys,
    comment_tables,
    create_tables,
    create_violations,
    define_all_views,
    fill_tables,
    find_violations,
    open_build,
    take_steps,
)
from flows.warehouse.counts import LoadCounts, count_loaded
from flows.warehouse.inputs import attach_inputs, restrict_reports
from flows.warehouse.slices import ask_slice, choose_reports, list_neighbours, reports_beside, slice_database
from flows.warehouse.sqlfiles import list_queries
from transforms.schemas import WAREHOUSE_SCHEMAS

logger = logging.getLogger("nianbao")

# Rules that compare the reports of a county: they are asked of the counties with news. All others look at one body.
COUNTY_RULES = ("implausible_value",)
# Tables with a row for every file of the raw folder or every run, which each run writes wholly.
_WHOLE_TABLES = ("report_file", *(table for table in RUN_TABLES if table != "finding_review"))
_RENEWED_TABLES = tuple(table for table in REPORT_TABLES if table not in _WHOLE_TABLES)
_OWN_TABLES = tuple(table for table in WAREHOUSE_SCHEMAS if table not in DIMENSIONS)

# The share of the reports above which all are loaded. Of 4,000 reports a renewal of 1, 10, 25, 50 and 100 % took 0.32,
# 0.40, 0.62, 0.80 and 1.08 of the time of a full build.
MOST_RENEWED = 0.25
# How many places for rows `report` may have for each row. DuckDB gives back what is deleted of the facts, but not of
# tables with a key: with 1 % renewed each night a file doubles at once (blocks that are free for the next night), and
# is 2.7 times as large after a hundred nights, when there are two places a row.
MOST_PLACES = 2


def read_every_block(connection: duckdb.DuckDBPyConnection) -> None:
    """Have DuckDB check the checksums of all that the tables hold. Raises `duckdb.Error`."""
    for table in WAREHOUSE_SCHEMAS:
        connection.execute(f"SELECT bit_xor(hash({table})) FROM {table}")


def renew_warehouse(
    target: Path, previous: Path, work: Path, stage: Stage, *, memory: int | None = None
) -> LoadCounts | None:
    """Build the database file `target` from the version `previous`, complete and closed; see `build_warehouse`.

    That version must have been built by this program with these settings and gazetteers, and be the one that the
    history was taken of. None where building anew costs less. Raises `duckdb.Error` where it is damaged, and
    `RunError`.
    """
    clone_file(previous, target)
    with open_build(target, work, memory) as connection:
        read_every_block(connection)
        attach_inputs(connection, work, stage)
        connection.execute(f"CREATE TABLE staged.renewed_report AS {list_queries('renewal')['renewed_report']}")
        if _is_full_of_holes(connection) or _is_much(connection):
            return None
        restrict_reports(connection, work, stage, "staged.renewed_report")
        [(warehouse,)] = connection.execute("SELECT current_database()").fetchall()
        _load_beside(connection, quote_name(warehouse))
        connection.execute(f"USE {quote_name(warehouse)}")
        take_steps(
            connection,
            (
                _note_news,
                *(partial(_replace_rows, table=table) for table in _RENEWED_TABLES),
                partial(_write_wholly, tables=("report_file",)),
                _replace_findings,
                partial(_write_wholly, tables=tuple(table for table in _WHOLE_TABLES if table != "report_file")),
            ),
        )
        counts = count_loaded(connection)
        connection.execute("CHECKPOINT")
    return counts


def _is_full_of_holes(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the copy has grown so much by renewals that it is to be built anew."""
    places = read_count(connection, "SELECT coalesce(max(rowid), 0) FROM report")
    return places > MOST_PLACES * read_count(connection, "SELECT count(*) FROM report")


def _is_much(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether so many reports are to be loaded anew that a full build costs less."""
    renewed = read_count(connection, "SELECT count(*) FROM staged.renewed_report")
    return renewed > MOST_RENEWED * read_count(connection, "SELECT count(*) FROM staged.kept")


def _load_beside(connection: duckdb.DuckDBPyConnection, warehouse: str) -> None:
    """Load the reports of `staged` into a database `part`, and run on them the rules that look at one body."""
    connection.execute("ATTACH ':memory:' AS part")
    connection.execute("USE part")
    for table in DIMENSIONS:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {warehouse}.{table}")
    rules = [rule for rule in list_queries("checks") if rule not in COUNTY_RULES]
    take_steps(
        connection,
        (
            partial(create_tables, tables=_OWN_TABLES),
            define_all_views,
            partial(fill_tables, tables=REPORT_TABLES),
            partial(add_keys, tables=_RENEWED_TABLES),
            create_violations,
            partial(find_violations, rules=rules),
        ),
    )


def _replace_rows(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    connection.execute(f"DELETE FROM {table} WHERE report_id IN (SELECT report_id FROM staged.renewed_report)")
    connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM part.{table}")


def _note_news(connection: duckdb.DuckDBPyConnection) -> None:
    """Note bodies and counties of the renewed reports: before they are replaced, and where they are then."""
    list_neighbours(connection)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS with_news (body_key VARCHAR, county_code VARCHAR)")
    connection.execute("""
        INSERT INTO with_news
        SELECT DISTINCT body_key, county_code FROM neighbour SEMI JOIN staged.renewed_report USING (report_id)
    """)


def _replace_findings(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace all findings on renewed reports, and what the rules of a county found there and at its bodies."""
    _note_news(connection)
    with slice_database(connection):
        choose_reports(connection, reports_beside("with_news"))
        for rule in COUNTY_RULES:
            ask_slice(connection, "violation", list_queries("checks")[rule])
    connection.execute(
        """
        DELETE FROM quality_finding
        WHERE report_id IN (SELECT report_id FROM staged.renewed_report)
        OR (report_id IN (SELECT report_id FROM asked) AND list_contains($1, rule))
        """,
        [list(COUNTY_RULES)],
    )
    connection.execute(f"INSERT INTO quality_finding BY NAME {list_queries('tables')['quality_finding']}")


def _write_wholly(connection: duckdb.DuckDBPyConnection, tables: tuple[str, ...]) -> None:
    for table in tables:
        connection.execute(f"DROP TABLE {table}")
    create_tables(connection, tables)
    fill_tables(connection, tables)
    add_keys(connection, tables)
    comment_tables(connection, tables)
