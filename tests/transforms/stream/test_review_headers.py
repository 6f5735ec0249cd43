"""The header of table four in slices."""

from __future__ import annotations

from tests.transforms.stream.sliced_headers import PROCEDURES, RESULTS
from transforms.stream.headers import straighten_headers


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


def test_a_procedure_that_a_text_wrapped_to_the_next_line_stands_left_of_none() -> None:
    lines = ["行政复议                    行政诉讼", " " * 28 + "未经复议直接起诉", "   复议后起诉", RESULTS, "0 " * 15]
    assert straighten_headers(lines) == lines
    together = [lines[0], " " * 28 + "复议后起诉    未经复议直接起诉", *lines[3:]]
    assert "复议后起诉 未经复议直接起诉" in straighten_headers(together)[-3]


def test_results_that_do_not_add_up_in_their_blocks_stay() -> None:
    lines = [*PROCEDURES.split(" ", 1), RESULTS, "10 1 2 3 4 26 5 6 7 8 15 9 1 2 3"]
    assert straighten_headers(lines) == lines


def test_a_slice_of_a_result_is_none_of_a_procedure() -> None:
    """未 stands in 尚未审结 as in 未经复议直接起诉."""
    slices = ("行政复议 行政诉讼", "未经复议直接起诉 复议后起诉")
    lower = ("结 结 其 尚 " * 3, "果 果 他 未 总 " * 3, "维 纠 结 审 计 " * 3, "持 正 果 结 " * 3)
    assert straighten_headers([*slices, *lower, "0 " * 15])[-3:-1] == [PROCEDURES, RESULTS]


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
