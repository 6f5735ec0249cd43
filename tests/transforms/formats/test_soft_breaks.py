"""Rows of Markdown that html2text wrapped."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.tables.entries_of import tables_of
from transforms.formats.soft_breaks import join_soft_breaks

HERE = "transforms.formats.soft_breaks"
HEAD = "规章| 0|  0  \n---|---|---  \n"


def is_joined(wrapped: int) -> bool:
    """Whether rows are joined below two lines that end with a break, so many lines without one among them."""
    text = HEAD + "文件| 1|\n" * wrapped
    return join_soft_breaks(text) != text


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._RULE", takes=("---|---", "---"), leaves=("|---|---|", "--", "- - -", "| --- | --- |"), how="fullmatch"
    ),
    Threshold(f"{HERE}._LEAST_BROKEN", inside=lambda: is_joined(2), outside=lambda: is_joined(3), moved=0.7),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_wrapped_row_is_one_and_a_break_inside_of_a_cell_stays() -> None:
    text = f"{HEAD}行政规范性文件| 17|\n3  \n信息  \n内容| 1|\n2  \n\n一、总体\n情况"
    assert join_soft_breaks(text) == f"{HEAD}行政规范性文件| 17|3  \n信息  \n内容| 1|2  \n\n一、总体\n情况"


@pytest.mark.parametrize("text", ["规章| 0\n---|---\n文件| 1\n3| 20", "文件| 1|\n3  \n规章| 2  ", "一、\n二、"])
def test_tables_without_breaks_or_a_rule_are_left(text: str) -> None:
    assert join_soft_breaks(text) == text


def test_the_values_of_a_wrapped_row_are_those_of_its_line() -> None:
    label = "一、本年新收政府信息公开申请数量"
    found = tables_of("申请人情况| 总计  ", "---|---  ", f"{label}| 1| 0| 0| 0|", "0| 0| 1  ").requests[0]
    assert [token.text for token in found.tail] == list("1000001")


def test_a_cell_that_ends_in_a_break_does_not_end_its_row() -> None:
    label = "一、本年新收政府信息公开申请数量"
    lines = ("申请人情况| 总计  ", "---|---  ", "", f"{label}  ", "| 4  ", "| 0| 0  ", "| 0| 0| 0| 4  ")
    joined = join_soft_breaks("\n".join(lines))
    assert joined.split("\n")[-1] == f"{label} | 4 | 0| 0 | 0| 0| 0| 4  "
    assert [token.text for token in tables_of(*joined.split("\n")).requests[0].tail] == list("4000004")


def test_a_border_begins_a_line_of_its_own_elsewhere() -> None:
    for lines in (
        ("规章| 0  ", "---|---  ", "", "| 总计| 5  "),  # behind a blank line: the first cell is blank
        ("规章| 0  ", "---|---  ", "| 总计| 5  "),  # behind the rule: so it is in the first row
        ("规章| 0", "---|---", "文件| 1", "| 2| 3"),  # without breaks at the ends of rows
        ("| 规章| 0|  ", "|---|---|  ", "| 文件| 1|  ", "| 其他| 2|  "),  # rows between borders
    ):
        assert join_soft_breaks("\n".join(lines)) == "\n".join(lines)
