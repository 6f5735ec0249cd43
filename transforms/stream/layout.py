"""A name for how a plain text laid out its tables, by what stands between neighbouring values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from transforms.stream.cells import Cell, split_lines
from transforms.text import is_value_text


def name_layout(cells: Sequence[Cell], text: str) -> str:
    """`tab_rows`, `pipe_rows`, `space_rows`: rows of cells on a line; `cell_lines`, `pipe_lines`: a line holds a cell;
    `glued`: no value stands beside another.

    >>> from transforms.stream.cells import read_cells
    >>> [name_layout(read_cells(text), text) for text in ("规章 0 1 0", "规章|0|1|0", "规章\\n0\\n1\\n0", "规章010")]
    ['space_rows', 'pipe_rows', 'cell_lines', 'glued']
    """
    marks = ["pipe" if "|" in line else "tab" if "\t" in line else "space" for line in split_lines(text)]
    names: Counter[str] = Counter()
    are_values = [is_value_text(cell.text, is_whole=False) for cell in cells]
    for (previous, cell), both in zip(pairwise(cells), pairwise(are_values), strict=True):
        if all(both):
            is_row, mark = cell.line == previous.line, marks[cell.line]
            mark = mark if is_row or mark == "pipe" else "cell"
            names[f"{mark}_{'rows' if is_row else 'lines'}"] += 1
    return names.most_common(1)[0][0] if names else "glued"
