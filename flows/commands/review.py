"""Reviewers' verdicts on findings: a CSV file under version control, imported into `finding_review`.

The columns are those of `finding_review`; others of `open_finding` may be there, so that a reviewer can fill in what a
query wrote. A line without verdict, note, reviewer and time is not reviewed yet, and is passed over.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from flows.commands.spreadsheet import unescape_formula
from flows.duck import first_line
from flows.errors import RunError, system_words, unwritable, words_of
from flows.state import absolute_warehouse, built_path, make_run_id, run_folder, utc_now, warehouse_lock
from flows.versions import check_published, check_replaceable, list_runs, publish, published_version, with_verdicts
from transforms.language import Pair
from transforms.schemas import VERDICTS, FindingReview, QualityFinding

_REQUIRED = ("finding_id", "verdict", "note", "reviewer", "reviewed_at")
_FILLED_IN = ("verdict", "note", "reviewer", "reviewed_at")
_KNOWN = {*_REQUIRED, "message", "is_changed", *QualityFinding.column_names()}
_FINDING_ID = re.compile(r"[0-9a-f]{16}")
# Years first, as ISO 8601 has it; Excel writes slashes and leaves out zeros.
_TIME = re.compile(
    r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_MOST_PROBLEMS = 20


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


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, in verdicts of the file: one of the first four each.

    `unknown` are verdicts on findings that the warehouse does not have, `changed` those on findings that say something
    else by now: both are kept, and close nothing.
    """

    new: int
    replaced: int
    unchanged: int
    outdated: int
    unknown: tuple[ReviewLine, ...]
    changed: tuple[ReviewLine, ...]


class _Problem(Exception):
    """What is wrong with a line."""


def _parse_time(text: str, latest: datetime) -> datetime:
    """A time in UTC without a zone. Raises `_Problem`.

    A day later than now must be a slip, and would win over every true verdict.
    """
    found = _TIME.fullmatch(text)
    if not found:
        raise _Problem(f"reviewed_at must be a day or time such as 2024-01-31 or 2024-01-31T08:00+08:00, not “{text}”")
    year, _, month, day, hour, minute, second, zone = found.groups()
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    try:
        time = datetime.fromisoformat(f"{date}T{int(hour or 0):02d}:{minute or '00'}:{second or '00'}{zone or ''}")
        time = time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError):
        raise _Problem(f"reviewed_at “{text}” is no time of the calendar") from None
    if time > latest:
        raise _Problem(f"reviewed_at “{text}” lies in the future")
    return time


def _parse_row(row: Mapping[str, str], latest: datetime) -> Review:
    """The verdict of a line that has one. Raises `_Problem`."""
    if not _FINDING_ID.fullmatch(row["finding_id"]):
        raise _Problem(
            f"“{row['finding_id']}” is no finding_id (a spreadsheet may have taken it for a number: import it as text)"
        )
    if row["verdict"] not in VERDICTS:
        raise _Problem(f"the verdict must be one of {', '.join(VERDICTS)}, not “{row['verdict']}”")
    if not row["reviewer"]:
        raise _Problem("the reviewer is not named")
    if row["verdict"] == "ignored" and not row["note"]:
        raise _Problem("a finding is ignored for a reason: the note is empty")
    time = _parse_time(row["reviewed_at"], latest)
    return Review(
        row["finding_id"],
        row["verdict"],
        row["note"] or None,
        row["reviewer"],
        time,
        unescape_formula(row.get("message", "")) or None,
    )


def _check_header(header: Sequence[str]) -> None:
    """Raise `_Problem` if columns are missing, repeated or unknown."""
    if missing := [name for name in _REQUIRED if name not in header]:
        raise _Problem(f"the first line must name the columns {', '.join(_REQUIRED)}; there is no {', '.join(missing)}")
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise _Problem(f"the first line names {', '.join(repeated)} twice")
    if unknown := [name for name in header if name not in _KNOWN]:
        raise _Problem(f"the first line names unknown columns: {', '.join(unknown)}")


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
        raise _Problem(f"line {start}: the quotes or commas are broken ({error})") from None


