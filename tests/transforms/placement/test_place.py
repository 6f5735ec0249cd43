"""Rows to columns: what is read as printed, what is placed by the other rows, what is doubted and by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.transforms.placement.made_rows import REQUESTS, found, outcomes, place, tokens
from transforms.placement.place import place_rows
from transforms.stream import Boundary, Kind, Token
from transforms.tables import Column, FoundRow
from transforms.tables.guards import HEADER_UNKNOWN

GRID = {Column("a"): 1, Column("b"): 2, Column("c"): 3}


@pytest.mark.parametrize(
    ("tail", "read"),
    [
        (" 1 2 3", [1, 2, 3]),
        ("\n1\n2\n3", [1, 2, 3]),
        (" 1 — 无", [1, "blank", 0]),
        (" 1 x 3", [1, "unreadable", 3]),
        ("", ["missing"] * 3),
        ("¶1 2 3", ["cells_behind_row"] * 3),
        (" 1 2 3¶4 5 6", ["second_row_behind"] * 3),
        (" 1 2 3¶4 5", [1, 2, 3]),
        (" 1 2", ["unknown_start"] * 3),
        (" 1 2 3 4", ["too_many_values"] * 3),
        (" 1 00", [1, 0, 0]),
        (" 00 1", [0, 0, 1]),
        (" 1 05", [1, 0, 5]),
        (" 00 00", ["unknown_start"] * 3),
        (" 1 2 05", [1, 2, "merged_digits"]),
        ("\n7 2\n5\n1", [72, 5, 1]),
        ("\n7 2\n5", ["mixed_lines"] * 3),
        ("\t\t\t", ["blank"] * 3),
        ("\t\t", ["unknown_start"] * 3),
    ],
)
def test_a_row_by_itself(tail: str, read: list[int | str]) -> None:
    row = found(tail) if tail else FoundRow("row", (Column("a"), Column("b"), Column("c")), [])
    assert place(row) == [read]


@pytest.mark.parametrize(
    ("tail", "read"),
    [
        ("\t1\t\t3", [1, "blank", 3]),
        ("\t\t\t", ["blank"] * 3),
        ("\t1\t2\t3", [1, 2, 3]),
        ("\t1\t2", ["unknown_start"] * 3),
        ("\t1\t\t3\t4", ["unknown_start"] * 3),
    ],
)
def test_a_row_with_blanks_where_a_full_row_shows_the_layout(tail: str, read: list[int | str]) -> None:
    assert place(found("\t1\t1\t1", row_size=4), found(tail, row_size=len(tail.split("\t"))))[1] == read


def test_untrusted_columns_place_nothing() -> None:
    assert place(found(" 1 2 3", untrusted=HEADER_UNKNOWN)) == [["header_unknown"] * 3]
    assert place(found(" 1 2", untrusted=HEADER_UNKNOWN)) == [["header_unknown"] * 3]


def test_a_torn_header_places_only_what_is_full() -> None:
    assert place(found(" 1 2 3", has_torn_header=True)) == [[1, 2, 3]]
    assert place(found(" 1 2", has_torn_header=True)) == [["torn_header"] * 3]
    assert place(found(" 1 2 3 4", has_torn_header=True)) == [["too_many_values"] * 3]


def test_a_lone_line_is_doubted_in_a_table_of_a_value_a_line_and_read_in_any_other() -> None:
    lines, lone = found("\n1\n2\n3"), found(" 4 5 6")
    assert place(lines, lines, lone)[2] == ["lone_line"] * 3
    assert place(lines, lone)[1] == [4, 5, 6]
    assert place(found("\n1", ["a"]), found("\n1\n2\n3"), found(" 4", ["a"]))[2] == [4]
    assert place(lines, lines, found(" 4 5", ["a"]))[2] == ["too_many_values"]


@pytest.mark.parametrize("other", [" 1 1", " 1 1 1 1"])
def test_thousands_set_apart_are_doubted_where_a_row_lost_or_gained_a_value(other: str) -> None:
    assert place(found(" 1 234 5"), found(other))[0] == ["spaced_thousands"] * 3
    assert place(found(" 1 234 5"), found(" 1 1 1"))[0] == [1, 234, 5]
    assert place(found("\t1\t234\t5"), found(other))[0] == [1, 234, 5]


def test_a_row_that_adds_up_has_no_thousands_set_apart() -> None:
    columns = ("a", "b", "total")
    assert place(found(" 1 234 235", columns), found(" 1 1", columns))[0] == [1, 234, 235]


def test_rows_whose_first_value_is_their_number_are_doubted() -> None:
    def numbered(text: str) -> FoundRow:
        return found(text, row_size=5, grid={Column("a"): 2, Column("b"): 3, Column("c"): 4}, grid_size=5)

    assert place(numbered("\t1\t7\t8\t"), numbered("\t2\t9\t6\t")) == [["numbered_rows"] * 3] * 2
    assert "numbered_rows" not in place(numbered("\t1\t7\t8\t"), numbered("\t3\t9\t6\t"))[0]
    assert "numbered_rows" not in place(numbered("\t1\t7\t8\t"))[0]


@pytest.mark.parametrize(
    ("tail", "options", "read"),
    [
        ("\t\t1\t2\t3", {"row_size": 5}, ["blank_before_values"] * 3),
        ("\t\t1\t2\t3", {"row_size": 5, "span": 2}, [1, 2, 3]),
        ("\t\t\t1\t2\t3", {"row_size": 6}, [1, 2, 3]),
        ("\t\t1\t2\t3", {}, ["blank_before_values"] * 3),
        ("\t\t\t1\t2\t3", {}, ["blank_before_values"] * 3),
        ("\t\t1\t2\t3", {"row_size": 5, "code": ""}, [1, 2, 3]),
    ],
)
def test_a_blank_before_the_values_of_a_full_row(tail: str, options: dict[str, Any], read: list[int | str]) -> None:
    assert place(found(tail, **options)) == [read]


def test_a_blank_before_the_values_is_padding_where_full_rows_have_different_shapes() -> None:
    rows = found("\t\t1\t2\t3", row_size=5), found("\t1\t2\t3", row_size=4)
    assert place(*rows) == [[1, 2, 3], [1, 2, 3]]


def test_the_number_of_a_page_is_doubted_unless_its_dash_is_the_blank_mark_of_the_table() -> None:
    assert place(found(" — 3 —")) == [["page_number"] * 3]
    assert place(found(" — 3 —"), found(" 1 — 2"))[0] == ["blank", 3, "blank"]
    assert place(found(" — 3 —"), found(" 1 / 2"))[0] == ["page_number"] * 3


def test_cells_stand_where_the_header_has_its_labels() -> None:
    row = found("\t1\t\t3", row_size=4, grid=GRID, grid_size=4)
    turned = found("\t1\t\t3", row_size=4, grid={Column("c"): 1, Column("b"): 2, Column("a"): 3}, grid_size=4)
    [placed] = place_rows([turned])
    assert place(found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4), row)[1] == [1, "blank", 3]
    assert [column.code for column in placed.columns if column] == ["c", "b", "a"]
    assert outcomes(placed) == [1, "blank", 3]
    assert placed.is_known


def test_a_grid_overrules_columns_that_the_labels_do_not_tell() -> None:
    [placed] = place_rows([found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4, untrusted=HEADER_UNKNOWN)])
    assert outcomes(placed) == [1, 2, 3]
    assert placed.is_known


@pytest.mark.parametrize("options", [{"grid_size": 5}, {"grid_size": 4, "grid": {Column("a"): 5}}])
def test_a_grid_of_another_size_or_off_the_rows_values_places_nothing(options: dict[str, Any]) -> None:
    row = found("\t1\t\t3", row_size=4, untrusted=HEADER_UNKNOWN, **{"grid": GRID, **options})
    assert place(row) == [["header_unknown"] * 3]


def test_two_values_in_one_column_are_told_apart_by_nobody() -> None:
    def crowded(**options: Any) -> FoundRow:
        cells = tokens("\t1\t2\t3", row_size=4)
        cells[1] = Token(Kind.VALUE, "2", Boundary.SPACE, 0, column=1, row_size=4)
        return FoundRow("row", tuple(GRID), cells, **options)

    assert place(crowded()) == [["crowded_column"] * 3]
    full = found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4)
    [_, placed] = place_rows([full, crowded(grid=GRID, grid_size=4)])
    assert outcomes(placed) == ["crowded_place", "crowded_place", 3]
    assert [reading.raw_text for reading in placed.readings] == ["1 2", "1 2 3", "3"]


def test_a_doubted_row_shows_its_own_cells_and_not_what_stands_behind_them() -> None:
    [placed] = place_rows([found(" 1 x¶9")])
    assert {reading.raw_text for reading in placed.readings} == {"1 x"}
    [placed] = place_rows([found("¶1 2")])
    assert {reading.raw_text for reading in placed.readings} == {"1 2"}


def test_a_row_under_a_header_that_has_more_cells_lost_one() -> None:
    def row(text: str, row_size: int, header: int) -> FoundRow:
        return found(text, code="", row_size=row_size, header_sizes=frozenset({header}))

    assert place(row("\t1\t\t3", 3, 4), header_before=True) == [["short_row"] * 3]
    assert place(row("\t1\t\t3", 3, 3), header_before=True) == [[1, "blank", 3]]
    assert place(row("\t1\t2\t3", 3, 4), header_before=True) == [[1, 2, 3]]
    assert place(found("\t1\t\t3", code="", header_sizes=frozenset({4})), header_before=True) == [[1, "blank", 3]]


def test_glued_digits_are_parted_where_the_report_prints_every_cell() -> None:
    assert place(found(" 0000000", REQUESTS), prints_all=True) == [[0] * 7]
    assert place(found(" 0000000", REQUESTS)) == [[0] * 7]
    assert place(found(" 1200000", REQUESTS), prints_all=True) == [[1, 2, 0, 0, 0, 0, 0]]
    assert place(found(" 1200000", REQUESTS)) == [["unknown_start"] * 7]
    assert place(found(" 12"), prints_all=True) == [["unknown_start"] * 3]


def test_the_total_is_known_where_its_column_is_and_is_trusted() -> None:
    assert [row.total for row in place_rows([found(" 1 2 3", ("a", "total", "c"))])] == [1]
    assert [row.total for row in place_rows([found(" 1 2 3")])] == [None]
    untrusted = found(" 1 2 3", ("a", "b", "total"), untrusted=HEADER_UNKNOWN)
    assert [row.total for row in place_rows([untrusted])] == [None]


def test_a_row_off_the_grid_of_its_header_says_that_no_row_stands_on_it() -> None:
    def gridded(text: str, **options: Any) -> FoundRow:
        return found(text, row_size=5, grid=GRID, grid_size=5, **options)

    full, blank = gridded("\t1\t2\t3\t"), gridded("\t1\t\t3\t", untrusted=HEADER_UNKNOWN)
    assert place(full, blank)[1] == [1, "blank", 3]
    assert place(full, blank, gridded("\t\t1\t2\t3"))[1] == ["header_unknown"] * 3


def test_several_rows_of_values_under_one_header_are_told_apart_by_nobody() -> None:
    assert place(found("#1\t2\t3#4\t5\t6", code=""), header_before=True) == [["several_value_rows"] * 3]


def test_two_cells_that_lost_their_boundary_are_parted_also_where_the_header_tells_places() -> None:
    full = found("\t1\t2\t3", row_size=4, grid=GRID, grid_size=4)
    assert place(full, found("\t00\t5", row_size=3, grid=GRID, grid_size=4))[1] == [0, 0, 5]


@pytest.mark.parametrize(
    ("tail", "read"),
    [
        (" 00 5", [0, 0, 5]),
        (" 5 00", [5, 0, 0]),
        (" 00 00", ["unknown_start"] * 3),
        (" 00", ["unknown_start"] * 3),
        (" 00 5 6", ["merged_digits", 5, 6]),
        (" 05 5", [0, 5, 5]),
        ("\t00\t\t5", ["merged_digits", "blank", 5]),
    ],
)
def test_two_cells_that_lost_their_boundary(tail: str, read: list[int | str]) -> None:
    assert place(found("\t1\t2\t3"), found(tail))[1] == read


def test_parted_digits_are_repaired_and_the_cells_beside_them_are_not() -> None:
    [_, row] = place_rows([found(" 1 2 3"), found(" 00 5")])
    assert [(reading.status.value, reading.raw_text) for reading in row.readings] == [
        ("repaired", "00"),
        ("repaired", "00"),
        ("reported", "5"),
    ]


@pytest.mark.parametrize(
    ("tail", "columns", "read"),
    [
        ("\n7 2\n5", ("a", "b"), [72, 5]),
        ("\n7 2\n5\n1", ("a", "b"), ["too_many_values"] * 2),
        ("\n7 2", ("a",), ["too_many_values"]),
        ("\n7 2\n5", ("a", "b", "c"), ["mixed_lines"] * 3),
        ("\n7 2\t\n5", ("a", "b", "c"), ["unknown_start"] * 3),
        ("\n7 2\t\n5", ("a", "b"), ["too_many_values"] * 2),
        ("\n2 - 92\n83", ("a", "b"), ["too_many_values"] * 2),  # cells on one line, then their pieces, a line each
    ],
)
def test_digits_that_are_spaced_out_in_a_source_with_a_value_a_line(
    tail: str, columns: tuple[str, ...], read: list[int | str]
) -> None:
    assert place(found(tail, columns)) == [read]


def test_a_column_of_notes_leaves_the_sum_its_say_where_digits_are_spaced_out() -> None:
    columns = (Column("natural_person"), Column("business"), Column("total"), None)
    assert place(replace(found("\n0\n7 2\n75\n无"), columns=columns)) == [["too_many_values"] * 4]
    assert place(replace(found("\n0\n7 2\n72\n无"), columns=columns)) == [[0, 72, 72, 0]]


def test_a_row_with_more_cells_behind_it_than_it_has_columns_is_two_rows() -> None:
    assert place(found(" 1 2 3¶4 5 6")) == [["second_row_behind"] * 3]
    assert place(found(" 1 2 3¶4 5")) == [[1, 2, 3]]
    assert place(found(" 1¶2", ["a"])) == [[1]]
    assert place(found(" 1#2", ["a"])) == [["second_row_behind"]]


def test_a_row_of_nothing_but_blank_cells_is_blank_wherever_it_begins() -> None:
    assert place(found("\t\t\t")) == [["blank"] * 3]
    assert place(found("\t\t\t\t")) == [["blank"] * 3]
    assert place(found("\t\t")) == [["unknown_start"] * 3]


def test_a_row_on_the_grid_of_its_header_has_its_cells_there() -> None:
    """Among cells of a wider row, those under the labels are the row's."""
    wide = {Column("a"): 2, Column("b"): 3, Column("c"): 4}
    full = found("\t\t1\t2\t3", row_size=5, grid=wide, grid_size=5)
    assert place(full, found("\t\t1\t\t3", row_size=5, grid=wide, grid_size=5))[1] == [1, "blank", 3]
    assert place(found("\t\t1\t\t3", row_size=5, grid=wide, grid_size=5)) == [[1, "blank", 3]]
    assert place(found("\t1\t\t3\t", row_size=5, grid=wide, grid_size=5)) == [["unknown_start"] * 3]


