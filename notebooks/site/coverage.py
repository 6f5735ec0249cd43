"""Who published, province by province: a table with a row for each prefecture and county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from notebooks.asking import IN_AREA, ask
from notebooks.site.places import Link, county_page
from notebooks.site.reading import Row
from notebooks.site.text import escape, number, table, word
from transforms.language import Language

_COVERAGE = f"""
select county_code, report_year, count(*) as townships, count(*) filter (is_published) as published
from coverage
where {IN_AREA}
group by county_code, report_year
"""
_FINDINGS = f"""
select county_code, count(*) as findings
from open_finding
inner join dim_township using (township_code)
where {IN_AREA}
group by county_code
"""


@dataclass(frozen=True)
class Coverage:
    """Of each county its townships and their open findings, and of each of its years the townships with a report."""

    townships: Mapping[str, int]
    findings: Mapping[str, int]
    published: Mapping[tuple[str, int], int]

    @property
    def years(self) -> range:
        """Every year from the first to the last for which there is a report."""
        years = [year for _, year in self.published]
        return range(min(years), max(years) + 1) if years else range(0)

    def together(self, codes: Iterable[str], year: int) -> tuple[int, int]:
        """Townships of these counties with a report of a year, and all of them, also of counties without any."""
        listed = list(codes)
        found = sum(self.published.get((code, year), 0) for code in listed)
        return found, sum(self.townships.get(code, 0) for code in listed)


def read_coverage(warehouse: duckdb.DuckDBPyConnection) -> Coverage:
    """The coverage of all counties, real ones or else those of the demonstration."""
    rows = ask(warehouse, _COVERAGE, area=None).rows()
    return Coverage(
        {code: townships for code, _, townships, _ in rows},
        dict(ask(warehouse, _FINDINGS, area=None).iter_rows()),
        {(code, year): published for code, year, _, published in rows},
    )


def published_by_year(coverage: Coverage) -> Mapping[int, tuple[int, int]]:
    """Of every year the townships with a report, and those of all counties."""
    return {year: coverage.together(coverage.townships, year) for year in coverage.years}


def provinces_html(counties: Iterable[Row], coverage: Coverage, language: Language, link: Link) -> str:
    """A table a province, folded where there are several."""
    provinces = [list(rows) for _, rows in groupby(counties, key=lambda row: row["province_code"])]
    return "".join(_province(rows, coverage, language, link, is_alone=len(provinces) == 1) for rows in provinces)


def _province(rows: Sequence[Row], coverage: Coverage, language: Language, link: Link, *, is_alone: bool) -> str:
    name = escape(rows[0]["province"])
    count = word("county_pages", language, count=len(rows))
    latest = _latest([row["county_code"] for row in rows], coverage)
    head = [word("county", language), *map(str, coverage.years), word("open_findings", language)]
    body = table(head, _rows(rows, coverage, link), kind="coverage")
    opened = " open" if is_alone else ""
    return f"<details{opened}><summary>{name} <small>{count}{latest}</small></summary>{body}</details>"


def _latest(codes: Sequence[str], coverage: Coverage) -> str:
    """Of the latest year for which there is a report, how many townships have one."""
    years = [year for year in coverage.years if coverage.together(codes, year)[0]]
    if not years:
        return ""
    published, townships = coverage.together(codes, years[-1])
    return f" · {years[-1]}: {published}/{townships}"


def _rows(rows: Sequence[Row], coverage: Coverage, link: Link) -> Iterator[list[str]]:
    """The province together, then each prefecture together and its counties."""
    yield _group(rows, "province", coverage)
    for _, group in groupby(rows, key=lambda row: row["prefecture_code"]):
        of_prefecture = list(group)
        yield _group(of_prefecture, "prefecture", coverage)
        for row in of_prefecture:
            yield _county(row, coverage, link)


def _group(rows: Sequence[Row], name: str, coverage: Coverage) -> list[str]:
    codes = [row["county_code"] for row in rows]
    findings = sum(coverage.findings.get(code, 0) for code in codes)
    shares = (_share(*coverage.together(codes, year)) for year in coverage.years)
    return [f"<b>{escape(rows[0][name])}</b>", *shares, number(findings)]


def _county(row: Row, coverage: Coverage, link: Link) -> list[str]:
    """A county; its cells are blank before its first report and after its last."""
    code = row["county_code"]
    shares = (
        _share(*coverage.together([code], year)) if (code, year) in coverage.published else "<td></td>"
        for year in coverage.years
    )
    name = link(county_page(code), escape(row["county"]))
    return [name, *shares, number(coverage.findings.get(code, 0))]


def _share(published: int, townships: int) -> str:
    if not townships:
        return "<td></td>"
    # The darkest is all of them, and what is more than none is never as light as none.
    step = 3 if published == townships else -(-published * 2 // townships)
    return f'<td class="s{step}">{published}/{townships}</td>'