def _parse_rows(rows: Iterable[tuple[int, list[str]]], latest: datetime, problems: list[str]) -> Iterator[ReviewLine]:
    numbered = iter(rows)
    _, header = next(numbered, (1, []))
    _check_header(header)
    for line, values in numbered:
        if len(values) != len(header):
            problems.append(f"line {line}: {len(values)} cells, where the first line has {len(header)}")
            continue
        row = dict(zip(header, values, strict=True))
        if not any(row[name] for name in _FILLED_IN):
            continue
        try:
            yield ReviewLine(line, _parse_row(row, latest))
        except _Problem as problem:
            problems.append(f"line {line}: {problem}")


def _latest_of_each(lines: Iterable[ReviewLine], problems: list[str]) -> dict[str, ReviewLine]:
    """The latest verdict on each finding; two that differ at the same time are a problem."""
    latest: dict[str, ReviewLine] = {}
    for line in lines:
        other = latest.get(line.review.finding_id)
        if other is None or line.review.reviewed_at > other.review.reviewed_at:
            latest[line.review.finding_id] = line
        elif line.review.reviewed_at == other.review.reviewed_at and line.review != other.review:
            problems.append(
                f"line {line.line}: another verdict than line {other.line} on {line.review.finding_id} at the same time"
            )
    return latest


def parse_reviews(text: str, now: datetime) -> list[ReviewLine]:
    """The verdicts of a file, the latest on each finding; `now` is UTC without a zone.

    Raises `ValueError` with a line for every problem, each with the number of its line of the file.
    """
    problems: list[str] = []
    try:
        # A time without a zone is taken as UTC, though it may be that of a clock up to 14 hours ahead.
        lines = list(_parse_rows(_numbered_rows(text), now + timedelta(days=1), problems))
    except _Problem as problem:
        lines = []
        problems.append(str(problem))
    latest = _latest_of_each(lines, problems)
    if problems:
        more = [f"and {len(problems) - _MOST_PROBLEMS} more"] if len(problems) > _MOST_PROBLEMS else []
        raise ValueError("\n".join([*problems[:_MOST_PROBLEMS], *more]))
    return list(latest.values())


def merge_review(given: Review, stored: Review | None, message: str | None) -> Review:
    """What `finding_review` shall hold of a finding, after a file gave this verdict on it.

    The later verdict wins; of the same time that of the file, which may have been edited. `message` is what the finding
    says now, None if it is not there: a verdict without a message of its own was given on what the finding said when
    the verdict was first imported. What it was given on does not change with another import: a file that was written
    from `open_finding` has today's messages beside yesterday's verdicts.
    """
    if stored and stored.reviewed_at > given.reviewed_at:
        return stored
    if stored and stored.reviewed_at == given.reviewed_at and stored.message is not None:
        return replace(given, message=stored.message)
    return given if given.message is not None else replace(given, message=message)


def read_reviews(connection: duckdb.DuckDBPyConnection) -> dict[str, Review]:
    """The verdicts that a warehouse holds, by finding. Raises `duckdb.Error`."""
    columns = ", ".join(FindingReview.column_names())
    rows = connection.execute(f"SELECT {columns} FROM finding_review").fetchall()
    return {row[0]: Review(*row) for row in rows}


def _read_messages(connection: duckdb.DuckDBPyConnection, finding_ids: list[str]) -> dict[str, str]:
    """What the findings say now, by id."""
    query = "SELECT finding_id, message FROM quality_finding WHERE finding_id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [finding_ids]).fetchall())


def write_reviews(connection: duckdb.DuckDBPyConnection, reviews: Iterable[Review]) -> None:
    """Make these the verdicts of a warehouse. Raises `duckdb.Error`."""
    schema = {name: column.dtype for name, column in FindingReview.columns().items()}
    rows = [asdict(review) for review in sorted(reviews, key=lambda review: review.finding_id)]
    merged = FindingReview.validate(pl.DataFrame(rows, schema=schema))
    connection.register("merged", merged)
    connection.begin()
    connection.execute("DELETE FROM finding_review")
    connection.execute("INSERT INTO finding_review BY NAME SELECT * FROM merged")
    connection.commit()
    connection.unregister("merged")


