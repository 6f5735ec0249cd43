"""A report's text as one stream of cells with the boundaries that the source kept.

Every format and every layout yields this stream and nothing else; all table reading starts from it. A boundary is
what stands between a cell and the one before it, from nothing at all (glued) to the end of a table row. A plain text
gives spaces, line ends, tabs, pipes and blank lines; a format with real tables gives cells and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from transforms.numbers import is_value_text


class Boundary(IntEnum):
    """What stands before a cell, weakest first."""

    NONE = 0
    SPACE = 1
    LINE = 2
    CELL = 3
    BLANK = 4
    ROW = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text, '' for a cell that is there and empty, and the boundary before it.

    `is_whole` says that the piece is all that its cell or line holds.
    """

    text: str
    before: Boundary
    line: int
    is_whole: bool = False


_PIPES = str.maketrans("｜│┃¦║╎", "||||||")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_RULE_LINE = re.compile(r"[\s|+:=\-─━┄┅═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]*[\-─━┄┅═┼+┬┴]{2,}[\s|+:=\-─━┄┅═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]*")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－~·]+\s*\d{1,3}\s*[-—–－~·]+|第\s*\d{1,3}\s*页(?:[\s,，/]*共\s*\d{1,3}\s*页)?)\s*")
_WINDOW = 8


def read_cells(text: str) -> list[Cell]:
    """The stream of a plain text.

    Tabs and pipes delimit cells. Whether a line is a row of cells or holds one cell only is decided from the lines
    around it, as sources that put each cell on a line of its own still write tabs or pipes.

    >>> [(cell.text, cell.before.name) for cell in read_cells("规章\\t0\\t\\t2")]
    [('规章', 'ROW'), ('0', 'CELL'), ('', 'CELL'), ('2', 'CELL')]
    >>> [(cell.text, cell.before.name) for cell in read_cells("\\t规章\\n\\t0\\n\\n\\t另一行")]
    [('规章', 'CELL'), ('0', 'CELL'), ('另一行', 'BLANK')]
    >>> [(cell.text, cell.before.name) for cell in read_cells("规章 |\\n0 |\\n|\\n2 |")]
    [('规章', 'CELL'), ('0', 'CELL'), ('', 'CELL'), ('2', 'CELL')]
    """
    lines = _INVISIBLE.sub("", text).translate(_PIPES).replace("\f", "\n").split("\n")
    return list(_read_lines(lines))


def _read_lines(lines: Sequence[str]) -> Iterator[Cell]:
    row_pipes = _row_lines(lines, "|")
    row_tabs = _row_lines(lines, "\t")
    frame = _PipeFrame.of(lines, row_pipes)
    after = Boundary.LINE
    open_pipe_cell = in_pipe_cells = False
    for number, line in enumerate(lines):
        if not line.strip() and "\t" not in line:
            if not in_pipe_cells:
                after = Boundary.BLANK
            continue
        if _PAGE_NUMBER.fullmatch(line):
            continue
        in_pipe_cells = "|" in line and number not in row_pipes
        if "|" in line:
            if _RULE_LINE.fullmatch(line):
                continue
            if number in row_pipes:
                yield from _row_cells(frame.split(line), number)
                after = Boundary.ROW
            else:
                first = max(after, Boundary.LINE if open_pipe_cell else Boundary.CELL)
                yield from _pipe_cells(line, number, first, is_open=open_pipe_cell)
                open_pipe_cell = not line.rstrip().endswith("|")
                after = Boundary.LINE if open_pipe_cell else Boundary.CELL
        elif "\t" in line:
            if number in row_tabs:
                yield from _row_cells(line.split("\t"), number)
                after = Boundary.ROW
            else:
                yield from _cell_pieces(line.strip(), max(after, Boundary.CELL), number)
                after = Boundary.LINE
        else:
            yield from _soft_pieces(line, max(after, Boundary.LINE), number)
            after, open_pipe_cell = Boundary.LINE, True


def _row_lines(lines: Sequence[str], mark: str) -> frozenset[int]:
    """Numbers of the lines that hold a row of cells; the other lines with `mark` hold one cell each."""
    marked = [number for number, line in enumerate(lines) if mark in line]
    filled = [sum(1 for part in lines[number].split(mark) if part.strip()) for number in marked]
    votes = [(1 if count >= 2 else -1) for count in filled]
    rows = []
    window_sum = sum(votes[:_WINDOW])
    for index, number in enumerate(marked):
        if index + _WINDOW < len(votes):
            window_sum += votes[index + _WINDOW]
        if index - _WINDOW - 1 >= 0:
            window_sum -= votes[index - _WINDOW - 1]
        if votes[index] > 0 or window_sum > 0:
            rows.append(number)
    return frozenset(rows)


@dataclass(frozen=True, slots=True)
class _PipeFrame:
    """Whether the pipes at the ends of row lines are a frame around the table or delimit a blank cell."""

    opens: bool
    closes: bool

    @classmethod
    def of(cls, lines: Sequence[str], rows: frozenset[int]) -> _PipeFrame:
        stripped = [lines[number].strip() for number in rows]
        opening = sum(line.startswith("|") for line in stripped)
        closing = sum(line.endswith("|") for line in stripped)
        return cls(opening > 0.8 * len(stripped), closing > 0.5 * len(stripped))

    def split(self, line: str) -> list[str]:
        parts = line.strip().split("|")
        if self.opens and not parts[0].strip():
            parts = parts[1:]
        if self.closes and parts and not parts[-1].strip():
            parts = parts[:-1]
        return parts


def _row_cells(parts: Sequence[str], number: int) -> Iterator[Cell]:
    for index, part in enumerate(parts):
        yield from _cell_pieces(part, Boundary.CELL if index else Boundary.ROW, number)


def _pipe_cells(line: str, number: int, first: Boundary, *, is_open: bool) -> Iterator[Cell]:
    """The cells of a line in a source that ends each cell with a pipe; a pipe after a pipe closes an empty cell."""
    parts = line.split("|")
    before = first
    for part in parts[:-1]:
        if part.strip():
            yield from _cell_pieces(part, before, number)
        elif not is_open:
            yield Cell("", before, number, is_whole=True)
        is_open, before = False, Boundary.CELL
    if parts[-1].strip():
        yield from _cell_pieces(parts[-1], before, number)


def _cell_pieces(text: str, before: Boundary, number: int) -> Iterator[Cell]:
    """One delimited cell: whole if it is a value or empty, else its pieces, so that labels are found across them."""
    stripped = text.strip()
    if not stripped or is_value_text(stripped, is_whole=True) or len(stripped) == 1:
        yield Cell(stripped, before, number, is_whole=True)
    else:
        yield from _soft_pieces(text, before, number)


def _soft_pieces(text: str, before: Boundary, number: int) -> Iterator[Cell]:
    pieces = text.split()
    for piece in pieces:
        yield Cell(piece, before, number, len(pieces) == 1)
        before = Boundary.SPACE




def cells_of_rows(rows: Sequence[Sequence[str]], first_line: int = 0) -> list[Cell]:
    """The stream of a table whose rows and cells the source kept, spans already expanded or left as blanks."""
    return [cell for index, row in enumerate(rows) for cell in _row_cells(row, first_line + index)]
