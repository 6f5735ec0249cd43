"""Marks of a page as values."""

from __future__ import annotations

import pytest

from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import Budget, PageMarks, TooComplexError


def test_pictures_cover_a_part_of_the_page_and_never_more_than_all() -> None:
    half = Box(0, 0, 100, 50)
    assert PageMarks(100, 100, (), (), (half,)).picture_share == 0.5
    assert PageMarks(100, 100, (), (), (half, half, half)).picture_share == 1
    assert PageMarks(0, 0, (), (), ()).picture_share == 0


def test_a_budget_is_spent_to_its_last_step_and_no_further() -> None:
    budget = Budget(5)
    budget.spend(5)
    with pytest.raises(TooComplexError):
        budget.spend(1)
