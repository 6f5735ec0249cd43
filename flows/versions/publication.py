"""Publish a built warehouse as a version of its own, by one atomic rename of the link that readers open.

Whoever has a version open keeps it, also when its file goes; whoever opens the published path, in whatever process,
gets the newest. The link is made under another name first, which tells what a publication was about to do: one that
was killed is undone by the next run.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import re
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.bounded import open_plain
from flows.duck import write_ahead_log
from flows.errors import RunError, system_words
from flows.state import RUN_ID, make_run_id, published_id, state_folder, sync_all, version_path, versions_folder
from flows.versions.published import list_runs
from flows.versions.seal import seal_path, write_seal
from transforms.language import Pair

# Every DuckDB file has these bytes there, after a checksum.
DATABASE_MAGIC, DATABASE_MAGIC_AT = b"DUCK", 8
# The run that read the reports, and where verdicts were added to what it published: when.
VERSION_ID = rf"{RUN_ID}(?:\+{RUN_ID})?"
NEW, KEPT = "new", "kept"

logger = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the warehouse. `published_at` is UTC without a zone: when its file was complete."""

    version_id: str
    path: Path
    bytes: int
    published_at: datetime
    is_published: bool

    @property
    def run_id(self) -> str:
        """The run that read its reports."""
        return self.version_id.partition("+")[0]


def with_verdicts(run_id: str, now: datetime) -> str:
    """The id of a version that has what the run published and verdicts of now (UTC).

    It sorts after that of the run and before those of later runs.

    >>> with_verdicts("20240131T020000Z-0123abcd", datetime(2024, 2, 1))[:42]
    '20240131T020000Z-0123abcd+20240201T000000Z'
    """
    return f"{run_id}+{make_run_id(now)}"


# --- what is there ---


def list_versions(warehouse: Path) -> list[Version]:
    """The versions that are kept, the newest first. What else lies in their folder is passed over."""
    published = published_id(warehouse)
    versions = [_describe_version(warehouse, version_id, published) for version_id in _version_ids(warehouse)]
    return sorted(filter(None, versions), key=lambda version: version.version_id, reverse=True)


def published_version(warehouse: Path) -> Version | None:
    """The version that readers get; None where there is none, or its file is gone."""
    version_id = published_id(warehouse)
    return _describe_version(warehouse, version_id, version_id) if version_id else None


def _version_ids(warehouse: Path) -> list[str]:
    try:
        names = [path.name for path in versions_folder(warehouse).iterdir()]
    except OSError:
        return []
    return [name for name in names if re.fullmatch(VERSION_ID, name)]


def _describe_version(warehouse: Path, version_id: str, published: str | None) -> Version | None:
    path = version_path(warehouse, version_id)
    try:
        found = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):  # DuckDB waits for the writer of a pipe
        return None
    complete_at = datetime.fromtimestamp(found.st_mtime, UTC).replace(tzinfo=None)
    return Version(version_id, path, found.st_size, complete_at, version_id == published)


def check_replaceable(warehouse: Path) -> None:
    """Raise `RunError` if the file to publish exists and was never a database, so that no other file is lost.

    A damaged database is replaced, and so is a link to any version, which stays.
    """
    if published_id(warehouse):
        return
    try:
        with open_plain(warehouse) as file:
            start = file.read(len(DATABASE_MAGIC) + DATABASE_MAGIC_AT)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RunError(
            Pair(
                "无法读取仓库{warehouse}：{why}",
                "the warehouse {warehouse} cannot be read: {why}",
                warehouse=warehouse,
                why=system_words(error),
            )
        ) from error
    if start and start[DATABASE_MAGIC_AT:] != DATABASE_MAGIC:
        raise RunError(
            Pair(
                "文件{warehouse}已存在，且不是 DuckDB 数据库；保持原样，请另指定一个",
                "the file {warehouse} exists and is no DuckDB database; it is left as it is, name another one",
                warehouse=warehouse,
            )
        )