def apply_reviews(connection: duckdb.DuckDBPyConnection, lines: Sequence[ReviewLine]) -> ImportOutcome:
    """Merge verdicts into `finding_review`. Raises `duckdb.Error`."""
    stored = read_reviews(connection)
    messages = _read_messages(connection, [line.review.finding_id for line in lines])
    merged = {
        line.review.finding_id: merge_review(
            line.review, stored.get(line.review.finding_id), messages.get(line.review.finding_id)
        )
        for line in lines
    }
    if any(stored.get(finding_id) != review for finding_id, review in merged.items()):
        write_reviews(connection, ({**stored, **merged}).values())
    effects = [_effect(line.review, stored.get(line.review.finding_id), merged) for line in lines]
    return ImportOutcome(
        new=effects.count("new"),
        replaced=effects.count("replaced"),
        unchanged=effects.count("unchanged"),
        outdated=effects.count("outdated"),
        unknown=tuple(line for line in lines if line.review.finding_id not in messages),
        changed=tuple(
            line
            for line in lines
            if messages.get(line.review.finding_id, merged[line.review.finding_id].message)
            != merged[line.review.finding_id].message
        ),
    )


def _effect(given: Review, stored: Review | None, merged: Mapping[str, Review]) -> str:
    if stored is None:
        return "new"
    if stored.reviewed_at > given.reviewed_at:
        return "outdated"
    return "unchanged" if merged[given.finding_id] == stored else "replaced"


def read_review_file(file: Path, now: datetime) -> list[ReviewLine]:
    """The verdicts of a file. Raises `RunError`, which says what is wrong with which lines."""
    try:
        text = file.read_text("utf-8-sig")
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


@contextmanager
def changed_copy(source: Path, built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of a warehouse to change; at the end it is complete. Raises `duckdb.Error` and `OSError`."""
    shutil.copyfile(source, built)
    with closing(duckdb.connect(str(built))) as connection:
        yield connection
        connection.execute("CHECKPOINT")


def _apply_to_copy(warehouse: Path, built: Path, lines: Sequence[ReviewLine]) -> ImportOutcome:
    try:
        with changed_copy(warehouse, built) as connection:
            return apply_reviews(connection, lines)
    except OSError as error:
        raise unwritable(warehouse.parent, error) from error
    except duckdb.Error as error:
        raise RunError(
            Pair(
                "仓库{warehouse}不能接收复核结论；请先重新导入（{why}）",
                "the warehouse {warehouse} takes no verdicts; ingest anew first ({why})",
                warehouse=warehouse,
                why=first_line(error),
            )
        ) from error


def _id_with_verdicts(warehouse: Path, built: Path) -> str:
    """The id of the version that the published one becomes with other verdicts."""
    published = published_version(warehouse)
    run_ids = [published.run_id] if published else list_runs(built)
    return with_verdicts(run_ids[0], utc_now()) if run_ids else make_run_id(utc_now())


def import_reviews(file: Path, warehouse: Path) -> ImportOutcome:
    """Import the verdicts of a file into the published warehouse.

    A copy with the verdicts is published as a version of the same run, so that whoever has the warehouse open keeps
    reading; one that would not change is left alone. Raises `RunError`; the published version is then as it was.
    """
    check_published(warehouse)
    check_replaceable(warehouse)
    lines = read_review_file(file, utc_now())
    warehouse = absolute_warehouse(warehouse)
    with warehouse_lock(warehouse), run_folder(warehouse, make_run_id(utc_now())) as work:
        outcome = _apply_to_copy(warehouse, built_path(work), lines)
        if outcome.new or outcome.replaced:
            version_id = _id_with_verdicts(warehouse, built_path(work))
            publish(built_path(work), warehouse, version_id)
    return outcome


def outcome_lines(outcome: ImportOutcome) -> Iterator[str]:
    """What to tell of an import, line by line."""
    yield (
        f"verdicts: {outcome.new} new, {outcome.replaced} replaced, {outcome.unchanged} unchanged, "
        f"{outcome.outdated} older than what is there"
    )
    for line in outcome.unknown:
        yield f"line {line.line}: no finding {line.review.finding_id} is in the warehouse; the verdict is kept"
    for line in outcome.changed:
        yield f"line {line.line}: the finding {line.review.finding_id} says something else by now; it stays open"
