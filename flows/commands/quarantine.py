"""The files that wait in quarantine: which, why, what helps, and which of them the next run shall read again.

A quarantined file is read again by itself when it or the reader changes. What is asked for beyond that is in
`retry.json` beside the warehouse, until a run has done it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from flows.commands.reasons import find_advice
from flows.errors import RunError
from flows.state.files import locked_folder, replace_file
from flows.state.paths import retries_path
from flows.state.run_log import format_time
from flows.versions.published import published_warehouse
from transforms.source_paths import MEMBER_MARK, printable_name

_COLUMNS = "source_path, source_sha256, reason, detail, run_id, first_seen_at"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A row of `quarantine`; `first_seen_at` is UTC without a zone."""

    source_path: str
    source_sha256: str | None
    reason: str
    detail: str
    run_id: str
    first_seen_at: datetime


def file_of(source_path: str) -> str:
    """The file of the raw folder that holds a source: of a member, its archive.

    >>> file_of("2021.zip!/a.zip!/示范镇.txt"), file_of("示范镇.txt")
    ('2021.zip', '示范镇.txt')
    """
    return source_path.partition(MEMBER_MARK)[0]


def _read(
    connection: duckdb.DuckDBPyConnection, condition: str, values: Sequence[object] = ()
) -> list[QuarantinedFile]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM quarantine WHERE {condition} ORDER BY rowid", values).fetchall()
    return [QuarantinedFile(*row) for row in rows]


def read_quarantine(warehouse: Path, reason: str | None = None) -> list[QuarantinedFile]:
    """The quarantine of the published warehouse in path order, of one reason if given. Raises `RunError`."""
    with published_warehouse(warehouse) as connection:
        return _read(connection, "reason = $1", [reason]) if reason else _read(connection, "true")


def read_new_quarantine(built: Path) -> list[QuarantinedFile]:
    """What the last run of a warehouse put into quarantine that was not there before. Raises `RunError`."""
    with published_warehouse(built) as connection:
        return _read(connection, "first_seen_at = (SELECT max(started_at) FROM ingest_run)")


def describe_file(file: QuarantinedFile, retries: Collection[str]) -> dict[str, Any]:
    """A quarantined file as JSON has it. `retries` are the files that the next run reads again."""
    return {
        **asdict(file),
        "first_seen_at": format_time(file.first_seen_at),
        "is_retry_requested": file_of(file.source_path) in retries,
    }


def list_lines(files: Sequence[QuarantinedFile]) -> list[str]:
    """Reason and path of each, in columns."""
    width = max((len(file.reason) for file in files), default=0)
    return [f"{file.reason:<{width}}  {file.source_path}" for file in files]


def _path_in(raw: Path, given: str) -> str:
    """The source path of a path as a shell completes it, where that leads below the raw folder."""
    file, mark, member = given.partition(MEMBER_MARK)
    path, root = Path(file).absolute(), raw.absolute()
    return printable_name(str(path.relative_to(root))) + mark + member if path.is_relative_to(root) else given


def _find_one(connection: duckdb.DuckDBPyConnection, raw: Path, given: str) -> QuarantinedFile:
    """The quarantined file of a path, below the raw folder or as it stands on disk. Raises `RunError`."""
    for path in (given, _path_in(raw, given)):
        for file in _read(connection, "source_path = $1", [path]):
            return file
    raise RunError(f"{given} is not in quarantine{_say_where(connection, _path_in(raw, given))}")


def _say_where(connection: duckdb.DuckDBPyConnection, path: str) -> str:
    members = _read(connection, "starts_with(source_path, $1)", [path + MEMBER_MARK])
    if members:
        return f", but {len(members)} of its members are, such as {members[0].source_path}"
    read = connection.execute("SELECT report_id FROM report_file WHERE source_path = $1", [path]).fetchone()
    return f"; it was read as the report {read[0]}" if read else ""