# --- publish ---


def publish(built: Path, warehouse: Path, version_id: str, *, keep: int | None = None) -> None:
    """Make the built file a version and the published one, in one step that survives a power failure.

    `warehouse` is as `absolute_warehouse` gives it, and locked by the caller. The versions of `keep` runs stay, without
    `keep` those of all; of one run, the version before goes with the next publication. A plain file at the published
    path, as it was laid out earlier, becomes a version as well. Raises `RunError`; the published version is then as it
    was.
    """
    before = published_id(warehouse)
    target = version_path(warehouse, version_id)
    with _publication(warehouse):
        if target.parent.exists():
            raise RunError(
                Pair(
                    "仓库{warehouse}的版本{version}已经存在",
                    "the version {version} of the warehouse {warehouse} exists already",
                    version=version_id,
                    warehouse=warehouse,
                )
            )
        _seal(built)
        target.parent.parent.mkdir(parents=True, exist_ok=True)
        link = _make_link(warehouse, version_id, NEW)
        target.parent.mkdir()
        write_seal(built, target)
        built.rename(target)
        sync_all(target.parent, target.parent.parent, state_folder(warehouse))
        _replace_published(link, warehouse)
    _remove_versions(_superfluous(list_versions(warehouse), keep, before))


def publish_again(version: Version, warehouse: Path) -> None:
    """Make a version that is kept the published one. Only for the holder of the lock. Raises `RunError`."""
    with _publication(warehouse):
        if not version.path.is_file():
            raise RunError(
                Pair(
                    "仓库{warehouse}的版本{version}已不存在",
                    "the version {version} of the warehouse {warehouse} is gone",
                    version=version.version_id,
                    warehouse=warehouse,
                )
            )
        write_ahead_log(version.path).unlink(missing_ok=True)
        _replace_published(_make_link(warehouse, version.version_id, KEPT), warehouse)


@contextmanager
def _publication(warehouse: Path) -> Iterator[None]:
    """What goes before and after the publication of any version. Raises `RunError`.

    A write-ahead log that someone left beside a plain file goes first: it belongs to no version.
    """
    try:
        remove_unpublished(warehouse)
        check_replaceable(warehouse)
        write_ahead_log(warehouse).unlink(missing_ok=True)
        _keep_plain_file(warehouse)
        yield
    except OSError as error:
        raise RunError(
            Pair(
                "无法发布仓库{warehouse}：{why}",
                "cannot publish the warehouse {warehouse}: {why}",
                warehouse=warehouse,
                why=system_words(error),
            )
        ) from error
    finally:
        with suppress(OSError):
            remove_unpublished(warehouse)


def _seal(database: Path) -> None:
    """Let nobody write a file any more, and have it on the disk."""
    database.chmod(stat.S_IMODE(database.stat().st_mode) & ~0o222)
    sync_all(database)


def _link_path(warehouse: Path, version_id: str, kind: str) -> Path:
    return warehouse.with_name(f".{warehouse.name}.{version_id}.{kind}.link")


def _make_link(warehouse: Path, version_id: str, kind: str) -> Path:
    """A link to a version under a name of its own, which says whether the version is new. Raises `OSError`."""
    link = _link_path(warehouse, version_id, kind)
    try:
        link.symlink_to(version_path(warehouse, version_id).relative_to(warehouse.parent))
    except OSError as error:
        if error.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise RunError(
                Pair(
                    "{folder}所在的文件系统没有符号链接，而仓库靠它发布",
                    "the file system of {folder} has no symbolic links, by which a warehouse is published",
                    folder=warehouse.parent,
                )
            ) from error
        raise
    sync_all(warehouse.parent)
    return link


def _replace_published(link: Path, warehouse: Path) -> None:
    link.replace(warehouse)
    sync_all(warehouse.parent)


