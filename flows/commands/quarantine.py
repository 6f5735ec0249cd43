"""The files that wait in quarantine: which, why, what helps, and which of them the next run shall read again.

A quarantined file is read again by itself when it or the reader changes; more can be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

import duckdb
from rich.cells import cell_len

from flows.commands.reasons import find_advice
from flows.errors import RunError, system_words
from flows.language import said
from flows.state import add_retries, file_of, format_time, show_time
from flows.storage import Place
from flows.versions import QuarantinedFile, published_warehouse, read_quarantine, select_quarantine
from flows.words import named, pad_text
from transforms.language import NOTHING, Pair
from transforms.source_paths import MEMBER_MARK, printable_name

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def describe_file(file: QuarantinedFile, retries: Collection[str] | None) -> dict[str, Any]:
    """A quarantined file as JSON has it. `retries` are the files that the next run reads again, None if not known."""
    return {
        **asdict(file),
        "first_seen_at": format_time(file.first_seen_at),
        "is_retry_requested": None if retries is None else file_of(file.source_path) in retries,
    }


def list_lines(files: Sequence[QuarantinedFile]) -> list[str]:
    """Reason and path of each, in columns; in Chinese what the reason is called as well."""
    reasons = {file.reason: _with_name(file.reason) for file in files}
    width = max(map(cell_len, reasons.values()), default=0)
    return [f"{pad_text(reasons[file.reason], width)}  {file.source_path}" for file in files]


def _with_name(reason: str) -> str:
    name = said(named(reason))
    return reason if name == reason else f"{reason} {name}"


def _path_in(raw: Place, given: str) -> str:
    """The source path of a path as a shell completes it, or of a URL, where that leads below the raw folder."""
    file, mark, member = given.partition(MEMBER_MARK)
    if isinstance(raw, str):
        return printable_name(file.removeprefix(f"{raw}/")) + mark + member if file.startswith(f"{raw}/") else given
    path, root = Path(file).absolute(), raw.absolute()
    return printable_name(str(path.relative_to(root))) + mark + member if path.is_relative_to(root) else given


def _find_one(connection: duckdb.DuckDBPyConnection, raw: Place, given: str) -> QuarantinedFile:
    """The quarantined file of a path, below the raw folder or as it stands on disk. Raises `RunError`."""
    for path in (given, _path_in(raw, given)):
        for file in select_quarantine(connection, "source_path = $1", [path]):
            return file
    raise RunError(
        Pair(
            "{file}不在隔离区{where}",
            "{file} is not in quarantine{where}",
            file=given,
            where=_say_where(connection, _path_in(raw, given)),
        )
    )


def _say_where(connection: duckdb.DuckDBPyConnection, path: str) -> Pair:
    members = select_quarantine(connection, "starts_with(source_path, $1)", [path + MEMBER_MARK])
    if members:
        return Pair(
            "，但其中{count}个成员在，例如{member}",
            ", but {count} of its members are, such as {member}",
            count=len(members),
            member=members[0].source_path,
        )
    read = connection.execute("SELECT report_id FROM report_file WHERE source_path = $1", [path]).fetchone()
    return (
        Pair("；它已作为报告{report}读取", "; it was read as the report {report}", report=read[0]) if read else NOTHING
    )


def show_lines(
    connection: duckdb.DuckDBPyConnection,
    raw: Place,
    given: str,
    retries: Collection[str] | None,
    zone: tzinfo = UTC,
) -> list[str]:
    """Everything known of one quarantined file, in lines, with the time of a zone; `retries` as in `describe_file`.

    Raises `RunError` and `duckdb.Error`.
    """
    file = _find_one(connection, raw, given)
    twins = [
        twin.source_path
        for twin in select_quarantine(connection, "source_sha256 = $1", [file.source_sha256])
        if twin.source_path != file.source_path
    ]
    advice = find_advice(file.reason)
    rows = [
        (Pair("文件", "file"), file.source_path),
        ("sha256", file.source_sha256 or Pair("未读取", "not read")),
        (
            Pair("原因", "reason"),
            Pair("{code}：{meaning}", "{code}: {meaning}", code=file.reason, meaning=advice.meaning),
        ),
        (Pair("发现", "found"), file.words),
        (Pair("处理办法", "what helps"), advice.remedy),
        (Pair("首次发现", "first seen"), show_time(file.first_seen_at, zone)),
        (Pair("最近运行", "last run"), file.run_id),
        (Pair("重读", "retry"), _say_when(file, retries)),
        *((Pair("内容相同", "same bytes"), twin) for twin in twins),
    ]
    return [f"{pad_text(said(name), 12)}{_one_line(said(text))}" for name, text in rows]


def _say_when(file: QuarantinedFile, retries: Collection[str] | None) -> Pair:
    if retries is None:
        return Pair(
            "文件或读取程序改动后；是否另有重读要求，要到导入所在的机器上查看",
            "when the file or the reader changes; whether more is asked for is known where it is ingested",
        )
    if file_of(file.source_path) in retries:
        return Pair("下一次运行会重新读取", "the next run reads it again")
    return Pair("文件或读取程序改动后", "when the file or the reader changes")


def _one_line(text: str) -> str:
    """A text without what a terminal would take for a command."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _select(
    connection: duckdb.DuckDBPyConnection, raw: Place, paths: Iterable[str], reason: str | None
) -> list[QuarantinedFile]:
    """The quarantined files of the paths, all members of an archive that is named, or all; of one reason if given."""
    given = [(path, _path_in(raw, path)) for path in paths]
    if not given:
        return read_quarantine(connection, reason)
    chosen: dict[str, QuarantinedFile] = {}
    for path, below in given:
        members = select_quarantine(connection, "starts_with(source_path, $1)", [below + MEMBER_MARK])
        found = members or [_find_one(connection, raw, path)]
        chosen |= {file.source_path: file for file in found if reason in (None, file.reason)}
    return list(chosen.values())


def request_retries(warehouse: Path, raw: Place, paths: Sequence[str], reason: str | None) -> int:
    """Ask the next run to read quarantined files again: those of the paths, of the reason, or all.

    Gives their number. Raises `RunError`.
    """
    with published_warehouse(warehouse) as connection:
        chosen = _select(connection, raw, paths, reason)
    if not chosen:
        raise RunError(
            Pair("隔离区里没有所指的文件；没有登记重读", "no file in quarantine is meant by that; nothing is asked for")
        )
    try:
        add_retries(warehouse, {file.source_path: file.source_sha256 for file in chosen})
    except OSError as error:
        raise RunError(
            Pair(
                "无法在{warehouse}旁写入重读要求：{why}",
                "the request cannot be written beside {warehouse}: {why}",
                warehouse=warehouse,
                why=system_words(error),
            )
        ) from error
    return len(chosen)
