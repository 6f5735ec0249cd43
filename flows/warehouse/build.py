"""Build a warehouse from staged frames, with what it takes over from the published one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

import duckdb

from flows.duck import STORAGE, spill_into
from flows.errors import RunError
from flows.stage import Stage
from flows.warehouse.counts import LoadCounts, count_loaded
from flows.warehouse.ddl import comments_of_table, create_table
from flows.warehouse.inputs import attach_inputs
from flows.warehouse.slices import ask_slice, count_slices, each_slice, slice_database
from flows.warehouse.sqlfiles import define_views, list_queries
from transforms.language import Pair
from transforms.schemas import READ_SCHEMAS, WAREHOUSE_SCHEMAS

# The tables in the order in which each finds those that its query reads. Findings stand between those of the reports
# and those of the run.
DIMENSIONS = tuple(table for table in WAREHOUSE_SCHEMAS if table.startswith("dim_"))
FACTS = tuple(table for table in WAREHOUSE_SCHEMAS if table.startswith("fact_"))
READ_TABLES = ("report", "report_file", "report_section", *FACTS)
REPORT_TABLES = (*READ_TABLES, "report_measure")
RUN_TABLES = ("finding_review", "quarantine", "source_file", "ingest_run")

Step = Callable[[duckdb.DuckDBPyConnection], None]


def create_tables(connection: duckdb.DuckDBPyConnection, tables: Collection[str] = tuple(WAREHOUSE_SCHEMAS)) -> None:
    """Create tables without rows, keys and comments."""
    for table in tables:
        connection.execute(create_table(table, WAREHOUSE_SCHEMAS[table]))


def fill_tables(connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Fill tables by their queries, one after the other."""
    queries = list_queries("tables")
    for table in tables:
        connection.execute(f"INSERT INTO {table} BY NAME {queries[table]}")
        connection.commit()  # the rows of a table leave the memory
        connection.begin()


def create_violations(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the table that the rules fill, and from which `quality_finding` is filled."""
    connection.execute(create_table("violation", READ_SCHEMAS["quality_finding"], temporary=True))


def find_violations(connection: duckdb.DuckDBPyConnection, rules: Collection[str]) -> None:
    """Run rules on the tables."""
    queries = list_queries("checks")
    for rule in rules:
        connection.execute(f"INSERT INTO violation BY NAME {queries[rule]}")


def _compute_measures(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill what is computed of the facts: the measures, and the violations of all rules."""
    slices = count_slices(connection)
    create_violations(connection)
    if slices <= 1:
        fill_tables(connection, ("report_measure",))
        find_violations(connection, list_queries("checks"))
        return
    measures, checks = list_queries("tables")["report_measure"], list_queries("checks")
    with slice_database(connection) as warehouse:
        for _ in each_slice(connection, slices):
            ask_slice(connection, f"{warehouse}.report_measure", measures)
            connection.commit()
            connection.begin()
            for query in checks.values():
                ask_slice(connection, "violation", query)


def _fill_findings(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"INSERT INTO quality_finding BY NAME {list_queries('tables')['quality_finding']}")


def _has_key_index(table: str) -> bool:
    """Whether the key of a table is declared, which costs an index (docs/decisions/0007-keys.md)."""
    return table not in FACTS


def add_keys(connection: duckdb.DuckDBPyConnection, tables: Collection[str] = tuple(WAREHOUSE_SCHEMAS)) -> None:
    """Declare the keys of tables. Raises `RunError` where rows of a fact table have the same key.

    The facts come first, as a key that was declared stays in memory; and each table is committed by itself.
    """
    for table in sorted(tables, key=_has_key_index):
        columns = WAREHOUSE_SCHEMAS[table].primary_key()
        if not columns:
            continue
        key = ", ".join(columns)
        if _has_key_index(table):
            connection.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")
        elif repeated := connection.execute(
            f"SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
        ).fetchone():
            raise RunError(
                Pair(
                    "表{table}有多行的{key}相同：{repeated}",
                    "{table} has several rows with the same {key}: {repeated}",
                    table=table,
                    key=key,
                    repeated=", ".join(map(str, repeated)),
                )
            )
        connection.commit()
        connection.begin()


def define_all_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the views and macros, before the tables are filled: their queries use some of them."""
    connection.execute(";\n".join(define_views()))


def comment_tables(connection: duckdb.DuckDBPyConnection, tables: Collection[str] = tuple(WAREHOUSE_SCHEMAS)) -> None:
    """Give tables and their columns the comments of the schemas."""
    comments = chain.from_iterable(comments_of_table(table, WAREHOUSE_SCHEMAS[table]) for table in tables)
    connection.execute(";\n".join(comments))


def take_steps(connection: duckdb.DuckDBPyConnection, steps: Sequence[Step]) -> None:
    """Take steps one by one, each committed before the next, as DuckDB plans badly on uncommitted rows.

    See docs/decisions/0008-steps-of-the-load.md.
    """
    for step in steps:
        connection.begin()  # a commit for every comment alone takes a second
        step(connection)
        connection.commit()


_STEPS: tuple[Step, ...] = (
    create_tables,
    define_all_views,
    partial(fill_tables, tables=(*DIMENSIONS, *READ_TABLES)),
    _compute_measures,
    _fill_findings,
    partial(fill_tables, tables=RUN_TABLES),
    add_keys,
    comment_tables,
)


@contextmanager
def open_build(target: Path, work: Path, memory: int | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file that is built, open. What needs more than `memory` bytes goes into the folder of the run.

    Without a bound, DuckDB takes most of the machine's memory. One thread builds: of two, each holds rows of its own,
    and spilling takes what they gain.
    """
    with closing(duckdb.connect(str(target), config={"threads": 1, **STORAGE})) as connection:
        spill_into(connection, work / "spill")
        if memory is not None:
            connection.execute(f"SET memory_limit = '{memory}B'")
        yield connection


def build_warehouse(target: Path, work: Path, stage: Stage, *, memory: int | None = None) -> LoadCounts:
    """Build the database file `target` from the tables of the run and the stage, complete and closed.

    The folder of the run must hold every table of `flows.stage.load_tables` and the history. Raises `RunError`.
    """
    with open_build(target, work, memory) as connection:
        attach_inputs(connection, work, stage)
        take_steps(connection, _STEPS)
        counts = count_loaded(connection)
        connection.execute("CHECKPOINT")
    return counts


def build_empty(target: Path) -> None:
    """Build a file with the tables of the warehouse, their keys and comments, its views and macros, without rows."""
    with closing(duckdb.connect(str(target), config=STORAGE)) as connection:
        take_steps(connection, (create_tables, define_all_views, add_keys, comment_tables))
