"""Files of reviewers' verdicts: what a line must say, and what is wrong with one that does not.

The columns are those of `finding_review`; others of `open_finding` may be there, so that a reviewer can fill in what a
query wrote. A line without verdict, note, reviewer and time is not reviewed yet, and is passed over.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.bounded import read_bounded
from flows.commands.spreadsheet import unescape_formula
from flows.errors import RunError, system_words, words_of
from transforms.language import Pair, joined, quoted, quoted_names
from transforms.schemas import VERDICTS, QualityFinding

_REQUIRED = ("finding_id", "verdict", "note", "reviewer", "reviewed_at")
_FILLED_IN = ("verdict", "note", "reviewer", "reviewed_at")
_KNOWN = {*_REQUIRED, "message", "is_changed", *QualityFinding.column_names()}
_FINDING_ID = re.compile(r"[0-9a-f]{16}")
# Years first, as ISO 8601 has it; Excel writes slashes and leaves out zeros.
_TIME = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_MOST_PROBLEMS = 20
# Bytes of a file of verdicts that are read: of a finding with its message some 500, that is a quarter of a million.
_MOST_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Review:
    """One verdict. `reviewed_at` is UTC without a zone; `message` is what the finding said, None where unknown."""

    finding_id: str
    verdict: str
    note: str | None
    reviewer: str
    reviewed_at: datetime
    message: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A verdict and the line of the file on which it begins, from 1."""

    line: int
    review: Review


class _Problem(Exception):
    """What is wrong with a line."""

    def __init__(self, words: Pair) -> None:
        super().__init__(words)
        self.words = words


def _parse_time(text: str, latest: datetime) -> datetime:
    """A time in UTC without a zone. Raises `_Problem`.

    A day later than now must be a slip, and would win over every true verdict.
    """
    found = _TIME.fullmatch(text)
    if not found:
        raise _Problem(
            Pair(
                "reviewed_at 须为日期或时间，如 2024-01-31 或 2024-01-31T08:00+08:00，不能是“{text}”",
                "reviewed_at must be a day or time such as 2024-01-31 or 2024-01-31T08:00+08:00, not “{text}”",
                text=quoted(text),
            )
        )
    year, _, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    try:
        time = datetime.fromisoformat(f"{date}T{int(hour or 0):02d}:{minute or '00'}:{second or '00'}{zone or ''}")
        time = time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError):
        raise _Problem(
            Pair("reviewed_at“{text}”不是存在的时间", "reviewed_at “{text}” is no time of the calendar", text=text)
        ) from None
    if time > latest:
        raise _Problem(Pair("reviewed_at“{text}”在将来", "reviewed_at “{text}” lies in the future", text=text))
    return time


def _check_text(column: str, text: str) -> None:
    """Raise `_Problem` for control characters but those that part lines and words."""
    if any(unicodedata.category(character) == "Cc" for character in text if character not in "\t\n\r"):
        raise _Problem(
            Pair(
                "{column} 中有控制字符：“{given}”",
                "the {column} has control characters: “{given}”",
                column=column,
                given=quoted(text),
            )
        )


def _parse_row(row: Mapping[str, str], latest: datetime) -> Review:
    """The verdict of a line that has one. Raises `_Problem`."""
    if not _FINDING_ID.fullmatch(row["finding_id"]):
        raise _Problem(
            Pair(
                "“{given}”不是 finding_id（电子表格可能把它当成了数字：请按文本导入）",
                "“{given}” is no finding_id (a spreadsheet may have taken it for a number: import it as text)",
                given=quoted(row["finding_id"]),
            )
        )
    if row["verdict"] not in VERDICTS:
        raise _Problem(
            Pair(
                "verdict 只能是 {verdicts} 之一，不能是“{given}”",
                "the verdict must be one of {verdicts}, not “{given}”",
                verdicts=", ".join(VERDICTS),
                given=quoted(row["verdict"]),
            )
        )
    for column in ("note", "reviewer"):
        _check_text(column, row[column])
    if not row["reviewer"]:
        raise _Problem(Pair("没有写明 reviewer", "the reviewer is not named"))
    if row["verdict"] == "ignored" and not row["note"]:
        raise _Problem(Pair("忽略疑点须说明理由：note 是空的", "a finding is ignored for a reason: the note is empty"))
    time = _parse_time(row["reviewed_at"], latest)
    return Review(
        row["finding_id"],
        row["verdict"],
        unescape_formula(row["note"]) or None,
        unescape_formula(row["reviewer"]),
        time,
        unescape_formula(row.get("message", "")) or None,
    )


