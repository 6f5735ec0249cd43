"""The notebook's charts: frames of `queries` in, Altair charts out.

A NULL is drawn as nothing: no bar, no point, and no line across it. Charts are as wide as the place that they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import polars as pl
from rich.cells import cell_len

from notebooks.labels import SEVERITIES, bilingual
from notebooks.queries import OUTCOMES, RATES

FONTS = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Zen Hei', sans-serif"
"""Fonts with simplified Chinese of Linux, macOS and Windows."""

# Colours that differ in lightness as well, for readers who tell few hues apart.
_OUTCOME_COLOURS = ("#2f6db3", "#8fbfe6", "#c4513b", "#e9a94f", "#7a5c9e", "#a9a9a9")
_SEVERITY_COLOURS = ("#b3261e", "#e39a2d", "#9fb4c7")
_LINE_COLOURS = ("#2f6db3", "#c4513b", "#e0962b", "#3b8f6b", "#7a5c9e", "#5f5f5f", "#c77ba6", "#4fb0bf")
_COUNT = ",.0f"
# Columns of text, of which a wide character takes two.
_TWO_ON_A_PHONE = 26
_YEAR = alt.X("report_year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))


def coverage_map(coverage: pl.DataFrame) -> alt.TopLevelMixin:
    """Places down, years across, the share of their townships that published as colour and text."""
    names = coverage.unique("name", maintain_order=True)["name"].to_list()
    base = alt.Chart(coverage.with_columns(_coverage_text(coverage).alias("text"))).encode(
        x=alt.X("report_year:O", title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("name:N", title=None, sort=names, axis=alt.Axis(ticks=False, domain=False, labelLimit=150)),
        tooltip=[
            alt.Tooltip("name:N", title="地区 place"),
            alt.Tooltip("report_year:O", title="年度 year"),
            alt.Tooltip("published:Q", title="已公布 published", format=_COUNT),
            alt.Tooltip("townships:Q", title="乡镇街道 townships", format=_COUNT),
            alt.Tooltip("published_rate:Q", title="公布率 share", format=".0%"),
        ],
    )
    colour = alt.Color(
        "published_rate:Q",
        scale=alt.Scale(domain=[0, 1], range=["#f4f1ec", "#9cc3dd", "#1f5f99"], interpolate="rgb"),
        legend=None,
    )
    ink = alt.condition("datum.published_rate > 0.6", alt.value("white"), alt.value("#333"))
    squares = base.mark_rect(stroke="white", strokeWidth=2).encode(color=colour)
    return _finish(alt.layer(squares, base.mark_text(fontSize=11).encode(text="text:N", color=ink)), alt.Step(22))


def _coverage_text(coverage: pl.DataFrame) -> pl.Expr:
    """What stands in a square: yes or no for one township, else numbers as far as they have room, else the share."""
    if coverage["townships"].max() == 1:
        return pl.when(pl.col("published") == 1).then(pl.lit("有")).otherwise(pl.lit("无"))
    numbers = pl.format("{}/{}", "published", "townships")
    has_room = (numbers.str.len_chars() <= 6) & (coverage["report_year"].n_unique() <= 9)
    return pl.when(has_room).then(numbers).otherwise(_share("published", "townships"))


def _share(part: str, whole: str) -> pl.Expr:
    """A share in per cent, rounded down: 100% means all, and whatever is more than nothing is not 0%."""
    per_cent = pl.col(part) * 100 // pl.col(whole)
    is_some = (pl.col(part) > 0) & (per_cent == 0)
    return pl.when(is_some).then(pl.lit("<1%")).otherwise(pl.format("{}%", per_cent))


def requests_and_outcomes(sums: pl.DataFrame, labels: Mapping[str, str]) -> alt.TopLevelMixin:
    """Outcomes as stacked bars, requests received as a line, and above them how many townships the sums are of."""
    received = bilingual("new_requests", labels)
    shown = _label_measures(sums, labels)
    colour = alt.Color(
        "label:N",
        scale=alt.Scale(
            domain=[*(bilingual(outcome, labels) for outcome in OUTCOMES), received],
            range=[*_OUTCOME_COLOURS, "#1a1a1a"],
        ),
        legend=alt.Legend(title=None, orient="bottom", columns=2, symbolType="square"),
    )
    order = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    outcomes = shown.filter(pl.col("measure").is_in(OUTCOMES), pl.col("value").is_not_null())
    bars = (
        alt.Chart(outcomes.with_columns(pl.col("measure").replace_strict(order, return_dtype=pl.Int32).alias("order")))
        .mark_bar(width=alt.RelativeBandSize(0.6))
        .encode(
            x=_YEAR,
            y=alt.Y("value:Q", title="件 requests", axis=alt.Axis(format=_COUNT, tickMinStep=1)),
            color=colour,
            order="order:O",
            tooltip=_sum_tooltips(),
        )
    )
    line = (
        alt.Chart(shown.filter(pl.col("measure") == "new_requests"))
        .mark_line(point=alt.OverlayMarkDef(size=45, filled=True), strokeWidth=2)
        .encode(x=_YEAR, y="value:Q", color=colour, tooltip=_sum_tooltips())
    )
    numbers = (
        alt.Chart(_townships_of_sums(sums))
        .mark_text(fontSize=11, color="#444")
        .encode(x=_YEAR, y=alt.value(-9), text="text:N")
    )
    return _finish(alt.layer(bars, line, numbers), 300)


def _townships_of_sums(sums: pl.DataFrame) -> pl.DataFrame:
    """For each year the share of the townships with a report that state its numbers, that of the least stated."""
    share = _share("fewest", "published")
    return (
        sums.filter(pl.col("measure").is_in(("new_requests", *OUTCOMES)), pl.col("published") > 0)
        .group_by("report_year")
        .agg(pl.col("townships").min().alias("fewest"), pl.col("published").max())
        .with_columns(
            pl.when(pl.col("fewest") == pl.col("published"))
            .then(share)
            .otherwise(pl.format("≥{}", share))
            .alias("text")
        )
        .sort("report_year")
    )


def findings_by_rule(findings: pl.DataFrame) -> alt.TopLevelMixin:
    """Open findings by rule, in the order of the frame, coloured by severity, with their number."""
    rules = findings.unique("rule_label", maintain_order=True)["rule_label"].to_list()
    names = [bilingual(severity, SEVERITIES) for severity in SEVERITIES]
    shown = findings.with_columns(
        pl.col("severity").replace_strict(dict(zip(SEVERITIES, names, strict=True)), return_dtype=pl.String),
        pl.col("findings").sum().over("rule_label").alias("of_rule"),
    )
    rule = alt.Y("rule_label:N", title=None, sort=rules, axis=alt.Axis(labelLimit=190, ticks=False, domain=False))
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=rule,
            x=alt.X("findings:Q", axis=None),
            color=alt.Color(
                "severity:N",
                scale=alt.Scale(domain=names, range=list(_SEVERITY_COLOURS)),
                legend=alt.Legend(title=None, orient="bottom", columns=2),
            ),
            tooltip=[
                alt.Tooltip("rule_label:N", title="规则 rule"),
                alt.Tooltip("severity:N", title="程度 severity"),
                alt.Tooltip("findings:Q", title="疑点 findings", format=_COUNT),
                alt.Tooltip("reports:Q", title="涉及年报 reports", format=_COUNT),
            ],
        )
    )
    numbers = (
        alt.Chart(shown.unique("rule_label", maintain_order=True))
        .mark_text(align="left", dx=4)
        .encode(y=rule, x=alt.X("of_rule:Q", axis=None), text=alt.Text("of_rule:Q", format=_COUNT))
    )
    return _finish(alt.layer(bars, numbers), alt.Step(22))


def rates(frame: pl.DataFrame, labels: Mapping[str, str]) -> alt.TopLevelMixin:
    """Shares of the handled requests over the years; a line stops where a share is unknown."""
    shown = _label_measures(frame, labels)
    chart = (
        alt.Chart(shown)
        .mark_line(point=alt.OverlayMarkDef(size=40, filled=True))
        .encode(
            x=_YEAR,
            y=alt.Y("value:Q", title="占办理总数 of handled", axis=alt.Axis(format=".0%"), scale=alt.Scale(zero=True)),
            color=_lines_colour([bilingual(rate, labels) for rate in RATES], columns=2),
            tooltip=[
                alt.Tooltip("label:N", title="指标 measure"),
                alt.Tooltip("report_year:O", title="年度 year"),
                alt.Tooltip("value:Q", title="占比 share", format=".1%"),
                alt.Tooltip("townships:Q", title="所含乡镇 townships", format=_COUNT),
            ],
        )
    )
    return _finish(chart, 240)


def county_lines(frame: pl.DataFrame) -> alt.TopLevelMixin:
    """Requests received over the years, a line for each county."""
    counties = frame.unique("county", maintain_order=True)["county"].to_list()
    chart = (
        alt.Chart(frame)
        .mark_line(point=alt.OverlayMarkDef(size=40, filled=True))
        .encode(
            x=_YEAR,
            y=alt.Y("value:Q", title="件 requests", axis=alt.Axis(format=_COUNT, tickMinStep=1)),
            color=_lines_colour(counties, columns=3, field="county"),
            tooltip=[alt.Tooltip("county:N", title="县 county"), *_sum_tooltips()[1:]],
        )
    )
    return _finish(chart, 240)


def grouped_bars(frame: pl.DataFrame, names: list[str], axis: str) -> alt.TopLevelMixin:
    """Bars beside each other for every year, one for each of `names`, the labels of the frame."""
    counts = {"townships": "所含乡镇 townships", "published": "已公布 published", "left_out": "未计入 left out"}
    chart = (
        alt.Chart(frame.filter(pl.col("value").is_not_null()))
        .mark_bar()
        .encode(
            x=_YEAR,
            xOffset=alt.XOffset("label:N", sort=names),
            y=alt.Y("value:Q", title=axis, axis=alt.Axis(format=_COUNT, tickMinStep=1)),
            color=_lines_colour(names, columns=2),
            tooltip=[
                alt.Tooltip("label:N", title="类别 kind"),
                alt.Tooltip("report_year:O", title="年度 year"),
                alt.Tooltip("value:Q", title=axis, format=_COUNT),
                *(alt.Tooltip(f"{name}:Q", title=title) for name, title in counts.items() if name in frame.columns),
            ],
        )
    )
    return _finish(chart, 240)


def rank_places(frame: pl.DataFrame, axis: str) -> alt.TopLevelMixin:
    """Places from the highest value down, each with its value.

    Where the frame says of how many townships a value is (`townships` of `published`), and they are not all, the text
    says so too.
    """
    tooltips = [alt.Tooltip("place:N", title="地区 place"), alt.Tooltip("value:Q", title=axis, format=_COUNT)]
    text = pl.format("{}", "value")
    if "townships" in frame.columns:
        tooltips.append(alt.Tooltip("townships:Q", title="所含乡镇 townships", format=_COUNT))
        tooltips.append(alt.Tooltip("published:Q", title="已公布 published", format=_COUNT))
        of_some = pl.format("{}（{}/{}）", "value", "townships", "published")
        text = pl.when(pl.col("townships") == pl.col("published")).then(text).otherwise(of_some)
    base = alt.Chart(frame.with_columns(text.alias("text"))).encode(
        y=alt.Y(
            "place:N",
            title=None,
            sort=frame["place"].to_list(),
            axis=alt.Axis(labelLimit=220, ticks=False, domain=False),
        ),
        x=alt.X("value:Q", axis=None),
        tooltip=tooltips,
    )
    numbers = base.mark_text(align="left", dx=4).encode(text="text:N")
    return _finish(alt.layer(base.mark_bar(color="#2f6db3"), numbers), alt.Step(20))


def _lines_colour(names: list[str], columns: int, field: str = "label") -> alt.Color:
    """Colours with their names below the chart, one a line where a phone has no room for two beside each other."""
    if max(map(cell_len, names), default=0) > _TWO_ON_A_PHONE:
        columns = 1
    return alt.Color(
        f"{field}:N",
        scale=alt.Scale(domain=names, range=list(_LINE_COLOURS)),
        legend=alt.Legend(title=None, orient="bottom", columns=columns, labelLimit=280),
    )


def _label_measures(frame: pl.DataFrame, labels: Mapping[str, str]) -> pl.DataFrame:
    names = {measure: bilingual(measure, labels) for measure in frame["measure"].unique()}
    return frame.with_columns(pl.col("measure").replace_strict(names, return_dtype=pl.String).alias("label"))


def _sum_tooltips() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="指标 measure"),
        alt.Tooltip("report_year:O", title="年度 year"),
        alt.Tooltip("value:Q", title="件 requests", format=_COUNT),
        alt.Tooltip("townships:Q", title="所含乡镇 townships", format=_COUNT),
        alt.Tooltip("published:Q", title="已公布 published", format=_COUNT),
    ]


def _finish(chart: alt.Chart | alt.LayerChart | alt.FacetChart, height: int | alt.Step) -> alt.TopLevelMixin:
    finished: alt.TopLevelMixin = chart.properties(width="container", height=height).configure(
        font=FONTS, background="transparent", view=alt.ViewConfig(stroke=None)
    )
    return finished
