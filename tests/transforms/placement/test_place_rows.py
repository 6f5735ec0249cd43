"""Rows to columns where sources differ: rows behind rows, grids of other sizes, digits in pieces, blanks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.transforms.placement.made_rows import REQUESTS, found, outcomes, place
from transforms.placement.place import place_rows
from transforms.stream import Boundary, Kind, Token
from transforms.tables import Column, FoundRow

GRID = {Column("a"): 1, Column("b"): 2, Column("c"): 3}
WIDE = {Column("a"): 2, Column("b"): 3, Column("c"): 4}


@pytest.mark.parametrize(
    ("tail", "columns", "read"),
    [
        (" 1 2¶3 4", "ab", ["second_row_behind"] * 2),
        (" 1#2 3", "a", ["second_row_behind"]),
        (" 1¶2#3", "a", [1]),
    ],
)
def test_what_stands_behind_a_row_is_a_second_one_if_it_fills_the_columns(
    tail: str, columns: str, read: list[int | str]
) -> None:
    assert place(found(tail, columns)) == [read]


def test_the_dash_of_a_page_number_is_compared_with_the_blank_mark_of_the_table() -> None:
    assert place(found(" 7 8 — 3 —", "abcde"), found(" 1 — 2 3 4", "abcde"))[0] == [7, 8, "blank", 3, "blank"]


def test_a_row_of_another_size_than_the_header_stands_on_no_grid() -> None:
    full = found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4)
    assert place(full, found("\t1\t\t3\t", row_size=5, grid=GRID, grid_size=4))[1] == ["unknown_start"] * 3


def test_a_label_that_reaches_into_the_first_column_doubts_its_whole_row() -> None:
    cells = [Token(Kind.VALUE, str(at), Boundary.CELL, 0, column=at, row_size=4) for at in (2, 3)]
    assert place(FoundRow("row", tuple(GRID), cells, grid=GRID, grid_size=4)) == [["crowded_place"] * 3]
    full = found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4)
    wider = FoundRow("row", (*GRID, None, None), cells, grid=GRID, grid_size=4)  # columns that the form does not have
    assert place(full, wider)[1] == ["crowded_place"] * 3


def test_zeros_on_the_grid_of_their_header_stand_where_it_says() -> None:
    assert place(found("\t\t0\t\t0", row_size=5, grid=WIDE, grid_size=5)) == [[0, "blank", 0]]


def test_values_with_a_gap_are_no_torn_row() -> None:
    assert place(found("\t1\t\t2\t3", has_torn_header=True)) == [["unknown_start"] * 3]


@pytest.mark.parametrize(
    ("tail", "columns", "options", "read"),
    [
        ("\n7 2\n5", ("a", "b"), {"row_size": 4}, ["too_many_values"] * 2),
        ("\n0 5\n1", ("a", "b"), {}, ["too_many_values"] * 2),
        ("\n7 2\n00", ("a", "b"), {}, [72, "merged_digits"]),
        ("\n7 2\n5\n77", ("a", "b", "total"), {}, [72, 5, 77]),
        ("\n7 2\n5\n9", ("a", "b", "total"), {}, ["too_many_values"] * 3),
        ("\n7 2\n5\n9", ("a", "b", "c"), {}, [72, 5, 9]),
    ],
)
def test_digits_in_pieces_on_a_line_are_one_number_where_nothing_speaks_against_it(
    tail: str, columns: tuple[str, ...], options: dict[str, Any], read: list[int | str]
) -> None:
    assert place(found(tail, columns, **options)) == [read]


def test_the_cells_of_a_row_below_a_header_are_no_lines_of_their_own() -> None:
    row = found("#7 2\n5", ("a", "b"), code="")
    assert place(row, header_before=True) == [["too_many_values"] * 2]


@pytest.mark.parametrize(
    ("full_size", "tail", "read"),
    [
        (4, "\t00\t5", [0, 0, 5]),
        (5, "\t00\t5", ["unknown_start"] * 3),
        (5, "\t00\t0", [0, 0, 0]),
        (4, "\t000\t5", ["unknown_start"] * 3),
    ],
)
def test_two_cells_in_one_of_a_source_with_borders(full_size: int, tail: str, read: list[int | str]) -> None:
    assert place(found("\t1\t2\t3", row_size=full_size), found(tail, row_size=3))[1] == read


def test_rows_of_other_columns_do_not_say_that_a_row_lacks_a_cell() -> None:
    full, other = found("\t1\t2\t3", row_size=4), found("\t1\t2", ("a", "b"), row_size=7)
    assert place(full, other, found("\t00\t5", row_size=3))[2] == [0, 0, 5]


def test_a_row_of_values_with_a_gap_does_not_say_where_others_begin() -> None:
    assert place(found("\t1\t\t2\t3", row_size=5), found("\t3\t\t4\t", row_size=5))[1] == ["unknown_start"] * 3


def test_rows_of_two_lines_make_a_table_of_lines() -> None:
    lines = found("\n1\n2", "ab")
    assert place(lines, lines, found(" 4 5", "ab"))[2] == ["lone_line"] * 2


def test_rows_of_another_size_than_the_header_are_not_numbered_beside_its_columns() -> None:
    rows = [found(text, row_size=5, grid=WIDE, grid_size=6) for text in ("\t1\t7\t8\t", "\t2\t9\t6\t")]
    assert place(*rows) == [[1, 7, 8], [2, 9, 6]]


def test_a_row_is_short_below_any_longer_row_of_its_header() -> None:
    row = found("\t1\t\t3", code="", row_size=4, header_sizes=frozenset({3, 5}))
    assert place(row, header_before=True) == [["short_row"] * 3]


@pytest.mark.parametrize(
    ("full", "row", "row_size"),
    [("\t1\t2\t3\t", "\t1\t\t3\t4", 5), ("\t1\t2\t3", "\t1\t", 4)],
    ids=["a_value_behind", "too_few_cells"],
)
def test_a_row_that_does_not_hold_all_its_values_where_full_ones_do_is_doubted(
    full: str, row: str, row_size: int
) -> None:
    assert place(found(full, row_size=row_size), found(row, row_size=row_size))[1] == ["unknown_start"] * 3


def test_cells_behind_the_columns_do_not_matter_to_where_a_row_begins() -> None:
    def gridded(text: str) -> FoundRow:
        return found(text, row_size=6, grid=WIDE, grid_size=6, span=2)

    rows = gridded("\t\t1\t2\t3\t"), gridded("\t1\t2\t3\t\t"), gridded("\t\t3\t\t4\t")
    assert place(*rows)[2] == [3, "blank", 4]


def test_glued_digits_are_parted_by_their_zeros_alone_where_no_number_can_be_longer() -> None:
    assert place(found(" 0000005", REQUESTS)) == [[0, 0, 0, 0, 0, 0, 5]]
    assert place(found(" 0—1"), prints_all=True) == [["unknown_start"] * 3]
    assert place(found("\t0000000", REQUESTS, row_size=2), prints_all=True) == [["unknown_start"] * 7]


def test_numbers_that_are_longer_than_any_count_are_not_parted() -> None:
    assert place(found(" " + "1" * 30), prints_all=True) == [["unknown_start"] * 3]


def test_a_row_that_is_parted_keeps_its_text() -> None:
    [row] = place_rows([found(" 0000005", REQUESTS)])
    assert {reading.raw_text for reading in row.readings} == {"0000005"}
    assert outcomes(row)[-1] == 5


def test_the_one_value_of_a_row_stands_beside_its_label_where_others_do() -> None:
    """The cell is blank, and 2 is the number of the page."""
    beside = [found(" 5", ("a",)), found(" 7", ("a",))]
    assert place(*beside, found("\n2", ("a",))) == [[5], [7], ["value_on_new_line"]]
    assert place(beside[0], found("\n2", ("a",))) == [[5], [2]]
    assert place(found("\n5", ("a",)), found("\n2", ("a",))) == [[5], [2]]


def test_a_second_line_closes_no_spaces_where_rows_stand_on_one() -> None:
    """The change is 0, and 3 the number of the page."""
    rows = [found(text, ("a", "b")) for text in (" 5 1", " 7 2", " 6781 0\n3")]
    assert place(*rows)[2] != [67810, 3]
    assert place(*(found(text, ("a", "b")) for text in ("\n5\n1", "\n7\n2", "\n6 7\n3")))[2] == [67, 3]
