"""Rows whose cells answer those of their header one by one, wherever their borders stand.

A form that was edited by hand, as Word's of 2019 is, has the borders of a row of values a little beside those of its
header: then the header's third cell spans two columns of the grid and a row's second one does, and the columns tell
nothing. Where every row of a block has a cell for each of its header, and no cell reaches over rows, each stands under
its own, as a person reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from transforms.formats.merged_cells import Span

Place = tuple[int, int]
"""A row and a cell of it, or the first column of a cell and the first one behind it."""

# A label and two values: with one value no border can be mistaken.
_FEWEST_CELLS = 3


def find_answers(rows: Sequence[Sequence[Span]]) -> dict[Place, Place]:
    """The columns of the header's cells for the cells of each row that answers it, by row and cell.

    A block is what stands between rows of one cell over the whole table, its first row the header.

    >>> header = [Span(0, 1, 1, "项目"), Span(1, 1, 1, "甲"), Span(2, 2, 1, "乙")]
    >>> find_answers([header, [Span(0, 1, 1, "规章"), Span(1, 2, 1, "1"), Span(3, 1, 1, "2")]])
    {(1, 1): (1, 2), (1, 2): (2, 4)}
    """
    return dict(answer for block in _blocks(rows) if _is_answered(block) for answer in _answers(block))


def _blocks(rows: Sequence[Sequence[Span]]) -> Iterator[list[tuple[int, Sequence[Span]]]]:
    last = max((_end(span) for row in rows for span in row), default=0)
    for is_caption, block in groupby(
        enumerate(rows), key=lambda numbered: len(numbered[1]) == 1 and _end(numbered[1][0]) == last
    ):
        if not is_caption:
            yield list(block)


def _is_answered(block: Sequence[tuple[int, Sequence[Span]]]) -> bool:
    """Whether all rows have as many cells, filled and of one row each, with the first and the last border in common."""
    header = block[0][1]
    return len(header) >= _FEWEST_CELLS and all(
        len(row) == len(header)
        and _end(row[0]) == _end(header[0])
        and _end(row[-1]) == _end(header[-1])
        and all(span.rows == 1 and span.text.strip() for span in row)
        for _, row in block
    )


def _answers(block: Sequence[tuple[int, Sequence[Span]]]) -> Iterator[tuple[Place, Place]]:
    header = block[0][1]
    for number, row in block[1:]:
        for index, (asked, span) in enumerate(zip(header, row, strict=True)):
            if (span.column, span.columns) != (asked.column, asked.columns):
                yield (number, index), (asked.column, _end(asked))


def _end(span: Span) -> int:
    return span.column + span.columns
