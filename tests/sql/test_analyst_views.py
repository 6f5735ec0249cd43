"""The views and macros that analysts take away: outcomes, panel, rates with their coverage, comparability, types."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.warehouse.sqlfiles import list_macros, list_views
from tests.flows.rows import CODES, TOWNSHIPS, load_tables, query, report_row, request_cells
from transforms.form import FORM_CODES
from transforms.form.declared import proactive_cells, request_lines
from transforms.knowledge import read_rows
from transforms.schemas.measures import MEASURES

TOTALS = {("new", "total"): 10, ("handled_total", "total"): 10}
FAR_COUNTY = {
    "county_code": "990102",
    "county": "远县",
    "prefecture_code": "990100",
    "prefecture": "示例市",
    "province_code": "990000",
    "province": "示例省",
    "kind": "town",
}
PLACES = [
    *TOWNSHIPS,
    {**FAR_COUNTY, "township_code": "990102100000", "township": "远镇"},
    {**TOWNSHIPS[0], **FAR_COUNTY, "county_code": "990103", "county": "静县", "township_code": "990103100000"},
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three towns of a county, of which one published never and one in 2022 alone; and the only town of another."""
    warehouse = tmp_path_factory.mktemp("warehouse") / "nianbao.duckdb"
    denied = [
        (report_row("a", report_year=2020, form="2019"), 1),
        (report_row("b", report_year=2022), 3),
        (report_row("c", report_year=2022, township_code=CODES[1], agency="范例镇"), None),
        (report_row("d", report_year=2022, township_code="990102100000", agency="远镇"), 2),
    ]
    cells = [
        found
        for row, value in denied
        for found in request_cells(
            row, {**TOTALS, ("denied_by_law", "total"): value, ("denied_by_law", "natural_person"): value}
        )
    ]
    load_tables(warehouse, {"report": [row for row, _ in denied], "fact_request": cells}, townships=PLACES)
    return warehouse


def test_the_panel_has_every_township_and_year_and_says_who_is_missing(published: Path) -> None:
    rows = query(
        published,
        "SELECT county, township, list(report_year ORDER BY report_year), count(*) FILTER (is_published), "
        "count(new_requests) FROM panel(2019, 2022) GROUP BY ALL ORDER BY ALL",
    )
    years = [2019, 2020, 2021, 2022]
    assert rows == [
        ("示例县", "样例镇", years, 0, 0),
        ("示例县", "示范镇", years, 2, 2),
        ("示例县", "范例镇", years, 1, 1),
        ("远县", "远镇", years, 1, 1),
    ]


def test_the_panel_of_all_years_begins_with_the_first_report(published: Path) -> None:
    assert query(published, "SELECT DISTINCT report_year FROM township_panel ORDER BY ALL") == [
        (2020,),
        (2021,),
        (2022,),
    ]
    [(rows, keys)] = query(
        published, "SELECT count(*), count(DISTINCT (township_code, report_year)) FROM township_panel"
    )
    assert rows == keys == 4 * 3


def test_outcomes_are_the_leaf_cells_and_their_sum_the_requests(published: Path) -> None:
    [(value, unknown)] = query(
        published, "SELECT sum(value), count(*) - count(value) FROM outcome WHERE outcome_group = 'denied'"
    )
    assert (value, unknown) == (1 + 3 + 2, 1)
    assert query(published, "SELECT count(*) FROM outcome WHERE line IN ('new', 'carried_in', 'carried_out')") == [(0,)]
    assert query(published, "SELECT count(*) FROM outcome WHERE applicant = 'total'") == [(0,)]
    lines = {line.line for line in request_lines() if line.group not in ("inflow", "outflow", "total")}
    assert {line for (line,) in query(published, "SELECT DISTINCT line FROM outcome")} == lines
    assert query(
        published, "SELECT DISTINCT outcome_group_zh, outcome_group_en FROM outcome WHERE line = 'granted'"
    ) == [("予以公开", "Requests granted")]
    assert query(published, "SELECT DISTINCT division_level FROM outcome") == [("township",)]


def test_a_rate_stands_beside_the_numbers_it_is_made_of(published: Path) -> None:
    rows = query(
        published,
        "SELECT report_id, part, whole, value FROM township_rate WHERE rate = 'denied_rate' ORDER BY report_id",
    )
    assert rows == [("a", 1, 10, 0.1), ("b", 3, 10, 0.3), ("c", None, None, None), ("d", 2, 10, 0.2)]


@pytest.mark.parametrize("rate", ["granted_rate", "disclosed_rate", "denied_rate", "rejected_rate", "carried_out_rate"])
def test_a_rate_is_that_of_township_year(published: Path, rate: str) -> None:
    assert query(
        published,
        f"SELECT count(*) FROM township_rate JOIN township_year USING (report_id) "
        f"WHERE rate = '{rate}' AND value IS DISTINCT FROM {rate}",
    ) == [(0,)]


