"""Rows of whole cells: when they are read without a search, and that the search gives the same."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from transforms.stream.cells import Cell, read_cells, table_cells
from transforms.stream.tokens import Kind, search_tokens
from transforms.stream.whole_cells import _may_be_label, _parts_of, _row_of, read_tokens

EVIDENCE = (
    Given("transforms.stream.whole_cells._CACHED_CELLS", source="memory; it decides no reading"),
    Threshold(
        "transforms.stream.whole_cells._LONGEST_ORDINAL",
        inside=lambda: _may_be_label("第二十一、规章"),
        outside=lambda: _may_be_label("本乡镇用的规章"),
        moved=3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def whole_parts(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The first cells of the rows in each part that is read without a search."""
    cells: list[list[Cell]] = [list(table_cells([row], line)) for line, row in enumerate(rows)]
    return [
        [row.cells[0].text for row in part]
        for is_whole, part in _parts_of([_row_of(row) for row in cells])
        if is_whole and part
    ]


TABLE = (
    ("总体情况见下表", "", ""),
    ("规章", "0", "1"),
    ("规范性文件", "2", "3"),
    ("备注说明", "2", "1"),
    ("行政处罚", "4", "5"),
)


def test_rows_of_labels_values_and_blanks_are_whole() -> None:
    assert whole_parts(TABLE) == [["规章", "规范性文件"], ["行政处罚"]]


def test_a_row_that_a_label_may_run_into_or_out_of_is_searched() -> None:
    assert whole_parts([("本年", "新收"), ("规章", "0"), ("行政处罚", "1")]) == [["行政处罚"]]
    assert whole_parts([("规章", "0"), ("其他", "自然人")]) == [["规章"]]


@pytest.mark.parametrize(
    "text",
    [
        "规章\t0\t1\n规范性文件\t2\t3\n见表\t4\t5\n行政处罚\t—\t",
        "规章 0 1\n行政处罚 2 3\n2 行政强制 4",
        "1.规章\n0\n1\n行政处罚\n2\n3",
        "结果\t维持\t结果纠正\t其他\n0\t1\t2\t3",
        "（一）予以公开\t1\t2\n总计\t3\t4\n1\t规章\t0\n2\t行政处罚\t3\n3\t行政强制\t0",
        "申请人情况\t申请人情况\t总计\n自然人\t其他\t总计\n1\t1\t2",
        "规章0 12\n2.重复申请7",
        "规章\t1 2\t3件2项\n行政处罚\t5\t6",
    ],
)
def test_both_ways_give_the_same_tokens(text: str) -> None:
    cells = read_cells(text)
    assert read_tokens(cells) == search_tokens(cells)


def test_labels_that_are_one_label_together_are_searched() -> None:
    rows = [("规章", "0"), ("行政", "诉讼"), ("结果", "纠正"), ("0", "1")]
    cells = list(table_cells(rows))
    assert read_tokens(cells) == search_tokens(cells)
    assert [token.text for token in read_tokens(cells) if token.kind == Kind.LABEL] == ["规章", "行政诉讼", "结果纠正"]
