"""The notebook's panels: a chart with its title, and a note that says what it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import altair as alt
import duckdb
import polars as pl

from notebooks import charts, published, queries
from notebooks.labels import CHANNELS, RULES, bilingual
from notebooks.warehouse import Headline

NOTHING = "没有数据 Nothing to show."
ALL_ZERO = "全部为零 All of it is zero."
_FINDING_RULES = 14


@dataclass(frozen=True)
class Panel:
    """A chart and what it shows; `instead` is said where there is none to draw."""

    title: str
    note: str
    chart: alt.TopLevelMixin | None
    instead: str = NOTHING


@dataclass(frozen=True)
class Tile:
    """One number of the headline."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Panels that stand side by side."""

    title: str
    panels: tuple[Panel, ...]


def words_of(values: pl.Series) -> str:
    """What is said of values instead of drawing them: that there are none, or nothing but zeros.

    >>> words_of(pl.Series([0, None, 0])), words_of(pl.Series([0, 1])), words_of(pl.Series([None], dtype=pl.Int64))
    ('全部为零 All of it is zero.', '', '没有数据 Nothing to show.')
    """
    if not values.count():
        return NOTHING
    return "" if (values != 0).any() else ALL_ZERO


def _draw(title: str, note: str, values: pl.Series, draw: Callable[[], alt.TopLevelMixin]) -> Panel:
    """A panel of these values, drawn where there is anything but zeros."""
    words = words_of(values)
    return Panel(title, note, None if words else draw(), words or NOTHING)


def tiles(headline: Headline, counted: pl.DataFrame) -> tuple[Tile, ...]:
    """How much the warehouse holds, and how many doubts are open (`counted` of `count_findings`)."""
    gravity = dict(counted.group_by("severity").agg(pl.col("findings").sum()).iter_rows())
    years = "—" if headline.first_year is None else f"{headline.first_year}–{headline.last_year}"
    if headline.first_year == headline.last_year and headline.first_year is not None:
        years = str(headline.first_year)
    return (
        Tile("年报 reports", f"{headline.reports:,}", f"另有旧版与副本 {headline.other_reports:,} other files"),
        Tile(
            "乡镇街道 townships",
            f"{headline.townships:,}",
            f"所涉县共 {headline.townships_there:,} 个；未识别年报 {headline.reports_without_code:,} without code",
        ),
        Tile("县 counties", f"{headline.counties:,}"),
        Tile("年度 years", years),
        Tile(
            "存疑单元格 doubtful cells",
            f"{headline.doubtful_cells:,}",
            f"共 {headline.cells:,} 格，存疑者值为空 loaded as NULL",
        ),
        Tile("隔离文件 quarantined", f"{headline.quarantined:,}", "未入库 not loaded"),
        Tile(
            "未结疑点 open findings",
            f"{sum(gravity.values()):,}",
            f"错误 {gravity.get('error', 0):,} · 警告 {gravity.get('warning', 0):,} · 提示 {gravity.get('info', 0):,}",
        ),
    )


