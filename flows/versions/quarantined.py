"""The files that wait in quarantine, as a published or built warehouse lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from flows.versions.published import published_warehouse

_COLUMNS = "source_path, source_sha256, reason, detail, run_id, first_seen_at"


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A row of `quarantine`; `first_seen_at` is UTC without a zone."""

    source_path: str
    source_sha256: str | None
    reason: str
    detail: str
    run_id: str
    first_seen_at: datetime


def select_quarantine(
    connection: duckdb.DuckDBPyConnection, condition: str, values: Sequence[object] = ()
) -> list[QuarantinedFile]:
    """The quarantined files of a condition in SQL, in path order. Raises `duckdb.Error`."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM quarantine WHERE {condition} ORDER BY rowid", values).fetchall()
    return [QuarantinedFile(*row) for row in rows]


def read_quarantine(warehouse: Path, reason: str | None = None) -> list[QuarantinedFile]:
    """The quarantine of the published warehouse in path order, of one reason if given. Raises `RunError`."""
    with published_warehouse(warehouse) as connection:
        return select_quarantine(connection, "$1 IS NULL OR reason = $1", [reason])


def read_new_quarantine(built: Path) -> list[QuarantinedFile]:
    """What the last run of a warehouse put into quarantine that was not there before. Raises `RunError`."""
    with published_warehouse(built) as connection:
        return select_quarantine(connection, "first_seen_at = (SELECT max(started_at) FROM ingest_run)")
