"""The explorer shows real places, and the demonstration only where there is nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import duckdb
import pytest

from notebooks import findings, published, queries
from notebooks.warehouse import open_warehouse, read_headline
from tests.flows.mixed_places import build_mixed


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(open_warehouse(build_mixed(tmp_path_factory.mktemp("mixed") / "w.duckdb"))) as warehouse:
        yield warehouse


def test_only_real_areas_can_be_chosen(mixed: duckdb.DuckDBPyConnection) -> None:
    assert set(queries.areas(mixed).values()) == {"110000", "110100", "110101"}


def test_sums_shares_and_ranks_are_of_real_places(mixed: duckdb.DuckDBPyConnection) -> None:
    sums = queries.sums_by_year(mixed, None).filter(measure="new_requests")
    assert sums.select("report_year", "value", "published").rows() == [(2022, 3, 1)]
    assert queries.applicants_by_year(mixed, None)["report_year"].unique().to_list() == [2022]
    assert queries.requests_by_county(mixed, None, 9)["county"].to_list() == ["东城区"]
    assert queries.years_of(mixed, None, "new_requests") == {"2022": 2022}
    assert queries.rank_townships(mixed, None, "new_requests", 2020, 9).is_empty()
    assert queries.rank_counties(mixed, None, "new_requests", 2020, 9).is_empty()
    assert set(queries.rates_by_year(mixed, None)["report_year"]) == {2022}


def test_coverage_is_of_real_counties(mixed: duckdb.DuckDBPyConnection) -> None:
    assert published.count_counties(mixed, None) == 1
    assert published.coverage_by_county(mixed, None, 9)["name"].to_list() == ["东城区"]
    assert len(published.coverage_by_township(mixed, None, 9)) == 2


def test_findings_and_headline_are_of_real_places_and_of_none_that_is_known(mixed: duckdb.DuckDBPyConnection) -> None:
    everything = mixed.sql("SELECT DISTINCT township_code FROM open_finding").fetchall()
    assert any(code and code.startswith("99") for (code,) in everything)
    shown = findings.list_findings(mixed, None, limit=1000)["source_path"].unique().to_list()
    assert not [path for path in shown if path.startswith("demo")]
    headline = read_headline(mixed)
    assert (headline.reports, headline.reports_without_code, headline.townships, headline.counties) == (2, 1, 1, 1)
    assert (headline.townships_there, headline.first_year, headline.last_year) == (2, 2022, 2022)
    (cells,) = mixed.sql("SELECT count(*) FROM fact_request WHERE report_id IN ('real', 'nowhere')").fetchall()
    assert headline.cells == cells[0]
