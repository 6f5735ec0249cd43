"""Copies and revisions of bodies above the townships, their coverage, and what divisions are today.

Made counties of a prefecture that is no demonstration place, and the demonstration county of the other tests:

    旧县 370002 until 2019, then renamed 新县 370001
    甲县 370003 and 乙县 370004 until 2020; the one and a part of the other are 丙县 370005, the rest is 丁县 370007
"""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pytest

from tests.flows.checking import insert, insert_reports
from tests.flows.rows import Row, report_row
from transforms.identity.division_list import Division, DivisionList
from transforms.schemas.dimensions import DimDivision

DIVISIONS = DivisionList(
    (
        Division("370000", "某省", "province", ""),
        Division("370100", "某市", "prefecture", "370000"),
        Division("370001", "新县", "county", "370100", 2020),
        Division("370002", "旧县", "county", "370100", None, 2019, ("370001",)),
        Division("370003", "甲县", "county", "370100", None, 2020, ("370005",)),
        Division("370004", "乙县", "county", "370100", None, 2020, ("370005", "370007")),
        Division("370005", "丙县", "county", "370100", 2021),
        Division("370007", "丁县", "county", "370100", 2021),
        Division("370006", "园区", "county", "370100", is_official=False),
    )
)


@pytest.fixture
def places(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    columns = {name: column.dtype for name, column in DimDivision.columns().items()}
    insert(connection, "dim_division", pl.DataFrame(list(DIVISIONS.rows()), schema=columns, orient="row"))
    return connection


def county_report(report_id: str, code: str, year: int, department: str = "", **values: Any) -> Row:
    """A report of a county's government, or of its department."""
    own = {"division_code": f"{code}000000", "division_level": "county", "report_year": year, "department": department}
    body = f"{DIVISIONS.body_code(code)}000000" if code in DIVISIONS.by_code else f"{code}000000"
    key = " ".join(filter(None, ("county", body, department)))
    township = {"township_code": None, "township_match": "none", "agency": "某", "agency_kind": "county_government"}
    return report_row(report_id, **township, **own, body_key=key, **values)


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_a_division_is_followed_to_what_it_is_today(places: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        places,
        "SELECT division, successor, relation, is_same_place FROM division_successor "
        "WHERE NOT starts_with(division_code, '99') ORDER BY division_code, successor_code",
    )
    assert found == [
        ("某省", "某省", "same", True),
        ("新县", "新县", "same", True),
        ("旧县", "新县", "renamed", True),
        ("甲县", "丙县", "merged", False),
        ("乙县", "丙县", "divided", False),
        ("乙县", "丁县", "divided", False),
        ("丙县", "丙县", "same", True),
        ("园区", "园区", "same", True),
        ("丁县", "丁县", "same", True),
        ("某市", "某市", "same", True),
    ]


def test_counties_are_counted_as_they_were_in_each_year(places: duckdb.DuckDBPyConnection) -> None:
    insert_reports(
        places,
        [
            county_report("a", "370002", 2019),
            county_report("b", "370001", 2021),
            county_report("c", "370001", 2021, status="duplicate"),
            county_report("d", "370001", 2021, "财政局"),
            county_report("e", "370001", 2021, "审计局"),
            county_report("f", "370004", 2020, "财政局"),
        ],
    )
    found = rows(
        places,
        "SELECT report_year, county, is_published, report_id, other_report_count, departments FROM county_coverage "
        "ORDER BY report_year, division_code",
    )
    assert found == [
        (2019, "旧县", True, "a", 0, 0),
        (2019, "甲县", False, None, 0, 0),
        (2019, "乙县", False, None, 0, 0),
        (2020, "新县", False, None, 0, 0),
        (2020, "甲县", False, None, 0, 0),
        (2020, "乙县", False, None, 0, 1),
        (2021, "新县", True, "b", 1, 2),
        (2021, "丙县", False, None, 0, 0),
        (2021, "丁县", False, None, 0, 0),
    ]


def test_a_report_under_a_former_name_is_the_countys(places: duckdb.DuckDBPyConnection) -> None:
    insert_reports(places, [county_report("a", "370002", 2020)])
    found = rows(places, "SELECT county, report_id FROM county_coverage WHERE is_published")
    assert found == [("新县", "a")]


def test_demonstration_places_are_never_among_real_ones(places: duckdb.DuckDBPyConnection) -> None:
    insert_reports(places, [county_report("a", "370002", 2018), county_report("b", "990101", 2022)])
    found = rows(
        places, "SELECT DISTINCT is_fictional, report_year, province FROM county_coverage ORDER BY report_year"
    )
    assert found == [(False, 2018, "某省"), (True, 2022, "示例省")]
    provinces = rows(places, "SELECT province, report_year, counties, published FROM province_county_year ORDER BY ALL")
    assert provinces == [("某省", 2018, 3, 1), ("示例省", 2022, 1, 1)]


def test_the_governments_of_counties_are_summed_without_departments(places: duckdb.DuckDBPyConnection) -> None:
    reports = [
        county_report("a", "370003", 2019),
        county_report("b", "370004", 2019),
        county_report("c", "370004", 2019, "财政局"),
    ]
    insert_reports(places, reports)
    measures = pl.DataFrame({"report_id": ["a", "b", "c"], "new_requests": [5, None, 7], "granted": [1, 2, 4]})
    insert(places, "report_measure", measures)
    found = rows(
        places,
        "SELECT division_code, prefecture, counties, published, new_requests, new_requests_counties, granted, "
        "granted_counties FROM prefecture_county_year",
    )
    assert found == [("370100000000", "某市", 3, 2, 5, 1, 3, 2)]


def test_every_body_has_its_row(places: duckdb.DuckDBPyConnection) -> None:
    reports = [
        report_row("a"),
        county_report("b", "370002", 2019),
        county_report("c", "370002", 2019, "财政局"),
        county_report("d", "370002", 2019, "审计局", status="superseded"),
        report_row("e", township_code=None, township_match="none", agency="某局"),
    ]
    insert_reports(places, reports)
    found = rows(
        places,
        "SELECT report_id, division, division_level, is_government, department, prefecture, is_fictional "
        "FROM body_year ORDER BY report_id",
    )
    assert found == [
        ("a", "示范镇", "township", True, None, "示例市", True),
        ("b", "旧县", "county", True, None, "某市", False),
        ("c", "旧县", "county", False, "财政局", "某市", False),
    ]


def test_a_county_is_followed_over_its_renaming(places: duckdb.DuckDBPyConnection) -> None:
    insert_reports(places, [county_report("a", "370002", 2019), county_report("b", "370001", 2020)])
    assert rows(places, "SELECT report_id, previous_report_id FROM year_pair()") == [("b", "a")]
