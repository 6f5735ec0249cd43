"""What is doubted once rows are placed, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.keyed import _request_readings
from transforms.placement.place import PlacedRow, place_rows
from transforms.placement.readings import MISSING
from transforms.placement.second_look import look_again_at_prints, look_again_at_row, look_again_at_total
from transforms.tables import FoundRow

EVIDENCE = (
    Pattern(
        "transforms.placement.second_look._TWO_COLUMNS",
        takes=("79   0", "1  2"),
        leaves=("7 2", "79   —", "790", "7\n\n2"),
    ),
    Pattern(
        "transforms.placement.second_look._SIGN_BEHIND",
        takes=("5-", "5 —", "12－"),
        leaves=("-5", "—", "5-3", "5", "增-"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


PART = ("a", "b", "total")


def placed(*rows: FoundRow) -> list[PlacedRow]:
    return list(place_rows(rows))


def full_and(tail: str) -> PlacedRow:
    """A row beside one that is full, which shows where its values begin."""
    size = len(tail.split("\t"))
    return placed(found("\t1\t1\t2", PART, row_size=4), found(tail, PART, row_size=size))[1]


@pytest.mark.parametrize(
    ("tail", "read"),
    [
        ("\t7 2\t\t9", ["spaced_beside_blank", "blank", 9]),
        # As columns stand: the tabs of the text part no cells, as in a page that was set with tabs.
        ("\t79\u00a0\u00a0\u00a00\t\t9", ["spaced_beside_blank"] * 3),
        ("\t7 2\t1\t9", [72, 1, 9]),
        ("\t7\t\t9", [7, "blank", 9]),
        ("\t5-\t3\t8", ["unreadable", "sign_behind", 8]),
        ("\t5 -\t3\t8", ["unreadable", "sign_behind", 8]),
        ("\t5-\t0\t5", ["unreadable", 0, 5]),
        ("\t-\t3\t8", ["blank", 3, 8]),
        ("\t3\t5-\t8", [3, "unreadable", "sign_behind"]),
    ],
)
def test_cells_beside_each_other(tail: str, read: list[int | str]) -> None:
    rows = [found("\t1\t1\t2", PART, row_size=4), found(tail.replace(" ", "\u2009"), PART, row_size=4)]
    assert outcomes(look_again_at_row(placed(*rows)[1], None)) == read


def test_the_last_number_of_a_file_that_may_be_cut_off_in_it() -> None:
    row = placed(found(" 1 2 30"))[0]
    last = row.cut.cells[-1]
    assert outcomes(look_again_at_row(row, last)) == [1, 2, "cut_end"]
    assert outcomes(look_again_at_row(row, None)) == [1, 2, 30]
    assert outcomes(look_again_at_row(row, row.cut.cells[1])) == [1, 2, 30]
    bare = placed(FoundRow("row", row.columns, []))[0]
    assert outcomes(look_again_at_row(bare, last)) == ["missing"] * 3
    zero = placed(found(" 1 2 0"))[0]
    assert outcomes(look_again_at_row(zero, zero.cut.cells[-1])) == [1, 2, 0]
    doubted = placed(found(" 1 2"))[0]
    assert outcomes(look_again_at_row(doubted, doubted.cut.cells[-1])) == ["unknown_start"] * 3


def test_the_last_number_of_a_file_is_whole_where_a_sum_says_so() -> None:
    whole = placed(found(" 1 0 0 2 0 0 3", REQUESTS))[0]
    assert outcomes(look_again_at_row(whole, whole.cut.cells[-1]))[-1] == 3
    cut_off = placed(found(" 10 0 0 2 0 0 1", REQUESTS))[0]
    assert outcomes(look_again_at_row(cut_off, cut_off.cut.cells[-1]))[-1] == "cut_end"


@pytest.mark.parametrize(
    ("tail", "read"),
    [
        ("\t3\t3\t", ["rival_total"] * 3),
        ("\t3\t\t3", [3, "blank", 3]),
        ("\t3\t4\t", [3, 4, "blank"]),
        ("\t0\t0\t", [0, 0, "blank"]),
        ("\t3\t4\t9", [3, 4, 9]),
    ],
)
def test_a_blank_cell_and_the_rows_total(tail: str, read: list[int | str]) -> None:
    assert outcomes(look_again_at_total(full_and(tail))) == read


def test_a_row_without_a_known_total_is_left() -> None:
    [_, row] = placed(found("\t1\t1\t2", row_size=4), found("\t3\t3\t", row_size=4))
    assert outcomes(look_again_at_total(row)) == [3, 3, "blank"]


def test_a_padded_row_whose_total_fits_another_place_or_stands_in_a_ragged_table() -> None:
    left, right = found("\t\t1\t1\t2", PART, row_size=5, span=2), found("\t1\t1\t2\t", PART, row_size=5, span=2)
    blank = found("\t\t3\t\t4", PART, row_size=5, span=2)
    [_, _, ragged] = placed(left, right, blank)
    assert outcomes(look_again_at_total(ragged)) == ["rival_window"] * 3
    full, unpadded = found("\t1\t1\t2", PART, row_size=4), found("\t3\t\t4", PART, row_size=4)
    assert outcomes(look_again_at_total(placed(left, right, full, unpadded)[3])) == [3, "blank", 4]
    whole = found("\t\t3\t3\t7", PART, row_size=5, span=2)
    assert outcomes(look_again_at_total(placed(left, right, whole)[2])) == [3, 3, 7]
    [_, steady] = placed(left, blank)
    assert outcomes(look_again_at_total(steady)) == [3, "blank", 4]
    [_, moved] = placed(left, found("\t\t3\t3\t", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(moved)) == ["rival_window"] * 3
    [_, fits] = placed(left, found("\t\t3\t\t3", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(fits)) == [3, "blank", 3]


def row_of_print(code: str, values: str, table_no: int) -> FoundRow:
    return found(values, REQUESTS, code=code, table_no=table_no)


def prints(*rows: FoundRow) -> list[list[int | str]]:
    return [outcomes(row) for row in look_again_at_prints(placed(*rows), _request_readings)]


def test_rows_of_one_print_only_are_doubted_where_the_prints_contradict_each_other() -> None:
    ones, twos, zeros = " 1 1 1 1 1 1 6", " 2 2 2 2 2 2 12", " 0 0 0 0 0 0 0"
    read = prints(row_of_print("new", ones, 1), row_of_print("granted", zeros, 1), row_of_print("new", twos, 2))
    assert read == [[1] * 6 + [6], ["rival_print"] * 7, [2] * 6 + [12]]


def test_a_table_that_is_printed_again_with_the_same_numbers_is_one() -> None:
    ones, zeros = " 1 1 1 1 1 1 6", " 0 0 0 0 0 0 0"
    rows = row_of_print("new", ones, 1), row_of_print("granted", zeros, 1), row_of_print("new", ones, 2)
    assert prints(*rows) == [[1] * 6 + [6], [0] * 7, [1] * 6 + [6]]


def test_a_row_that_is_repeated_under_the_same_header_begins_no_other_print() -> None:
    ones, twos, zeros = " 1 1 1 1 1 1 6", " 2 2 2 2 2 2 12", " 0 0 0 0 0 0 0"
    read = prints(row_of_print("new", ones, 1), row_of_print("granted", zeros, 1), row_of_print("new", twos, 1))
    assert read[1] == [0] * 7


def test_two_zeros_that_lost_their_boundary_beside_a_blank_are_no_spaced_digits() -> None:
    [row] = placed(found(" 00 —"))
    assert outcomes(look_again_at_row(row, None)) == [0, 0, "blank"]


def test_a_missing_cell_beside_a_blank_one_stays_missing() -> None:
    [row] = placed(found(" 1 — 3"))
    torn = replace(row, readings=(*row.readings[:2], MISSING))
    assert outcomes(look_again_at_row(torn, None)) == [1, "blank", "missing"]
    torn = replace(row, readings=(MISSING, *row.readings[1:]))
    assert outcomes(look_again_at_row(torn, None)) == ["missing", "blank", 3]
    [full] = placed(found(" 1 2 3"))
    torn = replace(full, readings=(MISSING, *full.readings[1:]))
    assert outcomes(look_again_at_row(torn, None)) == ["missing", 2, 3]


def test_of_three_prints_a_row_is_sure_only_if_all_have_it() -> None:
    ones, twos, zeros = " 1 1 1 1 1 1 6", " 2 2 2 2 2 2 12", " 0 0 0 0 0 0 0"
    rows = [row_of_print("new", values, number) for number, values in enumerate((ones, twos, ones))]
    granted = [row_of_print("granted", zeros, number) for number in range(3)]
    in_all = prints(*(row for pair in zip(rows, granted, strict=True) for row in pair))
    assert in_all[1::2] == [[0] * 7] * 3
    in_two = prints(rows[0], granted[0], rows[1], granted[1], rows[2])
    assert [in_two[1], in_two[3]] == [["rival_print"] * 7] * 2
    assert in_two[0] == [1] * 6 + [6]


def test_a_row_that_cannot_be_read_in_one_print_contradicts_nothing() -> None:
    ones, zeros = " 1 1 1 1 1 1 6", " 0 0 0 0 0 0 0"
    read = prints(row_of_print("new", ones, 1), row_of_print("granted", zeros, 1), row_of_print("new", " 1 1", 2))
    assert read == [[1] * 6 + [6], [0] * 7, ["unknown_start"] * 7]


def test_the_same_number_in_another_unit_contradicts() -> None:
    def amount(values: str, number: int, code: str = "procurement") -> FoundRow:
        return found(values, ("items", "amount"), code=code, form="2019", table_no=number)

    rows = amount(" 1 5元", 1), amount(" 3 4", 1, "other"), amount(" 1 5万元", 2)
    read = [outcomes(row) for row in look_again_at_prints(placed(*rows), _request_readings)]
    assert read[1] == ["rival_print"] * 2
    same = amount(" 1 5元", 1), amount(" 3 4", 1, "other"), amount(" 1 5元", 2)
    assert [outcomes(row) for row in look_again_at_prints(placed(*same), _request_readings)][1] == [3, 4]


def test_a_padded_row_with_blanks_whose_total_is_printed_nowhere_fits_no_other_place() -> None:
    left = found("\t\t1\t1\t2", PART, row_size=5, span=2)
    [_, bare] = placed(left, found("\t\t\t3\t", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(bare)) == ["blank", 3, "blank"]
    [_, full] = placed(left, found("\t\t3\t3\t7", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(full)) == [3, 3, 7]


FOUR = ("a", "b", "c", "total")


def test_only_the_cells_that_another_placement_reads_otherwise_are_doubted() -> None:
    """□ 12 4 7: with 1 and 2 for the first two the total fits; 4 and 7 are the same either way."""
    [_, row] = placed(found("\t1\t1\t1\t3", FOUR, row_size=5), found("\t\t12\t4\t7", FOUR, row_size=5))
    assert outcomes(look_again_at_total(row)) == ["rival_total", "rival_total", 4, 7]


def test_another_place_must_hold_all_values_of_a_padded_row_and_more_than_zeros() -> None:
    left = found("\t\t1\t1\t1\t3", FOUR, row_size=6, span=2)
    [_, row] = placed(left, found("\t\t3\t\t3\t7", FOUR, row_size=6, span=2))
    assert outcomes(look_again_at_total(row)) == [3, "blank", 3, 7]
    [_, row] = placed(left, found("\t\t0\t0\t0\t", FOUR, row_size=6, span=2))
    assert outcomes(look_again_at_total(row)) == [0, 0, 0, "blank"]
    [_, row] = placed(left, found("\t\t3\t4\t7\t", FOUR, row_size=6, span=2))
    assert outcomes(look_again_at_total(row)) == ["rival_window"] * 4


def test_a_row_of_a_ragged_table_is_left_where_its_total_fits_or_is_blank() -> None:
    left, right = found("\t\t1\t1\t2", PART, row_size=5, span=2), found("\t1\t1\t2\t", PART, row_size=5, span=2)
    [_, _, fits] = placed(left, right, found("\t\t3\t\t3", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(fits)) == [3, "blank", 3]
    [_, _, blank] = placed(left, right, found("\t3\t4\t\t", PART, row_size=5, span=2))
    assert outcomes(look_again_at_total(blank)) == [3, 4, "blank"]


def test_another_place_is_looked_for_from_each_cell_on() -> None:
    """□ □ 3 4 7 □: one cell to the left 7 is the total of 3 and 4."""
    [_, row] = placed(
        found("\t\t\t1\t1\t1\t3", FOUR, row_size=7, span=3), found("\t\t\t3\t4\t7\t", FOUR, row_size=7, span=3)
    )
    assert outcomes(row) == [3, 4, 7, "blank"]
    assert outcomes(look_again_at_total(row)) == ["rival_window"] * 4
