"""The rules that look across years, tables and townships, each on rows that keep it, break it and leave it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import duckdb
import pytest

from flows.warehouse.sqlfiles import SQL_FOLDER
from tests.flows.checking import CHECKS, insert, violations
from tests.flows.rows import (
    CODES,
    TOWNSHIPS,
    Row,
    cell,
    make_frame,
    report_row,
    request_cells,
    review_cells,
    township_frame,
)

Tables = Mapping[str, list[Row]]
EARLIER, LATER = report_row("a", report_year=2021), report_row("b", report_year=2022)
BY_NAME = {"township_code": None, "township_match": "none"}


def subjects(connection: duckdb.DuckDBPyConnection, rule: str, tables: Tables) -> list[str]:
    return [row["subject"] for row in violations(connection, rule, tables)]


def both(change: Mapping[str, Any]) -> tuple[Row, Row]:
    return {**EARLIER, **change}, {**LATER, **change}


def proactive(report: Row, values: Mapping[str, float | None], clause: int = 1) -> list[Row]:
    """Cells of table two: `item.measure` and value."""
    keys = [key.split(".") for key in values]
    return [
        {**cell(report, values[f"{item}.{measure}"], clause=clause, item=item, measure=measure), "unit": "count"}
        for item, measure in keys
    ]


def number(report: Row, metric: str, value: float, **change: Any) -> Row:
    """A number of the prose."""
    keys = {name: report[name] for name in ("report_id", "township_code", "report_year")}
    return {
        **keys,
        "metric": metric,
        "channel": "all",
        "value": value,
        "is_approximate": False,
        "period": "year",
        "sentence": "全年收到申请若干件。",
        **change,
    }


# --- carry_over ---


def carried(out: int | None, into: int | None, reports: tuple[Row, Row] = (EARLIER, LATER)) -> Tables:
    earlier, later = reports
    return {
        "report": [earlier, later],
        "fact_request": [
            *request_cells(earlier, {("carried_out", "total"): out}),
            *request_cells(later, {("carried_in", "total"): into}),
        ],
    }


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


def in_force(change: Mapping[str, float | None]) -> Tables:
    values: dict[str, float | None] = {"before": 5, "issued": 2, "repealed": 1, "after": 6, **change}
    items = "normative_documents"
    return {
        "report": [EARLIER, LATER],
        "fact_proactive": [
            *proactive(EARLIER, {f"{items}.in_force": values["before"], f"{items}.issued": 9}),
            *proactive(
                LATER,
                {
                    f"{items}.issued": values["issued"],
                    f"{items}.repealed": values["repealed"],
                    f"{items}.in_force": values["after"],
                },
            ),
        ],
    }


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


def items(before: float | None, change: float | None, after: float | None) -> Tables:
    earlier = proactive(EARLIER, {"penalty.prior_year_items": before, "penalty.change": change}, clause=6)
    later = proactive(LATER, {"penalty.prior_year_items": after, "penalty.change": 7}, clause=6)
    return {"report": [EARLIER, LATER], "fact_proactive": [*earlier, *later]}


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


# --- narrative_vs_table ---

NEW, CARRIED, HANDLED = ("new", "total"), ("carried_in", "total"), ("handled_total", "total")
REQUESTS: dict[tuple[str, str], int | None] = {NEW: 5, CARRIED: 2, HANDLED: 6}
REVIEWS: dict[tuple[str, str], int | None] = {
    ("reconsideration", "total"): 3,
    ("litigation_direct", "total"): 1,
    ("litigation_after_review", "total"): 1,
}


def told(numbers: Iterable[Row], change: Mapping[tuple[str, str], int | None] | None = None) -> Tables:
    change = change or {}
    return {
        "report": [EARLIER],
        "fact_request": request_cells(EARLIER, {**REQUESTS, **change}),
        "fact_review": review_cells(EARLIER, {**REVIEWS, **change}),
        "fact_narrative": list(numbers),
    }


@pytest.mark.parametrize(
    ("metric", "value", "is_found"),
    [
        ("requests_received", 4, True),
        ("requests_received", 5, False),
        ("requests_received", 6, True),
        ("requests_received", 7, False),
        ("requests_received", 8, True),
        ("requests_answered", 5, True),
        ("requests_answered", 6, False),
        ("requests_answered", 7, True),
        ("reconsiderations", 2, True),
        ("reconsiderations", 3, False),
        ("reconsiderations", 4, True),
        ("litigations", 1, True),
        ("litigations", 2, False),
        ("litigations", 3, True),
        ("litigations", 0, True),
        ("proactive_disclosures", 900, False),
        ("trainings", 900, False),
    ],
)
def test_narrative_vs_table(connection: duckdb.DuckDBPyConnection, metric: str, value: float, is_found: bool) -> None:
    expected = [f"fact_narrative.{metric}"] if is_found else []
    assert subjects(connection, "narrative_vs_table", told([number(EARLIER, metric, value)])) == expected


@pytest.mark.parametrize(
    "change",
    [{"is_approximate": True}, {"channel": "unspecified"}, {"channel": "website"}, {"period": "cumulative"}],
    ids=str,
)
def test_only_exact_totals_of_the_year_are_compared(connection: duckdb.DuckDBPyConnection, change: Row) -> None:
    assert subjects(connection, "narrative_vs_table", told([number(EARLIER, "requests_received", 99, **change)])) == []


@pytest.mark.parametrize(
    ("metric", "cell_key"),
    [
        ("requests_received", NEW),
        ("requests_answered", HANDLED),
        ("reconsiderations", ("reconsideration", "total")),
        ("litigations", ("litigation_direct", "total")),
        ("litigations", ("litigation_after_review", "total")),
    ],
)
def test_a_number_beside_an_unknown_cell_is_not_compared(
    connection: duckdb.DuckDBPyConnection, metric: str, cell_key: tuple[str, str]
) -> None:
    tables = told([number(EARLIER, metric, 99)], {cell_key: None})
    assert subjects(connection, "narrative_vs_table", tables) == []


@pytest.mark.parametrize(("value", "is_found"), [(5, False), (6, True)])
def test_requests_received_are_compared_where_those_carried_over_are_unknown(
    connection: duckdb.DuckDBPyConnection, value: int, is_found: bool
) -> None:
    tables = told([number(EARLIER, "requests_received", value)], {CARRIED: None})
    assert bool(violations(connection, "narrative_vs_table", tables)) == is_found


def test_a_report_without_tables_is_not_compared(connection: duckdb.DuckDBPyConnection) -> None:
    tables = {"report": [EARLIER], "fact_narrative": [number(EARLIER, "requests_received", 5)]}
    assert violations(connection, "narrative_vs_table", tables) == []


def test_narrative_vs_table_quotes_the_sentence(connection: duckdb.DuckDBPyConnection) -> None:
    [row] = violations(connection, "narrative_vs_table", told([number(EARLIER, "litigations", 10)]))
    assert (row["expected"], row["actual"], row["severity"]) == ("2", "10", "warning")
    assert row["message"] == "The text states 10 lawsuits (行政诉讼), the table 2: “全年收到申请若干件。”"


def test_a_long_sentence_is_cut(connection: duckdb.DuckDBPyConnection) -> None:
    tables = told([number(EARLIER, "litigations", 10, sentence="长" * 121)])
    assert violations(connection, "narrative_vs_table", tables)[0]["message"].endswith("“" + "长" * 119 + "…”")


# --- year_missing ---


def years_of(*years: int, **change: Any) -> list[Row]:
    return [report_row(f"r{year}", report_year=year, **change) for year in years]


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


# --- copied_report ---


def copied(values: Mapping[tuple[str, str], int | None], later: Mapping[tuple[str, str], int | None]) -> Tables:
    return {
        "report": [EARLIER, LATER],
        "fact_request": [*request_cells(EARLIER, values), *request_cells(LATER, {**values, **later})],
    }


GRANTED = ("granted", "total")


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


# --- implausible_value ---

PEERS = [
    {**TOWNSHIPS[0], "township_code": f"990101{number}00000", "township": f"第{number}镇"} for number in range(2, 9)
]


def history(*values: int | None, last: int | None) -> Tables:
    """Requests of one township from 2015 on; the last year's are `last`."""
    reports = years_of(*range(2015, 2016 + len(values)))
    cells = [
        row
        for report, value in zip(reports, (*values, last), strict=True)
        for row in request_cells(report, {NEW: value, CARRIED: None})
    ]
    return {"report": reports, "fact_request": cells}


