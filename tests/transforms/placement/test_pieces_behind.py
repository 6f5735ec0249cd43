"""Numbers behind a row that may be the ends of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found
from transforms.placement.cut import cut_rows
from transforms.placement.pieces_behind import has_pieces_behind
from transforms.stream import Boundary
from transforms.text import LOST


def has_pieces(text: str, *, row_size: int = 0, word: str = "") -> bool:
    """Whether numbers on the lines below a row, a word of its label before them, may be its own."""
    [row] = cut_rows([found(text, REQUESTS, row_size=row_size)], header_before=False)
    first, *others = row.orphans or (None,)
    return has_pieces_behind(replace(row, orphans=(first._replace(printed=word), *others)) if first else row)


EVIDENCE = (
    Pattern(
        "transforms.placement.pieces_behind._TORN_END",
        takes=("，277", ",528", f"5{LOST}", f"8，{LOST}"),
        leaves=("277", "1,277", "0.5", "-", ",", LOST),
        how="fullmatch",
    ),
    Threshold(
        "transforms.placement.pieces_behind.DIGITS_OF_A_CELL",
        inside=lambda: has_pieces(" 0 12 0 0 0 0 12\n1 1"),
        outside=lambda: has_pieces(" 0 2 0 0 0 0 2\n1 1"),
        moved=3,
    ),
    Threshold(
        "transforms.placement.pieces_behind._FEWEST_PIECES",
        inside=lambda: has_pieces(" 0 1251 0 0 0 0 1251\n1 1"),
        outside=lambda: has_pieces(" 0 1251 0 0 0 0 1251\n1"),
        moved=1,
    ),
    Threshold(
        "transforms.placement.pieces_behind._FEWEST_OWN",
        inside=lambda: has_pieces(" 60 0 0 0 0 8328 8388\n1", word="数量"),  # 83281, a slip: without its end it adds up
        outside=lambda: has_pieces(" 60 0 0 0 0 8328 8388\n", word="数量"),
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "text",
    [
        " 0 1251 0 无 0 0 1251\n1 1",
        " 0 1251 — 33 0 0 1284\n1 1",
        " 0 1251 0 0 0 0 1251\n1\n1",  # a number a line
        " 9 1251 0 0 0 0 1251\n1 1\n7",  # a page number behind the pieces
        " 0 12816 0.0 0.00 0 0 12816\n1.0 1.00",
        " 零 零 零 三十 零 零 三十\n二 二",
        " 18781 10508 1613.0 0 0 0 30222\n3.0 72.0 23",
        " 0 5267 0 0 0 0 5267\n68①",  # the mark of a note, which no page's number has
    ],
)
def test_ends_of_the_longest_numbers(text: str) -> None:
    assert has_pieces(text)


@pytest.mark.parametrize(
    "text",
    [
        " 0 1251 0 0 0 0 1251",
        " 0 1251 0 0 0 0 1251\n1",  # a page's number
        " 0 1251 0 0 0 0 1251\n1 无",  # a cell is not broken into a word
        " 0 1251 0 0 0 0 1251\n1 1 1",  # more pieces than numbers that fill their cells
        " 0 133 0 1150 0 0 1283\n1 1 1",
    ],
)
def test_other_numbers(text: str) -> None:
    assert not has_pieces(text)


def test_cells_that_the_source_kept_break_no_number() -> None:
    assert not has_pieces("\t0\t1251\t0\t0\t0\t0\t1251\n1 1", row_size=8)


@pytest.mark.parametrize("cell", ["0（注", "4※［2", "7(", "（1）3（注"])
def test_a_cell_that_ends_within_a_bracket_goes_on(cell: str) -> None:
    """As pypdf sets the notes of narrow cells: 553083 stands as 55308 beside it, its end below the bracket's."""
    assert has_pieces(f" 0 {cell} 55308 0 0 0 55308")
    assert not has_pieces(f"\t0\t{cell}\t55308\t0\t0\t0\t55308", row_size=8)


def test_a_cell_that_ends_with_a_point_goes_on() -> None:
    """293.00 broke at its point, and 338375.0 beside it after four digits."""
    assert has_pieces(" 293. 0.0 1539 188. 952. 3383 3413\n00 .0 0 00 75.0 47.0")
    assert not has_pieces("\t293.\t0.0\t1539\t188\t952\t3383\t3413", row_size=8)


def test_a_bracket_that_is_open_behind_a_row_is_the_end_of_one_of_its_cells() -> None:
    assert has_pieces(" 0 0② 0② 0② 12 0② 12\n［2 9［ 9［")
    assert not has_pieces(" 0 0② 0② 0② 2 0② 2\n9［2］")


def test_closed_brackets_are_whole_cells() -> None:
    assert not has_pieces(" 0（注1） 0[2] 55308 0 0 0 55308")


def test_pieces_behind_a_page_break_between_parts_of_a_table_of_cells() -> None:
    """As pdfplumber gives them: a line of text between two tables. In a row of cells they are that row's."""
    [row] = cut_rows([found("\t0\t1251\t0\t0\t0\t0\t1251", REQUESTS, row_size=8)], header_before=False)
    piece = row.cells[-1]._replace(text="1", before=Boundary.ROW, line=row.cells[-1].line + 2)
    outside = tuple(piece._replace(row_size=0, column=-1) for _ in range(2))
    assert has_pieces_behind(replace(row, orphans=outside))
    assert not has_pieces_behind(replace(row, orphans=(piece, piece)))


def test_numbers_behind_the_rest_of_a_label_are_pieces_in_cells_too() -> None:
    assert has_pieces("\t0\t3\t0\t0\t0\t0\t123#\t3\t\t\t\t\t1", row_size=8, word="事项")
    assert not has_pieces("\t0\t3\t0\t0\t0\t0\t123#\t3\t\t\t\t\t1", row_size=8)


@pytest.mark.parametrize(("word", "is_own"), [("申请", True), ("出版物", False)])
def test_any_numbers_behind_the_rest_of_the_row_s_own_label_are_pieces(word: str, is_own: bool) -> None:
    """94 9 94 9: the numbers broke twice, so that there are more pieces than numbers."""
    row = found(" 0 0 0 38 0 0 38\n94 9 94 9", REQUESTS, code="rejected_repeat")
    [cut] = cut_rows([row], header_before=False)
    first, *others = cut.orphans
    assert has_pieces_behind(replace(cut, orphans=(first._replace(printed=word), *others))) == is_own
    assert (
        has_pieces_behind(replace(cut, orphans=(first._replace(text="x"), others[0]._replace(printed=word)))) == is_own
    )


def test_a_piece_that_its_page_marked_is_a_number_all_the_same() -> None:
    assert has_pieces(f" 0 0 0 38 0 0 38\n94{LOST} 94{LOST}")
    assert has_pieces(f" 889 0 869 0 9 27 961{LOST}\n2 7{LOST} 12")  # its mark is no digit


def test_a_cell_with_the_end_of_a_number_below_a_row_says_that_a_page_tore_it() -> None:
    """1，277 and 2，528 at the end of a page of a ruled table; the lines of the label end before it."""
    row = "\t1\t0\t0\t0\t2\t0\t380"
    assert has_pieces(f"{row}#，277\t\t\t\t，528\t\t5", row_size=8)
    assert not has_pieces(f"{row}#277\t\t\t\t528\t\t5", row_size=8)