@pytest.mark.parametrize(
    ("requests", "share", "expected"),
    [
        (1, 0.3, [("示例县", True, 1), ("远县", True, 2)]),
        (1, 0.5, [("示例县", False, None), ("远县", True, 1)]),
        (11, 0.3, [("示例县", False, None), ("远县", False, None)]),
    ],
)
def test_only_areas_with_enough_townships_and_requests_are_ranked(
    published: Path, requests: int, share: float, expected: list[tuple[str, bool, int | None]]
) -> None:
    ranking = f"rate_ranking('county', 'denied_rate', {requests}, {share}) WHERE report_year = 2022"
    assert query(published, f"SELECT area, is_ranked, rank FROM {ranking} ORDER BY area_code") == expected
    # One of three towns says both numbers of 2022: the blank one is published, and not counted.
    [row] = query(published, f"SELECT published, counted, townships, part, whole FROM {ranking} AND area = '示例县'")
    assert row == (2, 1, 3, 3, 10)


def test_a_ranking_has_other_levels(published: Path) -> None:
    ranking = "rate_ranking('prefecture', 'denied_rate', 1, 0.1) WHERE report_year = 2022"
    assert query(published, f"SELECT area, part, whole, counted, townships FROM {ranking}") == [("示例市", 5, 20, 2, 5)]


def is_asked(cell: str, form: str) -> bool:
    """Whether a form has a cell of a measure; `issued` stands for `made` on the form of 2019."""
    table, item, name = cell.split(".")
    if table != "fact_proactive":
        return True
    names = {name, "made"} if name == "issued" else {name}
    return any(
        (found.form, found.item) == (form, item) and found.measure in names and not found.is_optional
        for found in proactive_cells()
    )


@pytest.mark.parametrize("form", FORM_CODES)
def test_a_measure_is_absent_from_the_forms_that_do_not_ask_for_it(form: str) -> None:
    declared = {row["measure"]: row["comparability"] for row in read_rows("measure_forms") if row["form"] == form}
    asked = {measure.measure: all(is_asked(cell, form) for cell in measure.cells) for measure in MEASURES}
    assert {measure for measure, found in declared.items() if found == "absent"} == {
        measure for measure, found in asked.items() if not found
    }


def test_every_measure_is_compared_on_every_form() -> None:
    rows = read_rows("measure_forms")
    assert [(row["measure"], row["form"]) for row in rows] == [
        (measure.measure, form) for measure in MEASURES for form in ("2014", *FORM_CODES)
    ]
    assert all(row["note_zh"] and row["note_en"] for row in rows if row["comparability"] == "changed")
    assert all(bool(row["note_zh"]) == bool(row["note_en"]) for row in rows)


def test_comparability_says_from_when_a_series_may_run(published: Path) -> None:
    rows = query(
        published,
        "SELECT measure, list(comparability ORDER BY first_year), any_value(comparable_from) "
        "FROM comparability GROUP BY measure",
    )
    found = {measure: (said, first) for measure, said, first in rows}
    assert len(found) == len(MEASURES)
    assert found["new_requests"] == (["same", "same", "same"], 2014)
    assert found["denied"] == (["changed", "same", "same"], 2019)
    assert found["fees_amount"] == (["absent", "absent", "same"], 2021)
    assert found["procurement_amount"] == (["absent", "same", "absent"], None)


def test_a_form_begins_in_the_year_that_it_was_prescribed_for() -> None:
    years = {row["form"]: row["first_year"] for row in read_rows("forms")}
    assert {(row["form"], row["first_year"]) for row in read_rows("measure_forms")} == {
        *years.items(),
        ("2014", "2014"),
    }


# --- what other programs can read ---


def test_no_view_has_a_type_that_others_turn_into_something_else(published: Path) -> None:
    """pandas makes floats of HUGEINT, and objects of DECIMAL; Stata knows neither."""
    views = {view.name for view in list_views()}
    rows = query(published, "SELECT table_name, column_name, data_type FROM information_schema.columns")
    assert views <= {table for table, _, _ in rows}
    assert [row for row in rows if row[0] in views and (row[2] == "HUGEINT" or row[2].startswith("DECIMAL"))] == []
    assert [row for row in rows if "HUGEINT" in row[2]] == []


def test_no_macro_gives_such_a_type(published: Path) -> None:
    calls = {
        "panel": "panel(2020, 2022)",
        "rate_ranking": "rate_ranking('county', 'denied_rate', 1, 0.5)",
        "township_sums": "township_sums('county')",
        "county_sums": "county_sums('province')",
        "township_trend": "township_trend('示范镇')",
    }
    assert set(calls) <= {macro.name for macro in list_macros()}
    for call in calls.values():
        types = [row[1] for row in query(published, f"DESCRIBE SELECT * FROM {call}")]
        assert [found for found in types if found == "HUGEINT" or found.startswith("DECIMAL")] == []
