"""The ids of findings, which verdicts name: they stay from run to run."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.flows.loaded import finding
from tests.flows.rows import (
    Row,
    load_tables,
    query,
    report_row,
    request_cells,
)


def finding_ids(warehouse: Path, rows: list[Row], reports: str = "ab") -> dict[str, str]:
    """The finding ids of a new warehouse by message."""
    loaded = [report_row(name, report_year=2020 + at) for at, name in enumerate(reports)]
    load_tables(warehouse, {"report": loaded, "quality_finding": rows})
    return dict(query(warehouse, "SELECT message, finding_id FROM quality_finding"))


def doubt(message: str, report_id: str = "a", **change: Any) -> Row:
    return {**finding(report_row(report_id)), "subject": "fact_request.new.total", "message": message, **change}


def test_a_finding_keeps_its_id_from_run_to_run(warehouse: Path) -> None:
    first = finding_ids(warehouse, [doubt("One.")])
    other = [doubt("Another.", rule="cell_unreadable"), doubt("A third.", "b")]
    assert finding_ids(warehouse, [*other, doubt("One.")])["One."] == first["One."]


def test_a_finding_keeps_its_id_where_only_its_words_change(warehouse: Path) -> None:
    before = finding_ids(warehouse, [doubt("One.", actual="1")])
    after = finding_ids(warehouse, [doubt("One, put better.", actual="2", severity="info")])
    assert before["One."] == after["One, put better."]


@pytest.mark.parametrize(
    "other",
    [
        doubt("Another.", "b"),
        doubt("Another.", rule="cell_unreadable"),
        doubt("Another.", subject="x"),
        doubt("Another.", subject=None),
        doubt("Another."),
    ],
    ids=["report", "rule", "subject", "no subject", "message"],
)
def test_findings_that_differ_have_different_ids(warehouse: Path, other: Row) -> None:
    ids = finding_ids(warehouse, [doubt("One."), other])
    assert ids["One."] != ids["Another."]


def test_one_of_two_like_findings_never_takes_the_id_of_the_other(warehouse: Path) -> None:
    both = finding_ids(warehouse, [doubt("One."), doubt("Another.")])
    alone = finding_ids(warehouse, [doubt("Another.")])
    assert alone["Another."] != both["One."]


def test_a_finding_that_was_raised_twice_has_two_ids(warehouse: Path) -> None:
    load_tables(warehouse, {"report": [report_row("a")], "quality_finding": [doubt("One."), doubt("One.")]})
    assert query(warehouse, "SELECT count(*), count(DISTINCT finding_id) FROM quality_finding") == [(2, 2)]


def test_the_id_of_a_finding_is_fixed_for_good(warehouse: Path) -> None:
    # Verdicts in reviewers' files name it. The hash is worked out here by hand.
    expected = hashlib.sha256(b"a\x1fcell_ambiguous\x1ffact_request.new.total").hexdigest()[:16]
    assert finding_ids(warehouse, [doubt("One.")]) == {"One.": expected}


def test_what_a_rule_finds_has_an_id_and_counts(warehouse: Path) -> None:
    report = report_row("a")
    cells = request_cells(report, {("new", "total"): 3})
    counts, _ = load_tables(warehouse, {"report": [report], "fact_request": cells})
    rows = query(warehouse, "SELECT rule, length(finding_id) FROM quality_finding ORDER BY ALL")
    assert rows == [("applicant_total", 16), ("request_balance", 16)]
    assert counts.findings == {"error": 2}


def test_what_reading_doubted_and_what_rules_found_is_said_in_chinese_too(warehouse: Path) -> None:
    report = report_row("a")
    read = {**doubt("There is no table."), "message_zh": "没有表格。"}
    load_tables(
        warehouse,
        {"report": [report], "fact_request": request_cells(report, {("new", "total"): 3}), "quality_finding": [read]},
    )
    said = dict(query(warehouse, "SELECT rule, message_zh FROM quality_finding"))
    assert said == {
        "cell_ambiguous": "没有表格。",
        "applicant_total": "“一、本年新收政府信息公开申请数量”一行六类申请人相加是0，“总计”却是3。",
        "request_balance": "“总计”一列本年新收加上年结转是3（新收3、上年结转0），办理总计加结转下年度却是0"
        "（办理0、结转下年度0），两者应当相等。",
    }
    assert query(warehouse, "SELECT count(*) FROM open_finding WHERE message_zh IS NULL OR message_zh = ''") == [(0,)]


def test_the_chinese_words_count_for_no_id(warehouse: Path) -> None:
    before = finding_ids(warehouse, [doubt("One."), doubt("Another.")])
    put_better = [{**doubt(message), "message_zh": "说得更好。"} for message in ("One.", "Another.")]
    assert finding_ids(warehouse, put_better) == before
