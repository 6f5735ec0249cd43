"""The short way of a table that is plain: every row is full of plain numbers and adds up, so that no look at it, at its
neighbours or at its sums can tell anything else than what is printed.

Most tables of most reports are so. What is read is what the general way reads, which takes every other table; the
tests read all that they have both ways (`tests/truth/test_short_ways.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transforms.placement.cut import CutRow
from transforms.placement.place import PlacedRow
from transforms.placement.readings import CellReading, read_cell, values_of
from transforms.placement.shapes import has_spaced_thousands
from transforms.placement.sums import sums_hold
from transforms.schemas import CellStatus
from transforms.stream import Boundary, Kind, Token
from transforms.tables import FoundRow
from transforms.text import is_chinese_numeral

# A cell with a bracket may go on elsewhere, and a minus behind a number may be the sign of the next cell: both are left
# to the general way. A sign before a number (-5) is its own. A note in brackets that is whole is left too, for nothing.
_MARKED = re.compile(r"[()（）\[\]［］〔〕【】]|\d\s*[-—－–−]$")


def read_plain_rows(
    rows: Sequence[FoundRow], year: int | None, last_token: Token | None
) -> tuple[PlacedRow, ...] | None:
    """The rows of a table with their readings, None if any of them is not plain.

    `last_token` is the last one of the report, which may be cut short.
    """
    if len({(row.form, row.code) for row in rows}) < len(rows) or not _are_set_alike(rows) or _are_numbered(rows):
        return None
    placed: list[PlacedRow] = []
    for row in rows:
        cells = _own_cells(row)
        if cells is None or cells[-1] is last_token or not _is_told_plainly(row, cells, year):
            return None
        readings = tuple(filter(None, (_read(token.text) for token in cells if token.kind == Kind.VALUE)))
        if len(readings) < row.width or not _is_beyond_doubt(row, readings, has_cells=cells[0].row_size > 0):
            return None
        placed.append(PlacedRow(CutRow(row, cells), row.columns, readings, is_known=True, is_ragged=False))
    return tuple(placed)


def _are_set_alike(rows: Sequence[FoundRow]) -> bool:
    """Whether the cells of a text without rows are parted alike in all rows, not by empty lines, and none of them is
    the next row's."""
    boundaries = {token.before for row in rows for token in row.tail[1:] if not token.row_size}
    firsts = {row.tail[0].before for row in rows if row.tail and row.has_label}
    others = (Boundary.NONE, Boundary.BLANK, Boundary.ROW)
    return len(boundaries) <= 1 and boundaries.isdisjoint(others) and firsts.isdisjoint(others[1:])


def _are_numbered(rows: Sequence[FoundRow]) -> bool:
    """Whether the first cells of the rows count 1, 2, 3: they may number the rows."""
    return len(rows) > 1 and all(row.tail and row.tail[0].text == str(at) for at, row in enumerate(rows, start=1))


def _own_cells(row: FoundRow) -> tuple[Token, ...] | None:
    """The cells of a row that holds one value for each column, None for any other.

    In a source that keeps rows, blank cells may pad a label that spans columns, and begin the row behind.
    """
    tail = row.tail
    if len(tail) > row.width and tail[0].row_size:
        own = next((at for at, token in enumerate(tail) if at and token.before == Boundary.ROW), len(tail))
        if any(token.kind != Kind.EMPTY or not token.row_size for token in tail[own:]):
            return None
        tail = tail[:own]
    lead = next((at for at, token in enumerate(tail) if token.kind == Kind.VALUE), len(tail))
    if (lead and (row.span == 1 or not row.has_label)) or (len(tail) > row.width and not tail[0].row_size):
        return None
    values = tail[lead : lead + row.width]
    is_full = len(values) == row.width and all(token.kind == Kind.VALUE for token in values)
    return tuple(tail) if is_full and all(token.kind == Kind.EMPTY for token in tail[lead + row.width :]) else None


def _is_told_plainly(row: FoundRow, cells: Sequence[Token], year: int | None) -> bool:
    """Whether nothing speaks against a row's columns, its place, its boundaries or its year."""
    if row.untrusted is not None or None in row.columns or row.said.has_scaled_counts or not row.said.is_own(year):
        return False
    first = cells[0]
    if first.row_size:
        values = [token.column for token in cells if token.kind == Kind.VALUE]
        is_in_cells = all(token.before == Boundary.CELL and token.row_size == first.row_size for token in cells[1:])
        return is_in_cells and len(set(values)) == len(values)
    return first.before != Boundary.NONE and not has_spaced_thousands(cells)


@lru_cache(maxsize=4096)
def _read(text: str) -> CellReading | None:
    """The reading of a cell by itself, if it is a number or a blank whatever its table holds."""
    if _MARKED.search(text) or is_chinese_numeral(text) or text == "一":
        return None
    reading = read_cell(Token(Kind.VALUE, text, Boundary.CELL, 0))
    return reading if reading.status in (CellStatus.REPORTED, CellStatus.BLANK) else None


def _is_beyond_doubt(row: FoundRow, readings: Sequence[CellReading], *, has_cells: bool) -> bool:
    """Whether the sums of a row have nothing to say: they hold, or the source keeps cells and all are filled."""
    is_filled = all(reading.status == CellStatus.REPORTED for reading in readings)
    return (is_filled and has_cells) or ((is_filled or has_cells) and sums_hold(row.columns, values_of(readings)))
