"""The status as text: a name and what there is to say a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo

from flows.commands.backlog import Backlog
from flows.commands.lake_status import lake_line
from flows.commands.status import Coverage, Disk, Published, Status
from flows.language import said
from flows.state import LockHolder, RunRecord, format_bytes, parse_time, show_time
from flows.words import format_counts, named, pad_text, with_parts
from transforms.language import NOTHING, Pair, joined

_PUBLISHED = Pair("已发布", "published")
Line = tuple[str, str]


def status_lines(status: Status, zone: tzinfo = UTC) -> list[str]:
    """The whole status in lines, with the times of a zone, in the operator's language."""
    return [f"{pad_text(said(name), 16)}{said(text)}".rstrip() for name, text in _all_lines(status, zone)]


def _show(time: str, zone: tzinfo) -> str:
    return show_time(parse_time(time), zone)


def _all_lines(status: Status, zone: tzinfo) -> Iterator[Line]:
    yield Pair("健康状况", "health"), Pair("正常", "ok") if status.is_healthy else Pair("有问题", "not ok")
    for problem in status.problems:
        yield "", problem
    for note in status.notes:
        yield Pair("说明", "note"), note
    yield Pair("仓库", "warehouse"), status.warehouse
    yield from _published_lines(status.published, zone)
    if status.lake:
        yield Pair("数据湖", "lake"), lake_line(status.lake)
    if status.running:
        yield Pair("正在运行", "running now"), _holder_line(status.running, zone)
    success = _show(status.last_success_at, zone) if status.last_success_at else named("none")
    yield Pair("最近成功", "last success"), success
    yield from _named(Pair("最近运行", "last runs"), (_run_line(record, zone) for record in status.runs))
    if status.coverage:
        yield from _named(Pair("覆盖", "coverage"), _coverage_lines(status.coverage))
    yield Pair("待处理", "backlog"), _backlog_line(status.backlog)
    yield from _count_lines(Pair("隔离", "quarantine"), status.quarantine)
    yield from _count_lines(Pair("未结疑点", "open findings"), status.open_findings)
    yield Pair("磁盘", "disk"), _disk_line(status.disk)


def _holder_line(holder: LockHolder, zone: tzinfo) -> Pair:
    if not holder.pid:
        return Pair("另一个进程", "another process")
    since = NOTHING
    if holder.since:
        since = Pair("，始于 {since}", ", since {since}", since=_show(holder.since, zone))
    return Pair(
        "{host} 上的进程 {pid}{since}",
        "process {pid} on {host}{since}",
        host=holder.host,
        pid=holder.pid,
        since=since,
    )


def _named(name: Pair, texts: Iterator[Pair]) -> Iterator[Line]:
    """Several lines under one name."""
    for number, text in enumerate(texts):
        yield "" if number else name, text


def _published_lines(published: Published, zone: tzinfo) -> Iterator[Line]:
    if published.state != "ok":
        state = named(published.state)
        yield _PUBLISHED, joined("：", ": ", [state, published.message] if published.message else [state])
        return
    yield (
        _PUBLISHED,
        Pair(
            "{version}，装入于 {loaded}{age}",
            "{version}, loaded {loaded}{age}",
            version=published.version_id or published.run_id,
            loaded=_show(published.loaded_at, zone) if published.loaded_at else Pair("不明时间", "at no known time"),
            age=_age(published.age_hours),
        ),
    )
    yield (
        "",
        Pair(
            "报告 {reports}，单元格 {cells}，读取程序 {reader}",
            "{reports} reports, {cells} cells, reader {reader}",
            reports=_counted(published.reports),
            cells=_counted(published.cells),
            reader=published.parser_version,
        ),
    )


def _counted(count: int | None) -> str:
    """A count with its thousands parted; of one that a foreign warehouse does not have a question mark."""
    return "?" if count is None else f"{count:,}"


def _age(hours: float | None) -> Pair:
    return NOTHING if hours is None else Pair("，{hours:.1f} 小时前", ", {hours:.1f} hours ago", hours=hours)


def _run_line(record: RunRecord, zone: tzinfo) -> Pair:
    counts = {name.removeprefix("files_"): count for name, count in record.counts.items() if count}
    parts = [record.words, format_counts(counts)]
    return joined("  ", "  ", [_ended(record, zone), *filter(None, parts)])


def _ended(record: RunRecord, zone: tzinfo) -> Pair:
    """When a run ended, how, and how long it took, in columns."""
    template = Pair("{ended}  {outcome}{seconds:>8.1f} 秒", "{ended}  {outcome}{seconds:>8.1f} s")
    outcome = named(record.outcome)
    padded = Pair(pad_text(outcome.zh, 16), pad_text(outcome.en, 16))
    return template.filled(ended=_show(record.ended_at, zone), outcome=padded, seconds=record.seconds)


def _coverage_lines(coverage: Coverage) -> Iterator[Pair]:
    yield Pair(
        "{counties:,} 个县区，{townships:,} 个乡镇中有 {published:,} 个",
        "{published:,} of {townships:,} townships in {counties:,} counties",
        published=coverage.published_townships,
        townships=coverage.townships,
        counties=coverage.counties,
    )
    for year in coverage.years:
        yield Pair(
            "{year}：现行报告 {reports:,}，{townships:,} 个乡镇中有 {published:,} 个",
            "{year}: {reports:,} current reports, {published:,} of {townships:,} townships",
            year=year.report_year,
            reports=year.reports,
            published=year.published_townships,
            townships=year.townships,
        )


def _backlog_line(backlog: Backlog) -> Pair:
    counts = {"new": backlog.new, "changed": backlog.changed, "missing": backlog.missing}
    known = {name: count for name, count in counts.items() if count is not None}
    parts = [format_counts(known)] if known else []
    if backlog.retries:
        parts.append(Pair("待重读 {count:,}", "{count:,} to read again", count=backlog.retries))
    if backlog.message:
        parts.append(Pair("无法得知：{why}", "not known: {why}", why=backlog.message))
    return joined("，", ", ", parts)


def _count_lines(name: Pair, counts: Mapping[str, int] | None) -> Iterator[Line]:
    if counts is not None:
        yield name, with_parts(sum(counts.values()), counts)


def _disk_line(disk: Disk) -> Pair:
    free = NOTHING
    if disk.free_bytes is not None:
        free = Pair("，可用 {free}", ", {free} free", free=format_bytes(disk.free_bytes))
    return Pair(
        "{count} 个版本 {versions}，暂存区 {stage}，工作区 {work}{free}",
        "{count} versions {versions}, stage {stage}, work {work}{free}",
        count=disk.versions_count,
        versions=format_bytes(disk.versions_bytes),
        stage=format_bytes(disk.stage_bytes),
        work=format_bytes(disk.work_bytes),
        free=free,
    )
