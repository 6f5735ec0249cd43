"""A name for how a source laid out its tables, by the boundaries that stand between its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from transforms.cells import Boundary, Cell
from transforms.numbers import parse_number


def name_layout(cells: Sequence[Cell]) -> str:
    """`rows` where the source kept rows of cells, `cell_lines` where a line holds a cell, `space_rows`, or `glued`.

    Rows and cell lines that pipes delimit are told from those that tabs delimit by the format that yields them, see
    `transforms.formats`.

    >>> from transforms.cells import read_cells
    >>> name_layout(read_cells("规章 0 1 0"))
    'space_rows'
    """
    boundaries: Counter[str] = Counter()
    previous: Cell | None = None
    for cell in cells:
        if previous is not None and parse_number(cell.text).is_readable and parse_number(previous.text).is_readable:
            boundaries[_kind(previous, cell)] += 1
        previous = cell
    return boundaries.most_common(1)[0][0] if boundaries else "glued"


def _kind(previous: Cell, cell: Cell) -> str:
    if cell.before == Boundary.SPACE:
        return "space_rows"
    return "rows" if cell.line == previous.line else "cell_lines"
