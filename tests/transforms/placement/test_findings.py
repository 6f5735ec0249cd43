"""The doubts about cells: each about the largest thing that it is true of, once, with its cells and its guard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.reading import HEADER
from transforms.doubts import Doubt
from transforms.placement.fact import Fact
from transforms.placement.findings import doubts_of, foreign_table
from transforms.report import read_report
from transforms.schemas import CellStatus, FactTable
from transforms.tables.guard import Guard
from transforms.tables.guards import FOREIGN_TABLE, HEADER_UNKNOWN, MERGED_DIGITS, TOO_MANY_VALUES

APPLICANTS = ("natural_person", "business", "total")


def cell(line: str, applicant: str, guard: Guard | None = None, value: int = 0) -> Fact:
    """A cell of table three as printed, or doubted by a guard."""
    status = CellStatus.AMBIGUOUS if guard else CellStatus.REPORTED
    cause = guard.name if guard else ""
    number = None if guard else Decimal(value)
    return Fact(FactTable.REQUEST, (line, applicant), number, "count", "1 2", status, cause=cause)


def row(line: str, guard: Guard | None = None) -> list[Fact]:
    return [cell(line, applicant, guard) for applicant in APPLICANTS]


def rules(doubts: list[Doubt]) -> list[str]:
    return [doubt.rule for doubt in doubts]


def message_of(length: int) -> str:
    text = "1" * length
    facts = [replace(fact, raw_text=text) for fact in row("new", TOO_MANY_VALUES)]
    return next(doubts_of(facts)).message


EVIDENCE = (
    Threshold(
        "transforms.placement.findings._LONGEST_QUOTE",
        inside=lambda: "…" not in message_of(120),
        outside=lambda: "…" not in message_of(121),
        moved=121,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_table_that_one_guard_doubts_is_one_finding_about_all_its_cells() -> None:
    facts = row("new", HEADER_UNKNOWN) + row("granted", HEADER_UNKNOWN)
    [doubt] = doubts_of(facts)
    assert (doubt.rule, doubt.cause) == ("table_ambiguous", "header_unknown")
    assert doubt.subject is not None
    assert doubt.subject.split(", ") == [fact.subject for fact in facts]


def test_a_row_that_one_guard_doubts_is_one_finding_beside_those_of_other_rows() -> None:
    [doubt] = doubts_of(row("new", TOO_MANY_VALUES) + row("granted"))
    assert doubt.rule == "row_ambiguous"
    assert doubt.subject == "fact_request.new.natural_person, fact_request.new.business, fact_request.new.total"
    assert TOO_MANY_VALUES.sees in doubt.message
    assert "1 2" in doubt.message


def test_a_row_of_two_cells_is_a_row_and_one_cell_is_a_cell() -> None:
    [doubt] = doubts_of(row("new", TOO_MANY_VALUES)[:2] + row("granted"))
    assert doubt.rule == "row_ambiguous"
    [doubt] = doubts_of(row("new", TOO_MANY_VALUES)[:1] + row("granted"))
    assert doubt.rule == "cell_ambiguous"


def test_rows_that_different_guards_doubt_are_findings_of_their_own() -> None:
    doubts = list(doubts_of(row("new", TOO_MANY_VALUES) + row("granted", HEADER_UNKNOWN)))
    assert rules(doubts) == ["row_ambiguous", "row_ambiguous"]
    assert [doubt.cause for doubt in doubts] == ["too_many_values", "header_unknown"]


def test_a_row_of_which_one_cell_is_read_has_a_finding_for_each_other() -> None:
    facts = [*row("new", MERGED_DIGITS)[:2], cell("new", "total"), *row("granted")]
    doubts = list(doubts_of(facts))
    assert rules(doubts) == ["cell_ambiguous", "cell_ambiguous"]
    assert [doubt.subject for doubt in doubts] == [fact.subject for fact in facts[:2]]


def test_a_table_of_one_printed_row_is_doubted_as_a_row() -> None:
    missing = [
        Fact(FactTable.REQUEST, ("granted", name), None, "count", None, CellStatus.MISSING) for name in APPLICANTS
    ]
    assert rules(list(doubts_of([*row("new", HEADER_UNKNOWN), *missing]))) == ["cells_missing", "row_ambiguous"]


def test_figures_of_another_report_have_their_finding_and_no_other() -> None:
    facts = row("new", FOREIGN_TABLE) + row("granted", FOREIGN_TABLE)
    assert list(doubts_of(facts)) == []
    doubt = foreign_table(FactTable.REQUEST, facts)
    assert doubt.subject == ", ".join(fact.subject for fact in facts)
    assert foreign_table(FactTable.REQUEST, row("new")).subject == "fact_request"


def test_a_negative_count_is_loaded_and_doubted_but_a_negative_change_is_none() -> None:
    [doubt] = doubts_of([cell("new", "total", value=-1)])
    assert (doubt.rule, doubt.actual) == ("negative_count", "-1")
    key = (5, "licensing", "change")
    assert not list(doubts_of([Fact(FactTable.PROACTIVE, key, Decimal(-1), "count", "-1", CellStatus.REPORTED)]))


def test_a_report_whose_header_cannot_be_trusted_says_so_once() -> None:
    """It had 161 findings, one for each cell, and none of them said why."""
    columns = HEADER.split("\t")
    torn = "\t".join([columns[0], columns[-1], *columns[1:-2]])
    lines = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开")
    table = "\n".join([torn, *(f"{line}\t1\t1\t0\t0\t0\t0\t0" for line in lines)])
    text = (
        f"样例镇2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{table}\n五、存在的主要问题\n无。\n"
    )
    report = read_report(text.encode(), "report.txt").report
    assert report is not None
    [doubt] = [doubt for doubt in report.doubts if doubt.rule.endswith("ambiguous")]
    assert (doubt.rule, doubt.cause) == ("table_ambiguous", "header_unknown")
    assert doubt.subject is not None
    assert len(doubt.subject.split(", ")) == 3 * 7


def test_items_of_one_clause_are_rows_of_their_own() -> None:
    def item(name: str, guard: Guard) -> list[Fact]:
        keys = [(5, name, measure) for measure in ("prior_year_items", "change", "decisions")]
        return [
            Fact(FactTable.PROACTIVE, key, None, "count", "1", CellStatus.AMBIGUOUS, cause=guard.name) for key in keys
        ]

    doubts = list(doubts_of(item("licensing", TOO_MANY_VALUES) + item("other_services", HEADER_UNKNOWN)))
    assert rules(doubts) == ["row_ambiguous", "row_ambiguous"]


def test_figures_of_another_report_are_said_of_the_cells_of_their_table() -> None:
    requests = row("new", FOREIGN_TABLE)
    review = Fact(FactTable.REVIEW, ("reconsideration", "total"), None, "count", "1", CellStatus.AMBIGUOUS)
    reviews = [replace(review, cause=FOREIGN_TABLE.name)]
    assert foreign_table(FactTable.REVIEW, [*requests, *reviews]).subject == "fact_review.reconsideration.total"
    doubted = row("granted", TOO_MANY_VALUES)
    subject = foreign_table(FactTable.REQUEST, [*requests, *doubted, *reviews]).subject
    assert subject == ", ".join(fact.subject for fact in requests)


def test_a_text_is_quoted_only_where_all_cells_have_it() -> None:
    one, two = row("new", TOO_MANY_VALUES)[:2]
    [doubt] = doubts_of([one, replace(two, raw_text="7"), *row("granted")])
    assert "The file has" not in doubt.message
    assert doubt.actual is None
    assert "“1 2”" in next(doubts_of(row("new", TOO_MANY_VALUES))).message


def test_the_text_of_a_row_is_quoted_without_its_empty_cells() -> None:
    one, two, three = row("new", TOO_MANY_VALUES)
    [doubt] = doubts_of([replace(one, raw_text=""), replace(two, raw_text=None), three, *row("granted")])
    assert (doubt.rule, doubt.actual) == ("row_ambiguous", "1 2")
    [doubt] = doubts_of([replace(fact, raw_text="") for fact in (one, two, three)] + row("granted"))
    assert (doubt.rule, doubt.actual) == ("row_ambiguous", None)
    assert "The file has" not in doubt.message


def test_cells_that_were_read_are_not_doubted() -> None:
    assert list(doubts_of(row("new") + row("granted"))) == []


def test_a_table_that_is_not_printed_is_told_from_one_that_lacks_cells() -> None:
    missing = [replace(fact, value=None, cell_status=CellStatus.MISSING) for fact in row("new")]
    [doubt] = doubts_of(missing)
    assert (doubt.expected, doubt.actual) == ("3", "0")
    assert "does not print table three; its 3 cells" in doubt.message
    [doubt] = doubts_of([*missing, *row("granted")])
    assert (doubt.expected, doubt.actual) == ("6", "3")
    assert "3 of the 6 cells of table three" in doubt.message


def test_a_cell_that_is_no_number_and_a_unit_that_is_taken_from_the_form_are_said() -> None:
    unreadable = replace(cell("new", "total"), value=None, cell_status=CellStatus.UNREADABLE, raw_text="见附件")
    [doubt] = doubts_of([unreadable])
    assert (doubt.rule, doubt.subject, doubt.actual) == ("cell_unreadable", "fact_request.new.total", "见附件")
    key = (9, "procurement", "amount")
    assumed = Fact(FactTable.PROACTIVE, key, Decimal(5), "CNY", "5", CellStatus.REPORTED, is_unit_assumed=True)
    [doubt] = doubts_of([assumed])
    assert (doubt.rule, doubt.actual) == ("unit_assumed", "5")
