"""The overview: how much there is, who published, what came in, what is doubtful, and the way to every county."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import duckdb
import polars as pl

from notebooks import queries
from notebooks.asking import IN_AREA, ask
from notebooks.findings import count_findings
from notebooks.site.places import Link, county_page, rules_table
from notebooks.site.reading import Row
from notebooks.site.rest import REST
from notebooks.site.sums import Sum, Sums, charts, sums_table
from notebooks.site.text import definitions, escape, number, table, word
from notebooks.warehouse import Headline
from transforms.language import Language

Coverage = Mapping[tuple[str, int], tuple[int, int]]
"""Of the townships of a county and year those with a report, and all of them."""
_COVERAGE = f"""
select county_code, report_year, count(*) as townships, count(*) filter (is_published) as published
from coverage
where {IN_AREA}
group by county_code, report_year
order by report_year
"""


def overview_html(
    warehouse: duckdb.DuckDBPyConnection,
    headline: Headline,
    counties: Sequence[Row],
    language: Language,
    link: Link,
) -> str:
    """The content of the overview. `counties` are those that have a page."""
    coverage = ask(warehouse, _COVERAGE, area=None)
    sums = _sums(queries.sums_by_year(warehouse, None))
    counted = count_findings(warehouse, None)
    found = counted.group_by("severity", "rule", maintain_order=True).agg(pl.col("findings").sum())
    parts = [
        _facts(headline, int(counted["findings"].sum()), language, link),
        f'<h2>{word("coverage", language)}</h2><p class="note">{word("coverage_note", language)}</p>',
        *_provinces(counties, coverage, language, link),
        f"<h2>{word('trends', language)}</h2>",
        charts(_published(coverage), sums, language),
        f"<h3>{word('sums', language)}</h3>",
        sums_table(sums, language),
        f"<h2>{word('open_findings', language)}</h2>",
        rules_table(found.select("severity", "rule", "findings").iter_rows(), language)
        if len(found)
        else f'<p class="note">{word("no_findings", language)}</p>',
    ]
    return "".join(parts)


def _facts(headline: Headline, findings: int, language: Language, link: Link) -> str:
    years = "—" if headline.first_year is None else f"{headline.first_year}–{headline.last_year}"
    of_all = word("of_all", language, part=number(headline.townships), whole=number(headline.townships_there))
    values = {
        "reports": number(headline.reports),
        "townships_with_report": of_all,
        "counties": number(headline.counties),
        "years": years,
        "open_findings": number(findings),
        "doubtful": number(headline.doubtful_cells),
        "quarantined": link(f"{REST}#quarantined", number(headline.quarantined)),
        "without_code": link(REST, number(headline.reports_without_code)),
    }
    return definitions((word(name, language), value) for name, value in values.items())


def _provinces(counties: Iterable[Row], coverage: pl.DataFrame, language: Language, link: Link) -> Iterable[str]:
    """A table a province, folded where there are several."""
    years = sorted(coverage["report_year"].unique())
    cells: Coverage = {
        (code, year): (published, townships) for code, year, townships, published in coverage.iter_rows()
    }
    provinces = [list(rows) for _, rows in groupby(counties, key=lambda row: row["province_code"])]
    for rows in provinces:
        count = word("county_pages", language, count=len(rows))
        latest = _latest([row["county_code"] for row in rows], years, cells)
        share = _shares([row["county_code"] for row in rows], years, cells)
        opened = " open" if len(provinces) == 1 else ""
        head = [word("county", language), *map(str, years)]
        body = [[f"<b>{escape(rows[0]['province'])}</b>", *share]]
        for _, group in groupby(rows, key=lambda row: row["prefecture_code"]):
            body += _prefecture(list(group), years, cells, link)
        yield (
            f"<details{opened}><summary>{escape(rows[0]['province'])} <small>{count}{latest}</small></summary>"
            f"{table(head, body, kind='coverage')}</details>"
        )


def _latest(codes: Sequence[str], years: Sequence[int], cells: Coverage) -> str:
    """Of the latest year of which counties have anything, how many of their townships have a report."""
    year = max((year for year in years if any((code, year) in cells for code in codes)), default=None)
    if year is None:
        return ""
    published, townships = _together(codes, year, cells)
    return f" · {year}: {published}/{townships}"


def _prefecture(rows: Sequence[Row], years: Sequence[int], cells: Coverage, link: Link) -> list[list[str]]:
    """The rows of a prefecture: itself, and its counties."""
    codes = [row["county_code"] for row in rows]
    return [
        [f"<b>{escape(rows[0]['prefecture'])}</b>", *_shares(codes, years, cells)],
        *(
            [link(county_page(row["county_code"]), escape(row["county"])), *_shares([row["county_code"]], years, cells)]
            for row in rows
        ),
    ]


def _shares(codes: Sequence[str], years: Sequence[int], cells: Coverage) -> list[str]:
    """A cell a year: of how many townships of these counties a report was read."""
    return [_share(*_together(codes, year, cells)) for year in years]


def _together(codes: Iterable[str], year: int, cells: Coverage) -> tuple[int, int]:
    """Townships of these counties with a report of a year, and all of them."""
    found = [cells[code, year] for code in codes if (code, year) in cells]
    return sum(published for published, _ in found), sum(townships for _, townships in found)


def _share(published: int, townships: int) -> str:
    if not townships:
        return "<td></td>"
    # The darkest is all of them, and what is more than none is never as light as none.
    step = 3 if published == townships else -(-published * 2 // townships)
    return f'<td class="s{step}">{published}/{townships}</td>'


def _published(coverage: pl.DataFrame) -> Mapping[int, tuple[int, int]]:
    years = coverage.group_by("report_year").agg(pl.col("published").sum(), pl.col("townships").sum())
    return {year: (published, townships) for year, published, townships in years.iter_rows()}


def _sums(sums: pl.DataFrame) -> Sums:
    rows = sums.select("measure", "report_year", "value", "townships", "published").iter_rows()
    return {(measure, year): Sum(*values) for measure, year, *values in rows}
