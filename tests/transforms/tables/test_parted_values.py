"""Values that a text parts from their labels."""

from __future__ import annotations

from tests.evidence import Threshold, check
from tests.transforms.tables.entries_of import tables_of
from tests.transforms.tables.test_requests_order import KINDS, LABELS, find, guard_of
from transforms.tables.parted_values import has_values_of_two


def guard_behind(empty: int, *values: str) -> str:
    """The guard of the last of so many labels and one, behind which values stand on a line each."""
    return guard_of(find("自然人", "法人或其他组织", *KINDS, "总计", *LABELS[: empty + 1], *values)[-1])


ZERO_ROW = ("0", "1", "0", "0", "0", "0", "1")


EVIDENCE = Threshold(
    "transforms.tables.parted_values._MANY_LABELS",
    inside=lambda: guard_behind(2, *ZERO_ROW) == "",
    outside=lambda: guard_behind(3, *ZERO_ROW) == "",
    moved=4,
)


def test_evidence() -> None:
    check(EVIDENCE)


def test_a_run_of_labels_and_a_row_with_zeros_is_a_column_of_labels() -> None:
    assert guard_behind(3, *ZERO_ROW) == "values_before_labels"
    assert guard_behind(3, "2", "1", "1", "1", "1", "1", "7") == ""
    assert guard_behind(3, " ".join(ZERO_ROW)) == ""


def test_one_label_without_values_is_enough_where_another_row_has_the_values_of_two() -> None:
    """（七）总计 beside 3.其他, whose values stand behind the row above: pdftotext, column by column."""
    lines = [LABELS[0], *ZERO_ROW, *ZERO_ROW, LABELS[1], LABELS[2], *ZERO_ROW, LABELS[3], *ZERO_ROW]
    rows = find("自然人", "法人或其他组织", *KINDS, "总计", *lines)
    assert [guard_of(row) for row in rows] == ["", "", "values_before_labels", ""]
    assert guard_behind(1, *ZERO_ROW) == ""


def test_a_row_with_the_values_of_two_says_that_values_left_their_labels() -> None:
    header = ["自然人", "法人或其他组织", *KINDS, "总计"]
    assert has_values_of_two(find(*header, LABELS[0], *ZERO_ROW, *ZERO_ROW))
    assert not has_values_of_two(find(*header, LABELS[0], *ZERO_ROW, LABELS[1], *ZERO_ROW))
    assert not has_values_of_two(find(*header, LABELS[0], " ".join(ZERO_ROW), " ".join(ZERO_ROW)))


def test_table_four_beside_such_a_row_is_not_believed_where_each_value_has_a_line() -> None:
    """pdftotext gave 2 0 0 0 2 as 0 0 0 2 2, as one cell was set a hair lower; its sum holds either way."""
    header = ["自然人", "法人或其他组织", *KINDS, "总计"]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    reviews = ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", *results, "0", "0", "0", "2", "2"]
    for values, guards in ((ZERO_ROW * 2, ["values_before_labels"]), (ZERO_ROW, [""])):
        found = tables_of("三、收到和处理政府信息公开申请情况", *header, LABELS[0], *values, *reviews)
        assert [guard_of(row) for row in found.reviews] == guards
