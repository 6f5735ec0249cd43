"""How the nightly ingest is: what is published and how old, the last runs, coverage, backlog, quarantine and disk.

Only reads. It works beside a running ingest, and also where there is no warehouse, or one that cannot be read: what is
not known is None. The keys of its JSON are described in `docs/status.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from flows.bounded import open_plain
from flows.commands.backlog import Backlog, Seen, find_backlog, read_seen
from flows.commands.lake_status import LakeStatus, lake_problems, read_lake_status
from flows.duck import is_of_calendar, why_unreadable
from flows.errors import system_words
from flows.settings import Settings
from flows.state import (
    FAILURES,
    MOST_RECORDS,
    SUCCESSES,
    LockHolder,
    RunRecord,
    absolute_warehouse,
    count_bytes,
    find_holder,
    format_time,
    free_bytes,
    parse_time,
    published_id,
    read_records,
    read_retries,
    stage_folder,
    state_folder,
    unreadable_records,
    unreadable_retries,
    versions_folder,
    work_folder,
)
from flows.versions import check_years, list_versions, published_version, tell_changes
from flows.words import named
from transforms.language import NOTHING, Pair, joined

RUNS_SHOWN = 10
_SENTENCES = ("problems", "notes")
_GONE = Pair(
    "其文件已丢失；nianbao rollback 可恢复到另一版本", "its file is gone; nianbao rollback returns to another version"
)
_ENDS = {
    "failed": Pair("失败", "failed"),
    "interrupted": Pair("被中断", "was interrupted"),
    "stopped_by_guard": Pair("被保护措施拦下", "was stopped by a guard"),
}

_LAST_RUN = f"""
    SELECT run_id, parser_version, if({is_of_calendar("ended_at")}, ended_at::TIMESTAMP, NULL), reports_loaded,
        cells_loaded, findings, files_quarantined FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1
"""
_COVERAGE = """
    SELECT count(DISTINCT county_code), count(DISTINCT township_code),
        count(DISTINCT township_code) FILTER (is_published)
    FROM coverage
    WHERE is_counted(is_fictional)
"""
_YEARS = """
    WITH
    reports AS (
        SELECT report_year, count(*) AS reports
        FROM report
        WHERE status = 'current' AND is_counted(starts_with(coalesce(township_code, division_code), '99'))
        GROUP BY report_year
    ),
    townships AS (
        SELECT report_year, count(*) AS townships, count(*) FILTER (is_published) AS published
        FROM coverage
        WHERE is_counted(is_fictional)
        GROUP BY report_year
    )
    SELECT report_year, coalesce(reports, 0), coalesce(published, 0), coalesce(townships, 0)
    FROM reports FULL JOIN townships USING (report_year) ORDER BY report_year
