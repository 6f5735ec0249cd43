"""Tables and indented text for a terminal or a file: nothing is cut, and wide characters count as two columns.

rich's own table crops a column that it cannot make narrow enough; a cropped number would be a wrong number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

from flows.words import pad_text

GAP = "  "
# Headers fold early, four characters a line, to leave the room to the labels of the rows.
HEADER_WIDTH = 8
LABEL_WIDTHS = (20, 56)
NARROWEST_COLUMN = 4


def fold_text(text: str, width: int) -> list[str]:
    """Cut a text into lines of at most `width` columns; an empty text is one empty line.

    >>> fold_text("社会公益组织", 8)
    ['社会公益', '组织']
    """
    return chop_cells(text, max(width, 1)) or [""]


def _widest(texts: Sequence[str]) -> int:
    return max((cell_len(text) for text in texts), default=0)


def narrow_columns(widths: Sequence[int], room: int) -> list[int]:
    """Make the widest columns narrower until all fit into `room`, or none can give any more.

    >>> narrow_columns([10, 4, 6], 17)
    [7, 4, 6]
    """
    narrowed = list(widths)
    while sum(narrowed) > room and max(narrowed) > NARROWEST_COLUMN:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def choose_widths(
    labels: Sequence[str], headers: Sequence[str], columns: Sequence[Sequence[str]], width: int
) -> list[int]:
    """Widths of the label column and the others, for lines of at most `width` columns where that is possible."""
    least, most = LABEL_WIDTHS
    wanted = [
        max(min(cell_len(header), HEADER_WIDTH), _widest(cells)) for header, cells in zip(headers, columns, strict=True)
    ]
    room = width - len(GAP) * len(wanted)
    label = min(_widest(labels), most, max(least, room - sum(wanted)))
    return [label, *narrow_columns(wanted, room - label)]


def _row_lines(cells: Sequence[Text], widths: Sequence[int]) -> Iterator[Text]:
    """The lines of one row: the first cell left, the others right."""
    folded = [fold_text(cell.plain, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*folded, fillvalue=""):
        line = Text()
        for at, (part, cell, width) in enumerate(zip(parts, cells, widths, strict=True)):
            line.append(GAP if at else "")
            line.append(pad_text(part, width, right=at > 0), style=cell.style)
        line.rstrip()
        yield line


def grid_lines(headers: Sequence[str], rows: Sequence[tuple[str, Sequence[Text]]], width: int) -> Iterator[Text]:
    """A table as lines: headers, a rule, the rows (label, cells). Long texts fold within their column."""
    columns = [[cells[at].plain for _, cells in rows] for at in range(len(headers))]
    widths = choose_widths([label for label, _ in rows], headers, columns, width)
    yield from _row_lines([Text(""), *(Text(header, style="bold") for header in headers)], widths)
    yield Text("─" * (sum(widths) + len(GAP) * len(headers)), style="dim")
    for label, cells in rows:
        yield from _row_lines([Text(label), *cells], widths)


def hanging_lines(prefix: str, text: Text, console: Console) -> Iterator[Text]:
    """Text after a prefix, its further lines indented as far as the first."""
    indent = cell_len(prefix)
    for number, line in enumerate(text.wrap(console, max(console.width - indent, 20))):
        line.rstrip()
        yield Text.assemble((prefix if number == 0 else " " * indent, "dim"), line)
