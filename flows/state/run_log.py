"""The log of runs beside the warehouse, `runs.jsonl`: one JSON object a line, failed runs too.

The warehouse's `ingest_run` knows the runs that built a version, and those before them that found nothing new; this log
knows the others as well, and first.
"""

from __future__ import annotations

import json
import logging
import math
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path
from typing import Any

from flows.bounded import read_end
from flows.errors import system_words
from flows.state.files import is_no_file, locked_folder, parse_json, replace_file, set_aside
from flows.state.paths import run_log_path
from transforms.language import Pair

SUCCESSES = frozenset({"published", "nothing_new"})
FAILURES = frozenset({"stopped_by_guard", "failed", "interrupted"})
OUTCOMES = SUCCESSES | FAILURES
MOST_RECORDS = 1000
# Bytes of the end of the log that are read: records have some hundred, with a long sentence some thousand.
_MOST_BYTES = 16 * 1024 * 1024
_MOST = 2**63 - 1  # what a column of `ingest_run` holds

logger = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class RunRecord:
    """How a run ended. Times are UTC in ISO 8601 with a Z; `message` is one sentence where it did not succeed,
    `message_zh` the same in Chinese.

    `version` is the version that was published when it had succeeded, '' where that is not known. `inputs` are the raw
    folder and the additional gazetteers that it was told to read, in full; none where that is not known.
    """

    run_id: str
    started_at: str
    ended_at: str
    outcome: str
    message: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0
    version: str = ""
    inputs: tuple[str, ...] = ()
    message_zh: str = ""

    @property
    def words(self) -> Pair:
        """The message in both languages; that of an older program is English in both."""
        return Pair(self.message_zh or self.message, self.message)


def format_time(moment: datetime) -> str:
    """A time as a record has it; one without a zone is UTC.

    >>> format_time(datetime(2024, 1, 31, 2))
    '2024-01-31T02:00:00Z'
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_time(text: str) -> datetime:
    """The time in a record, with its zone. Raises `ValueError`, also for one that another zone may not have.

    >>> parse_time("2024-01-31T02:00:00Z").isoformat()
    '2024-01-31T02:00:00+00:00'
    """
    moment = datetime.fromisoformat(text)
    if moment.year in (MINYEAR, MAXYEAR):
        raise ValueError(f"no time of a run: {text}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def format_record(record: RunRecord) -> str:
    """A record as one line of JSON, in ASCII."""
    return json.dumps({**asdict(record), "counts": dict(record.counts)})


def append_record(warehouse: Path, record: RunRecord) -> None:
    """Add a record to the log, which keeps the last 1,000.

    A log that cannot be written costs a warning, never the run. A line that a power failure tore is ended first, so
    that it costs no second one.
    """
    path = run_log_path(warehouse)
    try:
        with locked_folder(path.parent):
            _append_line(path, format_record(record).encode())
            _drop_old_lines(path)
    except OSError as error:
        logger.warning(
            Pair(
                "无法把本次运行写入运行日志{path}：{why}",
                "the run could not be added to the log of runs {path}: {why}",
                path=path,
                why=system_words(error),
            )
        )


def _append_line(path: Path, line: bytes) -> None:
    if is_no_file(path):
        set_aside(path)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    with os.fdopen(handle, "r+b", buffering=0) as stream:
        size = stream.seek(0, os.SEEK_END)
        is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        stream.write(b"\n" * is_torn + line + b"\n")
        os.fsync(handle)


def _drop_old_lines(path: Path) -> None:
    content, is_cut = read_end(path, _MOST_BYTES)
    lines = content.splitlines(keepends=True)[is_cut:]  # without what is left of the line in which it was cut
    if is_cut or len(lines) > MOST_RECORDS:
        replace_file(path, b"".join(lines[-MOST_RECORDS:]))


def _is_record(value: Any) -> bool:
    texts = ("run_id", "started_at", "ended_at", "outcome")
    return (
        isinstance(value, dict)
        and all(isinstance(value.get(name), str) for name in texts)
        and value["outcome"] in OUTCOMES
    )


def _whole_numbers(value: Any) -> dict[str, int]:
    counts = value if isinstance(value, dict) else {}
    return {name: count for name, count in counts.items() if type(count) is int and 0 <= count <= _MOST}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(text for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def _parse_line(line: bytes) -> RunRecord | None:
    """The record of a line; None where the line is torn or says something else."""
    try:
        value = parse_json(line)
        if not _is_record(value) or not math.isfinite(float(value.get("seconds", 0))):
            return None
        for name in ("started_at", "ended_at"):
            parse_time(value[name])
        value["run_id"].encode()
        return RunRecord(
            value["run_id"],
            value["started_at"],
            value["ended_at"],
            value["outcome"],
            str(value.get("message", "")),
            _whole_numbers(value.get("counts")),
            float(value.get("seconds", 0)),
            str(value.get("version", "")),
            _texts(value.get("inputs")),
            str(value.get("message_zh", "")),
        )
    except (ValueError, TypeError, OverflowError):
        return None


def _read_lines(warehouse: Path) -> list[bytes]:
    path = run_log_path(warehouse)
    try:
        content, is_cut = read_end(path, _MOST_BYTES)
    except OSError:
        return []
    return [line for line in content.split(b"\n")[is_cut:] if line]


def read_records(warehouse: Path, last: int = 20) -> list[RunRecord]:
    """The last runs, the oldest first. Lines that are torn or foreign are passed over; without a log there are none."""
    records = [record for line in _read_lines(warehouse) if (record := _parse_line(line))]
    return records[-last:]


def unreadable_records(warehouse: Path) -> Pair | None:
    """What there is to say of a log in which not all can be read; None where there is no log, or all can."""
    path = run_log_path(warehouse)
    if is_no_file(path):
        return Pair("运行日志{path}不是文件", "the log of runs {path} is no file", path=path)
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        return Pair(
            "运行日志{path}超过{most:,}字节，只读其末尾",
            "the log of runs {path} has more than {most:,} bytes, and only its end is read",
            path=path,
            most=_MOST_BYTES,
        )
    count = sum(1 for line in _read_lines(warehouse) if _parse_line(line) is None)
    if not count:
        return None
    return Pair(
        "运行日志{path}有{count}行无法读取：已残缺，或由另一版本写成",
        "{count} lines of the log of runs {path} cannot be read: they are torn, or of another version",
        path=path,
        count=count,
    )
