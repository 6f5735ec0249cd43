"""The arithmetic of the form judges placements; it never changes a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence import Evidence, Threshold, check
from transforms.form.arithmetic import adds_up, doubtful_columns

TOTAL = 6


def row(*values: int | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(value) for value in values]


EVIDENCE = (
    Threshold(
        "transforms.form.arithmetic._LARGEST_DIGIT",
        inside=lambda: doubtful_columns(row(10, None, 0, 0, 0, 0, 1), TOTAL),
        outside=lambda: doubtful_columns(row(9, None, 0, 0, 0, 0, 8), TOTAL),
        moved=10,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((2, 3, 1, 0, 0, 0, 6), True),
        ((2, 3, None, 0, 0, 0, 5), True),
        ((2, 3, 1, 0, 0, 0, 7), False),
        ((2, 3, 1, 0, 0, 0, None), False),
        ((0, 0, 0, 0, 0, 0, 0), True),
        ((3, -1, 0, 0, 0, 0, 2), True),
    ],
)
def test_whether_a_row_adds_up(values: tuple[int | None, ...], expected: bool) -> None:
    assert adds_up(row(*values), TOTAL) is expected


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        ((2, 3, 1, 0, 0, 6, None), {0, 1, 2, 3, 4, 5, 6}),
        ((0, 0, 0, 0, 0, 11, None), {5, 6}),
        ((0, 0, 0, 0, 0, 0, None), set()),
        ((2, 3, None, 0, 0, 0, 5), set()),
        ((2, 3, 1, 0, 0, 0, 7), set()),
        ((1, 0, 0, 0, 0, 2, None), set()),
        ((None, 3, 0, 0, 0, 0, 4), set()),
    ],
    ids=["shifted", "two cells in one", "zeros", "adds up", "a slip without blanks", "no rival", "a slip with a blank"],
)
def test_columns_with_a_rival_placement(values: tuple[int | None, ...], doubtful: set[int]) -> None:
    assert doubtful_columns(row(*values), TOTAL) == doubtful


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 30), min_size=6, max_size=6), st.integers(0, 5), st.integers(0, 6))
def test_a_row_whose_blank_moved_is_doubted_wherever_it_is_wrong(parts: list[int], blank: int, moved_to: int) -> None:
    printed: list[int | None] = [*parts, 0]
    printed[blank] = None
    printed[TOTAL] = sum(part or 0 for part in printed[:TOTAL])
    truth = row(*printed)
    rest = truth[:blank] + truth[blank + 1 :]
    read = [*rest[:moved_to], None, *rest[moved_to:]]
    wrong = {column for column in range(TOTAL + 1) if read[column] != truth[column]}
    if adds_up(read, TOTAL):
        assert doubtful_columns(read, TOTAL) == frozenset()
    else:
        assert wrong <= doubtful_columns(read, TOTAL) or not truth[TOTAL]
