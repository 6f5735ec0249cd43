"""The words of headers in slices, and what parts them."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.stream.sliced_headers import LAYOUT, OFFICIAL, ROW, header
from transforms.stream.headers import straighten_headers
from transforms.text import DIGIT_SPACE


def is_straightened(*lines: str) -> bool:
    return straighten_headers([*lines, ROW]) != [*lines, ROW]


EVIDENCE = (
    Threshold(
        "transforms.stream.header_blocks._FEWEST_LINES",
        inside=lambda: is_straightened("申请人情况", "自然人 法人或其他组织 总计", " ".join(OFFICIAL.split()[2:-1])),
        outside=lambda: is_straightened("申请人情况", OFFICIAL.replace(" ", "  "), ""),
        moved=2,
    ),
    Pattern("transforms.stream.header_blocks._WORD", takes=(" 自然人 ",), found=("自然人",), leaves=("  ",)),
    Pattern("transforms.stream.header_blocks.CELL_MARK", takes=("自然人\t总计", "| 自然人 |"), leaves=("自然人 总计",)),
    Pattern(
        "transforms.stream.header_blocks._PLACING_SPACES",
        takes=("自然人   总计",),
        leaves=("自然人  总计", "自然人 总计"),
        oversteps=("    自然人",),
    ),
    Threshold(
        "transforms.stream.header_blocks.MOST_LINES",
        inside=lambda: header(LAYOUT[0], *[""] * 40, *LAYOUT[1:]) == OFFICIAL,
        outside=lambda: header(LAYOUT[0], *[""] * 41, *LAYOUT[1:]) == OFFICIAL,
        moved=50,
    ),
)


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


def test_labels_run_together_are_parted() -> None:
    joined = (*LAYOUT[:3], "                           商业企业科研机构社会公益组织法律服务机构其他")
    assert header(*joined) == OFFICIAL


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


def test_a_word_that_can_be_parted_in_two_ways_stays() -> None:
    lines = tuple(line.replace("明自然", "明构其").replace("人", "") for line in GLUED)
    assert straighten_headers([*lines, ROW]) == [*lines, ROW]


def test_a_line_joined_of_several_has_no_order_of_columns() -> None:
    assert header(*JOINED) == OFFICIAL
    other_row_too = "一、本年新收政府信息公开申请数量 0 1 0 0 0 0 1"
    assert straighten_headers([*JOINED, other_row_too])[:-1] == list(JOINED)


def test_letters_set_apart_are_one_word_of_a_line() -> None:
    ahead = ("申请人情况", "总 计 自然人 法人或其他组织", "商业企业 科研机构 社会公益组织 法律服务机构 其他")
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    assert straighten_headers([*ahead, telling])[-2].startswith("总计 自然人")


def test_a_line_with_all_columns_keeps_its_order_with_a_label_in_pieces() -> None:
    line = "总计 自然人 法人或其他组织 商业 企业 科研机构 社会公益组织 法律服务机构 其他"
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    assert straighten_headers(["申请人情况", "", line, telling])[-2].startswith("总计 自然人")


def test_letters_set_apart_are_no_words_that_share_a_line() -> None:
    """As lynx prints a page: 总 计 is one word, centred like the others, which stand where their lengths set them."""
    block = ["结果维持", "结果", "纠正", "其他结果", "            尚未审结", "  总 计"]
    lines = ["     行政复议", "     行政诉讼", "            未经复议直接起诉", "    复议后起诉", *block * 3]
    straight = "".join(straighten_headers([*lines, *["0"] * 15]))
    assert straight.index("未经复议直接起诉") < straight.index("复议后起诉")


def test_words_that_are_centred_a_line_each_have_no_places() -> None:
    """As a browser of a terminal prints a page without borders."""
    above = ["行政", "复议", "行政", "诉讼", "结果维持", "      结果纠正", "其他", "结果", "      尚未审结", "   总计"]
    groups = ["               未经复议直接起诉", "       复议后起诉"]
    below = ["结果", "维持", "结果纠正", "其他结果", "尚未", "审结", "总计", "结果维持", "结果纠正", "其他结果"]
    straight = "".join(straighten_headers([*above, *groups, *below, "尚未审结", "总计", "96", "2", "5", "1", "104"]))
    assert straight.index("未经复议直接起诉") < straight.index("复议后起诉")


def test_pieces_of_one_label_are_no_words_that_share_a_line() -> None:
    """As lynx centres 结果 纠正 under 行政复议: the spaces before a label tell how long it is, not its column."""
    block = ["结果维持", "          结果 纠正", "其他结果", "尚未", "审结", "总计"]
    lines = [
        "         行政复议",
        "         行政诉讼",
        *block,
        "   未经复议直接",
        "起诉",
        "        复议后起诉",
        *block * 2,
    ]
    straight = "".join(straighten_headers([*lines, *["0"] * 15]))
    assert straight.index("行政复议") < straight.index("未经复议直接") < straight.index("复议后起诉")


def test_a_line_without_places_among_those_that_have_them_stands_anywhere() -> None:
    """As the page of a PDF gives a line of words without a wide gap, which it takes for prose."""
    gap = DIGIT_SPACE * 80
    above = ("申请人情况", "法人或其他组织", f"自然人{gap}总计")
    kinds = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
    row = "一、本年新收政府信息公开申请数量 0 401 10 0 0 0 411"
    straight = straighten_headers([*(gap + words for words in above), kinds, row])
    assert not any("其他 自然人" in line for line in straight)


def test_the_margin_of_a_text_makes_no_places() -> None:
    """As lynx prints rows of cells one behind the other, all three places from the edge."""
    kind = "结果维持 结果 纠正 其他结果 尚未审结 总计"
    lines = ["行政复议 行政诉讼", f"{kind} 未经复议直接起诉", "复议后起诉", kind, kind]
    straight = "".join(straighten_headers([f"   {line}" for line in (*lines, " ".join(["0"] * 15))]))
    assert straight.index("未经复议直接起诉") < straight.index("复议后起诉")


@pytest.mark.parametrize("number", ["- 3 -", "— 12 —", "第 3 页 共 9 页"])
def test_a_page_may_end_in_the_midst_of_a_header(number: str) -> None:
    # The words of the second page stand further left: each page has places of its own.
    first = "                      自然人      法人或其他组织                      总计"
    assert header(LAYOUT[0], first, "", number, "", LAYOUT[3][9:]) == OFFICIAL


def test_a_page_that_ends_below_a_header_cuts_none() -> None:
    assert OFFICIAL in straighten_headers([*LAYOUT, "", "- 3 -", ROW])


# Of two pages of their own places 自然人 may be the first column or the sixth.
HALVES = (
    "             申请人情况",
    "             法人或其他组织",
    "商业企业  科研机构  社会公益组织  法律服务机构  其他",
    " " * 51 + "自然人" + " " * 46 + "总计",
)


def test_places_of_two_pages_are_not_compared() -> None:
    assert header(*HALVES[:3], "- 3 -", HALVES[3]) == ""
    assert header(*HALVES[:3], "- 3 -", HALVES[3], "- 4 -") == ""
    lines = [*HALVES, "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10"]
    assert straighten_headers(lines, page_starts={0, 3}) == lines


# 社会公益组织 before 科研机构, which only the places tell.
SWAPPED = (
    "                                   法人或其他组织",
    "        自        商业企业     社会公益组织            法律服",
    "        然                          科研机      务机构",
    "        人                          构                 其他       总计",
)


def test_places_of_one_page_still_speak() -> None:
    assert header("申请人情况", *SWAPPED) == ""
    assert header("申请人情况", "- 3 -", *SWAPPED) == ""
    assert header("申请人情况", *SWAPPED[:2], "- 3 -", *SWAPPED[2:]) == ""


def test_page_numbers_are_no_lines_of_a_header() -> None:
    assert header("申请人情况", "- 3 -", LAYOUT[3]) == ""


def test_another_number_ends_a_header() -> None:
    assert header(*LAYOUT[:3], "3", LAYOUT[3]) == ""
