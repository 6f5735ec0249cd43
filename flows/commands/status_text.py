"""The status as text: a name and what there is to say a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.commands.backlog import Backlog
from flows.commands.status import Coverage, Disk, Published, Status
from flows.runs.summary import format_counts
from flows.state import RunRecord, format_bytes

Line = tuple[str, str]


def status_lines(status: Status) -> list[str]:
    """The whole status in lines."""
    return [f"{name:<16}{text}".rstrip() for name, text in _all_lines(status)]


def _all_lines(status: Status) -> Iterator[Line]:
    yield "health", "ok" if status.is_healthy else "not ok"
    for problem in status.problems:
        yield "", problem
    yield "warehouse", status.warehouse
    yield from _published_lines(status.published)
    if status.running:
        who = f"process {status.running.pid} on {status.running.host}, since {status.running.since} UTC"
        yield "running now", who if status.running.pid else "another process"
    yield "last success", status.last_success_at or "none"
    yield from _named("last runs", map(_run_line, status.runs))
    if status.coverage:
        yield from _named("coverage", _coverage_lines(status.coverage))
    yield "backlog", _backlog_line(status.backlog)
    yield from _count_lines("quarantine", status.quarantine)
    yield from _count_lines("open findings", status.open_findings)
    yield "disk", _disk_line(status.disk)


def _named(name: str, texts: Iterator[str]) -> Iterator[Line]:
    """Several lines under one name."""
    for number, text in enumerate(texts):
        yield "" if number else name, text


def _published_lines(published: Published) -> Iterator[Line]:
    if published.state != "ok":
        yield "published", f"{published.state}: {published.message}" if published.message else published.state
        return
    age = "" if published.age_hours is None else f", {published.age_hours:.1f} hours ago"
    yield (
        "published",
        f"{published.version_id or published.run_id}, loaded {published.loaded_at or 'at no known time'}{age}",
    )
    yield "", f"{published.reports:,} reports, {published.cells:,} cells, reader {published.parser_version}"


def _run_line(record: RunRecord) -> str:
    counts = {name.removeprefix("files_"): count for name, count in record.counts.items() if count}
    parts = [record.message, format_counts(counts)]
    return "  ".join([f"{record.ended_at}  {record.outcome:<16}{record.seconds:>8.1f} s", *filter(None, parts)])


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
