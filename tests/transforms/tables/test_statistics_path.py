"""The statistics form where it has a label twice: under which parent it is read, and when under none."""

from __future__ import annotations

import pytest

from tests.transforms.tables.statistic_rows import row_guards, statistic_cells, statistic_rows
from transforms.tables.columns import Column

HEADER = "统计指标\t单位\t统计数"
BOTH = f"{HEADER}\t{HEADER}"
PARENTS = "四、行政复议数量\t件\t3\t五、行政诉讼数量\t件\t9"
RECONSIDERATIONS, LITIGATIONS = "四、行政复议数量\t件\t3", "五、行政诉讼数量\t件\t9"
UPHELD, CORRECTED = "（一）维持具体行政行为数\t件", "（二）被依法纠错数\t件"
PROSE = "本年收到申请数5件，申请办结数5件，行政复议数量0件。"
SIDES = (
    PARENTS,
    f"{UPHELD}\t2\t{UPHELD}\t4",
    f"{CORRECTED}\t1\t{CORRECTED}\t5",
)
READ = {
    "reconsiderations.year": 3,
    "reconsideration_upheld.year": 2,
    "reconsideration_corrected.year": 1,
    "litigations.year": 9,
    "litigation_upheld.year": 4,
    "litigation_corrected.year": 5,
}


def test_behind_a_label_that_is_not_told_none_is_until_the_next_that_is_the_forms_only_one() -> None:
    rows = (HEADER, LITIGATIONS, RECONSIDERATIONS, f"{UPHELD}\t2", f"{UPHELD}\t4", f"{CORRECTED}\t5")
    assert row_guards(*rows) == ["", "", "", "parent_unknown", "parent_unknown"]
    assert row_guards(*rows, LITIGATIONS, f"{CORRECTED}\t5")[5:] == ["", ""]


def test_a_label_that_was_read_under_its_longer_name_is_not_read_again() -> None:
    longer = "（一）维持具体行政行为或者驳回原告诉讼请求数\t件\t4"
    assert row_guards(HEADER, "五、行政诉讼数量\t件\t9", longer, f"{UPHELD}\t2") == ["", "", "parent_unknown"]


@pytest.mark.parametrize("words", ["样例说明", "本年度样例说明", "上年维持具体行政行为数\t件\t2"])
def test_behind_a_line_that_is_not_understood_no_parent_is_sure(words: str) -> None:
    assert row_guards(HEADER, RECONSIDERATIONS, words, f"{CORRECTED}\t1") == ["", "parent_unknown"]


def test_the_number_of_a_line_is_no_line_that_is_not_understood() -> None:
    lines = ("统计指标 单位 统计数", "四、行政复议数量 件 3", "2 （二）被依法纠 件 1", "错数", "五、行政诉讼数量 件 9")
    assert statistic_cells(*lines)["reconsideration_corrected.year"] == 1


def test_a_sentence_ends_the_parent_and_the_table() -> None:
    assert row_guards(HEADER, RECONSIDERATIONS, PROSE, HEADER, f"{CORRECTED}\t1") == ["", *["parent_unknown"] * 2]
    assert row_guards(HEADER, RECONSIDERATIONS, PROSE, f"{CORRECTED}\t1") == [""]


@pytest.mark.parametrize("mark", ["\t", " "])
def test_labels_side_by_side_have_each_their_own_parent(mark: str) -> None:
    assert statistic_cells(*(line.replace("\t", mark) for line in (BOTH, *SIDES))) == READ


def test_a_row_of_another_size_goes_on_with_the_columns_of_labels() -> None:
    assert statistic_cells(BOTH, *SIDES[:2], f"{SIDES[2]}\t") == READ
    rows = (RECONSIDERATIONS, f"{CORRECTED}\t1\t")
    read = {"reconsiderations.year": 3, "reconsideration_corrected.year": 1, "litigations.year": 9}
    assert statistic_cells(HEADER, *rows, LITIGATIONS) == read


def test_a_lone_label_in_its_column_is_under_the_parent_of_that_column() -> None:
    assert statistic_cells(BOTH, PARENTS, f"\t\t\t{CORRECTED}\t5")["litigation_corrected.year"] == 5


def test_labels_on_one_line_below_one_column_of_them_share_it() -> None:
    text = " ".join((HEADER, RECONSIDERATIONS, f"{CORRECTED}\t1")).replace("\t", " ")
    assert statistic_cells(text) == {"reconsiderations.year": 3, "reconsideration_corrected.year": 1}


def test_a_heading_is_no_row() -> None:
    [row] = statistic_rows(HEADER, "三、依申请公开情况\t\t", "（一）收到申请数\t件\t7")
    assert row.code == "requests_received"


def test_a_row_of_its_headers_size_is_on_its_grid_and_another_is_not() -> None:
    rows = statistic_rows(HEADER, "（一）收到申请数\t件\t7", "（二）申请办结数\t件\t6\t")
    assert [(dict(row.grid), row.grid_size) for row in rows] == [({Column("year"): 2}, 3), ({}, 3)]


def test_only_rows_off_the_grid_are_as_unsure_as_their_header() -> None:
    rows = ("统计指标\t区级\t单位\t统计数", "（一）收到申请数\t4\t件\t7", "（二）申请办结数\t件\t6")
    assert row_guards(*rows) == ["", "header_unknown"]