def _keep_plain_file(warehouse: Path) -> None:
    """Make a plain file at the published path a version, while it stays there as well. Raises `OSError`."""
    if warehouse.is_symlink() or not warehouse.is_file() or not warehouse.stat().st_size:
        return
    target = _version_of_plain_file(warehouse)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(warehouse)
    except OSError:
        # The versions may lie on another file system, or on one without hard links.
        copy = _copy_path(target)
        shutil.copy2(warehouse, copy)
        sync_all(copy)
        copy.replace(target)
    with suppress(PermissionError):  # it may be another user's
        _seal(target)
    sync_all(target.parent)


def _copy_path(database: Path) -> Path:
    return database.with_name(f"{database.name}.copy")


def _version_of_plain_file(warehouse: Path) -> Path:
    """Where a plain file is kept: always the same, that a killed run may be followed by another.

    As a version of the run that its last row names; one that does not say so is as old as its file.
    """
    found = warehouse.stat()
    run_ids = list_runs(warehouse)
    if run_ids and re.fullmatch(RUN_ID, run_ids[0]):
        target = version_path(warehouse, run_ids[0])
        if not target.exists() or target.samefile(warehouse):
            return target
    content = f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
    modified_at = datetime.fromtimestamp(found.st_mtime, UTC)
    return version_path(warehouse, f"{modified_at:%Y%m%dT%H%M%SZ}-{hashlib.sha256(content.encode()).hexdigest()[:8]}")


# --- tidy up ---


def remove_unpublished(warehouse: Path) -> None:
    """Undo a publication that was killed. Only for the holder of the lock. Raises `OSError`."""
    published = published_id(warehouse)
    link_of = re.compile(rf"\.{re.escape(warehouse.name)}\.({VERSION_ID})\.({NEW}|{KEPT})\.link")
    for path in list(warehouse.parent.iterdir()):
        found = link_of.fullmatch(path.name)
        if not found:
            continue
        version_id, kind = found.groups()
        if kind == NEW and version_id != published:
            _remove_folder(version_path(warehouse, version_id).parent)
        path.unlink()
    for version_id in _version_ids(warehouse):
        _remove_without_database(version_path(warehouse, version_id))


def _remove_without_database(database: Path) -> None:
    """Remove the folder of a version that was never complete, if nothing else is in it. Raises `OSError`."""
    if not database.exists():
        for path in (_copy_path(database), seal_path(database)):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            database.parent.rmdir()


def _remove_folder(folder: Path) -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def _superfluous(versions: list[Version], keep: int | None, before: str | None) -> Iterator[Version]:
    """The versions that need not be kept, of those listed with the newest first.

    Of a run the published version is enough, or that with its latest verdicts, which has the earlier ones too. What was
    published until now stays whatever its age: someone may be about to open it.
    """
    ordered = sorted(versions, key=lambda version: not version.is_published)
    runs = list(dict.fromkeys(version.run_id for version in ordered))[:keep]
    kept = {run_id: next(version for version in ordered if version.run_id == run_id) for run_id in runs}
    for version in versions:
        if version not in kept.values() and version.version_id != before:
            yield version


def tidy_versions(warehouse: Path, keep: int | None) -> None:
    """Do what a killed publication, or the one before a quiet night, left to do. Only for the holder of the lock.

    What cannot be removed costs a warning.
    """
    try:
        remove_unpublished(warehouse)
    except OSError as error:
        logger.warning(
            Pair(
                "无法删除中断的发布留下的文件：{why}",
                "what a killed publication left cannot be removed: {why}",
                why=system_words(error),
            )
        )
    _remove_versions(_superfluous(list_versions(warehouse), keep, None))


def _remove_versions(versions: Iterable[Version]) -> None:
    """Remove versions; one that cannot be removed costs a warning."""
    for version in versions:
        try:
            _remove_folder(version.path.parent)
        except OSError as error:
            logger.warning(
                Pair(
                    "无法删除旧版本{version}：{why}",
                    "the old version {version} cannot be removed: {why}",
                    version=version.version_id,
                    why=system_words(error),
                )
            )
