"""Numbers above a row that may be the beginnings of its own, which broke in narrow cells.

A cell that is set at its bottom or its middle shows the first piece of its number on a line above that of its label,
where it stands behind the row before:

    2.重复申请          0    0    0    0    0    0    0
                      780                 550  133
    3.要求提供公开出版物    2    0    0    0    0    1    3          7802, 5501 and 1333 on the page
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from transforms.placement.place import PlacedRow
from transforms.schemas import CellStatus
from transforms.stream import DIGITS_OF_A_CELL, Token, is_piece_of_number
from transforms.tables import VALUES_BEFORE_LABELS
from transforms.text import LOST

# So many numbers at least stand on such a line: that of a cell, and that of its total. One is a page's.
_FEWEST_BEGINNINGS = 2


def doubt_behind_pieces(rows: Sequence[PlacedRow]) -> list[PlacedRow]:
    """The rows of a table, each doubted above which pieces of its numbers may stand.

    They stand on a line of their own behind a row that is full without them, or lacks cells with them; they fill their
    cells, so that all are as long as the longest of the row below, or longer. Numbers of one digit break nowhere.
    """
    guarded = list(rows[:1])
    for before, row in pairwise(rows):
        guard = VALUES_BEFORE_LABELS.when(not row.cut.row_size and _may_begin(last_line_behind(before), row))
        guarded.append(row.doubted(guard) if guard else row)
    return guarded


def last_line_behind(row: PlacedRow) -> list[str]:
    """The numbers of the last line behind a row, if they are not the row itself; without marks of pieces."""
    cut = row.cut
    is_read = all(reading.status != CellStatus.AMBIGUOUS for reading in row.readings)
    tokens = cut.orphans if is_read else (*cut.cells, *cut.orphans)
    if not tokens or cut.row_size:
        return []
    last = [token for token in tokens if token.line == tokens[-1].line]
    is_beside_label = bool(cut.cells) and last[0] is cut.cells[0] and not cut.begins_below
    return [] if is_beside_label or not all(map(_is_number, last)) else [token.text.rstrip(LOST) for token in last]


def _is_number(token: Token) -> bool:
    return is_piece_of_number(token.text)


def _may_begin(pieces: Sequence[str], row: PlacedRow) -> bool:
    widths = {len(piece) for piece in pieces}
    if len(pieces) < _FEWEST_BEGINNINGS or len(widths) > 1 or max(widths) < DIGITS_OF_A_CELL:
        return False
    values = [token.text.rstrip(LOST) for token in row.cut.cells]
    return len(pieces) <= len(values) and all(len(value) <= max(widths) for value in values)
