"""The rules of sql/checks/, each on rows that keep it, break it and leave it open."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from tests.flows.checking import CHECKS, violations
from tests.flows.rows import cell, report_row, request_cells, review_cells
from transforms.form.declared import applicants
from transforms.schemas.tables import ReadFinding

REPORT = report_row("a")
Values = Mapping[tuple[str, str], int | None]


def request_findings(connection: duckdb.DuckDBPyConnection, rule: str, values: Values, form: str = "2021") -> list[str]:
    report = {**REPORT, "form": form}
    tables = {"report": [report], "fact_request": request_cells(report, values)}
    return [row["subject"] for row in violations(connection, rule, tables)]


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_gives_rows_of_quality_finding_and_none_without_reports(
    connection: duckdb.DuckDBPyConnection, rule: str
) -> None:
    relation = connection.sql(CHECKS[rule])
    assert relation.columns == [name for name in ReadFinding.column_names() if name not in ("cause", "details")]
    assert relation.fetchall() == []


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_finds_nothing_in_a_report_of_zeros_or_of_blanks(
    connection: duckdb.DuckDBPyConnection, rule: str
) -> None:
    zeros, blanks = REPORT, report_row("b", report_year=2020, form="2019")
    unknown = {"value": None, "cell_status": "blank"}
    tables = {
        "report": [zeros, blanks],
        "fact_request": request_cells(zeros, {}) + [{**row, **unknown} for row in request_cells(blanks, {})],
        "fact_review": review_cells(zeros, {}) + [{**row, **unknown} for row in review_cells(blanks, {})],
    }
    assert violations(connection, rule, tables) == []


BALANCED = {("new", "total"): 5, ("carried_in", "total"): 1, ("handled_total", "total"): 4, ("carried_out", "total"): 2}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="balanced"),
        pytest.param({("new", "total"): 6}, ["fact_request.handled_total.total"], id="one too many"),
        pytest.param({("new", "total"): 4}, ["fact_request.handled_total.total"], id="one too few"),
        pytest.param({("new", "business"): 1}, ["fact_request.handled_total.business"], id="another column"),
        pytest.param({("new", "total"): 6, ("carried_in", "total"): 0}, [], id="two changes that cancel out"),
        pytest.param({("new", "total"): None}, [], id="new unknown"),
        pytest.param({("carried_in", "total"): None, ("new", "total"): 9}, [], id="carried_in unknown"),
        pytest.param({("handled_total", "total"): None}, [], id="handled_total unknown"),
        pytest.param({("carried_out", "total"): None}, [], id="carried_out unknown"),
    ],
)
def test_request_balance(connection: duckdb.DuckDBPyConnection, change: Values, expected: list[str]) -> None:
    assert request_findings(connection, "request_balance", {**BALANCED, **change}) == expected


def test_request_balance_says_what_came_in_and_what_is_accounted_for(connection: duckdb.DuckDBPyConnection) -> None:
    cells = request_cells(REPORT, {**BALANCED, ("new", "total"): 7})
    [row] = violations(connection, "request_balance", {"report": [REPORT], "fact_request": cells})
    assert (row["report_id"], row["rule"], row["severity"]) == ("a", "request_balance", "error")
    assert (row["expected"], row["actual"]) == ("8", "6")
    assert row["message"] == (
        "In the column 总计 8 requests came in (7 new and 1 carried over from last year), "
        "but 6 are accounted for (4 handled and 2 carried over to next year)."
    )


KINDS = [applicant for applicant in applicants() if applicant != "total"]
ADDED_UP = {("new", kind): number for number, kind in enumerate(KINDS)} | {("new", "total"): 15}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="adds up"),
        pytest.param({("new", "total"): 14}, ["fact_request.new.total"], id="one too few"),
        pytest.param({("new", "total"): 16}, ["fact_request.new.total"], id="one too many"),
        pytest.param({("granted", "research"): 1}, ["fact_request.granted.total"], id="another line"),
        pytest.param({("new", "total"): None}, [], id="total unknown"),
        pytest.param({("new", "charity"): None}, [], id="one kind unknown"),
        pytest.param({("new", "other"): None, ("new", "total"): 10}, [], id="the rest adds up by chance"),
    ],
)
def test_applicant_total(connection: duckdb.DuckDBPyConnection, change: Values, expected: list[str]) -> None:
    assert request_findings(connection, "applicant_total", {**ADDED_UP, **change}) == expected


def test_applicant_total_is_skipped_where_a_column_is_not_there(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [cell(REPORT, 1, line="new", applicant=applicant) for applicant in applicants() if applicant != "charity"]
    assert violations(connection, "applicant_total", {"report": [REPORT], "fact_request": cells}) == []


@pytest.mark.parametrize(("form", "last"), [("2019", "other"), ("2021", "other_misc")])
@pytest.mark.parametrize(
    ("last_value", "handled", "expected"),
    [
        pytest.param(2, 5, [], id="adds up"),
        pytest.param(2, 6, ["fact_request.handled_total.total"], id="one too few"),
        pytest.param(2, 4, ["fact_request.handled_total.total"], id="one too many"),
        pytest.param(None, 5, [], id="one outcome unknown"),
        pytest.param(2, None, [], id="total unknown"),
    ],
)
def test_outcome_total(
    connection: duckdb.DuckDBPyConnection,
    form: str,
    last: str,
    last_value: int | None,
    handled: int | None,
    expected: list[str],
) -> None:
    values = {("granted", "total"): 3, (last, "total"): last_value, ("handled_total", "total"): handled}
    assert request_findings(connection, "outcome_total", values, form) == expected


@pytest.mark.parametrize(("form", "printed"), [("2019", "2021"), ("2021", "2019"), ("pre2019", "2021")])
@pytest.mark.parametrize(("handled", "expected"), [(3, []), (4, ["fact_request.handled_total.total"])])
def test_outcome_total_goes_by_the_lines_that_are_printed(
    connection: duckdb.DuckDBPyConnection, form: str, printed: str, handled: int, expected: list[str]
) -> None:
    last = {"2019": "other", "2021": "other_misc"}[printed]
    values = {("granted", "total"): 1, (last, "total"): 2, ("handled_total", "total"): handled}
    cells = request_cells({**REPORT, "form": printed}, values)
    absent = cell(REPORT, None, "missing", line={"2019": "other_misc", "2021": "other"}[printed], applicant="total")
    tables = {"report": [{**REPORT, "form": form}], "fact_request": [*cells, absent]}
    assert [row["subject"] for row in violations(connection, "outcome_total", tables)] == expected


def test_outcome_total_does_not_count_what_came_in_as_an_outcome(connection: duckdb.DuckDBPyConnection) -> None:
    values = {("new", "total"): 9, ("carried_in", "total"): 9, ("carried_out", "total"): 9}
    assert request_findings(connection, "outcome_total", values) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, [], id="adds up"),
        pytest.param({"total": 4}, ["fact_review.litigation_direct.total"], id="one too many"),
        pytest.param({"total": 2}, ["fact_review.litigation_direct.total"], id="one too few"),
        pytest.param({"total": None}, [], id="total unknown"),
        pytest.param({"pending": None}, [], id="one result unknown"),
    ],
)
def test_review_total(
    connection: duckdb.DuckDBPyConnection, change: Mapping[str, int | None], expected: list[str]
) -> None:
    results = {"upheld": 1, "pending": 2, "total": 3, **change}
    cells = review_cells(REPORT, {("litigation_direct", result): value for result, value in results.items()})
    tables = {"report": [REPORT], "fact_review": cells}
    assert [row["subject"] for row in violations(connection, "review_total", tables)] == expected
