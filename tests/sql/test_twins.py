"""Every rule fires on a case that differs by one from one where it is silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

import duckdb
import pytest

from flows.warehouse.sqlfiles import SQL_FOLDER
from tests.flows.checking import CHECKS, violations
from tests.flows.rows import (
    Row,
    make_frame,
    report_row,
    request_cells,
    review_cells,
    statistic_cells,
)
from tests.sql.years import (
    EARLIER,
    GRANTED,
    HANDLED,
    NEW,
    Tables,
    carried,
    copied,
    history,
    in_force,
    items,
    number,
    told,
    years_of,
)

HAN = re.compile("[\u4e00-\u9fff]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def one_report(values: Mapping[tuple[str, str], int]) -> Tables:
    return {"report": [EARLIER], "fact_request": request_cells(EARLIER, values)}


def reviewed(total: int) -> Tables:
    return {"report": [EARLIER], "fact_review": review_cells(EARLIER, {("reconsideration", "total"): total})}


def stated(values: Mapping[str, int | None]) -> Tables:
    return {"report": [EARLIER], "fact_statistic": statistic_cells(EARLIER, values)}


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
    "statistic_total": lambda off: stated({"staff": 3 + off, "staff_full_time": 1, "staff_part_time": 2}),
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
    assert HAN.search(row["message_zh"])
    assert Counter(NUMBER.findall(row["message_zh"])) == Counter(NUMBER.findall(row["message"]))
    assert make_frame("quality_finding", [row]).height == 1


@pytest.mark.parametrize("rule", CHECKS)
def test_a_rule_says_in_its_first_line_what_it_asks(rule: str) -> None:
    text = (SQL_FOLDER / "checks" / f"{rule}.sql").read_text("utf-8")
    assert re.match(r"-- [A-Z].+", text)
