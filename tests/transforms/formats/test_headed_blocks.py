"""Rows that answer their header cell by cell."""

from __future__ import annotations

from functools import partial

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.headed_blocks import find_answers
from transforms.formats.merged_cells import Span

Row = list[Span]


def row(*cells: tuple[str, int], rows: int = 1) -> Row:
    """A row of texts and the columns that each takes."""
    ends = [sum(columns for _, columns in cells[: index + 1]) for index in range(len(cells))]
    return [Span(end - cell[1], cell[1], rows, cell[0]) for cell, end in zip(cells, ends, strict=True)]


def is_answered(*rows: Row) -> bool:
    return bool(find_answers(rows))


HEADER = row(("信息内容", 1), ("上一年项目数量", 1), ("本年增/减", 2), ("处理决定数量", 1))
VALUES = row(("行政许可", 1), ("7", 2), ("8", 1), ("9", 1))

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.headed_blocks._FEWEST_CELLS",
        inside=partial(is_answered, row(("项目", 1), ("甲", 1), ("乙", 2)), row(("规章", 1), ("1", 2), ("2", 1))),
        outside=partial(is_answered, row(("项目", 1), ("甲", 2)), row(("规章", 1), ("1", 1))),
        moved=4,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_row_with_a_cell_for_each_of_its_header_has_them_under_it() -> None:
    caption = row(("第二十条第（五）项", 5))
    assert find_answers([caption, HEADER, VALUES]) == {(2, 1): (1, 2), (2, 2): (2, 4)}


def test_a_row_with_the_borders_of_its_header_is_left() -> None:
    assert find_answers([HEADER, HEADER]) == {}


@pytest.mark.parametrize(
    "rows",
    [
        # Three values where four cells are asked for: one was merged, or is lost, and nobody knows which.
        (HEADER, row(("行政许可", 1), ("7", 3), ("9", 1))),
        (HEADER, VALUES, row(("其他", 1), ("7", 3), ("9", 1))),
        # A cell that reaches over two rows shifts those of the second.
        (HEADER, row(("行政许可", 1), ("7", 2), ("8", 1), ("9", 1), rows=2)),
        # A blank may be the border itself.
        (HEADER, row(("行政许可", 1), ("7", 2), ("", 1), ("9", 1))),
        # Another first border: the label takes a place of the values.
        (HEADER, row(("行政许可", 2), ("7", 1), ("8", 1), ("9", 1))),
        # Another end: the row is of another table, or lost a cell at its end.
        (HEADER, row(("行政许可", 1), ("7", 2), ("8", 1), ("9", 2))),
    ],
)
def test_rows_that_do_not_answer_cell_by_cell_keep_their_borders(rows: tuple[Row, ...]) -> None:
    assert find_answers(rows) == {}
