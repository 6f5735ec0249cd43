"""Headers in slices, set straight where the text allows one order of their columns."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.headers import straighten_headers

OFFICIAL = "自然人 法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计"
# As `pdftotext -layout` gives a header whose labels are centred; 01a of the cases has the same shape.
LAYOUT = (
    "（本列数据的勾稽关系为：第一项加第二项之和，                申请人情况",
    "  等于第三项加第四项之和）                     法人或其他组织",
    "                      自然人                                            总计",
    "                           商业企业  科研机构  社会公益组织  法律服务机构  其他",
)
# The same without the places of the words.
BARE = tuple(" ".join(line.split()) for line in LAYOUT)
ROW = "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10"
PROCEDURES = "行政复议 行政诉讼 未经复议直接起诉 复议后起诉"
RESULTS = " ".join(["结果维持 结果纠正 其他结果 尚未审结 总计"] * 3)


def header(*lines: str) -> str:
    """The last line of the header, '' where the lines stay as they are."""
    straight = straighten_headers([*lines, ROW])
    assert len(straight) == len(lines) + 1
    return straight[-2] if straight[:-1] != list(lines) else ""


EVIDENCE = (
    Pattern("transforms.stream.headers._WORD", takes=(" 自然人 ",), found=("自然人",), leaves=("  ",)),
    Pattern("transforms.stream.headers.CELL_MARK", takes=("自然人\t总计", "| 自然人 |"), leaves=("自然人 总计",)),
    Pattern(
        "transforms.stream.headers._PLACING_SPACES",
        takes=("自然人   总计",),
        leaves=("自然人  总计", "自然人 总计"),
        oversteps=("    自然人",),
    ),
    Threshold(
        "transforms.stream.headers._MOST_LINES",
        inside=lambda: header(LAYOUT[0], *[""] * 40, *LAYOUT[1:]) == OFFICIAL,
        outside=lambda: header(LAYOUT[0], *[""] * 41, *LAYOUT[1:]) == OFFICIAL,
        moved=50,
    ),
)


@pytest.mark.parametrize(
    "lines",
    [
        LAYOUT,
        (
            "申请人情况",
            "法人或其他组织",
            "自然 社会 法律",
            "商业 科研 总计",
            "人 公益 服务 其他",
            "企业 机构",
            "组织 机构",
        ),
    ],
)
def test_words_in_their_places_or_on_one_line_have_an_order(lines: tuple[str, ...]) -> None:
    assert header(*lines) == OFFICIAL


def test_words_on_different_lines_have_none() -> None:
    """自然人 stands on no line with a kind of organisation: nothing tells which of them is the first column."""
    assert header(*BARE) == ""


def test_persons_before_the_heading_of_organisations_are_the_first_column() -> None:
    assert (
        header(
            "申请人情况",
            "自 然",
            "人",
            "法人或其他组织 总计",
            "商业 科研 社会 法律 其他",
            "企业 机构",
            "公益",
            "组织 服务",
            "机构",
        )
        == OFFICIAL
    )


def test_columns_that_moved_are_read_where_they_stand() -> None:
    moved = header(
        "                  申请人情况",
        "             法人或其他组织",
        "                                                      自然人   总计",
        "   商业企业  科研机构  社会公益组织  法律服务机构  其他",
    )
    assert moved == "法人或其他组织 商业企业 科研机构 社会公益组织 法律服务机构 其他 自然人 总计"


def test_rows_that_add_up_to_another_column_speak_against_an_order() -> None:
    straight = straighten_headers([*LAYOUT, "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"])
    assert straight[:4] == list(LAYOUT)


@pytest.mark.parametrize("lost", ["其他", "科研机构"])
def test_a_header_that_lost_a_label_stays(lost: str) -> None:
    assert header(*(line.replace("法人或其他组织", "法人或").replace(lost, "") for line in LAYOUT)) == ""


def test_a_header_with_a_strange_column_stays() -> None:
    assert header(*LAYOUT[:3], LAYOUT[3] + "  上年") == ""


def test_labels_run_together_are_parted() -> None:
    joined = (*LAYOUT[:3], "                           商业企业科研机构社会公益组织法律服务机构其他")
    assert header(*joined) == OFFICIAL


def test_results_in_slices_are_set_straight() -> None:
    slices = (
        "行政复议 行政诉讼",
        "未经复议直接起诉 复议后起诉",
        "结果 结果 其他 尚未",
        "总计 结果 结果 其他 尚未 结果 结果 其他 尚未",
        "维持 纠正 结果 审结 总计 总计",
        "维持 纠正 结果 审结 维持 纠正 结果 审结",
    )
    values = "0 0 1 14 15 0 3 0 0 3 1 0 1 9 11"
    assert straighten_headers([*slices, values])[-3:] == [PROCEDURES, RESULTS, values]


def test_procedures_on_different_lines_have_no_order() -> None:
    lines = ["行政诉讼", "行政复议", "未经复议直接起诉 复议后起诉", RESULTS, "1 2 3 4 10 5 6 7 8 26 9 1 2 3 15"]
    assert straighten_headers(lines) == lines


def test_procedures_in_their_places_have_one() -> None:
    lines = ["                    行政诉讼", " 行政复议", "            未经复议直接起诉       复议后起诉", RESULTS]
    assert straighten_headers(lines)[-2:] == [PROCEDURES, RESULTS]


def test_results_that_do_not_add_up_in_their_blocks_stay() -> None:
    lines = [*PROCEDURES.split(" ", 1), RESULTS, "10 1 2 3 4 26 5 6 7 8 15 9 1 2 3"]
    assert straighten_headers(lines) == lines


def test_a_slice_of_a_result_is_none_of_a_procedure() -> None:
    """未 stands in 尚未审结 as in 未经复议直接起诉."""
    slices = ("行政复议 行政诉讼", "未经复议直接起诉 复议后起诉")
    lower = ("结 结 其 尚 " * 3, "果 果 他 未 总 " * 3, "维 纠 结 审 计 " * 3, "持 正 果 结 " * 3)
    assert straighten_headers([*slices, *lower, "0 " * 15])[-3:-1] == [PROCEDURES, RESULTS]


def test_lines_that_tell_the_order_overrule_places_that_lie() -> None:
    """A text that counts a Chinese character as one place sets the last line too far to the right."""
    lines = (
        "                  申请人情况",
        "自然      法人或其他组织       总计",
        " 人  商业 科研  社会  法律  其他",
        "     企业 机构  公益  服务",
        "                       组织   机构",
    )
    assert header(*lines) == OFFICIAL


NOTED = (
    "申请人情况",
    "自然人 法人或其他组织 说",
    "商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 明",
)


def noted(*rows: str) -> str:
    """The header with a column of notes over rows, '' where it stays."""
    straight = straighten_headers([*NOTED, *rows])
    return straight[2] if straight[:3] != list(NOTED) else ""


def test_a_column_of_notes_is_the_last_where_rows_have_a_value_more() -> None:
    row = "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10 100%"
    assert noted(row) == "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 说明"


def test_an_empty_column_of_notes_is_none() -> None:
    assert noted(ROW) == OFFICIAL


def test_a_value_too_few_may_be_a_blank_before_a_note() -> None:
    assert noted("一、本年新收政府信息公开申请数量 7 2 0 1 0 10 3") == ""


GLUED = (
    "申请人情况",
    "说",
    "明自然",
    "人",
    "法人或其他组织",
    "总计商业  企",
    "业",
    "科研机",
    "构",
    "社会公益组",
    "织",
    "法律服务机",
    "构",
    "其",
    "他",
)


def test_cells_that_run_together_are_on_no_line_together() -> None:
    """As `pypdf` gives a header, cell by cell, without a line end where the next cell stands higher."""
    row = "一、本年新收政府信息公开申请数量 7 2 － 1 0 0 10 1"
    straight = straighten_headers([*GLUED, row])[-2]
    assert straight == "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计 说明"
    others = [*GLUED, *[row.replace("10 1", "1 10")] * 2]
    assert straighten_headers(others) == others  # figures of other columns


def test_kinds_that_follow_each_other_in_another_order_stay() -> None:
    """As `pdftotext -raw` gives a header cell by cell whose 法律服务机构 stands before 社会公益组织."""
    cells = ("申请人情况", *"自然人", "法人或其他组织", "总计", "商业", "企业", "科研", "机构")
    swapped = [*cells, "法律", "服务", "机构", "社会", "公益", "组织", "其他", ROW]
    assert straighten_headers(swapped) == swapped
    assert straighten_headers([*cells, "社会", "公益", "组织", "法律", "服务", "机构", "其他", ROW])[-2] == OFFICIAL


def test_a_word_that_can_be_parted_in_two_ways_stays() -> None:
    lines = tuple(line.replace("明自然", "明构其").replace("人", "") for line in GLUED)
    assert straighten_headers([*lines, ROW]) == [*lines, ROW]


END = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"


def zeros(*rows: str) -> list[str]:
    return straighten_headers([*BARE, *rows, END])[: len(BARE)]


def test_a_table_of_zeros_has_any_order() -> None:
    assert zeros("1.属于国家秘密 0 0 0 0 0 0 0")[-1] == OFFICIAL


@pytest.mark.parametrize(
    "row",
    [
        "2.重复申请 0 0 0 0 1 0 0",
        "2.重复申请 0 0 0 0 0 0",
        "2.重复申请 0 0 0 — 0 0 0",
        "3",
        "2.重复申请 0 0 0 0 0 0 0 3",
    ],
)
def test_any_other_number_needs_an_order(row: str) -> None:
    assert zeros("1.属于国家秘密 0 0 0 0 0 0 0", row) == list(BARE)


def test_zeros_without_an_end_of_the_table_need_an_order() -> None:
    assert straighten_headers([*BARE, "1.属于国家秘密 0 0 0 0 0 0 0"])[:4] == list(BARE)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


# Paragraphs of a page that a tool made of lines: a wrapped label stands behind the words of another column.
JOINED = (
    "申请人情况",
    "自然",
    "人",
    "法人或其他组织",
    "总计 商业 企业",
    "科研 机构",
    "社会 公益 组织",
    "法律 服务 机构",
    "其他",
)


def test_a_line_joined_of_several_has_no_order_of_columns() -> None:
    assert header(*JOINED) == OFFICIAL
    other_row_too = "一、本年新收政府信息公开申请数量 0 1 0 0 0 0 1"
    assert straighten_headers([*JOINED, other_row_too])[:-1] == list(JOINED)


def test_letters_set_apart_are_one_word_of_a_line() -> None:
    ahead = ("申请人情况", "总 计 自然人 法人或其他组织", "商业企业 科研机构 社会公益组织 法律服务机构 其他")
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    assert straighten_headers([*ahead, telling])[-2].startswith("总计 自然人")


def test_a_slice_behind_the_total_does_not_move_it() -> None:
    """As MuPDF joins words that stand at one height: 总计 is centred beside the first line of the kinds. A row of one
    applicant adds up to either end of it."""
    lines = (
        "申请人情况",
        "自然 人",
        "法人或其他组织",
        "总 计 商业企",
        "业",
        "科研机",
        "构",
        "社会公益",
        "组织",
        "法律服务",
        "机构",
        "其 他",
    )
    one = "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1"
    assert straighten_headers([*lines, one])[:-1] == list(lines)
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    assert straighten_headers([*lines, one, telling])[-3].startswith("总计 自然人")


def test_a_total_that_moved_is_told_by_the_line_of_the_outer_columns() -> None:
    ahead = ("申请人情况", "总计 自然人 法人或其他组织", "商业企业 科研机构 社会公益组织 法律服务机构 其他")
    assert straighten_headers([*ahead, "2.重复申请 1 1 0 0 0 0 0"])[-2].startswith("总计 自然人")


def test_a_line_with_all_columns_keeps_its_order_with_a_label_in_pieces() -> None:
    line = "总计 自然人 法人或其他组织 商业 企业 科研机构 社会公益组织 法律服务机构 其他"
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    assert straighten_headers(["申请人情况", "", line, telling])[-2].startswith("总计 自然人")


def test_a_slice_behind_the_organisations_does_not_move_the_persons() -> None:
    """As PyMuPDF sorts words: 人 and 计 stand at the end of a line that they are not of. No sum tells that order."""
    lines = (
        "申请人情况",
        "法人或其他组织",
        "自然 总",
        "商业 科研 社会公益 法律服务 其 人 计",
        "企业 机构 组织 机构 他",
    )
    telling = "一、本年新收政府信息公开申请数量 0 0 50 0 0 0 50"
    assert straighten_headers([*lines, telling])[:-1] == list(lines)


def test_words_that_are_centred_a_line_each_have_no_places() -> None:
    """As a browser of a terminal prints a page without borders."""
    above = ["行政", "复议", "行政", "诉讼", "结果维持", "      结果纠正", "其他", "结果", "      尚未审结", "   总计"]
    groups = ["               未经复议直接起诉", "       复议后起诉"]
    below = ["结果", "维持", "结果纠正", "其他结果", "尚未", "审结", "总计", "结果维持", "结果纠正", "其他结果"]
    straight = "".join(straighten_headers([*above, *groups, *below, "尚未审结", "总计", "96", "2", "5", "1", "104"]))
    assert straight.index("未经复议直接起诉") < straight.index("复议后起诉")


SWAPPED = (
    "行政复议 行政诉讼",
    "未经复议直接起诉 复议后起诉",
    "结果 其他 结果 尚未",
    "总计 结果 结果 其他 尚未 结果 结果 其他 尚未",
    "维持 结果 纠正 审结 总计 总计",
    "维持 纠正 结果 审结 维持 纠正 结果 审结",
)


def test_slices_of_neighbours_that_make_a_label_have_the_order_of_their_line() -> None:
    """其他 and 结果 of 结果纠正 stand beside each other, where 其他结果 is the second column."""
    row = "7 0 1 0 8 14 5 3 0 22 0 11 1 0 12"
    assert straighten_headers([*SWAPPED, row])[:-1] == list(SWAPPED)
    official = [*SWAPPED[:2], "结果 结果 其他 尚未", SWAPPED[3], "维持 纠正 结果 审结 总计 总计", SWAPPED[5]]
    assert straighten_headers([*official, row])[-3:-1] == [PROCEDURES, RESULTS]


def test_labels_that_follow_each_other_whole_have_that_order() -> None:
    """As MuPDF and pypdf give cells: each label whole, a word a line."""
    heads = ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉"]
    block = ["结果", "维持", "结果", "纠正", "其他结", "果", "尚未", "审结", "总计"]
    swapped = [*block[:2], "结果纠", "正", "尚未审", "结", "其他结", "果", "总计"]
    row = "0 " * 15
    assert straighten_headers([*heads, *block * 3, row])[-3:-1] == [PROCEDURES, RESULTS]
    lines = [*heads, *block * 2, *swapped]
    assert straighten_headers([*lines, row])[:-1] == lines


def test_letters_that_allow_two_orders_stay() -> None:
    """As MuPDF joins the letters of a header that a page break cuts: those of 其他结果 come first, and tell nothing."""
    upper = ["结 果", "结 果", "其 他", "尚 未", "总 计"]
    between = ["未经复议直接起诉 复议后起诉", "其 结 结 尚 总 结 结 其 尚 总"]
    lower = ["维 持", "纠 正", "结 果", "审 结", "他 结 果", "果 纠 正", "果 维 持", "未 审 结", "计"]
    last = ["果 维 持", "果 纠 正", "他 结 果", "未 审 结", "计"]
    lines = ["行政复议 行政诉讼", *upper, *between, *lower, *last]
    assert straighten_headers([*lines, "0 " * 15])[:-1] == lines
