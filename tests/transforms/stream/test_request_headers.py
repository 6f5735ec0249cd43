"""The header of table three in slices."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.stream.sliced_headers import BARE, LAYOUT, OFFICIAL, ROW, SLICES, UNTOLD, header
from transforms.stream.headers import straighten_headers

# A label a line, as a text gives the cells of a page.
LABELS = ("申请人情况", *OFFICIAL.split())
# A header whose lines allow 科研机构 and 社会公益组织 in each other's place.
ALLOWS_BOTH = (
    "申请人情况",
    "法人或其他组织",
    "自然 社会",
    "商业企 科研机 法律服 总计",
    "人 公益 其他",
    "业 构 务机构",
    "组织",
)


def both(values: str) -> str:
    """The last line of that header above a row with these values."""
    return straighten_headers([*ALLOWS_BOTH, f"一、本年新收政府信息公开申请数量 {values}"])[-2]


EVIDENCE = (
    Threshold(
        "transforms.stream.request_headers._DIGITS_OF_A_CHARACTER",
        inside=lambda: both("1 0 0 708229 0 0 708230") != OFFICIAL,
        outside=lambda: both("1 0 0 70822 0 0 70823") != OFFICIAL,
        moved=1,
    ),
    Threshold(
        "transforms.stream.request_headers._SHORTEST_OF_HEADING",
        inside=lambda: wrapped_heading("法人或", "其他组织") == OFFICIAL,
        outside=lambda: header(*LABELS[:3], LABELS[-2], *LABELS[3:-2], LABELS[-1]) != "",
        moved=5,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_wider_than_the_column_of_its_label_speaks_for_another_kind() -> None:
    """Six digits have no room where 社会公益组织 breaks after two characters. Below a longer slice they have it,
    and they say nothing where the lines allow no other order."""
    assert both("1 0 708229 0 0 0 708230") == OFFICIAL
    assert both("1 0 0 0 0 0 1") == OFFICIAL
    row = "一、本年新收政府信息公开申请数量 1 0 0 708229 0 0 708230"
    told = ("申请人情况", "法人或其他组织", "自然 商业 科研 社会 法律 其他 总计", "人 企业 机构 公益 服务", "组织 机构")
    assert straighten_headers([*told, row])[-2] == OFFICIAL


@pytest.mark.parametrize("lines", [LAYOUT, SLICES])
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


def test_places_that_move_a_kind_are_heard_where_lines_do_not_tell() -> None:
    """As pdftotext sets 科研机构 a character a line, behind the two lines of 社会公益组织."""
    lines = (
        "                       申请人情况",
        "              法人或其他组织",
        "   自                       科",
        "              社会             法律   总",
        "   然    商业              研        其",
        "              公益             服务   计",
        "   人    企业              机        他",
        "              组织             机构",
        "                           构",
    )
    assert header(*lines) == ""


@pytest.mark.parametrize(("kind", "is_told"), [("科 / 研 / 机 / 构", False), ("科研 / 机构", True)])
def test_a_kind_in_letters_beside_the_others_has_no_place(kind: str, is_told: bool) -> None:
    """As pdfplumber prints a page without its places: 科研机构 may stand before 社会公益组织 or behind it."""
    lines = [
        "申请人情况",
        "自然人 法人或其他组织 总计",
        "商业企业",
        "社会 法律服务",
        *kind.split(" / "),
        "公益组织 机构",
        "其他",
    ]
    assert header(*lines) == (OFFICIAL if is_told else "")


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


def test_kinds_that_follow_each_other_in_another_order_stay() -> None:
    """As `pdftotext -raw` gives a header cell by cell whose 法律服务机构 stands before 社会公益组织."""
    cells = ("申请人情况", *"自然人", "法人或其他组织", "总计", "商业", "企业", "科研", "机构")
    swapped = [*cells, "法律", "服务", "机构", "社会", "公益", "组织", "其他", ROW]
    assert straighten_headers(swapped) == swapped
    assert straighten_headers([*cells, "社会", "公益", "组织", "法律", "服务", "机构", "其他", ROW])[-2] == OFFICIAL


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
    assert straighten_headers([*lines, one, telling])[:-2] == list(lines)


def test_sums_that_move_the_total_do_not_tell_the_side_of_the_persons() -> None:
    """As MuPDF joins 自然人, in its last column, and the first slice of the first."""
    kinds = ("业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    telling = "一、本年新收政府信息公开申请数量 10 7 2 0 1 0 0"
    moved = ["申请人情况", "总计", "法人或其他组织", "自然人 商业企", *kinds, telling]
    assert straighten_headers(moved)[:-1] == moved[:-1]
    named = ["申请人情况", "总计", "自然人 法人或其他组织", "商业企", *kinds, telling]
    assert straighten_headers(named)[-2].startswith("总计 自然人 法人或其他组织")


def test_a_total_that_moved_is_told_by_the_line_of_the_outer_columns() -> None:
    ahead = ("申请人情况", "总计 自然人 法人或其他组织", "商业企业 科研机构 社会公益组织 法律服务机构 其他")
    assert straighten_headers([*ahead, "2.重复申请 1 1 0 0 0 0 0"])[-2].startswith("总计 自然人")


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


def test_persons_behind_the_organisations_in_slices_are_not_taken_for_the_first() -> None:
    """No line has 自然人 whole, and the sums are those of the form's order as well."""
    lines = (
        "申请人情况",
        "法人或其他组织",
        "社会 法律 自然 总",
        "商业 科研",
        "公益 服务 其他 人 计",
        "企业 机构",
        "组织 机构",
    )
    assert straighten_headers([*lines, "一、本年新收政府信息公开申请数量 0 7 0 1 4 11 23"])[-4:-1] == UNTOLD


