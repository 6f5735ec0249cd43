"""Rows of reports of several years, for the rules that compare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from tests.flows.checking import violations
from tests.flows.rows import (
    TOWNSHIPS,
    Row,
    cell,
    report_row,
    request_cells,
    review_cells,
)

Tables = Mapping[str, list[Row]]
EARLIER, LATER = report_row("a", report_year=2021), report_row("b", report_year=2022)
BY_NAME = {"township_code": None, "township_match": "none"}
NEW, CARRIED, HANDLED = ("new", "total"), ("carried_in", "total"), ("handled_total", "total")
GRANTED = ("granted", "total")
REQUESTS: dict[tuple[str, str], int | None] = {NEW: 5, CARRIED: 2, HANDLED: 6}
REVIEWS: dict[tuple[str, str], int | None] = {
    ("reconsideration", "total"): 3,
    ("litigation_direct", "total"): 1,
    ("litigation_after_review", "total"): 1,
}
# Townships of the same county, beside those of the tests.
PEERS = [
    {**TOWNSHIPS[0], "township_code": f"990101{number}00000", "township": f"第{number}镇"} for number in range(2, 9)
]


def subjects(connection: duckdb.DuckDBPyConnection, rule: str, tables: Tables) -> list[str]:
    """The cells that a rule complains of."""
    return [row["subject"] for row in violations(connection, rule, tables)]


def both(change: Mapping[str, Any]) -> tuple[Row, Row]:
    """The reports of both years, changed alike."""
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


def carried(out: int | None, into: int | None, reports: tuple[Row, Row] = (EARLIER, LATER)) -> Tables:
    """What one year carries out and the next carries in."""
    earlier, later = reports
    return {
        "report": [earlier, later],
        "fact_request": [
            *request_cells(earlier, {("carried_out", "total"): out}),
            *request_cells(later, {("carried_in", "total"): into}),
        ],
    }


def in_force(change: Mapping[str, float | None]) -> Tables:
    """Normative documents before, issued, repealed and after, of which 5 + 2 - 1 = 6 unless changed."""
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


def items(before: float | None, change: float | None, after: float | None) -> Tables:
    """Penalty items of one year with their change, and those that the next year starts from."""
    earlier = proactive(EARLIER, {"penalty.prior_year_items": before, "penalty.change": change}, clause=6)
    later = proactive(LATER, {"penalty.prior_year_items": after, "penalty.change": 7}, clause=6)
    return {"report": [EARLIER, LATER], "fact_proactive": [*earlier, *later]}


def told(numbers: Iterable[Row], change: Mapping[tuple[str, str], int | None] | None = None) -> Tables:
    """Numbers of the prose beside the tables of one report."""
    change = change or {}
    return {
        "report": [EARLIER],
        "fact_request": request_cells(EARLIER, {**REQUESTS, **change}),
        "fact_review": review_cells(EARLIER, {**REVIEWS, **change}),
        "fact_narrative": list(numbers),
    }


def years_of(*years: int, **change: Any) -> list[Row]:
    """Reports of one township, a year each."""
    return [report_row(f"r{year}", report_year=year, **change) for year in years]


def copied(values: Mapping[tuple[str, str], int | None], later: Mapping[tuple[str, str], int | None]) -> Tables:
    """A report and that of the next year with the same values but for some."""
    return {
        "report": [EARLIER, LATER],
        "fact_request": [*request_cells(EARLIER, values), *request_cells(LATER, {**values, **later})],
    }


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
