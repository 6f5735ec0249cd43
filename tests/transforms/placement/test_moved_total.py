"""Where the sums of a table say that its total stands in another column."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.moved_total import doubt_moved_totals
from transforms.placement.place import place_rows
from transforms.schemas import FactTable
from transforms.tables import Column

MOVED = ["moved_total"] * 7
ENDS_ALIKE = " 0 12 0 0 0 0 12"


def looked(*texts: str, row_size: int = 0) -> list[list[int | str]]:
    rows = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    tables = {FactTable.REQUEST: rows}
    return [outcomes(row) for row in doubt_moved_totals(tables, seen=tables)[FactTable.REQUEST]]


EVIDENCE = Threshold(
    "transforms.placement.moved_total._FEWEST_MOVED",
    inside=lambda: looked(ENDS_ALIKE, " 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6")[0] == MOVED,
    outside=lambda: looked(ENDS_ALIKE, " 5 9 1 0 0 0 3")[0] == MOVED,
    moved=1,
)


def test_evidence() -> None:
    check(EVIDENCE)


@pytest.mark.parametrize(
    "others",
    [
        (" 5 9 1 0 0 0 3", " 7 15 2 0 0 0 7"),  # a slip of the report in one row
        (" 5 9 1 0 0 0 3", " 15 7 2 0 0 0 6"),  # at two other columns, one row each
        (" 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6", " 1 2 0 0 0 0 3", " 2 0 2 0 0 0 4"),  # as many at the total alone
        (" 5 9 1 0 0 0 3", " 0 0 0 0 0 0 0", " 0 0 0 0 0 0 0"),
    ],
)
def test_slips_and_rows_that_say_nothing_move_no_total(others: tuple[str, ...]) -> None:
    assert looked(ENDS_ALIKE, *others)[0] == [0, 12, 0, 0, 0, 0, 12]


def test_rows_of_zeros_are_the_same_in_every_order() -> None:
    assert looked(" 0 0 0 0 0 0 0", " 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6") == [[0] * 7, MOVED, MOVED]
    assert looked(" / 0 0 0 0 0 0", " 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6")[0][1:] == MOVED[1:]  # the blank moves as well


def test_cells_that_the_source_keeps_stand_under_their_header() -> None:
    texts = [text.replace(" ", "\t") for text in (" 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6")]
    rows = [found(text, REQUESTS, row_size=8) for text in texts]
    grid = {Column(code): at for at, code in enumerate(REQUESTS, start=1)}
    under = [replace(row, grid=grid, grid_size=8) for row in rows]
    tables = {FactTable.REQUEST: place_rows(under)}
    assert outcomes(doubt_moved_totals(tables, seen=tables)[FactTable.REQUEST][0]) == [5, 9, 1, 0, 0, 0, 3]


def test_cells_under_a_header_that_does_not_tell_their_places_may_have_another_order() -> None:
    """As pandoc writes merged cells: 自然人, 总计 and 法人或其他组织 in one row, the kinds above at the left."""
    assert looked(*[text.replace(" ", "\t") for text in (" 5 9 1 0 0 0 3", " 7 15 2 0 0 0 6")], row_size=8)[0] == MOVED
