"""Numbers in pieces that follow each other are joined where the sums prove how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.placement.made_rows import REQUESTS, cut
from transforms.placement.broken_numbers import join_broken
from transforms.placement.cut import CutRow
from transforms.schemas import CellStatus
from transforms.tables import Column
from transforms.tables.guards import HEADER_UNKNOWN

RESULTS = ("upheld", "corrected", "other", "pending", "total")
PROCEDURES = ("reconsideration", "litigation_direct", "litigation_after_review")
# As pypdf gives a row of table four: 8273, 4475, 13244, 6950 and 6951 stand in cells for three digits.
REVIEWS = " 827\n3 457 39 447 5 132 44 0 1 0 695 0 695 1 213 0 4 331 548"
JOINED = [8273, 457, 39, 4475, 13244, 0, 1, 0, 6950, 6951, 213, 0, 4, 331, 548]


def reviews(text: str) -> CutRow:
    row = cut(text)
    columns = tuple(Column(result, procedure) for procedure in PROCEDURES for result in RESULTS)
    return replace(row, found=replace(row.found, columns=columns))


def join(row: CutRow) -> list[int | str] | None:
    readings = join_broken(row)
    if readings is None:
        return None
    return [str(cell.status) if cell.value is None else int(cell.value) for cell in readings]


def join_requests(text: str) -> list[int | str] | None:
    return join(cut(text, REQUESTS))


def long_row(broken: int) -> str:
    """A row of table four of numbers of three digits, the last of which are broken behind them."""
    blocks = [["100", "100", "100", "100", "400"], ["100"] * 4 + ["400"], ["100"] * 4 + ["400"]]
    texts = [text for block in blocks for text in block]
    return " " + " ".join(text + " 000" * (place >= len(texts) - broken) for place, text in enumerate(texts))


EVIDENCE = (
    Pattern(
        "transforms.placement.broken_numbers._PIECE",
        takes=("827", "3,00", "，500", "２３", "756.", ".00"),
        leaves=("827件", "", "—"),
        how="fullmatch",
    ),
    Threshold(
        "transforms.placement.broken_numbers.NARROWEST_CELL",
        inside=lambda: join_requests(" 220 9 0 0 0 0 0 220 9"),
        outside=lambda: join_requests(" 22 9 0 0 0 0 0 22 9"),
        moved=2,
    ),
    Threshold(
        "transforms.placement.broken_numbers._MOST_WAYS",
        inside=lambda: join(reviews(REVIEWS)),
        outside=lambda: join(reviews(long_row(5))),
        moved=100_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_pieces_are_joined_where_every_sum_says_so() -> None:
    assert join(reviews(REVIEWS)) == JOINED
    statuses = [cell.status for cell in join_broken(reviews(REVIEWS)) or ()]
    assert [place for place, status in enumerate(statuses) if status == CellStatus.REPAIRED] == [0, 3, 4, 8, 9]


def test_a_number_may_have_three_pieces_and_a_mark_is_a_cell() -> None:
    zeros = REVIEWS.replace("213 0 4 331 548", "0 — 0 0 —")
    assert join(reviews(zeros)) == [*JOINED[:10], 0, "blank", 0, 0, "blank"]
    assert join(reviews(REVIEWS.replace("548", "—"))) is None
    assert join_requests(" 100 200 3 — 0 0 0 0 100 200 3") == [1002003, "blank", 0, 0, 0, 0, 1002003]


def test_thousands_are_broken_at_any_place() -> None:
    assert join_requests(" 2,97 9 0 0 26 0 0 3,00 5") == [2979, 0, 0, 26, 0, 0, 3005]
    assert join_requests(" 2,97 9 0 0 26 0 0 3,0 05") is None
    assert join_requests(" — 756. 0 68 — — — 824. 00") == ["blank", 756, 68, "blank", "blank", "blank", 824]


def test_digits_as_wide_as_characters_fill_a_cell_sooner() -> None:
    assert join_requests(" 5 ６ ２６ ２３５ ３ ０ 0 ２３９ ０") == [5, 6, 26, 2353, 0, 0, 2390]


@pytest.mark.parametrize(
    "text",
    [
        " 220 9 0 0 0 0 0 2210",  # no way fits
        " 0 0 0 0 0 0 0 3",  # a page number
        " 3 220 0 0 0 0 0 220",
        " 100 0 100 0 0 0 0 1000 100",  # 1000 + 100 is no sum of 1000100
        " 220 9\t0 0 0 0 0 220 9",  # cells that the source kept
        " 220 9 0 0 无 0 0 220 9",  # what is no number is not joined
        " 220 09 0 0 0 0 0 22009 0",
    ],
)
def test_nothing_is_joined_without_a_proof(text: str) -> None:
    assert join_requests(text) is None


def test_rows_of_which_two_ways_fit_are_not_joined() -> None:
    """100 1 100 10 0 …: 1001 and 10010, or 100 and 1 …, but only with other totals."""
    assert join_requests(" 100 1 100 0 0 0 0 200 1") is None


def test_columns_that_are_not_known_have_no_sums() -> None:
    row = cut(" 220 9 0 0 0 0 0 220 9", REQUESTS, untrusted=HEADER_UNKNOWN)
    assert join(row) is None
    assert join(cut(" 220 9 0 0")) is None
