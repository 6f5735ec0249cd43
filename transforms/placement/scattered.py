"""Tables whose cells a text hands over in blocks, with empty lines between them, in an order that is not the rows'.

pdftotext without an option goes through a page by blocks, and which cells make a block is decided by their distances.
Most rows come out whole; some get the cells of another, or have theirs in another order:

    2.重复申请 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ /          printed as 0 / 0 0 0 0 0
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.form import adds_up
from transforms.placement.place import PlacedRow
from transforms.placement.readings import values_of
from transforms.placement.sums import summed_columns
from transforms.schemas import CellStatus, FactTable
from transforms.stream import Boundary
from transforms.tables import CELLS_IN_BLOCKS, MIXED_LINES

Tables = Mapping[FactTable, Sequence[PlacedRow]]


def doubt_scattered(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt the rows of a text that parts its cells by empty lines, where one row has the cells of another and another
    lacks some.

    A row stays whose cells are all alike, in whatever order, or whose sums hold, with no blank mark whose place they do
    not tell. Where most rows could not be read, the others hold what is left over, and none stays.
    """
    rows = [row for own in tables.values() for row in own if not row.cut.row_size]
    are_scattered = any(map(_has_others, rows)) and any(map(_lacks_cells, rows)) and any(map(_is_in_blocks, rows))
    if not are_scattered:
        return dict(tables)
    has_most = 2 * sum(map(_is_lost, rows)) < len(rows)
    return {table: [_doubt(row, keeps_sure=has_most) for row in own] for table, own in tables.items()}


def _has_others(row: PlacedRow) -> bool:
    """Whether a row may hold digits of another: more than its columns are, or several on one of its lines."""
    digits = sum(token.text[-1:].isdecimal() for token in row.cut.cells)
    return digits > row.cut.width or any(reading.cause == MIXED_LINES.name for reading in row.readings)


def _lacks_cells(row: PlacedRow) -> bool:
    return len(row.cut.cells) < row.cut.width


def _is_lost(row: PlacedRow) -> bool:
    """Whether a row could not be read whole."""
    return any(reading.status in (CellStatus.AMBIGUOUS, CellStatus.MISSING) for reading in row.readings)


def _is_in_blocks(row: PlacedRow) -> bool:
    """Whether an empty line stands between two values of a row."""
    return any(token.before == Boundary.BLANK for token in row.cut.cells[1:])


def _doubt(row: PlacedRow, *, keeps_sure: bool) -> PlacedRow:
    if guard := CELLS_IN_BLOCKS.when(not row.cut.row_size and not (keeps_sure and _is_sure(row))):
        return row.doubted(guard)
    return row


def _is_sure(row: PlacedRow) -> bool:
    """Whether the cells of a row are alike, or all of them numbers whose sums say more than nothing and hold."""
    values = values_of(row.readings)
    if len(set(values)) == 1:
        return True
    sums = [[values[at] for at in places] for places in summed_columns(row.columns)]
    return bool(sums) and None not in values and all(adds_up(own, len(own) - 1) for own in sums)
