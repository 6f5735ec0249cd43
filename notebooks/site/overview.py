"""The overview: how much there is, who published, what came in, what is doubtful, and the way to every county."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from notebooks import queries
from notebooks.findings import count_findings
from notebooks.site.coverage import provinces_html, published_by_year, read_coverage
from notebooks.site.places import Link, rules_table
from notebooks.site.reading import Row
from notebooks.site.rest import REST
from notebooks.site.sums import Sum, Sums, charts, sums_table
from notebooks.site.text import definitions, number, word
from notebooks.warehouse import Headline
from transforms.language import Language


def overview_html(
    warehouse: duckdb.DuckDBPyConnection,
    headline: Headline,
    counties: Sequence[Row],
    language: Language,
    link: Link,
) -> str:
    """The content of the overview. `counties` are those that have a page."""
    coverage = read_coverage(warehouse)
    sums = _sums(queries.sums_by_year(warehouse, None))
    counted = count_findings(warehouse, None)
    found = counted.group_by("severity", "rule", maintain_order=True).agg(pl.col("findings").sum())
    parts = [
        _facts(headline, int(counted["findings"].sum()), language, link),
        f'<h2>{word("coverage", language)}</h2><p class="note">{word("coverage_note", language)}</p>',
        provinces_html(counties, coverage, language, link),
        f"<h2>{word('trends', language)}</h2>",
        charts(published_by_year(coverage), sums, language),
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


def _sums(sums: pl.DataFrame) -> Sums:
    rows = sums.select("measure", "report_year", "value", "townships", "published").iter_rows()
    return {(measure, year): Sum(*values) for measure, year, *values in rows}
