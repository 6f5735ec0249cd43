"""Numbers above a row that may be the beginnings of its own."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, found, outcomes
from transforms.placement.pieces_before import doubt_behind_pieces
from transforms.placement.place import place_rows
from transforms.text import LOST

DOUBTED = ["values_before_labels"] * 7
ZEROS = " 0 0 0 0 0 0 0"


def last(*texts: str, row_size: int = 0) -> list[int | str]:
    rows = place_rows([found(text, REQUESTS, row_size=row_size) for text in texts])
    return outcomes(doubt_behind_pieces(rows)[-1])


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.placement.pieces_before._FEWEST_BEGINNINGS",
        inside=lambda: last(f"{ZEROS}\n780 550", " 2 0 0 0 0 1 3") == DOUBTED,
        outside=lambda: last(f"{ZEROS}\n780", " 2 0 0 0 0 1 3") == DOUBTED,
        moved=1,
    ),
    Threshold(
        "transforms.placement.pieces_before.DIGITS_OF_A_CELL",
        inside=lambda: last(f"{ZEROS}\n78 55", " 2 0 0 0 0 1 3") == DOUBTED,
        outside=lambda: last(f"{ZEROS}\n7 5", " 2 0 0 0 0 1 3") == DOUBTED,
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "before",
    [
        f"{ZEROS}\n780 550 133",
        f"{ZEROS}\n780{LOST} 550{LOST}",  # which its page marked as pieces
        "\n780 550 133",  # a blank row, below whose label they stand
        " 0 0 0 0 12\n780 550",
        f"{ZEROS}\n4229 2206 1705 5678 1717 1327 1686",
    ],
)
def test_numbers_that_fill_their_cells_may_begin_those_of_the_next_row(before: str) -> None:
    assert last(before, " 2 0 0 0 0 1 3") == DOUBTED


@pytest.mark.parametrize(
    ("before", "row"),
    [
        (f"{ZEROS}\n780 55", " 2 0 0 0 0 1 3"),  # one that does not fill its cell
        (f"{ZEROS}\n780 550", " 2000 0 0 0 0 1 2001"),  # the cells are wider
        (" 78 55", " 2 0 0 0 0 1 3"),  # the row's own, beside its label
        ("\n12\n23\n34\n45\n56\n67\n99", " 2 0 0 0 0 1 3"),  # the row's own, a line each
        (ZEROS, " 2 0 0 0 0 1 3"),
    ],
)
def test_other_numbers_begin_none(before: str, row: str) -> None:
    assert last(before, row) == list(map(int, row.split()))


def test_cells_that_the_source_keeps_have_their_numbers() -> None:
    rows = ("\t0\t0\t0\t0\t0\t780\t550", "\t2\t0\t0\t0\t0\t1\t3")
    assert last(*rows, row_size=8) == [2, 0, 0, 0, 0, 1, 3]