@pytest.mark.parametrize(
    ("values", "is_moved"),
    [
        ("7    3     0     4   0     0      0", True),
        ("1    0     0     0   0     0      1", False),  # it adds up at either end
        ("0    0     0     0   0     0      0", False),
    ],
)
def test_places_alone_tell_of_no_total_that_moved(values: str, is_moved: bool) -> None:
    """Where a text was wrapped anew, the end of a line stands anywhere on the next."""
    kinds = "商业企业 科研机构 社会公益组织 法律服务机构 其他"
    header = [" " * 30 + "法人或其他组织", "   总计", " " * 24 + "自然人", " " * 30 + kinds]
    lines = straighten_headers(["申请人情况", *header, f"一、本年新收政府信息公开申请数量      {values}"])
    assert any(line.startswith("总计 自然人") for line in lines) is is_moved


def wrapped_heading(first: str, rest: str, kinds: str = "商业企业 科研机构 社会公益组织 法律服务机构 其他") -> str:
    """A header with 法人或其他组织 wrapped beside 总计, as a program that shows a page in a terminal gives it."""
    return header("申请人情况", f"自然人 {first} 总计", rest, kinds)


@pytest.mark.parametrize("at", range(3, 6))
def test_other_in_the_heading_of_organisations_is_no_column(at: int) -> None:
    heading = "法人或其他组织"
    assert wrapped_heading(heading[:at], heading[at:]) == OFFICIAL


def test_other_in_another_place_is_one() -> None:
    assert wrapped_heading("法人或", "其他组织", "其他 商业企业 科研机构 社会公益组织 法律服务机构") == ""
    assert wrapped_heading("法人或", "其他组织", "商业企业 科研机构 法律服务机构 社会公益组织 其他") == ""


def test_the_label_above_the_row_labels_may_run_into_the_heading() -> None:
    """Where its last words and the heading touch, the header is seen all the same: 自 stands behind the heading."""
    lines = (
        "申请人情况",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三法人或其他组织 自",
        "项加第四项之和） 商业 科研 社会公 法律服 其 然 总计",
        "企业 机构 益组织 务机构 他 人",
    )
    assert straighten_headers([*lines, ROW])[1:-1] == UNTOLD
    assert straighten_headers([lines[0], lines[1][:-2], *lines[2:], ROW])[-2] != OFFICIAL
