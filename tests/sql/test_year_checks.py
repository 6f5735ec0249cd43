"""The rules that look across years, tables and townships, each on rows that keep it, break it and leave it open."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from tests.flows.checking import violations
from tests.flows.rows import (
    CODES,
    Row,
    request_cells,
)
from tests.sql.years import BY_NAME, EARLIER, LATER, carried, in_force, items, proactive, subjects, years_of

# --- carry_over ---


@pytest.mark.parametrize(
    ("out", "into", "expected"),
    [
        pytest.param(3, 3, [], id="the same"),
        pytest.param(3, 4, ["fact_request.carried_in.total"], id="one too many"),
        pytest.param(3, 2, ["fact_request.carried_in.total"], id="one too few"),
        pytest.param(1, 0, ["fact_request.carried_in.total"], id="forgotten"),
        pytest.param(None, 3, [], id="carried out unknown"),
        pytest.param(3, None, [], id="carried in unknown"),
    ],
)
def test_carry_over(
    connection: duckdb.DuckDBPyConnection, out: int | None, into: int | None, expected: list[str]
) -> None:
    assert subjects(connection, "carry_over", carried(out, into)) == expected


def test_carry_over_goes_by_the_column(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [
        *request_cells(EARLIER, {("carried_out", "business"): 1, ("carried_out", "total"): 1}),
        *request_cells(LATER, {("carried_in", "charity"): 1, ("carried_in", "total"): 1}),
    ]
    tables = {"report": [EARLIER, LATER], "fact_request": cells}
    expected = ["fact_request.carried_in.business", "fact_request.carried_in.charity"]
    assert subjects(connection, "carry_over", tables) == expected


def test_carry_over_says_which_reports_disagree(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "carry_over", carried(3, 5))
    assert (row["report_id"], row["report_year"], row["severity"]) == ("b", 2022, "warning")
    assert (row["expected"], row["actual"]) == ("3", "5")
    assert row["message"] == (
        "In the column 总计 the report for 2021 carries 3 requests over to the next year, but this report has 5 "
        "carried over from the year before. The other report is a.txt."
    )


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        pytest.param({}, {}, 1, id="next year"),
        pytest.param({"report_year": 2020}, {}, 0, id="a year is missing between them"),
        pytest.param({"report_year": 2022}, {"report_year": 2021}, 0, id="the other way round"),
        pytest.param({"township_code": CODES[1]}, {}, 0, id="another township"),
        pytest.param({"status": "superseded"}, {}, 0, id="the earlier is not current"),
        pytest.param({}, {"status": "duplicate"}, 0, id="the later is not current"),
        pytest.param(BY_NAME, BY_NAME, 1, id="the same name with its county"),
        pytest.param({**BY_NAME, "agency": "示例县示范镇人民政府"}, BY_NAME, 1, id="with and without its office"),
        pytest.param({**BY_NAME, "agency": "另县示范镇"}, BY_NAME, 0, id="another county"),
        pytest.param({**BY_NAME, "agency": "示范镇"}, {**BY_NAME, "agency": "示范镇"}, 0, id="a bare name"),
        pytest.param({**BY_NAME, "agency": None}, {**BY_NAME, "agency": None}, 0, id="no name"),
        pytest.param({**BY_NAME, "township_match": "ambiguous"}, BY_NAME, 0, id="a name that several places bear"),
        pytest.param({}, BY_NAME, 0, id="only one has a code"),
    ],
)
def test_a_report_is_followed_only_where_it_is_certain(
    connection: duckdb.DuckDBPyConnection, earlier: Row, later: Row, found: int
) -> None:
    tables = carried(1, 2, ({**EARLIER, **earlier}, {**LATER, **later}))
    assert len(violations(connection, "carry_over", tables)) == found


# --- in_force_roll ---


@pytest.mark.parametrize(
    ("change", "is_found"),
    [
        pytest.param({}, False, id="rolls on"),
        pytest.param({"after": 7}, True, id="one too many"),
        pytest.param({"after": 5}, True, id="one too few"),
        pytest.param({"repealed": 3, "issued": 4}, False, id="two changes that cancel out"),
        *(pytest.param({part: None, "after": 99}, False, id=f"{part} unknown") for part in ("before", "issued")),
        pytest.param({"repealed": None, "after": 99}, False, id="repealed unknown"),
        pytest.param({"after": None}, False, id="in force unknown"),
    ],
)
def test_in_force_roll(
    connection: duckdb.DuckDBPyConnection, change: Mapping[str, float | None], is_found: bool
) -> None:
    expected = ["fact_proactive.1.normative_documents.in_force"] if is_found else []
    assert subjects(connection, "in_force_roll", in_force(change)) == expected


def test_in_force_roll_shows_its_sum(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "in_force_roll", in_force({"before": 10, "after": 20}))
    assert (row["report_id"], row["expected"], row["actual"]) == ("b", "11", "20")
    assert row["message"] == (
        "行政规范性文件: 10 were in force at the end of 2021, 2 were issued and 1 repealed since, which makes 11; "
        "this report has 20 in force. The other report is a.txt."
    )


def test_rules_and_normative_documents_roll_apart(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [
        *proactive(EARLIER, {"rules.in_force": 1}),
        *proactive(LATER, {"normative_documents.issued": 1, "normative_documents.repealed": 0}),
        *proactive(LATER, {"normative_documents.in_force": 9}),
    ]
    assert subjects(connection, "in_force_roll", {"report": [EARLIER, LATER], "fact_proactive": cells}) == []


# --- items_roll ---


@pytest.mark.parametrize(
    ("before", "change", "after", "is_found"),
    [
        pytest.param(20, 3, 23, False, id="rolls on"),
        pytest.param(20, -3, 17, False, id="fewer"),
        pytest.param(20, 3, 24, True, id="one too many"),
        pytest.param(20, 3, 22, True, id="one too few"),
        pytest.param(None, 3, 24, False, id="items unknown"),
        pytest.param(20, None, 24, False, id="change unknown"),
        pytest.param(20, 3, None, False, id="the next items unknown"),
    ],
)
def test_items_roll(
    connection: duckdb.DuckDBPyConnection,
    before: float | None,
    change: float | None,
    after: float | None,
    is_found: bool,
) -> None:
    expected = ["fact_proactive.6.penalty.prior_year_items"] if is_found else []
    assert subjects(connection, "items_roll", items(before, change, after)) == expected


def test_items_roll_shows_its_sum(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "items_roll", items(200, -30, 90))
    assert (row["report_id"], row["expected"], row["actual"]) == ("b", "170", "90")
    assert row["message"] == (
        "行政处罚: the report for 2021 has 200 items and a change of -30, which makes 170; this report says that "
        "there were 90. The other report is a.txt."
    )


# --- year_missing ---


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        pytest.param(years_of(2020, 2021, 2022), [], id="none is missing"),
        pytest.param(years_of(2020, 2022), ["report.2021"], id="one is missing"),
        pytest.param(years_of(2019, 2022), ["report.2020", "report.2021"], id="two are missing"),
        pytest.param(years_of(2019, 2021, 2023), ["report.2020", "report.2022"], id="two gaps"),
        pytest.param(years_of(2022), [], id="nothing before"),
        pytest.param([*years_of(2020), *years_of(2022, township_code=CODES[1])], [], id="two townships"),
        pytest.param(years_of(2020, 2022, **BY_NAME), ["report.2021"], id="by name"),
        pytest.param(years_of(2020, 2022, **{**BY_NAME, "agency": "示范镇"}), [], id="a bare name"),
        pytest.param([*years_of(2020, 2022), *years_of(2021, status="superseded")], ["report.2021"], id="not current"),
    ],
)
def test_year_missing(connection: duckdb.DuckDBPyConnection, reports: list[Row], expected: list[str]) -> None:
    assert subjects(connection, "year_missing", {"report": reports}) == expected


def test_year_missing_is_on_the_report_behind_the_gap(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "year_missing", {"report": years_of(2020, 2022)})
    assert (row["report_id"], row["report_year"], row["expected"]) == ("r2022", 2022, "a report for 2021")
    assert row["message"].startswith("There are reports of 示例县示范镇 for 2020 and 2022, but none for 2021.")
