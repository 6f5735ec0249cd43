"""What sums speak against: numbers broken over two cells, two numbers in one cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.place import place_rows
from transforms.placement.readings import MISSING
from transforms.placement.third_look import look_again_at_spaced, look_again_at_sums
from transforms.schemas import FactTable
from transforms.stream import Boundary
from transforms.tables import Column, FoundRow
from transforms.tables.guards import HEADER_UNKNOWN

BROKEN = ["broken_sum"] * 7


def summed(*texts: str, row_size: int = 0) -> list[list[int | str]]:
    placed = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    return [outcomes(row) for row in look_again_at_sums({FactTable.REQUEST: placed})[FactTable.REQUEST]]


KINDS = ("litigation_direct", "litigation_after_review")
PARTS = ("upheld", "corrected", "total")


def reviews(*texts: str, parts: tuple[str, ...] = PARTS, row_size: int = 0) -> list[list[int | str]]:
    """Rows of table four with these results for each kind of litigation."""
    columns = tuple(Column(part, kind) for kind in KINDS for part in parts)
    rows = [replace(found(text, row_size=row_size), columns=columns) for text in texts]
    placed = {FactTable.REVIEW: place_rows(rows)}
    looked = look_again_at_spaced(placed) if row_size else look_again_at_sums(placed)
    return [outcomes(row) for row in looked[FactTable.REVIEW]]


def spaced(*texts: str, row_size: int = 8) -> list[list[int | str]]:
    """Rows of table three, then a row of table two with 7 2 in a cell."""
    requests = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    proactive = place_rows([found("\t7\u00a02\t1\t9", row_size=4)])
    looked = look_again_at_spaced({FactTable.REQUEST: requests, FactTable.PROACTIVE: proactive})
    return [outcomes(row) for rows in looked.values() for row in rows]


def summed_beside(*others: FoundRow) -> list[int | str]:
    """A row that does not add up, in a report with two of each of these."""
    rows = place_rows([found(" 1 0 0 0 0 0 3", REQUESTS)])
    looked = look_again_at_sums({FactTable.REQUEST: rows, FactTable.PROACTIVE: place_rows([*others, *others])})
    return outcomes(looked[FactTable.REQUEST][0])


TORN_BY_A_PAGE = "\t796\t0\t178\t489\t720\t453\t125"


def ends_behind(*ends: str) -> list[int | str]:
    """What a row of cells that breaks its sum is read as, with so many numbers in a row without a label behind it."""
    row = found(TORN_BY_A_PAGE, REQUESTS, row_size=8)
    last = row.tail[-1]
    behind = [last._replace(text=end, before=Boundary.ROW, line=last.line + 1) for end in ends]
    placed = place_rows([replace(row, tail=(*row.tail, *behind))])
    [looked] = look_again_at_sums({FactTable.REQUEST: placed})[FactTable.REQUEST]
    return outcomes(looked)


EVIDENCE = (
    Pattern(
        "transforms.placement.third_look._SHARE",
        takes=("0%", "100%", "12.5％", ".5%"),
        leaves=("%", "12", "增长5%", "5%左右"),
        how="fullmatch",
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_ENDS",
        inside=lambda: ends_behind("753", "558") == BROKEN,
        outside=lambda: ends_behind("753") == BROKEN,
        moved=1,
    ),
    Pattern(
        "transforms.placement.third_look._PIECE",
        takes=("04", "83,1", "128,", "，49", "1,23", ".00"),
        leaves=("0", "00", "12", "1,234", "1，234,567", "0.4", "4件", ","),
        how="fullmatch",
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_SPACED",
        inside=lambda: spaced(*["\t1\u00a02\t0\t0\t0\t0\t0\t12"] * 3)[-1][0] == 72,
        outside=lambda: spaced(*["\t1\u00a02\t0\t0\t0\t0\t0\t12"] * 2)[-1][0] == 72,
        moved=2,
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_BROKEN",
        inside=lambda: summed(" 1 0 0 0 0 0 3", *[" 1 1 1 1 1 1 1 1"] * 2)[0] == BROKEN,
        outside=lambda: summed(" 1 0 0 0 0 0 3", " 1 1 1 1 1 1 1 1")[0] == BROKEN,
        moved=1,
    ),
    Threshold(
        "transforms.placement.third_look.NARROWEST_CELL",
        inside=lambda: summed(" 0 0 0 0 0 133 8")[0] == BROKEN,
        outside=lambda: summed(" 0 0 0 0 0 13 8")[0] == BROKEN,
        moved=2,
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_SCATTERED",
        inside=lambda: summed("\n7\n0\n0\n0\n0\n0\n9", "\n919\n980\n1\n0\n60\n0\n0")[0] == BROKEN,
        outside=lambda: summed("\n7\n0\n0\n0\n0\n0\n9", "\n919\n1\n0\n60\n0\n0\n980")[0] == BROKEN,
        moved=1,
    ),
    Threshold(
        "transforms.placement.third_look._FEWEST_SHORT",
        inside=lambda: summed(" 7 1033 0 9 4 2 5", *[" 0 0 2 0 0 2"] * 2)[0] == BROKEN,  # 10330, 25, and two blanks
        outside=lambda: summed(" 7 1033 0 9 4 2 5", " 0 0 2 0 0 2")[0] == BROKEN,
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "text",
    [
        " 6803 9 0 0 7 0 68046",  # 68039 broke, and the blank behind 7 left no trace
        " 26 0 1 0 1 28 3",  # a page number behind, one blank
        " 4 26 0 1 0 1 28",  # a number before, one blank
        " 12 3 45 6 0 57 9",  # 123 and 456 broke, and the total, 579
        " 0 133 0 0 0 0 13\n4",  # the rest of nobody knows which
        " 0 9350 38241 0 0 0 39176\n5",  # 382415 and 391765 broke, and their ends have a line each
        " 0 133 0 0 0 0 13\n3",  # the line ends inside of the total, and 3 stands on the next
        " 0 133 0 0 0 400 1738\n8",  # 1338 broke
        " 0 133 — 0 0 400 1738\n8",
        " 72 442 5 9 48 1033 5",  # 10335 broke, and the blank before 9 left no trace
        " 75738 24555 84941 29001 67310 — 28154",  # 281545 broke, and its end stands nowhere near
        " 757 24555 84941 29001 67310 — 281545",
    ],
)
def test_a_full_row_that_another_reading_explains_is_doubted(text: str) -> None:
    assert summed(text)[0] == BROKEN


def test_a_column_of_notes_hides_no_broken_sum() -> None:
    row = found(" 5 766 5 110 7 877 7 无", [*REQUESTS, "note"])
    noted = replace(row, columns=(*row.columns[:-1], None))
    [placed] = look_again_at_sums({FactTable.REQUEST: place_rows([noted])})[FactTable.REQUEST]
    assert outcomes(placed)[:7] == BROKEN


def test_a_total_that_is_wrong_in_the_report_is_printed_so() -> None:
    assert summed(" 7 0 0 0 0 0 9")[0] == [7, 0, 0, 0, 0, 0, 9]
    assert summed(" 0 133 0 0 0 0 13")[0] == [0, 133, 0, 0, 0, 0, 13]
    assert summed(" 7 0 0 0 0 12 0")[0] == [7, 0, 0, 0, 0, 12, 0]
    assert summed(" 1330 — 0 0 0 2 133")[0] == BROKEN
    for slip in (" 130 — 0 0 0 2 13", " 1330 — 0 0 0 2 1333", " 100 150 150 0 0 0 200"):  # two digits; none; -100
        assert BROKEN[0] not in summed(slip)[0]


def test_a_blank_mark_counts_as_nothing() -> None:
    assert summed(" 7 — 0 0 0 0 7", *[" 1 1 1 1 1 1 1 1"] * 2)[0] == [7, "blank", 0, 0, 0, 0, 7]
    assert summed(" 7 — 0 0 0 0 9", *[" 1 1 1 1 1 1 1 1"] * 2)[0] == BROKEN
    assert summed(" 7 — 0 0 0 0 —", *[" 1 1 1 1 1 1 1 1"] * 2)[0] == [7, "blank", 0, 0, 0, 0, "blank"]


def test_a_source_that_keeps_cells_is_not_doubted() -> None:
    assert summed("\t26\t0\t1\t0\t1\t28\t3", row_size=8)[0] == [26, 0, 1, 0, 1, 28, 3]


@pytest.mark.parametrize(("piece", "is_doubted"), [("8", True), ("7", False)])
def test_a_total_that_goes_on_behind_a_page_break_is_doubted_in_cells_too(piece: str, is_doubted: bool) -> None:
    row = found("\t26\t0\t1\t0\t1\t0\t2", REQUESTS, row_size=8)
    behind = row.tail[-1]._replace(text=piece, before=Boundary.ROW, line=row.tail[-1].line + 1)
    placed = place_rows([replace(row, tail=(*row.tail, behind))])
    [looked] = look_again_at_sums({FactTable.REQUEST: placed})[FactTable.REQUEST]
    assert outcomes(looked) == (BROKEN if is_doubted else [26, 0, 1, 0, 1, 0, 2])


def test_a_text_that_breaks_one_number_may_have_broken_those_of_other_rows() -> None:
    """七十七 in a narrow cell: 七十, and 七 on the next line; that of 四十二 was lost among the words of a label."""
    outcome = summed(" 0 40 0 0 0 0 42", " 0 70 0 2 0 0 79\n七")
    assert outcome[0] == BROKEN


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (" 0 0 0 0 0 6197 04", True),  # 619704 broke, and the blank behind it left no trace
        (" 249 0 0 2979 0 8263 83,1", True),
        (" 249 0 0 2979 128, 8263 43", True),
        (" 249 0 0 2979 ，49 8263 43", True),
        (" 0 0 0 00 .00 .00 8.0", True),  # decimals that broke before their point
        (" 1 0 0 0 0 00 某", False),  # two cells that run together, and a word
        (" 1 0 0 0 0 1,234 某", False),
    ],
)
def test_a_piece_of_a_number_doubts_the_others_of_its_row(text: str, is_doubted: bool) -> None:
    looked = summed(text)[0]
    assert ("pieces_behind" in looked) == is_doubted


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (" 0\n0\n0\n0\n0\n120\n00\n120\n00", True),  # 12000 twice
        (" 0 0 0 0 0 120 00", True),
        (" 0 0 0 0 120 00", False),  # a cell too few: two that run together
        (" 0\n0\n0\n0\n0\n12\n00", False),  # no number that fills a cell: two cells that run together
        (" 0\n0\n0\n0\n0\n120\n120", False),
    ],
)
def test_zeros_behind_a_number_may_be_its_end(text: str, is_doubted: bool) -> None:
    assert (summed(text)[0][5] in ("pieces_behind", "too_many_values")) is is_doubted


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (" 14 0 1 0 0 24 9", True),  # 9 is the first, and 24 the total
        (" 9 14 0 1 0 0 25", False),  # a slip: no other number is the sum
        (" 5 5 0 0 0 0 0", False),  # a total of nothing is a slip of the total alone
    ],
)
def test_a_row_that_adds_up_at_another_number_may_have_turned(text: str, is_doubted: bool) -> None:
    assert (summed(text)[0] == BROKEN) is is_doubted


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (" 61 25 7 0 0 28 682961", True),  # 2868 broke, and its end stands before the total, 2961
        (" 61 25 7 0 0 28 2961", False),  # a slip: no digits of the total make the rest
    ],
)
def test_the_end_of_a_number_may_stand_before_its_neighbour(text: str, is_doubted: bool) -> None:
    assert (summed(text)[0] == BROKEN) is is_doubted


def test_a_chinese_numeral_that_may_go_on_explains_a_broken_sum() -> None:
    """四十三 broke in the narrow column of the total, and 三 looks like the number of a list."""
    assert summed(" 零 零 零 零 四十三 零 四十")[0] == BROKEN
    assert summed(" 零 零 零 零 四十三 零 四十一")[0][6] == 41


def test_a_share_among_the_cells_of_a_row_is_another_columns() -> None:
    assert "wider_table" in summed(" 2 5 2 7 16 10 0%")[0]  # 100% of a column of notes, and two blanks without a trace
    headed = replace(found(" 2 0 0 0 0 0 2 100%"), columns=(*map(Column, REQUESTS), None))
    [looked] = look_again_at_sums({FactTable.REQUEST: place_rows([headed])})[FactTable.REQUEST]
    assert outcomes(looked)[:7] == [2, 0, 0, 0, 0, 0, 2]


def test_a_piece_in_a_source_that_keeps_cells_doubts_no_other() -> None:
    assert summed("\t1\t0\t0\t0\t0\t6197\t04", row_size=8)[0][:2] == [1, 0]


def test_several_numbers_that_go_on_behind_their_row_are_doubted() -> None:
    row = found("\t0\t9350\t38241\t0\t0\t0\t39176", REQUESTS, row_size=8)
    piece = row.tail[-1]._replace(text="5", before=Boundary.ROW, line=row.tail[-1].line + 1)
    pieces = [piece, piece]
    for behind, outcome in ((pieces, BROKEN), (pieces[:1], [0, 9350, 38241, 0, 0, 0, 39176])):
        placed = place_rows([replace(row, tail=(*row.tail, *behind))])
        [looked] = look_again_at_sums({FactTable.REQUEST: placed})[FactTable.REQUEST]
        assert outcomes(looked) == outcome


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        (" 0 95 1257 0 0 0 1352\n09 04 13", True),  # 9509, 125704 and 135213 in columns of two widths
        (" 0 133 1150 0 0 0 1283\n1 1 1", False),  # with these ends the row would not add up
        (" 0 2 0 7 0 0 9\n1 1", False),  # one digit fills no cell
        (" 10 200 0 0 0 0 210\n0 0 0", False),  # zeros prove nothing
        (" 95 1257 约5 0 0 0 1352\n09 04 13", False),  # nobody knows the sum
    ],
)
def test_ends_of_numbers_in_columns_of_unequal_width(text: str, is_doubted: bool) -> None:
    assert ("pieces_behind" in summed(text)[0]) == is_doubted


def test_two_numbers_in_a_cell_are_one_only_if_the_row_adds_up() -> None:
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t34")[0][0] == "two_numbers"
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t54")[0][0] == 53
    assert spaced("\t5\u00a03\t1\t0\t0\t0\t0\t34")[0][1:] == [1, 0, 0, 0, 0, 34]


def test_thousands_that_are_set_apart_are_one_number() -> None:
    placed = place_rows([found("\t1\u00a0234\t1\t9", row_size=4)])
    looked = look_again_at_spaced({FactTable.PROACTIVE: placed})
    assert outcomes(looked[FactTable.PROACTIVE][0]) == [1234, 1, 9]


def test_only_rows_of_a_text_without_cells_that_have_sums_and_known_columns_tell_that_it_breaks_numbers() -> None:
    eight, printed = " 1 1 1 1 1 1 1 1", [1, 0, 0, 0, 0, 0, 3]
    assert summed_beside(found(eight, REQUESTS)) == BROKEN
    assert summed_beside(found(eight.replace(" ", "\t"), REQUESTS, row_size=9)) == printed
    assert summed_beside(found(eight, REQUESTS, untrusted=HEADER_UNKNOWN)) == printed
    assert summed_beside(found(" 1 1 1 1")) == printed
    assert summed_beside(found(" 1 1 1 1 1 1 1", REQUESTS)) == printed


@pytest.mark.parametrize(
    "values",
    [
        [0, 0, 0, 0, 0, 1, 1],  # without the first it adds up as well
        [0, 0, 0, 0, 1, 0, 1],
        [0, 0, 0, 0, 0, 0, 3],  # without the last it is all zeros
        [5, -3, 0, 0, 0, 0, 9],
        [1, 2, 3, 0, 0, 0, 7],
    ],
)
def test_a_row_that_adds_up_or_that_no_other_reading_explains_is_left(values: list[int]) -> None:
    assert summed("".join(f" {value}" for value in values))[0] == values


def test_a_row_with_a_blank_has_no_sum_that_could_be_broken() -> None:
    assert summed(" 9 — 0 0 0 5 5")[0] == [9, "blank", 0, 0, 0, 5, 5]


@pytest.mark.parametrize(
    "text",
    [
        " 12 3 4 5 6 7 145",  # 123
        " 4 5 6 7 12 3 145",  # 123 before the total
        " 1 2 3 0 0 4 127",  # 123 in three cells
    ],
)
def test_a_number_that_broke_over_any_neighbours_explains_it(text: str) -> None:
    assert summed(text)[0] == BROKEN


def test_of_several_sums_in_a_row_the_broken_ones_are_doubted() -> None:
    assert reviews(" 1 2 3 5 1 1")[0] == [1, 2, 3, *["broken_sum"] * 3]
    assert reviews(" 1 2 3 5 1 9")[0] == [1, 2, 3, 5, 1, 9]
    assert reviews(" 3 5 4 9", parts=("upheld", "total"))[0] == ["broken_sum"] * 4
    assert reviews(" 3 3 4 9", parts=("upheld", "total"))[0] == [3, 3, 4, 9]


def test_a_blank_mark_for_the_total_beside_numbers_is_another_cell_s_where_each_has_a_line() -> None:
    """pdftotext gave － － － － 1 － 1 in another order, as the columns were set at other heights."""
    assert summed("\n－\n1\n－\n1\n－\n－\n－")[0] == BROKEN
    assert summed("\n－\n－\n－\n－\n－\n－\n－")[0] == ["blank"] * 7
    assert summed(" － 1 － 1 － － －")[0] == ["blank", 1, "blank", 1, "blank", "blank", "blank"]


def test_a_broken_sum_among_values_of_a_line_each_doubts_all_of_them() -> None:
    """As pdftotext gives the columns of table four, some of them before others: the other sum holds by chance."""
    assert reviews("\n1\n2\n3\n5\n1\n1")[0] == ["broken_sum"] * 6
    assert reviews("\n1\n2\n3\n5\n1\n9")[0] == [1, 2, 3, 5, 1, 9]


SPACED = "\t1\u00a02\t0\t0\t0\t0\t0\t12"


def test_rows_that_add_up_with_spaced_digits_tell_that_the_report_spaces_them() -> None:
    assert spaced(*[SPACED] * 3)[-1][0] == 72
    assert spaced(*[SPACED] * 3, "\t1\t0\t0\t0\t0\t0\t2")[-1][0] == 72
    assert spaced(*[SPACED] * 3, "\t1\u00a02\t0\t0\t0\t0\t0\t3")[-1][0] == "two_numbers"
    assert spaced(*["\t12\t0\t0\t0\t0\t0\t12"] * 3)[-1][0] == "two_numbers"
    assert spaced(*[SPACED.replace("\t", " ")] * 3, row_size=0)[-1][0] == "two_numbers"


def test_a_row_that_nobody_can_place_tells_nothing_of_spaced_digits() -> None:
    rows = [*(found(SPACED, REQUESTS, row_size=8) for _ in range(3)), found("\t1\t2", REQUESTS, row_size=3)]
    placed = place_rows(rows)
    assert outcomes(placed[-1]) == ["unknown_start"] * 7
    proactive = place_rows([found("\t7\u00a02\t1\t9", row_size=4)])
    looked = look_again_at_spaced({FactTable.REQUEST: placed, FactTable.PROACTIVE: proactive})
    assert outcomes(looked[FactTable.PROACTIVE][0]) == [72, 1, 9]


def test_spaced_digits_of_a_row_without_cells_are_left() -> None:
    assert spaced(" 5\u00a03 1 0 0 0 0 9", row_size=0)[0] == [53, 1, 0, 0, 0, 0, 9]


def test_thousands_set_apart_in_a_row_that_does_not_add_up_are_doubted() -> None:
    assert spaced("\t1\u00a0234\t1\t0\t0\t0\t0\t9")[0][0] == "two_numbers"


def test_all_sums_with_spaced_digits_must_hold() -> None:
    two = ("upheld", "total")
    assert reviews("\t1\u00a02\t12\t3\u00a04\t34", parts=two, row_size=5)[0] == [12, 12, 34, 34]
    assert reviews("\t1\u00a02\t12\t3\u00a04\t99", parts=two, row_size=5)[0] == ["two_numbers", 12, "two_numbers", 99]


def test_a_missing_cell_of_a_row_without_sums_is_left() -> None:
    [row] = place_rows([found("\t7\t1\t9", row_size=4)])
    torn = replace(row, readings=(*row.readings[:2], MISSING))
    [looked] = look_again_at_spaced({FactTable.PROACTIVE: [torn]})[FactTable.PROACTIVE]
    assert outcomes(looked) == [7, 1, "missing"]
