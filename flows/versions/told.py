"""What the published version tells of itself in few rows: its run, its files, and which of them wait to be tried again.

Facts are not looked at, and of findings their rules alone, so that asking costs what the files cost, however much was
read of them.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.raw import MANIFEST_COLUMNS, Manifest, read_manifest
from flows.versions.publication import Version, published_version
from transforms.source_paths import MEMBER_MARK
from transforms.text import IMAGE

_LAST_RUN = """
    SELECT built_with, reports_loaded, files_quarantined, cells_loaded, findings FROM ingest_run
    ORDER BY started_at DESC, run_id DESC LIMIT 1
"""
_MANIFEST = f"SELECT {', '.join(MANIFEST_COLUMNS)} FROM source_file"
_UNSETTLED = "SELECT source_path FROM quarantine WHERE list_contains($1, reason)"
_FOUND = """
    SELECT source_path FROM report_file WHERE report_id IN (
        SELECT report_id FROM quality_finding WHERE list_contains($1, rule) OR contains(actual, $2)
    )
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """What the tables of a version hold, as the run that built it counted."""

    reports: int
    quarantined: int
    cells: int
    findings: int


@dataclass(frozen=True, slots=True)
class Told:
    """A version with its manifest. `unsettled` are the files of which something was rejected, or found, that
    may be tried again.

    `built_with` is that of its run; see `transforms.schemas.tables.IngestRun`.
    """

    version: Version
    built_with: str | None
    totals: Totals
    manifest: Manifest
    unsettled: frozenset[str]


def read_told(
    warehouse: Path, unsettled_reasons: Collection[str], unsettled_rules: Collection[str] = ()
) -> Told | None:
    """What the published version tells; None where there is none, it cannot be read, or it is of another layout."""
    version = published_version(warehouse)
    if version is None:
        return None
    try:
        with closing(duckdb.connect(str(version.path), read_only=True)) as connection:
            last = connection.execute(_LAST_RUN).fetchone()
            if last is None:
                return None
            manifest = read_manifest(connection.execute(_MANIFEST).fetchall())
            waiting = connection.execute(_UNSETTLED, [list(unsettled_reasons)]).fetchall()
            if unsettled_rules:
                waiting += connection.execute(_FOUND, [list(unsettled_rules), IMAGE]).fetchall()
    except duckdb.Error:
        return None
    built_with, *totals = last
    unsettled = frozenset(path.split(MEMBER_MARK)[0] for (path,) in waiting)
    return Told(version, built_with, Totals(*totals), manifest, unsettled)
