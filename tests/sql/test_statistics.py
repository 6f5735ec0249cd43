"""The statistics form in the warehouse: its sums, and the years before and after it in one view."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.flows.checking import violations
from tests.flows.rows import load_tables, query, report_row, request_cells, review_cells, statistic_cells

REPORT = report_row("a", report_year=2016, form="pre2019")
RECEIVED = {"requests_in_person": 1, "requests_fax": 0, "requests_online": 4, "requests_letter": 2}


def broken(connection: duckdb.DuckDBPyConnection, values: Mapping[str, int | None], period: str = "year") -> list[str]:
    tables = {"report": [REPORT], "fact_statistic": statistic_cells(REPORT, values, period)}
    return [row["subject"] for row in violations(connection, "statistic_total", tables)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({**RECEIVED, "requests_received": 7}, [], id="adds up"),
        pytest.param({**RECEIVED, "requests_received": 8}, ["requests_received"], id="one too many"),
        pytest.param({**RECEIVED, "requests_received": 6}, ["requests_received"], id="one too few"),
        pytest.param({**RECEIVED, "requests_received": None}, [], id="total unknown"),
        pytest.param({**RECEIVED, "requests_fax": None, "requests_received": 9}, [], id="a part unknown"),
        pytest.param({"requests_in_person": 1, "requests_received": 9}, [], id="parts not printed"),
        pytest.param({**RECEIVED, "requests_email": 2, "requests_received": 9}, [], id="a forerunner's part beside"),
        pytest.param(
            {"litigations": 3, "litigation_upheld": 1, "litigation_corrected": 1, "litigation_other": 0},
            ["litigations"],
            id="lawsuits",
        ),
        pytest.param({"staff": 3, "staff_full_time": 1, "staff_part_time": 3}, ["staff"], id="staff"),
        pytest.param({"disclosed": 3, "disclosed_normative": 9, "normative_issued": 9}, [], id="no parts"),
    ],
)
def test_statistic_total(
    connection: duckdb.DuckDBPyConnection, values: Mapping[str, int | None], expected: list[str]
) -> None:
    assert broken(connection, values) == [f"fact_statistic.{indicator}.year" for indicator in expected]


def test_statistic_total_of_all_years(connection: duckdb.DuckDBPyConnection) -> None:
    values = {"staff": 3, "staff_full_time": 1, "staff_part_time": 3}
    assert broken(connection, values, "cumulative") == ["fact_statistic.staff.cumulative"]


def test_statistic_total_names_the_indicator(connection: duckdb.DuckDBPyConnection) -> None:
    cells = statistic_cells(REPORT, {"staff": 3, "staff_full_time": 1, "staff_part_time": 3})
    [row] = violations(connection, "statistic_total", {"report": [REPORT], "fact_statistic": cells})
    assert row["message"] == ("The parts of （三）从事政府信息公开工作人员数 add up to 4, but the report prints 3.")


FORM = {
    "requests_received": 20,
    "requests_concluded": 19,
    "requests_answered": 18,
    "answered_already_public": 1,
    "answered_granted": 6,
    "answered_partial": 2,
    "answered_refused": 3,
    "answered_not_competent": 1,
    "answered_not_existing": 2,
    "answered_correction": 1,
    "answered_other_channel": 2,
    "reconsiderations": 4,
    "reconsideration_upheld": 3,
    "reconsideration_corrected": 1,
    "reconsideration_other": 0,
    "litigations": 2,
    "litigation_upheld": 2,
    "litigation_corrected": 0,
    "litigation_other": 0,
}


@pytest.fixture
def history(warehouse: Path) -> Path:
    before, earliest = (
        report_row("a", report_year=2018, form="pre2019"),
        report_row("b", report_year=2012, form="pre2019"),
    )
    later, none = report_row("c", report_year=2021), report_row("d", report_year=2015, form="pre2019")
    requests: dict[tuple[str, str], int | None] = {
        ("new", "total"): 9,
        ("granted", "total"): 5,
        ("rejected_repeat", "total"): 1,
        ("other_misc", "total"): 2,
        ("handled_total", "total"): 8,
    }
    tables: dict[str, list[dict[str, Any]]] = {
        "report": [before, earliest, later, none],
        "fact_statistic": [
            *statistic_cells(before, FORM),
            *statistic_cells(earliest, {"requests_received": 3, "requests_email": 3}),
            *statistic_cells(earliest, {"requests_received": 30}, "cumulative"),
        ],
        "fact_request": request_cells(later, requests),
        "fact_review": review_cells(
            later,
            {
                ("reconsideration", "pending"): 1,
                ("reconsideration", "total"): 1,
                ("litigation_direct", "upheld"): 2,
                ("litigation_after_review", "upheld"): 3,
                ("litigation_direct", "total"): 2,
                ("litigation_after_review", "total"): 3,
            },
        ),
    }
    load_tables(warehouse, tables)
    return warehouse


def rows(warehouse: Path, columns: str) -> list[tuple[Any, ...]]:
    return query(warehouse, f"SELECT report_year, {columns} FROM request_history ORDER BY report_year")


def test_request_history_has_a_row_for_each_report_with_a_form(history: Path) -> None:
    assert rows(history, "form, requests_received") == [(2012, "earlier", 3), (2018, "2014", 20), (2021, "2021", 9)]


def test_request_history_has_the_outcomes_of_each_form(history: Path) -> None:
    columns = "requests_answered, granted, already_public, partial, refused, unavailable, handled_otherwise"
    assert rows(history, columns) == [
        (2012, None, None, None, None, None, None, None),
        (2018, 18, 6, 1, 2, 3, 3, 4),
        (2021, 8, 5, None, 0, 0, 0, 3),
    ]


def test_request_history_has_reviews_and_lawsuits(history: Path) -> None:
    columns = "reconsiderations, reconsiderations_upheld, reconsiderations_corrected, reconsiderations_pending"
    assert rows(history, columns)[1:] == [(2018, 4, 3, 1, None), (2021, 1, 0, 0, 1)]
    columns = "litigations, litigations_upheld, litigations_corrected, litigations_other, litigations_pending"
    assert rows(history, columns)[1:] == [(2018, 2, 2, 0, 0, None), (2021, 5, 5, 0, 0, 0)]


def test_the_outcomes_of_2014_and_those_of_2021_add_up(history: Path) -> None:
    sums = "granted + partial + refused + unavailable + handled_otherwise - requests_answered"
    assert rows(history, sums)[1:] == [(2018, 0), (2021, 0)]


def test_a_value_of_the_form_leads_to_its_file(history: Path) -> None:
    of_the_form = "fact_table = 'fact_statistic' AND cell = 'litigations.year'"
    assert query(history, f"SELECT value, source_path FROM report_lineage WHERE {of_the_form}") == [(2, "a.txt")]
