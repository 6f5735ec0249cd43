"""Tables whose cells a text hands over in blocks, with empty lines between them, in an order that is not the rows'.

pdftotext without an option goes through a page by blocks, and which cells make a block is decided by their distances.
Most rows come out whole; some get the cells of another, or have theirs in another order:

    2.重复申请 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ 0 ⏎⏎ /          printed as 0 / 0 0 0 0 0
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from transforms.placement.place import PlacedRow
from transforms.placement.readings import values_of
from transforms.placement.sums import summed_columns, sums_hold
from transforms.schemas import CellStatus, FactTable
from transforms.stream import Boundary, have_a_line_each
from transforms.tables import CELLS_IN_BLOCKS, MIXED_LINES

Tables = Mapping[FactTable, Sequence[PlacedRow]]

# Digits beyond those of a row's columns, from which on they are another row's: one is a page's number.
_FEWEST_OTHERS = 2


def doubt_scattered(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt the rows of tables whose cells stand in blocks, one row having cells of another and another lacking some.

    A row stays whose cells are all alike, in whatever order, or whose sums hold, with no blank mark whose place they do
    not tell. Where most rows could not be read, the others hold what is left over, and none stays; nor does one between
    a row without a cell and the nearest with those of two, as it may have its neighbour's.

    In a text without empty lines that has lost most rows so, the others are doubted that give each cell a line.
    """
    return {table: _doubt_scattered(rows) for table, rows in tables.items()}


def _doubt_scattered(rows: Sequence[PlacedRow]) -> Sequence[PlacedRow]:
    own = [row for row in rows if not row.cut.row_size]
    are_in_blocks = any(map(_is_in_blocks, own))
    has_others = any(_count_others(row) >= _FEWEST_OTHERS or _has_mixed_lines(row) for row in own)
    has_most = 2 * sum(map(_is_lost, own)) < len(own)
    doubtful = set(map(id, _rows_between(own))) if are_in_blocks else set()
    if has_others and any(0 < len(row.cut.cells) < row.cut.width for row in own):
        if are_in_blocks:
            doubtful.update(id(row) for row in own if not (has_most and _is_sure(row)))
        elif not has_most:
            doubtful.update(id(row) for row in own if have_a_line_each(row.cut.cells))
    if guard := CELLS_IN_BLOCKS.when(doubtful):
        return [row.doubted(guard) if id(row) in doubtful else row for row in rows]
    return rows


def _rows_between(rows: Sequence[PlacedRow]) -> Iterator[PlacedRow]:
    """The rows between each that has no cell and the nearest that has those of two, of which each has one's only."""
    empty = [at for at, row in enumerate(rows) if not row.cut.cells]
    whole = [at for at, row in enumerate(rows) if row.cut.width > 1 and _count_others(row) >= row.cut.width]
    paired = set[int]()
    for pair in sorted(product(empty, whole), key=lambda pair: abs(pair[0] - pair[1])):
        if paired.isdisjoint(pair):
            paired.update(pair)
            yield from rows[min(pair) + 1 : max(pair)]


def _is_in_blocks(row: PlacedRow) -> bool:
    """Whether an empty line stands between two values of a row."""
    return any(token.before == Boundary.BLANK for token in row.cut.cells[1:])


def _count_others(row: PlacedRow) -> int:
    """How many numbers a row has beyond those of its columns."""
    tokens = (*row.cut.cells, *row.cut.orphans)
    return sum(token.text[-1:].isdecimal() for token in tokens) - row.cut.width


def _has_mixed_lines(row: PlacedRow) -> bool:
    return any(reading.cause == MIXED_LINES.name for reading in row.readings)


def _is_lost(row: PlacedRow) -> bool:
    """Whether a row could not be read whole."""
    return any(reading.status in (CellStatus.AMBIGUOUS, CellStatus.MISSING) for reading in row.readings)


def _is_sure(row: PlacedRow) -> bool:
    """Whether the cells of a row are alike, or all of them numbers, and its sums hold."""
    values = values_of(row.readings)
    if len(set(values)) == 1:
        return len(values) > 1
    return None not in values and any(summed_columns(row.columns)) and sums_hold(row.columns, values)
