"""The status as text: a name and what there is to say a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo

from flows.commands.backlog import Backlog
from flows.commands.lake_status import lake_line
from flows.commands.status import Coverage, Disk, Published, Status
from flows.runs.summary import format_counts
from flows.state import LockHolder, RunRecord, format_bytes, parse_time, show_time

Line = tuple[str, str]


def status_lines(status: Status, zone: tzinfo = UTC) -> list[str]:
    """The whole status in lines, with the times of a zone."""
    return [f"{name:<16}{text}".rstrip() for name, text in _all_lines(status, zone)]


def _show(time: str, zone: tzinfo) -> str:
    return show_time(parse_time(time), zone)


def _all_lines(status: Status, zone: tzinfo) -> Iterator[Line]:
    yield "health", "ok" if status.is_healthy else "not ok"
    for problem in status.problems:
        yield "", problem
    for note in status.notes:
        yield "note", note
    yield "warehouse", status.warehouse
    yield from _published_lines(status.published, zone)
    if status.lake:
        yield "lake", lake_line(status.lake)
    if status.running:
        yield "running now", _holder_line(status.running, zone)
    yield "last success", _show(status.last_success_at, zone) if status.last_success_at else "none"
    yield from _named("last runs", (_run_line(record, zone) for record in status.runs))
    if status.coverage:
        yield from _named("coverage", _coverage_lines(status.coverage))
    yield "backlog", _backlog_line(status.backlog)
    yield from _count_lines("quarantine", status.quarantine)
    yield from _count_lines("open findings", status.open_findings)
    yield "disk", _disk_line(status.disk)


def _holder_line(holder: LockHolder, zone: tzinfo) -> str:
    since = f", since {_show(holder.since, zone)}" if holder.since else ""
    return f"process {holder.pid} on {holder.host}{since}" if holder.pid else "another process"


def _named(name: str, texts: Iterator[str]) -> Iterator[Line]:
    """Several lines under one name."""
    for number, text in enumerate(texts):
        yield "" if number else name, text


def _published_lines(published: Published, zone: tzinfo) -> Iterator[Line]:
    if published.state != "ok":
        yield "published", f"{published.state}: {published.message}" if published.message else published.state
        return
    age = "" if published.age_hours is None else f", {published.age_hours:.1f} hours ago"
    loaded = _show(published.loaded_at, zone) if published.loaded_at else "at no known time"
    yield "published", f"{published.version_id or published.run_id}, loaded {loaded}{age}"
    yield "", f"{published.reports:,} reports, {published.cells:,} cells, reader {published.parser_version}"


def _run_line(record: RunRecord, zone: tzinfo) -> str:
    counts = {name.removeprefix("files_"): count for name, count in record.counts.items() if count}
    parts = [record.message, format_counts(counts)]
    return "  ".join(
        [f"{_show(record.ended_at, zone)}  {record.outcome:<16}{record.seconds:>8.1f} s", *filter(None, parts)]
    )


def _coverage_lines(coverage: Coverage) -> Iterator[str]:
    yield f"{coverage.published_townships:,} of {coverage.townships:,} townships in {coverage.counties:,} counties"
    for year in coverage.years:
        share = f"{year.published_townships:,} of {year.townships:,} townships"
        yield f"{year.report_year}: {year.reports:,} current reports, {share}"


def _backlog_line(backlog: Backlog) -> str:
    counts = {"new": backlog.new, "changed": backlog.changed, "missing": backlog.missing}
    parts = [f"{count:,} {name}" for name, count in counts.items() if count is not None]
    parts += [f"{backlog.retries:,} to read again"] if backlog.retries else []
    return ", ".join(parts + ([f"not known: {backlog.message}"] if backlog.message else []))


def _count_lines(name: str, counts: Mapping[str, int] | None) -> Iterator[Line]:
    if counts is not None:
        yield name, f"{sum(counts.values()):,}" + (f" ({format_counts(counts)})" if counts else "")


def _disk_line(disk: Disk) -> str:
    free = "" if disk.free_bytes is None else f", {format_bytes(disk.free_bytes)} free"
    versions = f"{disk.versions_count} versions {format_bytes(disk.versions_bytes)}"
    return f"{versions}, stage {format_bytes(disk.stage_bytes)}, work {format_bytes(disk.work_bytes)}{free}"
