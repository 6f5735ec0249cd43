"""Sums of townships over the years, each with the townships that it is of, as charts and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from notebooks.site.drawing import Point, column_chart
from notebooks.site.text import number, said, table, word
from notebooks.site.words import MEASURE_LABELS, WORDS
from transforms.language import Language

SHOWN = (
    "new_requests",
    "handled_total",
    "granted",
    "partial",
    "denied",
    "unavailable",
    "rejected",
    "other",
    "carried_out",
    "reconsideration_total",
    "litigation_total",
)
"""The measures that a table of a place lists."""


@dataclass(frozen=True)
class Sum:
    """What the townships together say, None where none does; `stated` of the `published` with a report say it."""

    value: int | None
    stated: int
    published: int


Sums = Mapping[tuple[str, int], Sum]
"""The sums by measure and year."""


def sums_of_county(rows: Sequence[Mapping[str, Any]]) -> Sums:
    """The sums in rows of `county_year`."""
    return {
        (name, row["report_year"]): Sum(row[name], row[f"{name}_townships"] or 0, row["published"])
        for row in rows
        for name in SHOWN
    }


def sums_table(sums: Sums, language: Language) -> str:
    """Sums by year, each with the townships that it is of where these are not all with a report."""
    if not sums:
        return f"<p>{word('no_data', language)}</p>"
    years = sorted({year for _, year in sums})
    rows = ([said(MEASURE_LABELS[name], language), *(_sum(sums[name, year]) for year in years)] for name in SHOWN)
    note = f'<p class="note">{word("sums_note", language)}</p>'
    return table([word("measure", language), *map(str, years)], rows) + note


def _sum(one: Sum) -> str:
    share = f" <small>({one.stated}/{one.published})</small>" if one.stated < one.published else ""
    return f"{number(one.value)}{share}"


def requests_chart(points: Sequence[Point], language: Language) -> str:
    """The requests received, year by year."""
    return column_chart(MEASURE_LABELS["new_requests"], points, WORDS["unit_requests"], language)


def charts(published: Mapping[int, tuple[int, int]], sums: Sums, language: Language) -> str:
    """Of how many townships there is a report, and what these received. `published` is by year, with all townships."""
    reports = [Point(year, count, f"/ {of}") for year, (count, of) in sorted(published.items())]
    requests = [
        Point(year, one.value, f"({one.stated}/{one.published})")
        for (name, year), one in sorted(sums.items())
        if name == "new_requests"
    ]
    shown = column_chart(WORDS["townships_with_report"], reports, WORDS["unit_townships"], language)
    return f'<div class="charts">{shown}{requests_chart(requests, language)}</div>'