"""
_QUARANTINE = "SELECT reason, count(*) FROM quarantine GROUP BY reason ORDER BY count(*) DESC, reason"
_OPEN_FINDINGS = "SELECT severity, count(*) FROM open_finding GROUP BY severity ORDER BY severity = 'info', severity"


@dataclass(frozen=True, slots=True)
class Published:
    """What readers get. `state` is `ok`, `none`, `dangling` (a link to a file that is gone) or `unreadable`."""

    state: str
    message: Pair = NOTHING
    version_id: str | None = None
    run_id: str | None = None
    parser_version: str | None = None
    loaded_at: str | None = None
    age_hours: float | None = None
    reports: int | None = None
    cells: int | None = None
    findings: int | None = None
    quarantined: int | None = None


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """A year: current reports, and townships with one among those of the counties that have any."""

    report_year: int
    reports: int
    published_townships: int
    townships: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counties with a current report, their townships, and how many of these published in any year."""

    counties: int
    townships: int
    published_townships: int
    years: Sequence[YearCoverage]


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of what is kept beside the warehouse, and those that its file system has left."""

    versions_count: int
    versions_bytes: int
    stage_bytes: int
    work_bytes: int
    free_bytes: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What the published warehouse says; None where a part of it cannot be read."""

    published: Published
    coverage: Coverage | None = None
    quarantine: Mapping[str, int] | None = None
    open_findings: Mapping[str, int] | None = None
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that `nianbao status` tells. `runs` are the last ones, the newest first; `lake` may be None.

    `problems` are what is not well, a sentence each, `notes` what somebody may want to know though it is no problem.
    """

    checked_at: str
    warehouse: str
    problems: Sequence[Pair]
    notes: Sequence[Pair]
    published: Published
    lake: LakeStatus | None
    running: LockHolder | None
    killed_runs: Sequence[str]
    last_success_at: str | None
    runs: Sequence[RunRecord]
    coverage: Coverage | None
    backlog: Backlog
    quarantine: Mapping[str, int] | None
    open_findings: Mapping[str, int] | None
    disk: Disk
    is_healthy: bool = field(init=False)

    def __post_init__(self) -> None:
        """Healthy is what has no problem."""
        object.__setattr__(self, "is_healthy", not self.problems)


def to_json(status: Status) -> dict[str, Any]:
    """The status as JSON has it: sentences in English, and beside them in Chinese under their name with `_zh`."""
    told: dict[str, Any] = _with_chinese(asdict(status))
    return told


def _with_chinese(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    told: dict[str, Any] = {}
    for name, one in value.items():
        told[name] = _with_chinese(one)
        if isinstance(one, Pair):
            told[f"{name}_zh"] = one.zh
        elif name in _SENTENCES:
            told[f"{name}_zh"] = [sentence.zh for sentence in one]
    return told


def _hours_between(earlier: datetime, later: datetime) -> float:
    return round((later - earlier) / timedelta(hours=1), 2)


def _query(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]] | None:
    """Rows of a query; None where the warehouse is of a layout that does not have what it asks for."""
    try:
        return connection.execute(query).fetchall()
    except duckdb.Error:
        return None


def _read_published(connection: duckdb.DuckDBPyConnection, version_id: str | None, now: datetime) -> Published:
    rows = _query(connection, _LAST_RUN)
    if not rows:
        message = Pair(
            "其中没有运行记录；布局不同，或不是仓库", "it has no run; it is of another layout, or no warehouse"
        )
        return Published("unreadable", message, version_id)
    run_id, parser_version, ended_at, *counts = rows[0]
    loaded_at = ended_at.replace(tzinfo=UTC) if ended_at else None
    loaded, age = (format_time(loaded_at), _hours_between(loaded_at, now)) if loaded_at else (None, None)
    return Published("ok", NOTHING, version_id, run_id, parser_version, loaded, age, *counts)


def _read_coverage(connection: duckdb.DuckDBPyConnection) -> Coverage | None:
    totals, years = _query(connection, _COVERAGE), _query(connection, _YEARS)
    if not totals or years is None:
        return None
    counties, townships, published = totals[0]
    return Coverage(counties, townships, published, [YearCoverage(*year) for year in years])


def _read_counts(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int] | None:
    rows = _query(connection, query)
    return None if rows is None else {str(name): count for name, count in rows}


def _read_seen(connection: duckdb.DuckDBPyConnection) -> Seen | None:
    try:
        return read_seen(connection)
    except duckdb.Error:
        return None


def read_contents(warehouse: Path, now: datetime) -> Contents:
    """What the published warehouse says, read by one connection, so that it is of one version."""
    version_id = published_id(warehouse)
    try:
        if not warehouse.exists():
            return Contents(Published("dangling", _GONE, version_id) if warehouse.is_symlink() else Published("none"))
        open_plain(warehouse).close()  # DuckDB waits for the writer of a pipe
        with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
            check_years(connection)
            return Contents(
                _read_published(connection, version_id, now),
                _read_coverage(connection),
                _read_counts(connection, _QUARANTINE),
                _read_counts(connection, _OPEN_FINDINGS),
                _read_seen(connection),
            )
    except (duckdb.Error, OSError) as error:
        why = system_words(error) if isinstance(error, OSError) else why_unreadable(error)
        return Contents(Published("unreadable", Pair("{why}", "{why}", why=why), version_id))


def _list_work(warehouse: Path) -> set[str]:
    try:
        return {path.name for path in work_folder(warehouse).iterdir()}
    except OSError:
        return set()


def find_runs_on(warehouse: Path) -> tuple[LockHolder | None, list[str]]:
    """Who runs, and the runs that were killed: their folder is there and nobody holds the lock.

    A folder is looked at before and after the lock, as a run may begin or end in between.
    """
    before = _list_work(warehouse)
    holder = find_holder(warehouse)
    return holder, [] if holder else sorted(before & _list_work(warehouse))


def measure_disk(warehouse: Path) -> Disk:
    """What the warehouse and its state take."""
    return Disk(
        len(list_versions(warehouse)),
        count_bytes(versions_folder(warehouse)),
        count_bytes(stage_folder(warehouse)),
        count_bytes(work_folder(warehouse)),
        free_bytes(state_folder(warehouse)),
    )


def _last_success(records: Sequence[RunRecord], published: Published) -> str | None:
    """When a run last completed: by the log, or by the warehouse where the log was lost."""
    times = [record.ended_at for record in records if record.outcome in SUCCESSES]
    times += [published.loaded_at] if published.loaded_at else []
    return max(times, key=parse_time, default=None)


def _find_problems(
    warehouse: Path,
    contents: Contents,
    killed: Sequence[str],
    records: Sequence[RunRecord],
    inputs: tuple[str, ...],
    success_age: float | None,
    max_age: float | None,
) -> Iterator[Pair]:
    published = contents.published
    if published.state == "none":
        yield Pair("还没有发布任何内容", "nothing is published yet")
    elif published.state != "ok":
        yield Pair(
            "已发布的仓库{state}：{message}",
            "the published warehouse is {state}: {message}",
            state=named(published.state),
            message=published.message,
        )
    if version := published_version(warehouse):
        yield from tell_changes(version.version_id, version.path)
    for run_id in killed:
        yield Pair(
            "运行{run_id}被强行终止；下一次运行会完成其工作",
            "the run {run_id} was killed; the next run completes its work",
            run_id=run_id,
        )
    judged = _leave_out_mistyped(records, inputs)
    if judged and judged[-1].outcome in FAILURES:
        yield _describe_failure(judged[-1])
    if max_age is not None and success_age is None:
        yield Pair("还没有完成过任何运行", "no run has completed yet")
    elif max_age is not None and success_age is not None and success_age > max_age:
        yield Pair(
            "最近一次完成的运行结束于{age:.1f}小时前，超过{most:g}小时",
            "the last run that completed ended {age:.1f} hours ago, more than {most:g}",
            age=success_age,
            most=max_age,
        )


def _leave_out_mistyped(records: Sequence[RunRecord], inputs: tuple[str, ...]) -> list[RunRecord]:
    """The runs without those that failed over what no run that completed was to read, such as a mistyped folder.

    `inputs` are those that the status is asked of: a run with these counts. Until one has completed, all do.
    """
    known = {one.inputs for one in records if one.outcome in SUCCESSES and one.inputs}
    known |= {inputs, ()} if known else {one.inputs for one in records}
    return [one for one in records if one.outcome in SUCCESSES or one.inputs in known]


def _find_notes(warehouse: Path, records: Sequence[RunRecord], inputs: tuple[str, ...]) -> Iterator[Pair]:
    if records and records[-1] not in _leave_out_mistyped(records, inputs):
        yield Pair(
            "{failure}；这不算问题，因为没有完成过读取 {read} 的运行",
            "{failure}; that is no problem, as no run has completed that was to read {read}",
            failure=_describe_failure(records[-1]),
            read=", ".join(records[-1].inputs),
        )
    yield from filter(None, (unreadable_records(warehouse), unreadable_retries(warehouse)))


def _describe_failure(record: RunRecord) -> Pair:
    how = _ENDS.get(record.outcome, _ENDS["failed"])
    ended = Pair("最近一次运行{run_id}{how}", "the last run, {run_id}, {how}", run_id=record.run_id, how=how)
    return joined("：", ": ", [ended, record.words] if record.message else [ended])


def read_status(settings: Settings, max_age: float | None = None, now: datetime | None = None) -> Status:
    """Everything there is to tell. `max_age` are the hours after which a last success is too old.

    Raises `RunError` where the path of the warehouse itself makes no sense.
    """
    now = now or datetime.now(UTC)
    warehouse = absolute_warehouse(settings.warehouse)
    running, killed = find_runs_on(warehouse)
    contents = read_contents(warehouse, now)
    records = read_records(warehouse, MOST_RECORDS)
    lake = read_lake_status(settings, contents.published.version_id)
    success = _last_success(records, contents.published)
    age = _hours_between(parse_time(success), now) if success else None
    problems = _find_problems(warehouse, contents, killed, records, settings.inputs, age, max_age)
    return Status(
        checked_at=format_time(now),
        warehouse=str(warehouse),
        problems=[*problems, *lake_problems(lake)],
        notes=list(_find_notes(warehouse, records, settings.inputs)),
        published=contents.published,
        lake=lake,
        running=running,
        killed_runs=killed,
        last_success_at=success,
        runs=records[: -RUNS_SHOWN - 1 : -1],
        coverage=contents.coverage,
        backlog=find_backlog(settings, contents.seen, len(read_retries(warehouse))),
        quarantine=contents.quarantine,
        open_findings=contents.open_findings,
        disk=measure_disk(warehouse),
    )
