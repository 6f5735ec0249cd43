"""The runs of a row are found wherever they begin and end."""

from __future__ import annotations

import pytest

from tests.transforms.formats.scans.drawn import numpy
from transforms.formats.scans.runs import runs_of


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([], []),
        ([0, 0], []),
        ([1, 1], [(0, 2)]),
        ([1, 0, 1], [(0, 1), (2, 3)]),
        ([0, 1, 1, 0, 0, 1, 0], [(1, 3), (5, 6)]),
    ],
)
def test_the_runs_of_a_row(row: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs_of(numpy().array(row, bool)) == expected
