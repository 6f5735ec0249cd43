"""Rows of cells that span columns of a grid."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.grid_cells import GridCell, build_rows

Rows = tuple[tuple[str, ...], ...]


def stepped(*widths: int) -> Rows:
    """Two rows of two cells on three columns: the border of the lower one is a column to the left."""
    rows = [[GridCell("规章", 2), GridCell("备注")], [GridCell("处罚"), GridCell("说明", 2)]]
    return build_rows(rows, widths)


def wide(cells: int) -> Rows:
    """Two rows of so many cells, of which the first border of the lower one stands a little to the right."""
    rest = [GridCell("备注")] * (cells - 2)
    upper = [GridCell("规章"), GridCell("备注", 2), *rest]
    lower = [GridCell("处罚", 2), GridCell("备注"), *rest]
    return build_rows([upper, lower], (900, 150, 750, *[900] * (cells - 2)))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.grid_cells._CLOSE",
        inside=lambda: len(stepped(300, 114, 300)[0]) == 2,
        outside=lambda: len(stepped(300, 115, 300)[0]) == 2,
        moved=200,
    ),
    Threshold(
        "transforms.formats.grid_cells._STRAY_PART",
        inside=lambda: len(stepped(451, 150, 451)[0]) == 2,
        outside=lambda: len(stepped(450, 150, 450)[0]) == 2,
        moved=2,
    ),
    Threshold(
        "transforms.formats.grid_cells._MOST_BORDERS",
        inside=lambda: len(wide(198)[0]) == 198,
        outside=lambda: len(wide(199)[0]) == 199,
        moved=300,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_what_continues_a_cell_above_is_not_shown() -> None:
    above = [GridCell("规章"), GridCell("7", spans_rows=True, is_first_part=True)]
    below = [GridCell("处罚"), GridCell("9", spans_rows=True)]
    assert build_rows([above, below])[1] == ("处罚", "7↔")
    assert build_rows([below])[0] == ("处罚", "9")


def test_nothing_is_made_of_no_rows() -> None:
    assert build_rows([]) == ()
    assert build_rows([[]]) == ((),)


def test_widths_that_say_too_little_change_nothing() -> None:
    rows = [[GridCell("规章", 2), GridCell("0")], [GridCell("处罚"), GridCell("1", 2)]]
    assert build_rows(rows, (900,)) == build_rows(rows)
