"""The headers of table two: which words are its columns, and whose form they speak for."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import tables_of
from transforms.tables import FoundRow, FoundTables

HEADING = "二、主动公开政府信息情况"
THREE = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量"
MADE = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"
LICENSING = "行政许可\t40\t5\t60"


def find(*lines: str) -> FoundTables:
    return tables_of(HEADING, *lines)


def guard_of(row: FoundRow) -> str:
    return row.untrusted.name if row.untrusted else ""


def test_a_word_in_the_header_of_a_later_block_is_of_that_header() -> None:
    rows = find(
        THREE, LICENSING, THREE, "行政处罚\t1\t2\t3", "信息内容\t采购项目数量\t备注", "政府集中采购\t1\t2"
    ).proactive
    assert [guard_of(row) for row in rows] == ["", "", "header_unknown"]


def test_a_label_that_is_part_of_a_longer_word_is_another_column() -> None:
    [row] = find("信息内容\t上一年项目数量\t本年增/减\t去年处理决定数量", LICENSING).proactive
    assert guard_of(row) == "header_unknown"


@pytest.mark.parametrize("amount", ["采购总金额\t万元", "采购总金额（万元）"])
def test_the_unit_of_a_header_may_stand_behind_its_label(amount: str) -> None:
    [row] = find(f"信息内容\t采购项目数量\t{amount}", "政府集中采购\t1\t2").proactive
    assert (row.money_unit, row.said.units) == ("万元", ())


def test_the_form_is_that_of_the_reports_own_headers_where_it_has_any() -> None:
    sample = ("示例", MADE, "规章\t1\t2\t3", MADE, "规范性文件\t1\t2\t3")
    assert find(*sample, HEADING, THREE, LICENSING).proactive_form == "2019"
    assert find(*sample).proactive_form == "2021"
    assert find("示例", THREE, LICENSING).proactive_form == "2019"


def test_a_note_of_the_form_in_a_header_is_no_column() -> None:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    [row] = find(THREE, note, LICENSING).proactive
    assert ([column and column.code for column in row.columns], guard_of(row)) == (
        ["prior_year_items", "change", "decisions"],
        "",
    )


def test_a_header_with_one_of_two_labels_is_torn() -> None:
    [torn, whole] = find(
        "信息内容\t采购项目数量", "政府集中采购\t1\t2", "信息内容\t采购项目数量\t采购总金额", "政府集中采购\t1\t2"
    ).proactive
    assert (torn.has_torn_header, whole.has_torn_header) == (True, False)


@pytest.mark.parametrize("behind", [1, 2])
def test_a_row_whose_nearest_header_has_no_known_label_is_doubted(behind: int) -> None:
    unknown = "信息内容\t甲栏目\t乙栏目\t丙栏目"
    row = find(THREE, *["行政处罚\t1\t2\t3"] * (behind - 1), unknown, LICENSING).proactive[-1]
    assert guard_of(row) == "header_unknown"


@pytest.mark.parametrize(
    ("values", "read"),
    [
        (["7", "9", "9"], ["7", "9"]),
        (["7", "9", "8"], ["7", "9", "8"]),
        (["7", "9"], ["7", "9"]),
    ],
    ids=["copies", "another number", "one line short"],
)
def test_a_label_and_its_value_that_a_loop_over_cells_repeats_are_one(values: list[str], read: list[str]) -> None:
    header = ["信息内容", "采购项目数量", "采购总金额（元）", "采购总金额（元）"]
    [row] = find("第二十条第（九）项", *header, "政府集中采购", *values).proactive
    assert [token.text for token in row.tail] == read
    assert (row.untrusted is None) == (len(values) == 3 and len(read) == 2)
