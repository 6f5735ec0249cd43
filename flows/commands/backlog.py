"""What of the raw folder no run has seen yet, told by path, size and time, without reading a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from flows.errors import RunError
from flows.raw import SourceFile, find_files, is_of_demonstration, leave_out_demonstration, split_gazetteers, state_of
from flows.settings import Settings
from transforms.language import NOTHING, Pair

# Size and time of the last change of every file that the last run saw; NULL where it could not be opened.
_SEEN = "SELECT source_path, byte_size, modified_ns FROM source_file WHERE missing_since IS NULL"
# The same of a warehouse that was built before there was `source_file`.
_LISTED = """
    SELECT DISTINCT split_part(source_path, '!/', 1), NULL, NULL
    FROM (SELECT source_path FROM report_file UNION ALL SELECT source_path FROM quarantine)
"""
_UNKNOWN = Pair("已发布的仓库没有说明读取过什么", "the published warehouse cannot say what was read")
Seen = dict[str, tuple[int | None, int | None]]


@dataclass(frozen=True, slots=True)
class Backlog:
    """Files that are new below the raw folder, changed or gone since the last run, and those asked to be read again.

    `message` says why they could not be counted, or not all.
    """

    new: int | None = None
    changed: int | None = None
    missing: int | None = None
    retries: int = 0
    message: Pair = NOTHING


def read_seen(connection: duckdb.DuckDBPyConnection) -> Seen:
    """Size and time of the files that the last run saw. Raises `duckdb.Error`."""
    try:
        rows = connection.execute(_SEEN).fetchall()
    except duckdb.CatalogException:
        rows = connection.execute(_LISTED).fetchall()
    return {path: (byte_size, modified_ns) for path, byte_size, modified_ns in rows}


def _has_changed(file: SourceFile, seen: tuple[int | None, int | None]) -> bool:
    """Whether a file is not as it was seen. One that could not be opened is tried by every run anyway."""
    byte_size, modified_ns = seen
    if modified_ns is None or file.refusal is not None:
        return False
    try:
        now = state_of(file)
    except OSError:
        return True
    return (now.byte_size, now.modified_ns) != (byte_size, modified_ns)


def compare_files(files: Iterable[SourceFile], seen: Seen, retries: int) -> Backlog:
    """Compare the files of the raw folder with those that the last run saw."""
    here = {file.name: file for file in files}
    return Backlog(
        new=len(here.keys() - seen.keys()),
        changed=sum(1 for name, file in here.items() if name in seen and _has_changed(file, seen[name])),
        missing=len(seen.keys() - here.keys()),
        retries=retries,
    )


def find_backlog(settings: Settings, seen: Seen | None, retries: int) -> Backlog:
    """The backlog of the raw folder; `seen` is None where the published warehouse cannot say."""
    if seen is None:
        return Backlog(retries=retries, message=_UNKNOWN)
    try:
        everything = find_files(settings.raw)
    except RunError as error:
        return Backlog(retries=retries, message=error.words)
    listed = leave_out_demonstration(everything, seen)
    if len(listed) < len(everything):
        seen = {name: state for name, state in seen.items() if not is_of_demonstration(name)}
    files, _ = split_gazetteers(listed, settings.gazetteer)
    return compare_files(files, seen, retries)