def county(*values: int | None, last: int | None) -> Tables:
    """Requests of the townships of one county in one year."""
    codes = [row["township_code"] for row in PEERS]
    reports = [report_row(f"p{at}", township_code=codes[at]) for at in range(len(values) + 1)]
    cells = [
        row
        for report, value in zip(reports, (*values, last), strict=True)
        for row in request_cells(report, {NEW: value, CARRIED: None})
    ]
    return {"report": reports, "fact_request": cells}


def add_peers(connection: duckdb.DuckDBPyConnection) -> None:
    insert(connection, "dim_township", township_frame(PEERS))


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


# --- every rule ---


def one_report(values: Mapping[tuple[str, str], int]) -> Tables:
    return {"report": [EARLIER], "fact_request": request_cells(EARLIER, values)}


def reviewed(total: int) -> Tables:
    return {"report": [EARLIER], "fact_review": review_cells(EARLIER, {("reconsideration", "total"): total})}


def in_two_files(year: int) -> Tables:
    return {"report": [EARLIER, report_row("c", report_year=year, status="duplicate")]}


LATE = datetime(2024, 1, 31)


def file_row(path: str, missing_since: datetime | None) -> Row:
    seen = {"first_seen_at": LATE, "last_seen_at": LATE}
    return {"report_id": EARLIER["report_id"], "source_path": path, "missing_since": missing_since, **seen}


