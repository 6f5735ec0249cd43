"""Publish a version of the warehouse into a lake: one transaction, which is one snapshot."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from flows.duck import quote_text
from flows.errors import RunError, unwritable, words_of
from flows.lake.address import LakeAddress, lake_of
from flows.lake.committer import committer
from flows.lake.connection import open_lake
from flows.lake.definitions import define_lake, definitions_digest, refused_comments
from flows.lake.merging import merge_tables
from flows.lake.snapshots import commit_as, expire_snapshots, newest_snapshot
from flows.reading.pool import process_pool
from flows.settings import Settings
from flows.state import owner_of
from flows.versions import Version, changed_words, drop_log, is_changed, published_version
from transforms.language import Pair


def publish_into_lake(
    version: Path, version_id: str, address: LakeAddress, *, keep: int | None = None, owner: str = ""
) -> int:
    """Have the lake say what the file of a version says; gives how many rows came and went.

    The lake is that of the warehouse `owner` then. The snapshots of `keep` versions stay, without it all. Raises
    `RunError`; the lake is then as it was.
    """
    with committer(address, version_id), open_lake(address) as connection:
        connection.execute(f"ATTACH {quote_text(str(version))} AS version (READ_ONLY)")
        definitions, newest = definitions_digest(), newest_snapshot(connection)
        connection.begin()
        if newest is None or newest.definitions != definitions:
            define_lake(connection)
        changed = merge_tables(connection, lambda table: f"version.{table}")
        commit_as(connection, version_id, definitions, refused_comments(), owner)
        if keep is not None:
            expire_snapshots(connection, keep)
    return changed


def publish_apart(
    version: Path, version_id: str, address: LakeAddress, *, keep: int | None = None, owner: str = ""
) -> int:
    """As `publish_into_lake`, in a process of its own: DuckDB aborts the one in which it commits when the catalog goes
    away meanwhile.

    Raises `RunError` also for that; the lake is then as it was.
    """
    with process_pool(1) as pool:
        try:
            return pool.submit(publish_into_lake, version, version_id, address, keep=keep, owner=owner).result()
        except BrokenProcessPool as error:
            raise RunError(
                Pair(
                    "负责发布的进程中途结束；目录库还在吗？",
                    "the process that published ended before it had; is the catalog still there?",
                )
            ) from error


def follow_with_lake(settings: Settings, warehouse: Path) -> Pair | None:
    """As `follow_published`, with the lake that the settings name, where they name one."""
    address = lake_of(settings)
    return follow_published(warehouse, address, keep=settings.keep_versions) if address else None


def follow_published(warehouse: Path, address: LakeAddress, *, keep: int | None = None) -> Pair | None:
    """Publish into the lake the version that is published, unless it is the lake's newest.

    Gives a sentence on what was done, None where nothing was. The caller holds the lock of the warehouse. Raises
    `RunError`, which says that the lake is behind.
    """
    version = published_version(warehouse)
    if version is None:
        return None
    try:
        return _follow(version, address, keep, name_owner(warehouse))
    except RunError as error:
        raise RunError(
            Pair(
                "版本{version}已发布，但数据湖没有跟上：{why}",
                "version {version} is published, and the lake is behind: {why}",
                version=version.version_id,
                why=words_of(error),
            )
        ) from error


def check_unchanged(version: Version) -> None:
    """Raise `RunError` for a version that is not what was published: whoever reads the lake would not be told.

    Only for the holder of the lock: what somebody wrote beside the version is removed.
    """
    try:
        drop_log(version.version_id, version.path)
    except OSError as error:
        raise unwritable(version.path.parent, error) from error
    if is_changed(version.path):
        raise RunError(changed_words(version.version_id))


def name_owner(warehouse: Path) -> str:
    """What a lake calls the warehouse that it follows."""
    owner = owner_of(warehouse)
    return f"{owner['warehouse']} on {owner['host']} ({owner['id']})"


def _follow(version: Version, address: LakeAddress, keep: int | None, owner: str) -> Pair | None:
    with open_lake(address) as connection:
        newest = newest_snapshot(connection)
    if newest is not None and newest.version_id == version.version_id:
        return None
    check_unchanged(version)
    if newest is not None and newest.owner not in ("", owner):
        raise RunError(
            Pair(
                "它跟随的是另一个仓库{owner}；nianbao lake publish 可使它改为跟随本仓库",
                "it follows another warehouse, {owner}; nianbao lake publish makes it follow this one",
                owner=newest.owner,
            )
        )
    changed = publish_apart(version.path, version.version_id, address, keep=keep, owner=owner)
    return Pair(
        "数据湖已有版本{version}：增减{changed:,}行",
        "the lake has version {version}: {changed:,} rows came or went",
        version=version.version_id,
        changed=changed,
    )
