"""What a built warehouse holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from flows.duck import read_count
from flows.errors import RunError
from transforms.language import Pair


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What a built warehouse holds. `files` are those of the raw folder, `members` the files inside archives."""

    files: int
    statuses: Mapping[str, int]
    quarantined: Mapping[str, int]
    cells: int
    findings: Mapping[str, int]
    members: int = 0


def _count_by(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    query = f"SELECT {column}, count(*) FROM {table} GROUP BY {column} ORDER BY count(*) DESC, {column}"
    return dict(connection.execute(query).fetchall())


def count_contents(connection: duckdb.DuckDBPyConnection, files: int, members: int = 0) -> LoadCounts:
    """Count what the tables of a warehouse hold, after a run that saw so many files. Raises `duckdb.Error`."""
    return LoadCounts(
        files,
        _count_by(connection, "report", "status"),
        _count_by(connection, "quarantine", "reason"),
        read_count(connection, "SELECT cells_loaded FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1"),
        _count_by(connection, "quality_finding", "severity"),
        members,
    )


def count_loaded(connection: duckdb.DuckDBPyConnection) -> LoadCounts:
    """Count what was loaded of the staged tables.

    Raises `RunError` if a file or a member of an archive is neither in `report_file` nor in `quarantine`. An archive
    is its members, and has a row of its own only where something is wrong with it.
    """
    seen = read_count(
        connection,
        "SELECT count(*) FROM staged.source_files WHERE missing_since IS NULL "
        "AND (NOT is_archive OR source_path IN (SELECT source_path FROM quarantine))",
    )
    filed = read_count(
        connection,
        "SELECT (SELECT count(*) FROM report_file WHERE missing_since IS NULL) + (SELECT count(*) FROM quarantine)",
    )
    if seen != filed:
        raise RunError(
            Pair(
                "找到{seen}个文件，但 report_file 和 quarantine 中只有{filed}个；没有发布",
                "{seen} files were seen, but {filed} are in report_file or quarantine; nothing is published",
                seen=seen,
                filed=filed,
            )
        )
    return count_contents(
        connection,
        read_count(connection, "SELECT files_seen FROM staged.run"),
        read_count(connection, "SELECT count(*) FROM staged.source_files WHERE is_member AND missing_since IS NULL"),
    )