def show_lines(warehouse: Path, raw: Path, given: str) -> list[str]:
    """Everything known of one quarantined file, in lines. Raises `RunError`."""
    with published_warehouse(warehouse) as connection:
        file = _find_one(connection, raw, given)
        twins = [
            twin.source_path
            for twin in _read(connection, "source_sha256 = $1", [file.source_sha256])
            if twin.source_path != file.source_path
        ]
    advice = find_advice(file.reason)
    is_asked = file_of(file.source_path) in read_retries(warehouse)
    rows = [
        ("file", file.source_path),
        ("sha256", file.source_sha256 or "not read"),
        ("reason", f"{file.reason}: {advice.meaning}"),
        ("found", file.detail),
        ("what helps", advice.remedy),
        ("first seen", format_time(file.first_seen_at)),
        ("last run", file.run_id),
        ("retry", "the next run reads it again" if is_asked else "when the file or the reader changes"),
        *(("same bytes", twin) for twin in twins),
    ]
    return [f"{name:<12}{_one_line(text)}" for name, text in rows]


def _one_line(text: str) -> str:
    """A text without what a terminal would take for a command."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def read_retries(warehouse: Path) -> frozenset[str]:
    """The files of the raw folder that the next run is asked to read again; of a member, its archive.

    A file of requests that is torn or missing asks for nothing.
    """
    return frozenset(file_of(path) for path in _read_requests(warehouse))


def _read_requests(warehouse: Path) -> dict[str, str | None]:
    """Source paths with their hashes."""
    try:
        files = json.loads(retries_path(warehouse).read_bytes())["files"]
        return {file["source_path"]: file["source_sha256"] for file in files if isinstance(file["source_path"], str)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_requests(warehouse: Path, requests: dict[str, str | None]) -> None:
    """Write the requests, or remove the file where there are none. Raises `OSError`."""
    path = retries_path(warehouse)
    if not requests:
        path.unlink(missing_ok=True)
        return
    files = [{"source_path": name, "source_sha256": sha256} for name, sha256 in sorted(requests.items())]
    replace_file(path, json.dumps({"files": files}, indent=1).encode() + b"\n")


def clear_retries(warehouse: Path, done: Collection[str]) -> None:
    """Drop the requests for files that a run has read again; others, also those made meanwhile, stay.

    Raises `OSError`.
    """
    if not retries_path(warehouse).exists():
        return
    with locked_folder(retries_path(warehouse).parent):
        left = {path: sha256 for path, sha256 in _read_requests(warehouse).items() if file_of(path) not in done}
        _write_requests(warehouse, left)


def _select(
    connection: duckdb.DuckDBPyConnection, raw: Path, paths: Iterable[str], reason: str | None
) -> list[QuarantinedFile]:
    """The quarantined files of the paths, all members of an archive that is named, or all; of one reason if given."""
    given = [(path, _path_in(raw, path)) for path in paths]
    if not given:
        return _read(connection, "$1 IS NULL OR reason = $1", [reason])
    chosen: dict[str, QuarantinedFile] = {}
    for path, below in given:
        members = _read(connection, "starts_with(source_path, $1)", [below + MEMBER_MARK])
        found = members or [_find_one(connection, raw, path)]
        chosen |= {file.source_path: file for file in found if reason in (None, file.reason)}
    return list(chosen.values())


def request_retries(warehouse: Path, raw: Path, paths: Sequence[str], reason: str | None) -> int:
    """Ask the next run to read quarantined files again: those of the paths, of the reason, or all.

    Gives their number. Raises `RunError`.
    """
    with published_warehouse(warehouse) as connection:
        chosen = _select(connection, raw, paths, reason)
    if not chosen:
        raise RunError("no file in quarantine is meant by that; nothing is asked for")
    try:
        with locked_folder(retries_path(warehouse).parent):
            asked = {file.source_path: file.source_sha256 for file in chosen}
            _write_requests(warehouse, _read_requests(warehouse) | asked)
    except OSError as error:
        raise RunError(f"the request cannot be written beside {warehouse}: {error.strerror}") from error
    return len(chosen)
