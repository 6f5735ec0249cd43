"""What a row's total says of its cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.transforms.placement.made_rows import cut
from transforms.placement.sums import adds_up_as_printed, sums_hold, total_speaks_for_thousands
from transforms.tables import Column
from transforms.tables.guards import HEADER_UNKNOWN

COLUMNS = ("a", "b", "c", "total")


@pytest.mark.parametrize(
    ("cells", "adds_up"), [(" 1 2 3 6", True), (" 1 2 3 7", False), (" 0 0 0 0", True), (" 1 — 3 4", True)]
)
def test_a_row_adds_up_as_its_cells_stand(cells: str, adds_up: bool) -> None:
    assert adds_up_as_printed(cut(cells, COLUMNS)) is adds_up


def test_a_row_whose_total_is_not_its_last_column_or_not_known_says_nothing() -> None:
    assert not adds_up_as_printed(cut(" 6 1 2 3", ("total", "a", "b", "c")))
    assert not adds_up_as_printed(cut(" 1 2 3 6", COLUMNS, untrusted=HEADER_UNKNOWN))
    assert not adds_up_as_printed(cut(" 1 2 3 6", ("a", "b", "c", "d")))


@pytest.mark.parametrize(("values", "hold"), [((1, 2, 3, 4, 0, 4), True), ((1, 2, 3, 4, 0, 5), False)])
def test_each_total_of_a_row_is_the_sum_of_its_own_parts(values: tuple[int, ...], hold: bool) -> None:
    columns = tuple(Column(code, kind) for kind in ("direct", "after") for code in ("a", "b", "total"))
    assert sums_hold(columns, list(map(Decimal, values))) is hold
    assert sums_hold(columns[:2], [Decimal(1), None])  # a row without a total


def test_a_note_behind_the_total_is_no_part() -> None:
    row = cut(" 302 211 0 513 100%", ("a", "b", "c", "total", "note"))
    noted = replace(row, found=replace(row.found, columns=(*row.found.columns[:-1], None)))
    assert adds_up_as_printed(noted)
    assert not adds_up_as_printed(replace(noted, cells=noted.cells[1:]))


@pytest.mark.parametrize(
    ("cells", "speaks"),
    [
        (" 1 234 0 1234", True),
        (" 0 1 234 1234", True),
        (" 1 234 0 235", False),
        (" 1 234 0 1235", False),
        (" 1 23 0 123", False),
        (" 1 234 1234", False),
        (" 1 234 0 0 1234", False),
        ("\t1\t234\t0\t1234", False),
    ],
)
def test_a_total_speaks_for_thousands_set_apart_only_if_joining_two_values_makes_it_fit(
    cells: str, speaks: bool
) -> None:
    assert total_speaks_for_thousands(cut(cells, COLUMNS)) is speaks


def test_only_the_two_values_that_are_set_apart_are_joined() -> None:
    assert not total_speaks_for_thousands(cut(" 5 1 234 0 285", ("a", "b", "c", "d", "total")))
    assert total_speaks_for_thousands(cut(" 5 1 234 0 1239", ("a", "b", "c", "d", "total")))
    assert total_speaks_for_thousands(cut(" 1 234 5 6 1245", ("a", "b", "c", "d", "total")))
    assert total_speaks_for_thousands(cut(" 5 1 234 6 1245", ("a", "b", "c", "d", "total")))
    assert not total_speaks_for_thousands(cut(" 1 234 5 0 285", ("a", "b", "c", "d", "total")))


def test_the_total_itself_may_have_its_thousands_set_apart() -> None:
    """1000, 234 and 1 234: three values that look like the four of a row without blanks."""
    assert total_speaks_for_thousands(cut(" 1000 234 1 234", COLUMNS))


def test_thousands_are_asked_of_rows_that_end_with_their_total_only() -> None:
    assert not total_speaks_for_thousands(cut(" 1 234 0 1234", ("a", "b", "c", "d")))
    assert not total_speaks_for_thousands(cut(" 1 234 0 1234", ("total", "a", "b", "c")))
