"""The corpus of the bench is what it says: read without loss, and without findings but those of its known breaks."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from tests.bench.corpus import (
    FORMATS,
    TOWNSHIPS_OF_COUNTY,
    CorpusReport,
    draw_figures_of,
    known_findings,
    list_reports,
    render_report,
    write_reports,
)
from tests.bench.series import BREAKS, YEARS
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query
from tests.truth.form import REQUEST


@pytest.fixture(scope="module")
def reports() -> list[CorpusReport]:
    """All years of a township with each kind of break, and of two without."""
    by_break: dict[str | None, list[list[CorpusReport]]] = {}
    for township, years in groupby(list_reports(2000), key=lambda report: report.township):
        by_break.setdefault(township.broken, []).append(list(years))
    chosen = [by_break[name][0] for name in BREAKS] + by_break[None][:2]
    return [report for years in chosen for report in years]


@pytest.fixture(scope="module")
def warehouse(reports: list[CorpusReport], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_reports(folder / "raw", reports)
    ingest_here(folder / "raw", folder / "warehouse.duckdb")
    return folder / "warehouse.duckdb"


def test_every_report_is_found_under_its_township_and_year(reports: list[CorpusReport], warehouse: Path) -> None:
    found = query(warehouse, "SELECT township_code, report_year, township_match, status, source_path FROM report")
    expected = [(report.township.code, report.year, "exact", "current", report.path) for report in reports]
    assert sorted(found) == sorted(expected)


def test_every_cell_of_table_three_is_read(reports: list[CorpusReport], warehouse: Path) -> None:
    found = query(warehouse, "SELECT township_code, report_year, line, applicant, value FROM fact_request")
    expected = {
        (report.township.code, report.year, *key[1:]): printed.value
        for report in reports
        for key, printed in draw_figures_of(report).cells.items()
        if key[0] == REQUEST
    }
    assert {tuple(row[:-1]): row[-1] for row in found if row[-1] is not None} == expected


def test_findings_are_those_of_the_breaks(reports: list[CorpusReport], warehouse: Path) -> None:
    found = Counter(dict(query(warehouse, "SELECT rule, count(*) FROM quality_finding GROUP BY rule")))
    expected = known_findings(reports)
    assert found == expected
    assert expected == sum(map(Counter, BREAKS.values()), Counter())


def test_a_longer_list_starts_with_the_shorter_one() -> None:
    assert list_reports(1200)[:1003] == list_reports(1003)


def test_a_report_is_always_the_same_file() -> None:
    first, second = (render_report(list_reports(count)[37]) for count in (38, 400))
    assert first == second


def test_the_mix_is_as_documented() -> None:
    listed = list_reports(20_000)
    assert len({(report.township.code, report.year) for report in listed}) == len({r.path for r in listed}) == 20_000
    assert {year for _, year in Counter(report.year for report in listed).items()} == {20_000 // len(YEARS)}
    counties = Counter(report.township.code[:6] for report in listed if report.year == YEARS[0])
    assert len(counties) > 100
    assert max(counties.values()) == TOWNSHIPS_OF_COUNTY
    shares = Counter(report.path.rpartition(".")[2] for report in listed)
    assert {suffix: round(count / 200) for suffix, count in shares.items()} == pytest.approx(
        {suffix: share for suffix, (share, _) in FORMATS.items()}, abs=1
    )
