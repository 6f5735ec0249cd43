"""Pieces of numbers between the rows of table three."""

from __future__ import annotations

import pytest

from tests.transforms.tables.entries_of import tables_of
from tests.transforms.tables.test_requests import HEADER, guard_of


@pytest.mark.parametrize(
    ("above", "row", "is_doubted"),
    [
        ("办（三）不\n7447 7447\n理 予公开", "0 0 0 0 1 0 1", True),  # 74471 in cells of four digits
        ("（三）不予公开\n7447 7447", "0 0 0 0 10000 0 10000", False),  # the cells are wider
        ("（三）不予公开\n7447", "0 0 0 0 1 0 1", False),  # the sum of the group
        ("（三）不予公开\n7 7", "0 0 0 0 1 0 1", False),
        ("其中来信提交\n7447 7447", "0 0 0 0 1 0 1", False),  # a row that no form has
    ],
)
def test_numbers_behind_a_piece_of_a_group_may_begin_those_of_the_next_row(
    above: str, row: str, is_doubted: bool
) -> None:
    """The row before has a word of its own behind its label, so that it takes none of them."""
    text = f"{HEADER}\n（一）予以公开 度形 0 0 0 0 0 0 0\n{above}\n1.属于国家秘密 {row}"
    assert guard_of(tables_of(*text.splitlines()).requests[-1]) == ("values_before_labels" if is_doubted else "")
