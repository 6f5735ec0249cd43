"""Sums that hold with the numbers of the line above: first pieces of numbers that broke."""

from __future__ import annotations

import pytest

from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.third_look import look_again_at_sums
from transforms.schemas import FactTable

BROKEN = ["broken_sum"] * 7


def last_below(*above: str, text: str, before: str = " 0 0 0 0 0 0 0", row_size: int = 0) -> list[int | str]:
    """What the last of two rows is read as, with these numbers on the line above it."""
    rows = [found(before, REQUESTS), found(text, REQUESTS, above=above, row_size=row_size)]
    return outcomes(look_again_at_sums({FactTable.REQUEST: place_rows(rows)})[FactTable.REQUEST][-1])


@pytest.mark.parametrize(
    ("above", "text"),
    [
        (("2104", "1375"), " 1 9 26244 15617 5100 20898 102659"),
        (("15",), " 33 58 18 40 7 0 6"),
        (("10164", "307705", "53386", "18916", "19777", "15827", "10079"), " 67 0 3 35 00 37 452"),
    ],
)
def test_pieces_above_a_row_that_make_its_sum_right_doubt_it(above: tuple[str, ...], text: str) -> None:
    assert {"broken_sum"} <= set(last_below(*above, text=text)) <= {"broken_sum", "merged_digits"}


def test_pieces_may_stand_behind_the_row_before() -> None:
    assert last_below(text=" 33 58 18 40 7 0 6", before=" 0 0 0 0 0 0 0\n15") == BROKEN


def test_numbers_above_a_row_that_explain_nothing_leave_it() -> None:
    assert last_below("3", text=" 33 58 18 40 7 0 156") == [33, 58, 18, 40, 7, 0, 156]
    assert last_below("3", text=" 33 58 18 40 7 0 151")[6] == 151  # a slip, and the number of a page
    assert last_below("15", text="\t33\t58\t18\t40\t7\t0\t6", row_size=8)[6] == 6


def test_a_number_of_a_row_of_cells_that_lacks_digits_is_doubted_with_its_sum() -> None:
    """1341972 in a cell whose last digit the text gives on another line."""
    assert last_below(text="\t1341972\t0\t0\t0\t0\t0\t134197", row_size=8) == BROKEN
    assert last_below(text="\t1341972\t0\t0\t0\t0\t0\t134191", row_size=8)[6] == 134191
