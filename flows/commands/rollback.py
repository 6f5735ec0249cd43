"""Return to an earlier version of the warehouse, with all that reviewers said since."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import UTC, tzinfo
from pathlib import Path

import duckdb

from flows.commands.review import changed_copy, read_reviews, write_reviews
from flows.commands.verdicts import Review
from flows.commands.versions import tell_difference
from flows.duck import why_unreadable
from flows.errors import RunError, unwritable
from flows.state import absolute_warehouse, built_path, make_run_id, run_folder, show_time, utc_now, warehouse_lock
from flows.versions import (
    Version,
    drop_log,
    is_changed,
    list_runs,
    list_versions,
    publish,
    publish_again,
    remove_unpublished,
    with_verdicts,
)
from transforms.language import Pair, joined

logger = logging.getLogger("nianbao")


def _say_nothing(line: Pair) -> None:
    pass


def rollback(
    warehouse: Path,
    run_id: str | None = None,
    tell: Callable[[Pair], None] = _say_nothing,
    zone: tzinfo = UTC,
) -> Version:
    """Publish the version of an earlier run again; by default of the one that the published one followed.

    Before that, `tell` gets a line that names it, with the time of a zone, and what it says otherwise than the
    published one.

    No verdict is lost: where the published version, or another one, has verdicts that the earlier one lacks or has
    older, a copy of that with all of them is published. The next ingest builds anew from what is in the raw folder.
    Raises `RunError`; the published version is then as it was.
    """
    warehouse = absolute_warehouse(warehouse)
    if not list_versions(warehouse):
        raise RunError(
            Pair(
                "仓库{warehouse}没有更早的版本",
                "there is no earlier version of the warehouse {warehouse}",
                warehouse=warehouse,
            )
        )
    with warehouse_lock(warehouse), run_folder(warehouse, make_run_id(utc_now())) as work:
        _undo_killed_publication(warehouse)
        versions = list_versions(warehouse)
        target = _find_version(versions, run_id) if run_id else _find_previous(warehouse, versions)
        _check_unchanged(target)
        tell(_announce(target, versions, zone))
        _publish_with_verdicts(target, versions, warehouse, built_path(work))
        [published] = [version for version in list_versions(warehouse) if version.is_published]
    return published


def _announce(target: Version, versions: list[Version], zone: tzinfo) -> Pair:
    """What is about to be published, and what readers will see otherwise; verdicts come along."""
    named = Pair(
        "将发布：{time} 的 {version}",
        "to publish: {version} of {time}",
        version=target.version_id,
        time=show_time(target.published_at, zone),
    )
    published = next((version for version in versions if version.is_published), None)
    return joined("；", "; ", [named, tell_difference(published, target)]) if published else named


def _undo_killed_publication(warehouse: Path) -> None:
    """Remove a version that was never published, so that nothing returns to it, and what others wrote beside versions.

    Raises `RunError`.
    """
    try:
        remove_unpublished(warehouse)
        for version in list_versions(warehouse):
            drop_log(version.version_id, version.path)
    except OSError as error:
        raise unwritable(warehouse.parent, error) from error


def _check_unchanged(target: Version) -> None:
    """Raise `RunError` for a version that is not what was published."""
    if is_changed(target.path):
        raise RunError(
            Pair(
                "版本{version}的文件在发布之后被改动过，不再发布；nianbao versions 列出其他版本，"
                "nianbao rebuild 从暂存区重新构建",
                "the file of the version {version} was changed after its publication and is not published again; "
                "nianbao versions lists the others, and nianbao rebuild builds anew from the stage",
                version=target.version_id,
            )
        )


def _find_version(versions: list[Version], run_id: str) -> Version:
    """The version of that id, or the latest of that run. Raises `RunError`."""
    found = next((version for version in versions if run_id in (version.version_id, version.run_id)), None)
    if found is None:
        raise RunError(
            Pair(
                "没有保留版本{run_id}；nianbao versions 列出保留的版本",
                "no version {run_id} is kept; nianbao versions lists those that are",
                run_id=run_id,
            )
        )
    if found.is_published:
        raise RunError(
            Pair(
                "版本{version}就是已发布的版本", "the version {version} is the published one", version=found.version_id
            )
        )
    return found


def _find_previous(warehouse: Path, versions: list[Version]) -> Version:
    """The version that the published one followed, the newest where none is published. Raises `RunError`.

    The published version knows the runs before it. Where it does not, the order of the runs decides; but that may
    lead to one that was rolled back from.
    """
    published = next((version for version in versions if version.is_published), None)
    if published is None:
        return versions[0]
    followed = [run_id for run_id in list_runs(published.path) if run_id != published.run_id]
    earlier = [version for version in versions if version.run_id < published.run_id]
    if followed:
        earlier = [version for version in earlier if version.run_id in followed]
    if not earlier:
        raise RunError(
            Pair(
                "仓库{warehouse}没有保留比已发布版本更早的版本",
                "no version before the published one is kept of the warehouse {warehouse}",
                warehouse=warehouse,
            )
        )
    return earlier[0]


def _read_verdicts(version: Version) -> dict[str, Review] | None:
    """The verdicts of a version, None where it has no place for any. Raises `duckdb.Error`."""
    with closing(duckdb.connect(str(version.path), read_only=True)) as connection:
        connection.execute("SELECT count(*) FROM ingest_run")  # whether it is a warehouse at all
        try:
            return read_reviews(connection)
        except duckdb.CatalogException:
            return None


def merge_verdicts(verdicts: Iterable[Mapping[str, Review]]) -> dict[str, Review]:
    """The latest verdict on each finding; of several of the same time the first, in the order given."""
    merged: dict[str, Review] = {}
    for reviews in verdicts:
        for finding_id, review in reviews.items():
            if finding_id not in merged or review.reviewed_at > merged[finding_id].reviewed_at:
                merged[finding_id] = review
    return merged


def _all_verdicts(versions: list[Version]) -> dict[str, Review]:
    """The verdicts of all versions, those of the published one first. An unreadable version costs a warning."""
    verdicts = []
    for version in sorted(versions, key=lambda version: not version.is_published):
        try:
            verdicts.append(_read_verdicts(version) or {})
        except duckdb.Error as error:
            logger.warning(
                Pair(
                    "无法读取版本{version}，其中的复核结论也读不出；请重新导入结论文件（{why}）",
                    "the version {version} cannot be read, and its verdicts with it; import their files again ({why})",
                    version=version.version_id,
                    why=why_unreadable(error),
                ),
            )
    return merge_verdicts(verdicts)


def _publish_with_verdicts(target: Version, versions: list[Version], warehouse: Path, built: Path) -> None:
    """Publish the version as it is, or a copy of it with the verdicts that it lacks. Raises `RunError`."""
    try:
        own = _read_verdicts(target)
        merged = _all_verdicts(versions)
        if merged == (own or {}):
            publish_again(target, warehouse)
            return
        if own is None:
            raise RunError(
                Pair(
                    "版本{version}没有存放复核结论的地方；未作改动",
                    "the version {version} has no place for the reviewers' verdicts; nothing is changed",
                    version=target.version_id,
                )
            )
        with changed_copy(target.path, built) as connection:
            write_reviews(connection, merged.values())
    except duckdb.Error as error:
        raise RunError(
            Pair(
                "无法读取版本{version}：{why}",
                "the version {version} cannot be read: {why}",
                version=target.version_id,
                why=why_unreadable(error),
            )
        ) from error
    except OSError as error:
        raise unwritable(warehouse.parent, error) from error
    publish(built, warehouse, with_verdicts(target.run_id, utc_now()))