def coverage(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> Panel:
    """The map of who published: the counties that lack most reports, or the townships of a single county."""
    title = "年报公布情况 Coverage"
    counties = published.count_counties(warehouse, area)
    if counties == 1:
        frame = published.coverage_by_township(warehouse, area, limit)
        note = f"一县之乡镇街道，公布最少者在前，至多 {limit} 个。Its townships, those that published least first."
        return Panel(title, note, charts.coverage_map(frame))
    frame = published.coverage_by_county(warehouse, area, limit)
    shown = f"缺报最多的 {limit} 个县（共 {counties} 个）" if counties > limit else f"{counties} 个县"
    return Panel(
        title,
        f"{shown}：已公布/乡镇街道数。空白：该县首份年报之前或末份之后。Townships with a report, of all, the counties "
        "that lack most first; blank: before a county's first report or after its last.",
        charts.coverage_map(frame) if len(frame) else None,
    )


def requests(sums: pl.DataFrame, labels: Mapping[str, str]) -> Panel:
    """Requests received and how they were handled (`sums` of `sums_by_year`)."""
    shown = sums.filter(pl.col("measure").is_in(("new_requests", *queries.OUTCOMES)))
    return _draw(
        "申请与办理结果 Requests and outcomes",
        "柱上：已公布的乡镇街道中填报各数者的比例（取最低一项）；空白不计为零。Above the bars: the share of townships "
        "with a report that state the number least stated. A blank is not a zero.",
        shown["value"],
        lambda: charts.requests_and_outcomes(sums, labels),
    )


def open_findings(counted: pl.DataFrame) -> Panel:
    """Open findings by rule (`counted` of `count_findings`)."""
    labelled = counted.with_columns(
        pl.col("rule").map_elements(lambda rule: bilingual(rule, RULES), return_dtype=pl.String).alias("rule_label")
    )
    rules = labelled.unique("rule", maintain_order=True)["rule"]
    shown = labelled.filter(pl.col("rule").is_in(rules.head(_FINDING_RULES).to_list()))
    left = len(rules) - _FINDING_RULES
    return Panel(
        "未结疑点 Open findings",
        "按规则与程度，错误在前。By rule, errors first." + (f" 另有 {left} 条规则 more rules." if left > 0 else ""),
        charts.findings_by_rule(shown) if len(shown) else None,
    )


def rates(warehouse: duckdb.DuckDBPyConnection, area: str | None, labels: Mapping[str, str]) -> Panel:
    """Shares of the outcomes over the years."""
    frame = queries.rates_by_year(warehouse, area)
    return _draw(
        "办理结果占比 Outcome rates",
        "仅含两数俱全的乡镇街道。Of the townships that state both numbers.",
        frame["value"],
        lambda: charts.rates(frame, labels),
    )


def counties(warehouse: duckdb.DuckDBPyConnection, area: str | None, limit: int) -> Panel:
    """Requests of the counties that received the most."""
    frame = queries.requests_by_county(warehouse, area, limit)
    return _draw(
        "各县新收申请 Requests by county",
        f"新收申请最多的 {limit} 个县以内，按填报乡镇合计；线断处为空白。Up to {limit} counties with the most; a line "
        "stops at a blank.",
        frame["value"],
        lambda: charts.county_lines(frame),
    )


def applicants(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> Panel:
    """Who asks."""
    frame = queries.applicants_by_year(warehouse, area).with_columns(
        pl.format("{} {}", "applicant_zh", "applicant").alias("label")
    )
    names = frame.group_by("label").agg(pl.col("value").sum()).sort("value", "label", descending=[True, False])
    return _draw(
        "申请人 Applicants",
        "本年新收申请按申请人。Requests received by kind of applicant.",
        frame["value"],
        lambda: charts.grouped_bars(frame, names["label"].to_list(), "件 requests"),
    )


def reviews(sums: pl.DataFrame, labels: Mapping[str, str]) -> Panel:
    """Reconsiderations and lawsuits (`sums` of `sums_by_year`)."""
    names = [bilingual(measure, labels) for measure in queries.REVIEWS]
    frame = sums.filter(pl.col("measure").is_in(queries.REVIEWS)).with_columns(
        pl.col("measure").replace_strict(dict(zip(queries.REVIEWS, names, strict=True))).alias("label")
    )
    return _draw(
        "复议与诉讼 Reviews and lawsuits",
        "按填报乡镇合计。Sums of the townships that state them.",
        frame["value"],
        lambda: charts.grouped_bars(frame, names, "件 cases"),
    )


def channels(warehouse: duckdb.DuckDBPyConnection, area: str | None) -> tuple[Panel, Panel]:
    """Through what information was disclosed, by the prose: items, and how many reports say so."""
    frame = queries.channels_by_year(warehouse, area).with_columns(
        pl.col("channel").map_elements(lambda code: bilingual(code, CHANNELS), return_dtype=pl.String).alias("label")
    )
    present = set(frame["channel"])
    names = [bilingual(code, CHANNELS) for code in CHANNELS if code in present]
    left, approximate = int(frame["left_out"].sum()), int(frame["approximate"].sum())
    stated = frame.rename({"reports": "townships"})
    counted = frame.select("report_year", "label", (pl.col("reports") + pl.col("left_out")).alias("value"))
    return (
        _draw(
            "公开渠道：条数 Items by channel",
            f"正文所述、以“条”计的本年数合计；未计入 {left} 处（他种单位或数个数字），含约数 {approximate} 处。Sums of "
            f"what the prose states in 条; {left} left out, {approximate} approximate.",
            frame["value"],
            lambda: charts.grouped_bars(stated, names, "条 items"),
        ),
        Panel(
            "公开渠道：年报数 Reports by channel",
            "正文写明该渠道数字的年报。Reports whose prose gives a number for the channel.",
            charts.grouped_bars(counted, names, "份 reports") if len(frame) else None,
        ),
    )


def rankings(
    warehouse: duckdb.DuckDBPyConnection, area: str | None, measure: str, year: int | None, limit: int
) -> tuple[Panel, Panel]:
    """Townships and counties with the most of a measure in a year."""
    axis = bilingual(measure, queries.measure_labels(warehouse))
    if year is None:
        return Panel("乡镇街道排名 Townships", "", None), Panel("县排名 Counties", "", None)
    townships = queries.rank_townships(warehouse, area, measure, year, limit)
    sums = queries.sums_by_year(warehouse, area).filter(
        (pl.col("measure") == measure) & (pl.col("report_year") == year)
    )
    stated, published = sums.select("townships", "published").row(0)
    counties = queries.rank_counties(warehouse, area, measure, year, limit)
    return (
        _draw(
            f"乡镇街道排名 Townships {year}",
            f"前 {len(townships)} 名；{stated}/{published} 个乡镇街道填报此数，空白不参与排名。{stated} of {published} "
            "townships with a report state it; blanks are not ranked.",
            townships["value"],
            lambda: charts.rank_places(townships, axis),
        ),
        _draw(
            f"县排名 Counties {year}",
            "各县填报乡镇合计；括号内为填报/已公布。Sums; in brackets the townships they are of where some are blank.",
            counties["value"],
            lambda: charts.rank_places(counties, axis),
        ),
    )
