"""The views over several townships and years, on small data whose answers can be counted by eye.

Two prefectures of one province. County 甲县 has 一镇, 二镇 and 三镇, 乙县 has 四镇, 丙县 in the other prefecture
has 五镇; 丁县 in the first has 六镇, and no report at all.

    甲县    2020                          2021                          2022      2023
    一镇    new 10, granted 4 of 8        new 12, granted 6 of 12                 new 1
    二镇    new 30, granted unknown of 6                                          new 3, granted 1 of 2
    三镇                                  new unknown, granted 3 of 4

    四镇 (乙县)  2021: new 100, granted 50 of 100
    五镇 (丙县)  2021: new 1000, granted 0 of 0
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.raw import SourceFile
from tests.flows.checking import insert_reports
from tests.flows.rows import Row, cell, load_tables, query, report_row, request_cells


def township(number: int, name: str, county: str, prefecture: str) -> Row:
    return {
        "township_code": f"99{prefecture}{county}00{number}000",
        "township": name,
        "kind": "town",
        "county_code": f"99{prefecture}{county}",
        "county": {"01": "甲县", "02": "乙县", "03": "丙县", "04": "丁县"}[county],
        "prefecture_code": f"99{prefecture}00",
        "prefecture": {"01": "东市", "02": "西市"}[prefecture],
        "province_code": "990000",
        "province": "示例省",
    }


PLACES = [
    township(1, "一镇", "01", "01"),
    township(2, "二镇", "01", "01"),
    township(3, "三镇", "01", "01"),
    township(4, "四镇", "02", "01"),
    township(5, "五镇", "03", "02"),
    township(6, "六镇", "04", "01"),
]
CODE = {row["township"]: row["township_code"] for row in PLACES}
NUMBERS: Mapping[tuple[str, int], tuple[int | None, int | None, int]] = {
    ("一镇", 2020): (10, 4, 8),
    ("二镇", 2020): (30, None, 6),
    ("一镇", 2021): (12, 6, 12),
    ("三镇", 2021): (None, 3, 4),
    ("一镇", 2023): (1, 0, 0),
    ("二镇", 2023): (3, 1, 2),
    ("四镇", 2021): (100, 50, 100),
    ("五镇", 2021): (1000, 0, 0),
}


def report_of(name: str, year: int, **change: Any) -> Row:
    values = {"report_year": year, "township_code": CODE.get(name), "agency": name, **change}
    return report_row(f"{name}{year}", **values)


def made_tables() -> dict[str, list[Row]]:
    reports = {key: report_of(*key) for key in NUMBERS}
    cells = [
        row
        for key, (new, granted, handled) in NUMBERS.items()
        for row in request_cells(
            reports[key], {("new", "total"): new, ("granted", "total"): granted, ("handled_total", "total"): handled}
        )
    ]
    fees = [
        {**cell(reports["一镇", 2021], 1234.5, clause=8, item="fees", measure="amount"), "unit": "CNY"},
        {**cell(reports["三镇", 2021], 0.5, clause=8, item="fees", measure="amount"), "unit": "CNY"},
    ]
    county = report_of("甲县人民政府", 2021, agency_kind="county_government", township_match="none")
    unresolved = report_of("甲县某镇", 2021, township_match="none")
    revision = {**report_of("一镇", 2021), "report_id": "一镇2021修订", "source_sha256": "0" * 64}
    extra = [row for report in (county, unresolved) for row in request_cells(report, {("new", "total"): 5000})]
    return {
        "report": [*reports.values(), county, unresolved, revision],
        "fact_request": [*cells, *extra],
        "fact_proactive": fees,
    }


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    tables = made_tables()
    files = [report_source(row) for row in tables["report"]]
    load_tables(warehouse, tables, files, townships=PLACES)
    return warehouse


def report_source(row: Row) -> SourceFile:
    return SourceFile(f"{row['report_id']}.txt", f"{row['report_id']}.txt", 10, row["source_sha256"])


# --- county_year, prefecture_year, province_year ---


def test_county_year_has_a_row_for_every_year_of_a_county_with_reports(areas: Path) -> None:
    rows = query(areas, "SELECT county, report_year, townships, published FROM county_year ORDER BY ALL")
    assert sorted(rows) == sorted(
        [
            ("甲县", 2020, 3, 2),
            ("甲县", 2021, 3, 2),
            ("甲县", 2022, 3, 0),
            ("甲县", 2023, 3, 2),
            ("乙县", 2021, 1, 1),
            ("丙县", 2021, 1, 1),
        ]
    )


@pytest.mark.parametrize(
    ("year", "columns", "expected"),
    [
        (2020, "new_requests, new_requests_townships", (40, 2)),
        (2020, "granted, granted_townships, handled_total", (4, 1, 14)),
        (2020, "granted_rate, granted_rate_townships", (0.5, 1)),
        (2021, "new_requests, new_requests_townships", (12, 1)),
        (2021, "granted, granted_rate, granted_rate_townships", (9, 9 / 16, 2)),
        (2021, "fees_amount, fees_amount_townships", (1235.0, 2)),
        (2021, "penalty_decisions, penalty_decisions_townships", (None, 0)),
        (2022, "new_requests, new_requests_townships, granted_rate, open_findings", (None, 0, None, 0)),
        (2023, "granted, handled_total, granted_rate, granted_rate_townships", (1, 2, 0.5, 2)),
        (2021, "county_code, prefecture, province_code", ("990101", "东市", "990000")),
        (2022, "published_rate", (0.0,)),
    ],
)
def test_county_year_sums_what_is_known_and_says_of_how_many(
    areas: Path, year: int, columns: str, expected: tuple[Any, ...]
) -> None:
    assert query(areas, f"SELECT {columns} FROM county_year WHERE county = '甲县' AND report_year = {year}") == [
        expected
    ]


def test_a_rate_is_of_the_townships_that_say_both(warehouse: Path) -> None:
    reports = [report_of("一镇", 2021), report_of("二镇", 2021)]
    cells = [
        *request_cells(reports[0], {("granted", "total"): 4, ("handled_total", "total"): 8}),
        *request_cells(reports[1], {("granted", "total"): 7, ("handled_total", "total"): None}),
    ]
    files = [report_source(row) for row in reports]
    load_tables(warehouse, {"report": reports, "fact_request": cells}, files, townships=PLACES)
    columns = "granted, granted_townships, handled_total, granted_rate, granted_rate_townships"
    assert query(warehouse, f"SELECT {columns} FROM county_year") == [(11, 2, 8, 0.5, 1)]


def test_a_rate_of_nothing_is_unknown(areas: Path) -> None:
    row = query(
        areas,
        "SELECT granted, handled_total, granted_rate, granted_rate_townships FROM county_year WHERE county = '丙县'",
    )
    assert row == [(0, 0, None, 1)]


def test_prefecture_year_counts_townships_of_counties_without_reports(areas: Path) -> None:
    columns = "prefecture, report_year, townships, published, new_requests, new_requests_townships, granted_rate"
    rows = query(areas, f"SELECT {columns} FROM prefecture_year WHERE report_year = 2021")
    assert sorted(rows) == sorted([("东市", 2021, 5, 3, 112, 2, 59 / 116), ("西市", 2021, 1, 1, 1000, 1, None)])


def test_province_year_is_of_all_townships(areas: Path) -> None:
    columns = "province, report_year, townships, published, new_requests, new_requests_townships"
    assert query(areas, f"SELECT {columns} FROM province_year ORDER BY report_year") == [
        ("示例省", 2020, 6, 2, 40, 2),
        ("示例省", 2021, 6, 4, 1112, 3),
        ("示例省", 2022, 6, 0, None, 0),
        ("示例省", 2023, 6, 2, 4, 2),
    ]


@pytest.mark.parametrize("level", ["'township'", "'County'", "NULL"])
def test_a_level_that_there_is_not_has_no_sums(areas: Path, level: str) -> None:
    for macro in ("township_sums", "county_sums"):
        assert query(areas, f"SELECT * FROM {macro}({level})") == []


def test_the_three_levels_sum_the_same(areas: Path) -> None:
    sums = [
        query(areas, f"SELECT sum(new_requests), sum(handled_total), sum(published) FROM {level}_year")
        for level in ("county", "prefecture", "province")
    ]
    assert sums[0] == sums[1] == sums[2] == [(1156, 132, 8)]


# --- coverage ---


def test_coverage_has_every_township_and_year_of_a_county_with_reports(areas: Path) -> None:
    rows = query(areas, "SELECT township, report_year FROM coverage WHERE is_published")
    assert sorted(rows) == sorted(NUMBERS)
    missing = query(areas, "SELECT township, report_year FROM coverage WHERE NOT is_published")
    assert sorted(missing) == sorted(
        [("三镇", 2020), ("二镇", 2021), ("一镇", 2022), ("二镇", 2022), ("三镇", 2022), ("三镇", 2023)]
    )


def test_coverage_names_the_report(areas: Path) -> None:
    columns = "is_published, report_id, status, form, other_report_count"
    rows = query(
        areas, f"SELECT {columns} FROM coverage WHERE county = '甲县' AND report_year = 2021 ORDER BY township_code"
    )
    assert rows == [
        (True, "一镇2021", "current", "2021", 1),
        (False, None, None, None, 0),
        (True, "三镇2021", "current", "2021", 0),
    ]


# --- year_over_year ---


def changes(warehouse: Path, where: str) -> list[tuple[Any, ...]]:
    columns = "value::DOUBLE, previous_value::DOUBLE, change::DOUBLE, change_rate"
    return query(warehouse, f"SELECT {columns} FROM year_over_year WHERE {where}")


@pytest.mark.parametrize(
    ("township_name", "year", "measure", "expected"),
    [
        ("一镇", 2020, "new_requests", (10, None, None, None)),
        ("一镇", 2021, "new_requests", (12, 10, 2, 0.2)),
        ("一镇", 2023, "new_requests", (1, None, None, None)),
        ("三镇", 2021, "new_requests", (None, None, None, None)),
        ("一镇", 2021, "carried_in", (0, 0, 0, None)),
        ("一镇", 2021, "fees_amount", (1234.5, None, None, None)),
        ("一镇", 2021, "penalty_decisions", (None, None, None, None)),
    ],
)
def test_year_over_year(
    areas: Path, township_name: str, year: int, measure: str, expected: tuple[float | None, ...]
) -> None:
    found = changes(areas, f"township = '{township_name}' AND report_year = {year} AND measure = '{measure}'")
    assert found == [expected]


def test_year_over_year_has_every_measure_of_every_report_once(areas: Path) -> None:
    [(measures, rows, pairs)] = query(
        areas, "SELECT count(DISTINCT measure), count(*), count(DISTINCT (report_id, measure)) FROM year_over_year"
    )
    [(reports,)] = query(areas, "SELECT count(*) FROM report WHERE status = 'current'")
    assert rows == pairs == measures * reports
    columns = {name for (name, *_) in query(areas, "DESCRIBE township_year")}
    named = {name for (name,) in query(areas, "SELECT measure FROM year_over_year")}
    counted = {
        name
        for (name, kind, *_) in query(areas, "DESCRIBE township_year")
        if kind == "BIGINT" or name.endswith("_amount")
    }
    assert named == counted - {"open_findings", "open_errors"}
    assert named <= columns


def test_year_over_year_follows_a_certain_name(warehouse: Path) -> None:
    unknown = {"township_code": None, "township_match": "none"}
    reports = [
        report_of("示例县甲镇", 2020, **unknown),
        report_of("示例县甲镇", 2021, **unknown),
        report_of("乙镇", 2020, **unknown),
        report_of("乙镇", 2021, **unknown),
    ]
    load_tables(warehouse, {"report": reports}, [report_source(row) for row in reports])
    rows = query(warehouse, "SELECT DISTINCT report_id FROM year_over_year WHERE previous_report_id IS NOT NULL")
    assert rows == [("示例县甲镇2021",)]


# --- township_trend ---


@pytest.mark.parametrize(
    "asked",
    [
        "'990101001000'",
        "'990101001'",
        "990101001000",
        "'一镇'",
        "'甲县一镇'",
        "'东市甲县一镇'",
        "'东市一镇'",
        "'示例省甲县一镇'",
        "'示例省东市甲县一镇'",
    ],
)
def test_township_trend_takes_a_code_or_a_name(areas: Path, asked: str) -> None:
    rows = query(areas, f"SELECT township, report_year, new_requests, granted_rate FROM township_trend({asked})")
    assert rows == [("一镇", 2020, 10, 0.5), ("一镇", 2021, 12, 0.5), ("一镇", 2023, 1, None)]


@pytest.mark.parametrize("asked", ["''", "NULL", "'镇'", "'乙县一镇'", "'99'", "'甲县'", "'六镇'"])
def test_township_trend_of_nothing_known_is_empty(areas: Path, asked: str) -> None:
    assert query(areas, f"SELECT * FROM township_trend({asked})") == []


def test_township_trend_finds_an_agency_without_a_code_by_its_name(areas: Path) -> None:
    assert query(areas, "SELECT report_id FROM township_trend('甲县某镇')") == [("甲县某镇2021",)]


def test_township_trend_gives_all_that_bear_the_name(warehouse: Path) -> None:
    places = [PLACES[0], {**PLACES[3], "township": "一镇"}]
    reports = [report_of("一镇", 2021), report_of("四镇", 2021)]
    load_tables(warehouse, {"report": reports}, [report_source(row) for row in reports], townships=places)
    assert query(warehouse, "SELECT county FROM township_trend('一镇')") == [("甲县",), ("乙县",)]


def test_macros_work_in_a_copy_of_another_name(areas: Path, tmp_path: Path) -> None:
    copy = tmp_path / "另一个 file.db"
    copy.write_bytes(areas.read_bytes())
    assert query(copy, "SELECT count(*) FROM township_trend('一镇')") == [(3,)]


def test_views_and_macros_work_where_the_file_is_attached(areas: Path) -> None:
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH '{areas}' AS w (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM w.county_year").fetchone() == (6,)
        connection.execute("USE w")
        assert connection.execute("SELECT count(*) FROM township_trend('一镇')").fetchone() == (3,)


# --- printed_form ---


def test_a_form_that_prints_neither_line_for_other_outcomes_is_the_one_that_was_found(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    insert_reports(connection, [report_row("a", form="2019"), report_row("b", form="narrative", report_year=2020)])
    assert connection.execute("SELECT * FROM printed_form() ORDER BY ALL").fetchall() == [
        ("a", "2019"),
        ("b", "narrative"),
    ]
