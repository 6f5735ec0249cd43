"""What sums speak against in a text that sets letters apart."""

from __future__ import annotations

from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.third_look import look_again_at_letters
from transforms.schemas import FactTable


def test_digits_of_a_page_that_sets_letters_apart_may_be_one_number_unless_the_row_adds_up() -> None:
    texts = ("1 2 0 0 0 0 3", "1 2 0 0 0 0 4", "0 0 0 0 0 0 0", "0 3 0 0 0 0 4")
    placed = place_rows([found(text, REQUESTS) for text in texts])
    looked = [outcomes(row) for row in look_again_at_letters({FactTable.REQUEST: placed})[FactTable.REQUEST]]
    spaced = ["spaced_letters"] * 7
    assert looked == [[1, 2, 0, 0, 0, 0, 3], spaced, [0] * 7, spaced]


def test_kept_cells_hold_all_digits_of_a_number() -> None:
    placed = place_rows([found("1 2 0 0 0 0 4", REQUESTS, row_size=8)])
    [row] = look_again_at_letters({FactTable.REQUEST: placed})[FactTable.REQUEST]
    assert outcomes(row) == [1, 2, 0, 0, 0, 0, 4]