def _check_header(header: Sequence[str]) -> None:
    """Raise `_Problem` if columns are missing, repeated or unknown."""
    if missing := [name for name in _REQUIRED if name not in header]:
        raise _Problem(
            Pair(
                "首行须有 {required} 各列；缺少 {missing}",
                "the first line must name the columns {required}; there is no {missing}",
                required=", ".join(_REQUIRED),
                missing=", ".join(missing),
            )
        )
    if repeated := sorted(name for name, count in Counter(header).items() if count > 1):
        raise _Problem(Pair("首行重复了 {names}", "the first line names {names} twice", names=quoted_names(repeated)))
    if unknown := [name for name in header if name not in _KNOWN]:
        raise _Problem(
            Pair(
                "首行有未知的列：{names}", "the first line names unknown columns: {names}", names=quoted_names(unknown)
            )
        )


def _numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins, without empty lines. Raises `_Problem` for broken quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if row:
                yield start, [value.strip() for value in row]
            start = reader.line_num + 1
    except csv.Error as error:
        raise _Problem(
            Pair(
                "第{line}行：引号或逗号有误（{why}）",
                "line {line}: the quotes or commas are broken ({why})",
                line=start,
                why=error,
            )
        ) from None


def _parse_rows(rows: Iterable[tuple[int, list[str]]], latest: datetime, problems: list[Pair]) -> Iterator[ReviewLine]:
    numbered = iter(rows)
    _, header = next(numbered, (1, []))
    _check_header(header)
    for line, values in numbered:
        if len(values) != len(header):
            problems.append(
                Pair(
                    "第{line}行：有{count}格，首行有{expected}格",
                    "line {line}: {count} cells, where the first line has {expected}",
                    line=line,
                    count=len(values),
                    expected=len(header),
                )
            )
            continue
        row = dict(zip(header, values, strict=True))
        if not any(row[name] for name in _FILLED_IN):
            continue
        try:
            yield ReviewLine(line, _parse_row(row, latest))
        except _Problem as problem:
            problems.append(Pair("第{line}行：{problem}", "line {line}: {problem}", line=line, problem=problem.words))


def _latest_of_each(lines: Iterable[ReviewLine], problems: list[Pair]) -> dict[str, ReviewLine]:
    """The latest verdict on each finding; two that differ at the same time are a problem."""
    latest: dict[str, ReviewLine] = {}
    for line in lines:
        other = latest.get(line.review.finding_id)
        if other is None or line.review.reviewed_at > other.review.reviewed_at:
            latest[line.review.finding_id] = line
        elif line.review.reviewed_at == other.review.reviewed_at and line.review != other.review:
            problems.append(
                Pair(
                    "第{line}行：与第{other}行同一时间对 {finding} 的结论不同",
                    "line {line}: another verdict than line {other} on {finding} at the same time",
                    line=line.line,
                    other=other.line,
                    finding=line.review.finding_id,
                )
            )
    return latest


def parse_reviews(text: str, now: datetime) -> list[ReviewLine]:
    """The verdicts of a file, the latest on each finding; `now` is UTC without a zone.

    Raises `ValueError` with a line for every problem, each with the number of its line of the file.
    """
    problems: list[Pair] = []
    try:
        # A time without a zone is taken as UTC, though it may be that of a clock up to 14 hours ahead.
        lines = list(_parse_rows(_numbered_rows(text), now + timedelta(days=1), problems))
    except _Problem as problem:
        lines = []
        problems.append(problem.words)
    latest = _latest_of_each(lines, problems)
    if problems:
        left = len(problems) - _MOST_PROBLEMS
        more = [Pair("另有{left}处", "and {left} more", left=left)] if left > 0 else []
        raise ValueError(joined("\n", "\n", [*problems[:_MOST_PROBLEMS], *more]))
    return list(latest.values())


def read_review_file(file: Path, now: datetime) -> list[ReviewLine]:
    """The verdicts of a file. Raises `RunError`, which says what is wrong with which lines."""
    try:
        content = read_bounded(file, _MOST_BYTES)
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise RunError(
            Pair(
                "无法读取复核结论文件{file}：{why}",
                "the file of verdicts {file} cannot be read: {why}",
                file=file,
                why=system_words(error),
            )
        ) from error
    except UnicodeDecodeError as error:
        raise RunError(
            Pair(
                "复核结论文件{file}不是 UTF-8 文本；请另存为“CSV UTF-8”",
                "the file of verdicts {file} is not UTF-8 text; save it as “CSV UTF-8”",
                file=file,
            )
        ) from error
    try:
        return parse_reviews(text, now)
    except ValueError as error:
        raise RunError(
            Pair(
                "没有从{file}导入任何内容：\n{why}",
                "nothing was imported from {file}:\n{why}",
                file=file,
                why=words_of(error),
            )
        ) from error
