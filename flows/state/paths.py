"""Where a warehouse keeps what a night leaves for the next: beside the published file, in a folder of its own.

`nianbao.duckdb` is a symbolic link to `nianbao.duckdb.state/versions/<version>/nianbao.duckdb`; no version is ever
changed (docs/decisions/0011-publication.md). DuckDB names the database after the file at the end of the link: every
version is called as the link is, so that `nianbao.main.report` goes on meaning what it says.
"""

from __future__ import annotations

import os
from pathlib import Path

from flows.errors import RunError
from transforms.language import Pair

_MOST_LINKS = 40  # as many as Linux follows


def state_folder(warehouse: Path) -> Path:
    """The folder with everything but the published link itself."""
    return warehouse.with_name(f"{warehouse.name}.state")


def versions_folder(warehouse: Path) -> Path:
    """Published versions, a folder each, never changed."""
    return state_folder(warehouse) / "versions"


def version_path(warehouse: Path, version_id: str) -> Path:
    """The database file of a version."""
    return versions_folder(warehouse) / version_id / warehouse.name


def published_id(warehouse: Path) -> str | None:
    """The version that the published link names, also where its file is gone.

    None where nothing is published, or what is there is no link into the versions of this warehouse.
    """
    try:
        target = Path(os.path.normpath(warehouse.parent / warehouse.readlink()))
    except OSError:
        return None
    version_id = target.parent.name
    return version_id if target == Path(os.path.normpath(version_path(warehouse, version_id))) else None


def absolute_warehouse(path: Path) -> Path:
    """The place of a warehouse: absolute, its folder resolved, but not the published link.

    A link of somebody's own to a warehouse elsewhere is followed: both paths are one warehouse, with one lock and one
    state. Raises `RunError` for a link that leads nowhere but to itself, and for a version of a warehouse.
    """
    place = _resolve_folder(path)
    for _ in range(_MOST_LINKS):
        if published_id(place) or not place.is_symlink():
            break
        place = _resolve_folder(place.parent / place.readlink())
    else:
        raise RunError(
            Pair(
                "仓库{path}是循环的符号链接",
                "the warehouse {path} is a symbolic link that leads in a circle",
                path=path,
            )
        )
    if place.parent.parent.name == "versions" and place.parent.parent.parent.name == f"{place.name}.state":
        raise RunError(
            Pair(
                "{path}是仓库的一个版本，版本从不改动；请指定仓库本身",
                "{path} is one version of a warehouse, which is never changed; name the warehouse itself",
                path=path,
            )
        )
    return place


def _resolve_folder(path: Path) -> Path:
    return path.parent.resolve() / path.name


def stage_folder(warehouse: Path) -> Path:
    """What reading gave, kept from run to run: Parquet segments."""
    return state_folder(warehouse) / "stage"


def work_folder(warehouse: Path) -> Path:
    """What one run needs and no other one; what lies there without a run is left by one that was killed."""
    return state_folder(warehouse) / "work"


def run_log_path(warehouse: Path) -> Path:
    """The log of runs, one JSON object a line, failed runs too."""
    return state_folder(warehouse) / "runs.jsonl"


def retries_path(warehouse: Path) -> Path:
    """The quarantined files that the next run is asked to read again."""
    return state_folder(warehouse) / "retry.json"
