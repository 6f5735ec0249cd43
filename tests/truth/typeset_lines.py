"""Tables set cell by cell, one cell a line, and tables as PDF text gives them."""

from __future__ import annotations

import re
from random import Random

from tests.truth.form_grid import Cell, Grid
from tests.truth.marks import split_mark, strip_marks
from tests.truth.typeset_rows import printed_texts, row_cells, row_texts

_ORDINAL = re.compile(r"^(?:[一二三四五六七]、|（[一二三四五六七]）|\([一二三四五六七]\)|\d[.．])\s*")


def wrap_label(text: str, rng: Random) -> list[str]:
    """Break a label once, never inside its number; its mark stays with the first part."""
    mark, label = split_mark(text)
    ordinal = match.end() if (match := _ORDINAL.match(label)) else 0
    if len(label) - ordinal < 3:
        return [text]
    place = rng.randint(ordinal + 1, len(label) - 1)
    return [mark + label[:place].rstrip(), label[place:].lstrip()]


def _is_wrapped(cell: Cell, rng: Random) -> bool:
    return not cell.is_value and rng.random() < 0.3


def set_tab_cells(grid: Grid, rng: Random) -> str:
    """One cell a line behind a tab, rows parted by a blank line; a cell that a span covers from above is a bare tab."""
    rows = row_texts(grid, above=True, left=False)
    return "\n\n".join("\n".join(f"\t{text}" for text in row) for row in rows)


def set_tab_cells_wrapped(grid: Grid, rng: Random) -> str:
    """As set_tab_cells, with labels broken inside their cell and odd spaces around values."""
    blocks = []
    for row in row_cells(grid, above=True, left=False):
        lines = []
        for cell in row:
            text = "\n".join(wrap_label(cell.text, rng)) if _is_wrapped(cell, rng) else cell.text
            lines.append(f"\t{_pad_value(text, rng) if cell.is_value else text}")
        blocks.append("\n".join(lines))
    return ("\n\n").join(blocks) + "\n" * rng.choice((1, 2, 3))


def _pad_value(text: str, rng: Random) -> str:
    before, after = rng.choice((("", ""), ("", ""), ("", "\u3000"), (" ", ""), ("\u3000", ""), ("", "\u3000\u3000")))
    return f"{before}{text}{after}"


def _cell_lines(grid: Grid, rng: Random, *, wraps: bool) -> list[str]:
    lines: list[str] = []
    for row in row_cells(grid, above=False, left=False):
        for cell in row:
            lines += wrap_label(cell.text, rng) if wraps and _is_wrapped(cell, rng) else [cell.text]
    return lines


def _printed_lines(grid: Grid, rng: Random, *, wraps: bool) -> list[str]:
    return [line for line in _cell_lines(grid, rng, wraps=wraps) if strip_marks(line).strip()]


def set_blank_line_cells(grid: Grid, rng: Random) -> str:
    return "\n\n".join(_printed_lines(grid, rng, wraps=False)) + "\n"


def set_blank_line_cells_wrapped(grid: Grid, rng: Random) -> str:
    return "\n\n".join(_printed_lines(grid, rng, wraps=True)) + "\n"


def set_bare_cells(grid: Grid, rng: Random) -> str:
    return "\n".join(_printed_lines(grid, rng, wraps=False))


def set_bare_cells_wrapped(grid: Grid, rng: Random) -> str:
    return "\n".join(_printed_lines(grid, rng, wraps=True))


def set_pipe_end_lines(grid: Grid, rng: Random) -> str:
    return "\n".join(f"{line} |" for line in _cell_lines(grid, rng, wraps=False))


def set_pipe_end_lines_wrapped(grid: Grid, rng: Random) -> str:
    """Cells end with a pipe; a broken label has its pipe behind the last part only."""
    lines = []
    for row in row_cells(grid, above=False, left=False):
        for cell in row:
            parts = wrap_label(cell.text, rng) if _is_wrapped(cell, rng) else [cell.text]
            lines.append("\n".join(parts) + " |")
    return "\n".join(lines)


def set_pipe_alone_lines(grid: Grid, rng: Random) -> str:
    return "\n|\n".join(_cell_lines(grid, rng, wraps=False)) + "\n|"


def set_pipe_row_lines(grid: Grid, rng: Random) -> str:
    """A lone pipe before each row, then a cell a line with a pipe at its end, the last one as `0 | |`."""
    blocks = []
    for row in row_texts(grid, above=False, left=False):
        blocks.append("|\n" + "\n".join(f"{text} |" for text in row) + " |")
    return "\n".join(blocks)


def set_pdf_rows(grid: Grid, rng: Random) -> str:
    """One line a row, cells parted by a space, a spanning label on the line of its first row."""
    return "\n".join(" ".join(row) for row in printed_texts(grid))


def _split_evenly(text: str, size: int) -> list[str]:
    mark, label = split_mark(text)
    parts = [label[start : start + size] for start in range(0, len(label), max(1, size))] or [""]
    return [mark + parts[0], *parts[1:]]


class _Interleaver:
    """Gives out the parts of labels that span several rows, line by line, as their column passes by."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.waiting: list[str] = []

    def add(self, text: str) -> None:
        self.waiting += _split_evenly(text, self.rng.choice((3, 4, 5)))

    def next_part(self) -> list[str]:
        return [self.waiting.pop(0)] if self.waiting and self.rng.random() < 0.5 else []


def _pdf_row_lines(row: list[Cell], spanning: _Interleaver, rng: Random) -> list[str]:
    labels = [cell.text for cell in row if cell.role in ("label", "caption")]
    values = [cell.text for cell in row if cell.role in ("value", "foreign") and strip_marks(cell.text).strip()]
    before = [values.pop(0)] if values and row[0].role == "foreign" else []
    if not labels:
        return [" ".join([*before, *values])]
    parts = _split_evenly(labels[0], 11)
    parts[0] = " ".join([*before, parts[0]])
    holder = rng.randrange(len(parts))
    return [" ".join([*spanning.next_part(), part, *(values if no == holder else [])]) for no, part in enumerate(parts)]


def set_pdf_wrapped(grid: Grid, rng: Random) -> str:
    """Long labels broken over lines with the values on any of them, spanning labels in pieces between the rows."""
    spanning = _Interleaver(rng)
    lines: list[str] = []
    for row in row_cells(grid, above=False, left=False):
        if any(cell.role == "header" for cell in row):
            lines.append(" ".join(cell.text for cell in row))
            continue
        for cell in row:
            if cell.role == "group" and cell.rows > 1:
                spanning.add(cell.text)
        rest = [cell for cell in row if not (cell.role == "group" and cell.rows > 1)]
        is_heading = not any(cell.is_value for cell in rest)
        lines += [" ".join(cell.text for cell in rest)] if is_heading else _pdf_row_lines(rest, spanning, rng)
    return "\n".join(line for line in [*lines, *spanning.waiting] if strip_marks(line).strip())


def set_pdf_interleaved(grid: Grid, rng: Random) -> str:
    """As set_pdf_wrapped, with each row of headers broken into two lines of half words."""
    lines: list[str] = []
    for row in row_cells(grid, above=False, left=False):
        if not any(cell.role == "header" for cell in row):
            lines.append(" ".join(cell.text for cell in row if strip_marks(cell.text).strip()))
            continue
        halves = [_split_evenly(cell.text, (len(strip_marks(cell.text)) + 1) // 2) for cell in row]
        lines.append(" ".join(half[0] for half in halves))
        lines.append(" ".join(half[1] for half in halves if len(half) > 1))
    return "\n".join(lines)
