"""The files that wait in quarantine, as a published or built warehouse lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from flows.duck import is_of_calendar
from flows.versions.published import published_warehouse
from transforms.language import Pair

# Of a layout whose columns have other types, the time is an error where it is none.
_FIRST_SEEN = f"CASE WHEN {is_of_calendar('first_seen_at')} THEN first_seen_at::TIMESTAMP ELSE error('no time') END"
_COLUMNS = f"source_path, source_sha256, reason::VARCHAR, detail, detail_zh, run_id, {_FIRST_SEEN}"
# As a run lists the raw folder (`flows.raw.files`), with the members of an archive behind it.
_FILE = "split_part(source_path, '!/', 1)"
_PATH_ORDER = f"nfc_normalize({_FILE}), {_FILE}, nfc_normalize(source_path), source_path"


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A row of `quarantine`; `first_seen_at` is UTC without a zone."""

    source_path: str
    source_sha256: str | None
    reason: str
    detail: str
    detail_zh: str
    run_id: str
    first_seen_at: datetime

    @property
    def words(self) -> Pair:
        """The detail in both languages."""
        return Pair(self.detail_zh, self.detail)


def select_quarantine(
    connection: duckdb.DuckDBPyConnection, condition: str, values: Sequence[object] = ()
) -> list[QuarantinedFile]:
    """The quarantined files of a condition in SQL, in path order. Raises `duckdb.Error`."""
    query = f"SELECT {_COLUMNS} FROM quarantine WHERE {condition} ORDER BY {_PATH_ORDER}"
    try:
        rows = connection.execute(query, values).fetchall()
    except duckdb.BinderException:  # a version of before there was Chinese
        rows = connection.execute(query.replace("detail_zh", "detail AS detail_zh"), values).fetchall()
    return [QuarantinedFile(*row) for row in rows]


def read_quarantine(connection: duckdb.DuckDBPyConnection, reason: str | None = None) -> list[QuarantinedFile]:
    """The quarantine of a warehouse in path order, of one reason if given. Raises `duckdb.Error`."""
    return select_quarantine(connection, "$1 IS NULL OR reason = $1", [reason])


def read_new_quarantine(built: Path) -> list[QuarantinedFile]:
    """What the last run of a warehouse put into quarantine that was not there before. Raises `RunError`."""
    with published_warehouse(built) as connection:
        return select_quarantine(connection, "first_seen_at = (SELECT max(started_at) FROM ingest_run)")
