"""Publish a version of the warehouse into a lake: one transaction, which is one snapshot."""

from __future__ import annotations

import logging
from pathlib import Path

from flows.duck import quote_text
from flows.lake.address import LakeAddress
from flows.lake.committer import committer
from flows.lake.connection import open_lake
from flows.lake.definitions import define_lake, definitions_digest
from flows.lake.merging import merge_tables
from flows.lake.snapshots import commit_as, expire_snapshots, newest_snapshot
from flows.versions import published_version

logger = logging.getLogger("nianbao")


def publish_into_lake(version: Path, version_id: str, address: LakeAddress, *, keep: int | None = None) -> int:
    """Have the lake say what the file of a version says; gives how many rows came and went.

    The snapshots of `keep` versions stay, without it all. Raises `RunError`; the lake is then as it was.
    """
    with committer(address, version_id), open_lake(address) as connection:
        connection.execute(f"ATTACH {quote_text(str(version))} AS version (READ_ONLY)")
        definitions, newest = definitions_digest(), newest_snapshot(connection)
        connection.begin()
        if newest is None or newest.definitions != definitions:
            define_lake(connection)
        changed = merge_tables(connection, lambda table: f"version.{table}")
        commit_as(connection, version_id, definitions)
        if keep is not None:
            expire_snapshots(connection, keep)
    return changed


def follow_published(warehouse: Path, address: LakeAddress, *, keep: int | None = None) -> None:
    """Publish into the lake the version that is published, unless it is the lake's newest. Raises `RunError`."""
    version = published_version(warehouse)
    if version is None:
        return
    with open_lake(address) as connection:
        newest = newest_snapshot(connection)
    if newest is not None and newest.version_id == version.version_id:
        return
    changed = publish_into_lake(version.path, version.version_id, address, keep=keep)
    logger.info("the lake has version %s: %d rows came or went", version.version_id, changed)
