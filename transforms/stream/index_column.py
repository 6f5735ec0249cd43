"""The index that a data frame was written with: a first column 0, 1, 2 …, which is nobody's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from transforms.stream.cells import Boundary, Cell

# An index of so many rows is one; 0 and 1 may be two values.
_SHORTEST_INDEX = 3


def drop_index(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The stream without a first column of rows that counts 0, 1, 2 … or 1, 2, 3 … through a whole table."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: (cell.line, cell.row_size))]
    for size, block in groupby(rows, key=lambda row: row[0].row_size):
        found = list(block)
        yield from _without_index(found) if size > 1 else (cell for row in found for cell in row)


def may_count(rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether some rows begin with 1 and 2, without which no column counts."""
    return {"1", "2"} <= {row[0].text for row in rows if row[0].row_size > 1}


def _without_index(rows: Sequence[list[Cell]]) -> Iterator[Cell]:
    own = rows[1:] if _numbers_columns(rows[0]) else rows
    counts = [row[0].text for row in own]
    is_index = any(counts == [str(first + at) for at in range(len(own))] for first in (0, 1))
    if len(own) < _SHORTEST_INDEX or not is_index or any(len(row) < 2 for row in own):
        own, is_index = rows, False
    for row in own:
        if is_index:
            yield row[1]._replace(before=Boundary.ROW)
            yield from row[2:]
        else:
            yield from row


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether a row is the head of a data frame without one: a blank, then 0, 1, 2 …"""
    return not row[0].text and [cell.text for cell in row[1:]] == [str(at) for at in range(len(row) - 1)]
