"""Compare what a run built with the published version, and say what it has lost beyond belief.

A night changes little: what is gone or unreadable all at once is the fault of a disk, a setting or a program rather
than of the reports. It is counted for the whole, and by media type, province and year, as the loss of one group is
small beside the whole.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.duck import first_line, quote_text, read_count, spill_into
from flows.versions import list_runs, list_versions
from transforms.language import Pair

logger = logging.getLogger("nianbao")


@dataclass(frozen=True, slots=True)
class GuardBounds:
    """What may happen in a night.

    fall: the share, 0 to 1, of its reports or values that a group may lose.
    rise: the share, 0 to 1, by which unread cells, reports with a finding, or quarantined files may grow among all.
    reports: a change within this many reports, or what as many reports hold, never counts, whatever its share.
    """

    fall: float
    rise: float
    reports: int


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """What a group of current reports holds. `unread` are cells without a value for want of reading, of `cells`."""

    reports: int = 0
    values: int = 0
    cells: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What is compared of a warehouse. The groups are named as a sentence goes on; the whole is the group "".

    `findings` are current reports with an error or a warning of a rule.
    """

    groups: Mapping[str, ReportCounts]
    findings: Mapping[str, int]
    quarantined: int
    files: int


KNOWN = " of a known township"
_GROUPS = """
    WITH cells AS (
        SELECT
            report_id,
            count(value) AS value_count,
            count(*) AS cell_count,
            count(*) FILTER (cell_status IN ('ambiguous', 'unreadable', 'missing')) AS unread_count
        FROM (
            SELECT report_id, value, cell_status FROM fact_request
            UNION ALL
            SELECT report_id, value, cell_status FROM fact_review
            UNION ALL
            SELECT report_id, value, cell_status FROM fact_proactive
            UNION ALL
            SELECT report_id, value, cell_status FROM fact_statistic
        )
        GROUP BY report_id
    ),

    current AS (
        SELECT
            report_id,
            ' of the media type ' || media_type AS media_type,
            ' of ' || province AS province,
            ' of the year ' || report_year AS report_year,
            if(township_code IS NULL, NULL, ' of a known township') AS known
        FROM report
        LEFT JOIN dim_township USING (township_code)
        WHERE status = 'current' AND NOT coalesce(regexp_full_match(source_path, $left_out), false)
    )

    SELECT
        coalesce(media_type, province, report_year, known, '') AS of_group,
        count(*),
        coalesce(sum(value_count), 0)::BIGINT,
        coalesce(sum(cell_count), 0)::BIGINT,
        coalesce(sum(unread_count), 0)::BIGINT
    FROM current
    LEFT JOIN cells USING (report_id)
    GROUP BY GROUPING SETS ((), (media_type), (province), (report_year), (known))
    HAVING grouping(media_type, province, report_year, known) = 15 OR of_group != ''
    ORDER BY of_group
"""
# How a group begins that `_GROUPS` names, the shortest last.
_GROUPS_IN_CHINESE = {" of the media type ": "类型为 {} 的", " of the year ": "{}年的", " of ": "{}的"}
_REPORTS = Pair("{group}现行报告", "current reports{group}")
_VALUES = Pair("{group}报告中的数值", "values in reports{group}")
_UNREAD = Pair("{group}报告中读不出的单元格", "cells that could not be read in reports{group}")
_FINDINGS = """
    SELECT rule, count(DISTINCT report_id)
    FROM quality_finding
    JOIN report USING (report_id)
    WHERE
        severity IN ('error', 'warning')
        AND status = 'current'
        AND NOT coalesce(regexp_full_match(source_path, $left_out), false)
    GROUP BY rule
    ORDER BY rule
"""
_COUNTED = "SELECT count(*) FROM {table} WHERE NOT coalesce(regexp_full_match(source_path, $left_out), false)"


def count_warehouse(connection: duckdb.DuckDBPyConnection, database: Path, left_out: str | None) -> Counts:
    """Count what is compared, without what was read of files whose path is of a pattern. Raises `duckdb.Error`."""
    given = {"left_out": left_out}
    connection.execute(f"ATTACH {quote_text(str(database))} AS compared (READ_ONLY)")
    try:
        connection.execute("USE compared")
        groups = {group: ReportCounts(*counts) for group, *counts in connection.execute(_GROUPS, given).fetchall()}
        findings = dict(connection.execute(_FINDINGS, given).fetchall())
        quarantined, filed = (
            read_count(connection, _COUNTED.format(table=table), given) for table in ("quarantine", "report_file")
        )
        return Counts(groups, findings, quarantined, quarantined + filed)
    finally:
        connection.execute("USE memory")
        connection.execute("DETACH compared")


def newest_readable(warehouse: Path) -> Path | None:
    """The published file, or the newest other version, that can be read; None where there is none."""
    others = [version.path for version in list_versions(warehouse) if not version.is_published]
    return next((path for path in (warehouse, *others) if path.is_file() and list_runs(path)), None)


def find_lost_files(before: int, missing: int, lost: int, bounds: GuardBounds) -> Iterator[Pair]:
    """What is wrong with the raw folder, of whose `before` files `missing` are gone, or with what was read of them.

    The reports of files that are gone stay; but a folder that is empty all of a sudden was not mounted. `lost` are
    those of which what was read is gone as well.
    """
    if missing and (missing == before or (missing > bounds.reports and missing > bounds.fall * before)):
        yield Pair(
            "原始文件夹中{before:,}个文件有{missing:,}个已不存在",
            "{missing:,} of {before:,} files are gone from the raw folder",
            missing=missing,
            before=before,
        )
    if lost:
        yield Pair(
            "原始文件夹中有{lost:,}个文件已不存在，其读取结果无法保留",
            "{lost:,} files are gone from the raw folder, and what was read of them cannot be kept",
            lost=lost,
        )


