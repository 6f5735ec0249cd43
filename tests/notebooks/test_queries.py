"""The numbers of the notebook, checked by hand on a few rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from notebooks import findings, published, queries
from notebooks.labels import CHANNELS, RULES
from transforms.schemas.rules import READING_RULES


def rows(frame: pl.DataFrame, *columns: str, **wanted: object) -> list[tuple[object, ...]]:
    """Some columns of the rows with these values."""
    return frame.filter(**wanted).select(columns).rows()


def test_sums_say_how_many_townships_they_are_of(known: duckdb.DuckDBPyConnection) -> None:
    sums = queries.sums_by_year(known, None)
    columns = ("report_year", "value", "townships", "published")
    assert rows(sums, *columns, measure="new_requests") == [(2020, 10, 1, 1), (2021, None, 0, 0), (2022, 32, 3, 3)]
    assert rows(sums, *columns, measure="granted") == [(2020, 6, 1, 1), (2021, None, 0, 0), (2022, 19, 2, 3)]
    assert rows(sums, *columns, measure="denied") == [(2020, 4, 1, 1), (2021, None, 0, 0), (2022, 10, 3, 3)]


def test_sums_of_one_county(known: duckdb.DuckDBPyConnection) -> None:
    sums = queries.sums_by_year(known, "990102")
    assert rows(sums, "report_year", "value", "townships", measure="new_requests") == [(2022, 7, 1)]


def test_rates_are_of_the_townships_that_say_both(known: duckdb.DuckDBPyConnection) -> None:
    frame = queries.rates_by_year(known, None)
    disclosed = rows(frame, "report_year", "value", "townships", measure="disclosed_rate")
    assert disclosed == [(2020, 0.6, 1), (2021, None, 0), (2022, pytest.approx(19 / 27), 2)]
    assert rows(frame, "value", "townships", measure="denied_rate", report_year=2022) == [(10 / 32, 3)]


def test_coverage_puts_all_first_and_then_the_county_that_lacks_most(known: duckdb.DuckDBPyConnection) -> None:
    columns = ("name", "report_year", "published", "townships")
    together = [("全部 All", 2020, 1, 5), ("全部 All", 2021, 0, 5), ("全部 All", 2022, 3, 5)]
    first = [("示例县", 2020, 1, 3), ("示例县", 2021, 0, 3), ("示例县", 2022, 2, 3)]
    second = [("<b>县", 2022, 1, 2)]
    assert rows(published.coverage_by_county(known, None, 9), *columns) == [*together, *first, *second]
    assert rows(published.coverage_by_county(known, None, 1), *columns) == [*together, *first]
    assert published.count_counties(known, None) == 2


def test_coverage_of_one_county_is_of_its_townships(known: duckdb.DuckDBPyConnection) -> None:
    frame = published.coverage_by_township(known, "990101", 9)
    assert rows(frame, "name", "published", report_year=2022) == [("样例镇", 0), ("范例镇", 1), ("示范镇", 1)]
    assert frame["report_year"].unique().sort().to_list() == [2020, 2021, 2022]


def test_channels_add_only_what_is_plainly_stated(known: duckdb.DuckDBPyConnection) -> None:
    frame = queries.channels_by_year(known, None)
    assert frame.rows() == [
        (2020, "website", 30.0, 1, 0, 0),
        (2022, "website", 40.0, 1, 1, 1),
        (2022, "wechat", None, 0, 1, 0),
    ]


def test_counties_over_the_years(known: duckdb.DuckDBPyConnection) -> None:
    frame = queries.requests_by_county(known, None, 8)
    lines = frame.select("county", "report_year", "value").rows()
    assert lines == [("示例县", 2020, 10), ("示例县", 2021, None), ("示例县", 2022, 25), ("<b>县", 2022, 7)]
    assert queries.requests_by_county(known, None, 1)["county"].unique().to_list() == ["示例县"]


def test_applicants(known: duckdb.DuckDBPyConnection) -> None:
    frame = queries.applicants_by_year(known, None)
    asked = rows(frame, "report_year", "value", "townships", "published", applicant="natural_person")
    assert asked == [(2020, 10, 1, 1), (2022, 32, 3, 3)]
    assert "total" not in frame["applicant"]


def test_rankings(known: duckdb.DuckDBPyConnection) -> None:
    townships = queries.rank_townships(known, None, "new_requests", 2022, 2)
    assert townships.rows() == [("示例县示范镇", 20), ("<b>县示范镇", 7)]
    counties = queries.rank_counties(known, None, "new_requests", 2022, 9)
    assert counties.rows() == [("示例县", 25, 2, 2), ("<b>县", 7, 1, 1)]
    assert queries.years_of(known, None, "new_requests") == {"2022": 2022, "2020": 2020}


def test_only_known_measures_are_ranked(known: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="not ranked"):
        queries.rank_townships(known, None, "1); drop table report", 2022, 5)


def test_areas_are_named_in_full(known: duckdb.DuckDBPyConnection) -> None:
    codes = {"990000", "990100", "990101", "990102"}
    assert set(queries.areas(known).values()) == codes
    assert queries.areas(known)["示例省示例市示例县 990101"] == "990101"


def test_labels_come_from_the_warehouse(known: duckdb.DuckDBPyConnection) -> None:
    labels = queries.measure_labels(known)
    assert labels["granted"] == "予以公开"
    assert set(queries.RANKED) | set(queries.OUTCOMES) | set(queries.REVIEWS) | set(queries.RATES) <= set(labels)


def test_every_rule_and_channel_has_a_label() -> None:
    root = Path(__file__).resolve().parents[2]
    assert set(RULES) == set(READING_RULES) | {path.stem for path in (root / "sql" / "checks").glob("*.sql")}
    listed = (root / "transforms" / "knowledge" / "narrative_channels.csv").read_text("utf-8").splitlines()[1:]
    assert set(CHANNELS) == {line.partition(",")[0] for line in listed} | {"unspecified"}


def test_a_finding_leads_to_its_cell_and_those_it_is_weighed_against(known: duckdb.DuckDBPyConnection) -> None:
    listed = findings.list_findings(known, None, limit=99)
    (found,) = listed.filter(rule="outcome_total", subject="fact_request.handled_total.total").iter_rows(named=True)
    assert (found["severity"], found["expected"], found["actual"]) == ("error", "21", "20")
    cells = findings.cells_of_findings(known, [found["finding_id"]])
    assert cells.select("is_subject", "cell", "raw_text", "value", "source_path").rows() == [
        (True, "handled_total.total", "20", 20, "second.txt"),
        (False, "new.total", "20", 20, "second.txt"),
        (False, "granted.total", "12", 12, "second.txt"),
        (False, "denied_by_law.total", "9", 9, "second.txt"),
    ]


def test_findings_are_limited_to_some_of_each_rule_and_to_an_area(known: duckdb.DuckDBPyConnection) -> None:
    counted = findings.count_findings(known, None)
    assert rows(counted, "severity", "findings", "reports", rule="outcome_total") == [("error", 2, 1)]
    one_each = findings.list_findings(known, None, limit=99, of_each_rule=1)
    assert one_each["rule"].to_list().count("outcome_total") == 1
    assert len(findings.list_findings(known, "990102", limit=99).filter(rule="outcome_total")) == 0
    assert len(findings.list_findings(known, "990101", limit=99).filter(rule="outcome_total")) == 2
