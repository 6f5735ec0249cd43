"""The values below a header, and what their sums say of the order of its columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.stream.rows_below import adds_up_below, fits_rows, has_zeros_alone, prefers_column, rows_below

ROW = "一、本年新收政府信息公开申请数量 7 2 0 1 0 0 10"


def numbers(*row: int) -> list[Decimal | None]:
    return [Decimal(value) for value in row]


EVIDENCE = (
    Threshold(
        "transforms.stream.rows_below._MOST_LINES_BELOW",
        inside=lambda: bool(list(rows_below([*["样例"] * 119, ROW], 0, 7))),
        outside=lambda: bool(list(rows_below([*["样例"] * 120, ROW], 0, 7))),
        moved=130,
    ),
    Threshold(
        "transforms.stream.rows_below._MOST_SLIPS",
        inside=lambda: fits_rows([numbers(0, 0, 8, 0)], 3),
        outside=lambda: fits_rows([numbers(0, 0, 8, 0)] * 2, 3),
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_rows_of_as_many_values_as_columns_are_taken() -> None:
    lines = ["0 0", "法律 7 2 9", "7 2 — 9", "1 2 3 4 5"]
    assert list(rows_below(lines, 0, 3)) == [numbers(7, 2, 9)]
    assert list(rows_below(lines, 2, 4)) == [[Decimal(7), Decimal(2), None, Decimal(9)]]


def test_rows_fit_the_column_that_most_of_them_add_up_to() -> None:
    assert fits_rows([numbers(7, 2, 9), numbers(9, 2, 7), numbers(3, 0, 3)], 2)
    assert not fits_rows([numbers(7, 2, 9), numbers(9, 2, 7), numbers(9, 3, 6)], 2)
    assert fits_rows([numbers(0, 0, 0)], 2, fewest=0)


def test_a_column_is_preferred_where_rows_add_up_to_it_alone() -> None:
    ties = [numbers(1, 0, 1), numbers(0, 0, 0)]
    assert not prefers_column(ties, 0, 2)
    assert prefers_column([*ties, numbers(9, 2, 7)], 0, 2)
    assert not prefers_column([*ties, numbers(7, 2, 9)], 0, 2)


def test_rows_without_a_note_add_up_to_their_end() -> None:
    assert adds_up_below(["0 0 0", "7 2 9"], 0, 3)
    assert not adds_up_below(["7 2 9", "7 2 8"], 0, 3)
    assert not adds_up_below(["0 0 0"], 0, 3)


def test_zeros_alone_end_at_the_next_table() -> None:
    assert has_zeros_alone(["0 0 0", "行政复议 行政诉讼", "3 0 3"], 0, 3)
    assert not has_zeros_alone(["0 0 0", "1 0 1", "行政诉讼"], 0, 3)
    assert not has_zeros_alone(["行政诉讼"], 0, 3)
    assert not has_zeros_alone(["0 0 0"], 0, 3)