def compare_versions(
    published: Path | None, built: Path, bounds: GuardBounds, left_out: str | None = None
) -> list[Pair]:
    """What the built warehouse has lost beyond the bounds, a sentence each; nothing where there is nothing to compare.

    Files whose path is of the pattern `left_out` count in neither. A published version that is not there, cannot be
    read or is of another layout is not compared. What does not fit into memory goes beside the built one. Raises
    `duckdb.Error` for a built one that cannot be read.
    """
    with closing(duckdb.connect()) as connection:
        spill_into(connection, built.with_name("spill"))
        try:
            before = count_warehouse(connection, published, left_out) if published and published.is_file() else None
        except duckdb.Error as error:
            logger.warning(
                Pair(
                    "无法把已发布的仓库与新建的比较：{why}",
                    "the published warehouse cannot be compared with the new one: {why}",
                    why=first_line(error),
                )
            )
            before = None
        if before is None:
            return []
        after = count_warehouse(connection, built, left_out)
    return list(_find_breaches(before, after, bounds))


def _name_group(group: str) -> Pair:
    """A group as a sentence names it, the Chinese words before what it is a group of.

    >>> _name_group(" of the year 2021").zh, _name_group("").zh
    ('2021年的', '')
    """
    for start, zh in _GROUPS_IN_CHINESE.items():
        if group.startswith(start):
            return Pair(zh.format(group.removeprefix(start)), group)
    return Pair(group, group)


def _find_breaches(before: Counts, after: Counts, bounds: GuardBounds) -> Iterator[Pair]:
    was_all, is_all = (counts.groups.get("", ReportCounts()) for counts in (before, after))
    if not was_all.reports:
        return
    if not is_all.reports and was_all.reports > 1:  # an empty folder is no small matter in the smallest warehouse
        yield Pair(
            "原有现行报告{count:,}份，现在一份不剩", "no current report is left of {count:,}", count=was_all.reports
        )
        return
    known = after.groups.get(KNOWN, ReportCounts())
    if not known.reports and before.groups.get(KNOWN, ReportCounts()).reports > 1:
        yield Pair(
            "所有报告都认不出乡镇了；是否缺少区划名录？",
            "no township is known any more of any report; is a gazetteer missing?",
        )
    values, cells = was_all.values / was_all.reports, was_all.cells / was_all.reports
    for group, was in before.groups.items():
        if group == KNOWN:
            continue
        now, of_group = after.groups.get(group, ReportCounts()), _name_group(group)
        yield from _find_fall(_REPORTS.filled(group=of_group), was.reports, now.reports, bounds, 1)
        yield from _find_fall(_VALUES.filled(group=of_group), was.values, now.values, bounds, values)
        named = _UNREAD.filled(group=of_group)
        yield from _find_rise(named, (was.unread, was.cells), (now.unread, now.cells), bounds, cells)
    for rule in sorted({*before.findings, *after.findings}):
        was_found, is_found = (counts.findings.get(rule, 0) for counts in (before, after))
        named = Pair("有疑点 {rule} 的报告", "reports with the finding {rule}", rule=rule)
        yield from _find_rise(named, (was_found, was_all.reports), (is_found, is_all.reports), bounds, 1)
    was_filed, is_filed = ((counts.quarantined, counts.files) for counts in (before, after))
    yield from _find_rise(Pair("隔离文件", "quarantined files"), was_filed, is_filed, bounds, 1)


def _find_fall(named: Pair, before: int, after: int, bounds: GuardBounds, of_one_report: float) -> Iterator[Pair]:
    """Say so where a number falls by more than its share, and by more than the reports that never count hold."""
    lost = before - after
    if lost > bounds.fall * before and lost > bounds.reports * of_one_report:
        yield Pair(
            "{named}：之前{before:,}，现在{after:,}（减少{share:.1%}；最多可减少{fall:.1%}）",
            "{named}: {before:,} before, {after:,} now ({share:.1%} fewer; {fall:.1%} may be lost)",
            named=named,
            before=before,
            after=after,
            share=lost / before,
            fall=bounds.fall,
        )


def _find_rise(
    named: Pair, before: tuple[int, int], after: tuple[int, int], bounds: GuardBounds, of_one_report: float
) -> Iterator[Pair]:
    """Say so where a part, given with its whole, grows by more than its share and the reports that never count hold."""
    (had, of), (has, of_now) = before, after
    if not of or not of_now:
        return
    expected = had * of_now / of
    grown = has - expected
    if grown > bounds.rise * of_now and grown > bounds.reports * of_one_report:
        yield Pair(
            "{named}：之前{of:,}中有{had:,}（{was:.1%}），现在{of_now:,}中有{has:,}（{now:.1%}；最多可增加{rise:.1%}）",
            "{named}: {had:,} of {of:,} before ({was:.1%}), {has:,} of {of_now:,} now ({now:.1%}; {rise:.1%} more are "
            "allowed)",
            named=named,
            had=had,
            of=of,
            was=had / of,
            has=has,
            of_now=of_now,
            now=has / of_now,
            rise=bounds.rise,
        )