def test_the_number_of_the_next_label_may_be_the_last_of_glued_digits() -> None:
    """0000000 and 1.: seven zeros. 1200000 and 1.: or 12 0 0 0 0 0 1, or 1 20 0 0 0 0 1."""
    [zeros] = place(found(" 00000001", REQUESTS, next_ordinal="1"), prints_all=True)
    assert zeros == [0] * 7
    [either] = place(found(" 12000001", REQUESTS, next_ordinal="1"), prints_all=True)
    assert either == ["glued_digits", "glued_digits", 0, 0, 0, 0, "glued_digits"]
    [own] = place(found(" 12000001", REQUESTS, next_ordinal="2"), prints_all=True)
    assert own == ["glued_digits", "glued_digits", 0, 0, 0, 0, 1]


def test_a_row_with_blanks_is_not_placed_where_the_header_stands_elsewhere() -> None:
    """Full rows begin one cell before the header's columns; which of the blank row's are its own nobody says."""

    def gridded(text: str) -> FoundRow:
        grid = {Column("a"): 2, Column("b"): 3, Column("c"): 4}
        return found(text, row_size=5, grid=grid, grid_size=5)

    full, blank = "\t1\t2\t3\t", "\t3\t\t4\t"
    assert place(gridded(full), gridded(blank))[1] == ["unknown_start"] * 3
    bare = [found(text, row_size=5) for text in (full, blank)]
    assert place(*bare)[1] == [3, "blank", 4]


def test_a_row_with_blanks_is_placed_where_the_header_stands_behind_padding() -> None:
    """A full row off the grid takes the table's grid away; this row's cells stand where the header's do."""

    def gridded(text: str) -> FoundRow:
        grid = {Column("a"): 2, Column("b"): 3, Column("c"): 4}
        return found(text, row_size=5, grid=grid, grid_size=5, span=2)

    rows = gridded("\t\t1\t2\t3"), gridded("\t1\t2\t3\t"), gridded("\t\t3\t\t4")
    assert place(*rows)[2] == [3, "blank", 4]


def test_the_end_of_a_number_that_broke_over_two_lines_is_not_two_cells() -> None:
    """161604 and 168268 broke after four digits, and blank cells left no trace."""
    assert place(found(" 620 6044 1616 1682\n04 68", REQUESTS)) == [["unknown_start"] * 7]
    assert place(found(" 620 6044 1616 1682 04 68", REQUESTS)) == [["unknown_start"] * 7]
    assert place(found(" 1 2 3 00 4 10", REQUESTS)) == [[1, 2, 3, 0, 0, 4, 10]]
    assert place(found("\n1\n2\n3\n00\n4\n10", REQUESTS)) == [[1, 2, 3, 0, 0, 4, 10]]
