"""The rules that suspect: a report copied from that of the year before, and a number far from all that is known."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pytest

from tests.flows.checking import insert, violations
from tests.flows.rows import (
    cell,
    place_frames,
    report_row,
    request_cells,
    review_cells,
)
from tests.sql.years import (
    CARRIED,
    EARLIER,
    GRANTED,
    LATER,
    NEW,
    PEERS,
    Tables,
    copied,
    county,
    history,
    proactive,
    years_of,
)


@pytest.mark.parametrize(
    ("values", "change", "severities"),
    [
        pytest.param({NEW: 12, GRANTED: 12}, {}, ["warning"], id="all the same"),
        pytest.param({NEW: 10}, {}, ["warning"], id="two digits"),
        pytest.param({NEW: 9}, {}, ["info"], id="one digit"),
        pytest.param({NEW: 1}, {}, ["info"], id="one request"),
        pytest.param({}, {}, [], id="all zero"),
        pytest.param({NEW: 12}, {NEW: 13}, [], id="one more"),
        pytest.param({NEW: 12}, {GRANTED: 1}, [], id="another cell differs"),
        pytest.param({NEW: 12, GRANTED: None}, {}, ["warning"], id="blank in both"),
        pytest.param({NEW: 12}, {GRANTED: None}, [], id="blank in one"),
        pytest.param({NEW: None}, {}, [], id="nothing but blanks and zeros"),
    ],
)
def test_copied_report(
    connection: duckdb.DuckDBPyConnection,
    values: Mapping[tuple[str, str], int | None],
    change: Mapping[tuple[str, str], int | None],
    severities: list[str],
) -> None:
    found = violations(connection, "copied_report", copied(values, change))
    assert [(row["severity"], row["subject"]) for row in found] == [(name, "fact_request") for name in severities]


@pytest.mark.parametrize(
    ("status", "count"), [("ambiguous", 0), ("unreadable", 0), ("missing", 1), ("blank", 1)], ids=str
)
def test_a_table_with_a_cell_that_could_not_be_read_is_no_copy(
    connection: duckdb.DuckDBPyConnection, status: str, count: int
) -> None:
    tables = copied({NEW: 12, GRANTED: None}, {})
    cells = [{**row, "cell_status": status if row["value"] is None else "reported"} for row in tables["fact_request"]]
    assert len(violations(connection, "copied_report", {**tables, "fact_request": cells})) == count


@pytest.mark.parametrize(("other", "count"), [(0, 1), (1, 0)])
def test_a_line_that_only_one_form_has_counts_as_zero(
    connection: duckdb.DuckDBPyConnection, other: int, count: int
) -> None:
    earlier = {**EARLIER, "form": "2019"}
    cells = [*request_cells(earlier, {NEW: 12, ("other", "total"): other}), *request_cells(LATER, {NEW: 12})]
    tables = {"report": [earlier, LATER], "fact_request": cells}
    assert len(violations(connection, "copied_report", tables)) == count


@pytest.mark.parametrize(
    ("measure", "count"),
    [("in_force", 0), ("disclosed_to_date", 0), ("prior_year_items", 0), ("issued", 1), ("decisions", 1)],
)
def test_a_stock_may_stay_the_same(connection: duckdb.DuckDBPyConnection, measure: str, count: int) -> None:
    values = {f"normative_documents.{measure}": 40.0, "normative_documents.repealed": 0.0}
    cells = [*proactive(EARLIER, values), *proactive(LATER, values)]
    tables = {"report": [EARLIER, LATER], "fact_proactive": cells}
    assert len(violations(connection, "copied_report", tables)) == count


def test_copied_report_names_table_and_year(connection: duckdb.DuckDBPyConnection) -> None:
    cells = [
        *review_cells(EARLIER, {("reconsideration", "total"): 11, ("reconsideration", "other"): None}),
        *review_cells(LATER, {("reconsideration", "total"): 11, ("reconsideration", "other"): None}),
    ]
    [row] = violations(connection, "copied_report", {"report": [EARLIER, LATER], "fact_review": cells})
    assert (row["report_id"], row["subject"]) == ("b", "fact_review")
    assert row["message"] == (
        "All 14 numbers of table four (reviews) are those of the report for 2021 (a.txt). "
        "1 cells have no value in either."
    )


def add_peers(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "dim_township", place_frames(PEERS)["dim_township"])


# With equal others the deviation is ln 2, so a number is 5 away from v at (1 + v) * 32 - 1: 31 from 0, 351 from 10.
@pytest.mark.parametrize(
    ("tables", "count"),
    [
        pytest.param(history(0, 0, 0, last=31), 0, id="just inside of zeros"),
        pytest.param(history(0, 0, 0, last=32), 1, id="just outside of zeros"),
        pytest.param(history(10, 10, 10, last=351), 0, id="just inside of tens"),
        pytest.param(history(10, 10, 10, last=352), 1, id="just outside of tens"),
        pytest.param(history(10, 10, last=5000), 0, id="too few years"),
        pytest.param(history(10, 10, None, last=5000), 0, id="too few numbers"),
        pytest.param(history(10, 10, 10, None, last=5000), 1, id="enough numbers"),
        pytest.param(history(2000, 2000, 2000, last=1), 1, id="far too few"),
        pytest.param(history(1, 30, 900, last=5000), 0, id="it varies anyway"),
        pytest.param(history(10, 10, 10, last=None), 0, id="unknown"),
        pytest.param(history(0, 0, 0, last=-32), 1, id="negative"),
        pytest.param(history(-10, -10, -10, last=10), 1, id="the other sign"),
        pytest.param(county(0, 0, 0, 0, 0, last=31), 0, id="just inside of the county"),
        pytest.param(county(0, 0, 0, 0, 0, last=32), 1, id="just outside of the county"),
        pytest.param(county(0, 0, 0, 0, last=5000), 0, id="too few townships"),
    ],
)
def test_implausible_value(connection: duckdb.DuckDBPyConnection, tables: Tables, count: int) -> None:
    add_peers(connection)
    found = violations(connection, "implausible_value", tables)
    assert [row["subject"] for row in found] == ["township_year.new_requests"] * count
    assert {row["severity"] for row in found} <= {"info"}


@pytest.mark.parametrize(("peers", "count"), [(10, 1), (2000, 0)])
def test_a_number_must_be_far_from_both_its_history_and_its_county(
    connection: duckdb.DuckDBPyConnection, peers: int, count: int
) -> None:
    add_peers(connection)
    own = history(10, 10, 10, last=2000)
    others = [
        report_row(f"p{at}", township_code=row["township_code"], report_year=2018) for at, row in enumerate(PEERS)
    ]
    cells = [row for report in others for row in request_cells(report, {NEW: peers, CARRIED: None})]
    tables = {"report": [*own["report"], *others], "fact_request": [*own["fact_request"], *cells]}
    assert len(violations(connection, "implausible_value", tables)) == count


@pytest.mark.parametrize(
    ("before", "last", "count"),
    [
        pytest.param(10_000, 500_000, 0, id="ordinary"),
        pytest.param(10_000, 100_000_000, 1, id="ten thousand times too much"),
        pytest.param(0, 100_000_000, 0, id="zeros are nothing to compare with"),
    ],
)
def test_money_counts_in_units_of_ten_thousand_yuan(
    connection: duckdb.DuckDBPyConnection, before: float, last: float, count: int
) -> None:
    reports = years_of(2018, 2019, 2020, 2021)
    cells = [
        {**cell(report, value, clause=8, item="fees", measure="amount"), "unit": "CNY"}
        for report, value in zip(reports, (before, before, before, last), strict=True)
    ]
    tables = {"report": reports, "fact_proactive": cells}
    assert len(violations(connection, "implausible_value", tables)) == count


def test_implausible_value_names_what_it_compares_with(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "implausible_value", history(10, 10, 10, last=900))
    assert (row["report_id"], row["expected"], row["actual"]) == ("r2018", "about 10", "900")
    assert row["message"] == (
        "Requests received in the year (本年新收申请): 900 is unusual; the median of 4 years of the same agency is 10. "
        "It is loaded as printed."
    )
