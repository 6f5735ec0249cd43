"""Demonstration places never stand in one row with real ones, and every view that names an area tells which it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.mixed_places import build_mixed
from tests.flows.rows import load_tables, query, report_row

NAMED_BY_AREA = """
    SELECT table_name, list(column_name) FROM duckdb_columns()
    WHERE NOT internal AND table_name IN (SELECT view_name FROM duckdb_views() WHERE NOT internal)
    GROUP BY table_name HAVING list_contains(list(column_name), 'province') ORDER BY table_name
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_mixed(tmp_path_factory.mktemp("mixed") / "w.duckdb")


def test_every_view_that_names_an_area_says_whether_it_is_fictional(mixed: Path) -> None:
    views = dict(query(mixed, NAMED_BY_AREA))
    assert {"township_year", "county_year", "prefecture_year", "province_year", "coverage"} <= views.keys()
    assert [name for name, columns in views.items() if "is_fictional" not in columns] == []


@pytest.mark.parametrize(
    ("view", "area", "numbers"),
    [
        ("township_year", "township_code", [(None, False), ("110101001000", False), ("9901", True), ("9901", True)]),
        ("county_year", "county_code", [("110101", False), ("990101", True)]),
        ("prefecture_year", "prefecture_code", [("110100", False), ("990100", True)]),
        ("province_year", "province_code", [("110000", False), ("990000", True)]),
    ],
)
def test_a_row_is_of_one_kind(mixed: Path, view: str, area: str, numbers: list[tuple[str | None, bool]]) -> None:
    found = query(mixed, f"SELECT {area}, is_fictional FROM {view} ORDER BY {area} NULLS FIRST")
    assert [is_fictional for _, is_fictional in found] == [is_fictional for _, is_fictional in numbers]
    for (code, _), (expected, _) in zip(found, numbers, strict=True):
        assert code is expected is None or code.startswith(expected)


def test_the_kinds_have_years_of_their_own(mixed: Path) -> None:
    """A year of the demonstration is none for which real townships lack their reports."""
    years = "SELECT is_fictional, min(report_year), max(report_year) FROM coverage GROUP BY ALL ORDER BY ALL"
    assert query(mixed, years) == [(False, 2022, 2022), (True, 2020, 2020)]


def test_beside_real_places_the_demonstration_is_not_counted(mixed: Path) -> None:
    counted = "SELECT sum(new_requests)::integer FROM county_year WHERE is_counted(is_fictional)"
    assert query(mixed, counted) == [(3,)]
    assert query(mixed, "SELECT is_counted(true), is_counted(false), is_counted(NULL)") == [(False, True, True)]


def test_alone_the_demonstration_is_what_is_counted(tmp_path: Path) -> None:
    rows = [report_row("a"), report_row("nowhere", township_code=None, township_match="none")]
    load_tables(tmp_path / "w.duckdb", {"report": rows})
    said = query(tmp_path / "w.duckdb", "SELECT is_counted(true), is_counted(false), is_counted(NULL)")
    assert said == [(True, False, True)]


def test_a_department_of_a_fictional_county_is_fictional_without_a_township(tmp_path: Path) -> None:
    row = report_row(
        "d",
        township_code=None,
        township_match="none",
        division_code="990101000000",
        division_level="county",
        agency="示例县财政局",
    )
    load_tables(tmp_path / "w.duckdb", {"report": [row]})
    assert query(tmp_path / "w.duckdb", "SELECT is_fictional, township_code FROM township_year") == [(True, None)]
