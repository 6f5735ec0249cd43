"""The versions of a lake: its snapshots that a publication committed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.committer import committer
from flows.lake.connection import LAKE, attach_snapshot, open_lake
from flows.lake.merging import merge_tables
from transforms.language import Pair

AUTHOR = "nianbao"
_SNAPSHOTS = f"""
    SELECT snapshot_id, strftime(snapshot_time AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M'), commit_message, commit_extra_info
    FROM ducklake_snapshots('{LAKE}')
    WHERE author = '{AUTHOR}'
    ORDER BY snapshot_id DESC
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that is a version: its number, when it was committed (UTC), and the version's id.

    `definitions` says which tables, views and macros it has, and `comments` are those of
    `flows.lake.definitions.refused_comments`, and `owner` is the warehouse that was published, '' of an older program.
    """

    number: int
    committed_at: str
    version_id: str
    definitions: str
    comments: Mapping[str, str]
    owner: str = ""


def _parse_snapshot(number: int, committed_at: str, message: str, extra: str | None) -> Snapshot:
    told = json.loads(extra or "{}")
    owner = told.get("owner", "")
    return Snapshot(number, committed_at, message, told.get("definitions", ""), told.get("comments", {}), owner)


def list_snapshots(connection: duckdb.DuckDBPyConnection) -> list[Snapshot]:
    """The versions of the lake, the newest first."""
    return [_parse_snapshot(*row) for row in connection.execute(_SNAPSHOTS).fetchall()]


def newest_snapshot(connection: duckdb.DuckDBPyConnection) -> Snapshot | None:
    """The newest version of the lake, None where it has none."""
    return next(iter(list_snapshots(connection)), None)


def commit_as(
    connection: duckdb.DuckDBPyConnection, version_id: str, definitions: str, comments: Mapping[str, str], owner: str
) -> None:
    """End a transaction as the snapshot of a version."""
    told = {"definitions": definitions, "comments": dict(comments), "owner": owner}
    extra = json.dumps(told, ensure_ascii=False)
    connection.execute(f"CALL {LAKE}.set_commit_message(?, ?, extra_info => ?)", [AUTHOR, version_id, extra])
    connection.commit()


def roll_back_lake(address: LakeAddress, version_id: str) -> Snapshot:
    """Have the lake say again what it said as a version: a new snapshot, so that readers of the others keep them.

    Raises `RunError` where that version is gone, or was of other definitions.
    """
    with committer(address, version_id), open_lake(address) as connection:
        snapshots = list_snapshots(connection)
        found = next((snapshot for snapshot in snapshots if snapshot.version_id == version_id), None)
        if found is None:
            raise RunError(
                Pair(
                    "数据湖没有版本{version}；nianbao lake versions 列出各版本",
                    "the lake has no version {version}; nianbao lake versions lists them",
                    version=version_id,
                )
            )
        if found.definitions != snapshots[0].definitions:
            raise RunError(
                Pair(
                    "版本{version}的表不同；请按快照{snapshot}打开数据湖",
                    "version {version} has other tables; open the lake at snapshot {snapshot}",
                    version=version_id,
                    snapshot=found.number,
                )
            )
        attach_snapshot(connection, address, "earlier", found.number)
        connection.begin()
        merge_tables(connection, lambda table: f"earlier.{table}")
        commit_as(connection, version_id, found.definitions, found.comments, snapshots[0].owner)
    return found


def expire_snapshots(connection: duckdb.DuckDBPyConnection, keep: int) -> None:
    """Forget all snapshots before those of the last `keep` versions, with the files that only they had."""
    kept = list_snapshots(connection)[:keep]
    oldest = min((snapshot.number for snapshot in kept), default=0)
    gone = connection.execute(
        f"SELECT list(snapshot_id) FROM ducklake_snapshots('{LAKE}') WHERE snapshot_id < ?", [oldest]
    ).fetchone()
    if gone and gone[0]:
        connection.execute(f"CALL ducklake_expire_snapshots('{LAKE}', versions => {gone[0]})")
        connection.execute(f"CALL ducklake_cleanup_old_files('{LAKE}', cleanup_all => true)")