def missing_from(paths: int) -> Tables:
    return {"report": [EARLIER], "report_file": [file_row("a", LATE), file_row("b", LATE if paths else None)]}


TWINS: Mapping[str, Callable[[int], Tables]] = {
    "applicant_total": lambda off: one_report({("granted", "business"): 1, GRANTED: 1 + off}),
    "carry_over": lambda off: carried(1, 1 + off),
    "copied_report": lambda off: copied({NEW: 20}, {NEW: 21 - off}),
    "duplicate_report": lambda off: in_two_files(2020 + off),
    "file_missing": lambda off: {
        "report": [EARLIER],
        "report_file": [file_row("here", None if off == 0 else LATE), file_row("gone", LATE)],
    },
    "implausible_value": lambda off: history(0, 0, 0, last=31 + off),
    "in_force_roll": lambda off: in_force({"after": 6 + off}),
    "items_roll": lambda off: items(20, 3, 23 + off),
    "narrative_vs_table": lambda off: told([number(EARLIER, "requests_received", 5 + off)]),
    "outcome_total": lambda off: one_report({GRANTED: 1, HANDLED: 1 + off}),
    "request_balance": lambda off: one_report({NEW: 1, HANDLED: 1 + off}),
    "review_total": reviewed,
    "year_missing": lambda off: {"report": years_of(2020, 2021 + off)},
}


def test_every_rule_has_a_pair_of_twins() -> None:
    assert set(TWINS) == set(CHECKS)


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_fires_on_a_case_that_differs_by_one_from_one_where_it_is_silent(
    connection: duckdb.DuckDBPyConnection, rule: str
) -> None:
    assert violations(connection, rule, TWINS[rule](0)) == []
    connection.rollback()
    connection.begin()
    [row] = violations(connection, rule, TWINS[rule](1))
    assert row["rule"] == rule
    assert row["message"]
    assert make_frame("quality_finding", [row]).height == 1


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_says_in_its_first_line_what_it_asks(rule: str) -> None:
    text = (SQL_FOLDER / "checks" / f"{rule}.sql").read_text("utf-8")
    assert re.match(r"-- [A-Z].+", text)
