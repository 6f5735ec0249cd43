"""Small databases to publish as versions of a warehouse, and what a reader sees of them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from flows.versions.publication import publish

TABLES = ("one", "two", "three")


def version_id(number: int) -> str:
    """The id of a run on that day of a month."""
    return f"202401{number:02d}T020000Z-0123abcd"


def build_version(path: Path, number: int, rows: int = 1) -> Path:
    """A database in which every row of every table carries the number."""
    with closing(duckdb.connect(str(path))) as connection:
        for table in TABLES:
            connection.execute(f"CREATE TABLE {table} AS SELECT {number} AS number FROM range({rows})")
        connection.execute("CREATE TABLE ingest_run (run_id VARCHAR, started_at TIMESTAMP)")
        connection.execute(
            "INSERT INTO ingest_run VALUES (?, make_timestamp(2024, 1, ?, 2, 0, 0))", [version_id(number), number]
        )
    return path


def publish_version(warehouse: Path, number: int, *, keep: int | None = None, rows: int = 1) -> None:
    """Build and publish a version."""
    built = build_version(warehouse.with_name(f"{number}.building"), number, rows)
    publish(built, warehouse, version_id(number), keep=keep)


def numbers_seen(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """The numbers in all tables, read one after another: of a whole version there is one."""
    return {
        number
        for table in TABLES
        for (number,) in connection.execute(f"SELECT DISTINCT number FROM {table}").fetchall()
    }


def published_numbers(warehouse: Path) -> set[int]:
    """What a new reader sees."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return numbers_seen(connection)
