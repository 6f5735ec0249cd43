"""What the page of a township and that of a county say, as HTML; the notebook's app shows the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from notebooks.labels import SEVERITIES
from notebooks.site.drawing import Point
from notebooks.site.reading import County, Report, Row, Township
from notebooks.site.report import gravity, report_html, sentence_of
from notebooks.site.sums import SHOWN, charts, requests_chart, sums_of_county, sums_table
from notebooks.site.text import escape, number, said, table, word
from notebooks.site.words import MEASURE_LABELS, rule_title
from transforms.language import Language

Link = Callable[[str, str], str]
"""Of what a place's page is called, and its HTML: a link to it, or the HTML alone where there are no pages."""
FINDINGS = 100
"""Findings that are written out on the page of a county."""


def names_above(row: Row) -> list[str]:
    """Province and prefecture of a place; one name for a municipality that is both."""
    return list(dict.fromkeys((row["province"], row["prefecture"])))


def township_page(code: str, year: int | None = None) -> str:
    """The path of a township's page, at the report of a year.

    >>> township_page("990101100000", 2022)
    'township/990101100000.html#y2022'
    """
    return f"township/{code}.html" + (f"#y{year}" if year else "")


def county_page(code: str) -> str:
    """The path of a county's page."""
    return f"county/{code}.html"


def township_html(township: Township, language: Language) -> str:
    """A township: its years, its requests, and every report as a whole."""
    if not township.reports:
        return f"<p>{word('no_report', language)}</p>"
    years = [row["report_year"] for row in township.coverage]
    parts = [
        f'<nav class="years">{"".join(_years(township, language))}</nav>',
        '<div class="charts">',
        requests_chart([Point(year, _measure(township, year, "new_requests")) for year in years], language),
        f'<div>{_measures(township, language)}<p class="note">{word("measures_note", language)}</p></div></div>',
        *(report_html(report, _of_year(township.others, report), language) for report in township.reports),
    ]
    return "".join(parts)


def _years(township: Township, language: Language) -> Iterator[str]:
    """Every year of the county's, with a link to the report or a word that there is none."""
    for row in township.coverage:
        year = row["report_year"]
        if row["is_published"]:
            yield f'<a href="#y{year}">{word("year", language, year=year)} {word("published", language)}</a>'
        else:
            yield f"<span>{word('year', language, year=year)} {word('not_published', language)}</span>"


def _measure(township: Township, year: int, name: str) -> int | None:
    value: int | None = township.measures.get(year, {}).get(name)
    return value


def _measures(township: Township, language: Language) -> str:
    years = sorted(township.measures)
    rows = (
        [said(MEASURE_LABELS[name], language), *(number(_measure(township, year, name)) for year in years)]
        for name in SHOWN
    )
    return table([word("measure", language), *map(str, years)], rows)


def _of_year(others: Iterable[Row], report: Report) -> list[Row]:
    """Of other files those of the report's year."""
    return [row for row in others if row["report_year"] == report.row["report_year"]]


def county_html(county: County, language: Language, link: Link) -> str:
    """A county: who of its townships published when, their sums, their findings, and the reports of its own."""
    sums = sums_of_county(county.sums)
    published = {row["report_year"]: (row["published"], row["townships"]) for row in county.sums}
    parts = [
        charts(published, sums, language) if sums else "",
        f"<h2>{word('coverage', language)}</h2>",
        _coverage(county, language, link),
        f"<h2>{word('sums', language)}</h2>",
        sums_table(sums, language),
        f"<h2>{word('open_findings', language)}</h2>",
        _findings(county, language, link),
    ]
    if county.own:
        parts.append(f"<h2>{word('own_reports', language)}</h2><p>{word('own_note', language)}</p>")
        parts += [report_html(report, _of_year(county.others, report), language) for report in county.own]
    if county.departments:
        parts.append(f"<h2>{word('departments', language)}</h2>{_departments(county.departments, language)}")
    return "".join(parts)


def _coverage(county: County, language: Language, link: Link) -> str:
    """The townships by year, each with a report leading to it, with the number of its open findings."""
    if not county.townships:
        return f"<p>{word('no_report', language)}</p>"
    years = [row["report_year"] for row in county.townships[0].coverage]
    head = [word("townships", language), *map(str, years)]
    return table(head, (_coverage_row(township, language, link) for township in county.townships), kind="coverage")


def _coverage_row(township: Township, language: Language, link: Link) -> list[str]:
    code = township.row["township_code"]
    name = escape(township.row["township"])
    found = {report.row["report_year"]: len(report.findings) for report in township.reports}
    return [
        link(township_page(code), name) if township.reports else name,
        *(_coverage_cell(code, row, found.get(row["report_year"], 0), language, link) for row in township.coverage),
    ]


def _coverage_cell(code: str, row: Row, findings: int, language: Language, link: Link) -> str:
    if not row["is_published"]:
        return f'<td class="s0">{word("not_published", language)}</td>'
    said_findings = f"<small>{word('finding_count', language, count=findings)}</small>" if findings else ""
    there = link(township_page(code, row["report_year"]), word("published", language))
    return f'<td class="s4">{there} {said_findings}</td>'


def _findings(county: County, language: Language, link: Link) -> str:
    """The gravest findings of the county's townships, in a few words by rule and then one by one."""
    found = [(township, row) for township in county.townships for report in township.reports for row in report.findings]
    found.sort(key=lambda pair: (_rank(pair[1]["severity"]), -pair[1]["report_year"]))
    if not found:
        return f'<p class="note">{word("no_findings", language)}</p>'
    counts = Counter((row["severity"], row["rule"]) for _, row in found)
    by_gravity = sorted(counts.items(), key=lambda counted: (_rank(counted[0][0]), -counted[1], counted[0][1]))
    listed = "".join(_finding(township, row, language, link) for township, row in found[:FINDINGS])
    left = len(found) - FINDINGS
    more = f'<p class="note">{word("more_findings", language, count=left)}</p>' if left > 0 else ""
    return (
        rules_table(((*key, count) for key, count in by_gravity), language)
        + f'<ul class="findings">{listed}</ul>{more}'
    )


def _rank(severity: str) -> int:
    """The gravest first."""
    return [*SEVERITIES].index(severity)


def rules_table(counts: Iterable[tuple[str, str, int]], language: Language) -> str:
    """Severity, rule and number of findings."""
    rows = (
        [
            f"{said(rule_title(rule), language)} <small><code>{escape(rule)}</code></small>",
            gravity(severity, language),
            number(count),
        ]
        for severity, rule, count in counts
    )
    return table([word(name, language) for name in ("rule", "severity", "count")], rows)


def _finding(township: Township, row: Row, language: Language, link: Link) -> str:
    year = row["report_year"]
    name = f"{escape(township.row['township'])} {word('year', language, year=year)}"
    return (
        f"<li>{gravity(row['severity'], language)} {link(township_page(township.row['township_code'], year), name)} "
        f"{said(rule_title(row['rule']), language)}<p>{sentence_of(row, language)}</p></li>"
    )


def _departments(rows: Iterable[Row], language: Language) -> str:
    listed = ([escape(row["agency"]), str(row["report_year"]), escape(row["source_path"])] for row in rows)
    return table([word("report_of", language), word("years", language), word("path", language)], listed)
