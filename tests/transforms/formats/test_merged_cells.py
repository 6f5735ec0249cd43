"""Numbers of which the layout leaves open whose values they are."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.formats.merged_cells import PARTED, Span, find_merged_numbers, part_digits

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.merged_cells._PARTED_DIGITS",
        takes=("17\n7", "1 \n 7", "1\t7", "1\u20037"),
        leaves=("1 234", "本年\n收费", "17\n件"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


HEADER = [Span(0, 1, 1, "信息内容"), Span(1, 1, 1, "上一年项目数量"), Span(2, 1, 1, "处理决定数量")]


def test_a_number_in_one_column_and_one_row_is_not_marked() -> None:
    row = [Span(0, 1, 1, "处罚"), Span(1, 1, 1, "5"), Span(2, 1, 1, "6")]
    assert find_merged_numbers([HEADER, row]) == set()


def test_a_number_over_two_columns_of_the_header_marks_its_row() -> None:
    """Whether 5 is last year's or this year's, and what the 6 beside it then is, nobody can tell."""
    row = [Span(0, 1, 1, "处罚"), Span(1, 2, 1, "5"), Span(3, 1, 1, "6")]
    assert find_merged_numbers([HEADER, row]) == {(1, 1), (1, 2)}


def test_a_number_over_rows_with_labels_of_their_own_is_marked() -> None:
    rows = [HEADER, [Span(0, 1, 1, "处罚"), Span(1, 1, 2, "5")], [Span(0, 1, 1, "强制"), Span(2, 1, 1, "6")]]
    assert (1, 1) in find_merged_numbers(rows)


def test_nothing_is_merged_in_no_rows() -> None:
    assert find_merged_numbers([]) == set()


def test_parted_digits_keep_a_mark_between_them() -> None:
    assert part_digits("17\n7") == f"17{PARTED}7"
    assert part_digits("1\n2\n3") == f"1{PARTED}2{PARTED}3"
