"""Tables of a page as rows of cells, and tables that only lay out a page as what they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from transforms.formats.headed_blocks import Place, find_answers
from transforms.formats.html.pieces import Piece
from transforms.formats.merged_cells import MERGED, Span, find_merged_numbers, part_digits
from transforms.formats.unread_cells import is_unread, tell_unread

# Bounds of the HTML standard (4.9.11): larger spans are these.
_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
# Line ends from which a long text without a full stop is no cell of a table; a wrapped label has three or four.
_PROSE_LINES = 8
# Characters above which a cell may hold prose; a label of the official form has at most sixty, a note some more.
_PROSE_CHARACTERS = 300
# Characters of a line between two parts of one table, a mark of continuation such as （续表）. A heading of the outline
# between two tables is longer.
_LONGEST_BETWEEN = 12
# Columns up to which parts are made alike; the widest table of the form has fifteen, each perhaps of several of the
# page.
_WIDEST = 40


class TooManyCellsError(ValueError):
    """The tables of a page have more cells than are read."""


@dataclass(slots=True)
class TableCell:
    """A cell as it was written: its pieces, spans and text; a row span of 0 reaches to the end of the row group.

    Digits that lines or gaps of the page part are numbers of their own, and kept apart in the text.
    """

    pieces: list[Piece]
    columns: int = 1
    rows: int = 1
    is_merged: bool = False
    written: str = field(init=False)

    def __post_init__(self) -> None:
        text = part_digits("\n".join(piece.text for piece in self.pieces if piece.text))
        self.written = tell_unread(text, [piece.unread for piece in self.pieces if piece.unread])

    @property
    def text(self) -> str:
        return self.written + MERGED if self.is_merged else self.written

    @property
    def holds_prose(self) -> bool:
        """Whether the cell holds tables or a text of many lines: then it only lays out the page."""
        if any(piece.rows for piece in self.pieces):
            return True
        text = self.text
        return len(text) > _PROSE_CHARACTERS and ("。" in text or text.count("\n") >= _PROSE_LINES)


@dataclass(slots=True)
class TableRow:
    """A row of cells; rows of one group have the same number."""

    group: int
    cells: list[TableCell] = field(default_factory=list)


@dataclass(slots=True)
class OpenTable:
    """A table while its rows are read."""

    box: int
    group: int = 0
    rows: list[TableRow] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class CellBudget:
    """How many more cells the tables of a page may have, each counted as often as its spans repeat it."""

    left: int

    def spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise TooManyCellsError


def read_span(value: str | None, most: int) -> int:
    """A span as HTML reads it: the leading digits; 1 where there are none.

    >>> read_span("3px", 10), read_span(None, 10), read_span("-2", 10), read_span("99999", 10)
    (3, 1, 1, 10)
    """
    text = (value or "").strip(" \t\n\r\f")[:6]
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return min(int(digits), most) if digits and digits.isascii() else 1


def read_cell(pieces: list[Piece], colspan: str | None, rowspan: str | None) -> TableCell:
    """A cell with the spans of its attributes."""
    return TableCell(pieces, max(1, read_span(colspan, _MOST_COLUMNS)), read_span(rowspan, _MOST_ROWS))


@dataclass(slots=True)
class _PlacedRow:
    """A row with its cells by their columns. `merged` are the places that a number of a row above takes too."""

    group: int
    cells: list[tuple[int, TableCell]]
    end: int
    merged: dict[int, str] = field(default_factory=dict)


def settle_table(table: OpenTable, budget: CellBudget) -> list[Piece]:
    """What a table shows: tables of data, and the pieces of the cells that only lay out the page.

    A row with a cell that holds tables or prose is laid out; its cells' pieces follow each other. A table of one
    column is a text.
    """
    rows = list(_place_cells(table.rows, budget))
    spans = _spans(rows)
    if answers := find_answers(spans):
        _move_cells(rows, answers)
        spans = _spans(rows)
    _mark_merged_numbers(rows, spans)
    columns = sorted({column for row in rows for column, _ in row.cells})
    index = {column: number for number, column in enumerate(columns)}
    pieces, data = list(table.before), list[tuple[str, ...]]()
    linked = 0
    frame = Piece(table.box, starts=tuple(columns), width=max((row.end for row in rows), default=0))
    for row in rows:
        if len(columns) < 2 or any(cell.holds_prose for _, cell in row.cells):
            pieces += _data_piece(frame, data, linked)
            pieces += [piece for _, cell in row.cells for piece in cell.pieces]
            data, linked = [], 0
            continue
        budget.spend(len(columns))
        texts = [row.merged.get(column, "") for column in columns if column < row.end]
        for column, cell in row.cells:
            texts[index[column]] = cell.text
        data.append(tuple(texts))
        linked += sum(piece.linked for _, cell in row.cells for piece in cell.pieces)
        pieces += [piece for _, cell in row.cells for piece in cell.pieces if piece.is_image]
    return pieces + _data_piece(frame, data, linked)


def _move_cells(rows: Sequence[_PlacedRow], answers: Mapping[Place, Place]) -> None:
    """Put the cells of rows that answer a header cell by cell under its cells."""
    for (number, index), (start, end) in answers.items():
        cell = rows[number].cells[index][1]
        cell.columns = end - start
        rows[number].cells[index] = (start, cell)


def _spans(rows: Sequence[_PlacedRow]) -> list[list[Span]]:
    """The cells as spans; a span of rows ends with its row group."""
    ends = {row.group: number for number, row in enumerate(rows, 1)}
    return [
        [
            Span(column, cell.columns, min(cell.rows or len(rows), ends[row.group] - number), cell.text)
            for column, cell in row.cells
        ]
        for number, row in enumerate(rows)
    ]


def _mark_merged_numbers(rows: Sequence[_PlacedRow], spans: Sequence[Sequence[Span]]) -> None:
    """Mark the numbers of which nobody can tell whose values they are."""
    for number, index in find_merged_numbers(spans):
        column, cell = rows[number].cells[index]
        cell.is_merged = True
        for row in rows[number + 1 : number + spans[number][index].rows]:
            row.merged[column] = cell.text


def _data_piece(frame: Piece, rows: Sequence[tuple[str, ...]], linked: int) -> list[Piece]:
    if not any(text.strip() and not is_unread(text) for row in rows for text in row):
        return []
    return [replace(frame, rows=tuple(rows), linked=linked)]


def align_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the columns of tables that follow each other and have grids of one width made the same.

    A table that was split keeps its grid, but a part has fewer columns where none of its cells begin in some.
    """
    aligned: list[Piece] = []
    parts: list[int] = []
    for piece in pieces:
        if _begins_anew(piece, aligned[parts[-1]] if parts else None):
            _align_parts(aligned, parts)
            parts = []
        if piece.rows:
            parts.append(len(aligned))
        aligned.append(piece)
    _align_parts(aligned, parts)
    return aligned


def _begins_anew(piece: Piece, last: Piece | None) -> bool:
    if piece.rows:
        return last is None or last.width != piece.width
    return len(piece.text) > _LONGEST_BETWEEN


def _align_parts(pieces: list[Piece], parts: Sequence[int]) -> None:
    starts = sorted({start for part in parts for start in pieces[part].starts})
    for part in parts:
        if len(pieces[part].starts) < len(starts) <= _WIDEST:
            pieces[part] = _spread_columns(pieces[part], starts)


def _spread_columns(piece: Piece, starts: Sequence[int]) -> Piece:
    places = [bisect_left(starts, start) for start in piece.starts] + [len(starts)]
    rows = []
    for row in piece.rows:
        texts = [""] * places[len(row)]
        for place, text in zip(places, row, strict=False):
            texts[place] = text
        rows.append(tuple(texts))
    return replace(piece, rows=tuple(rows), starts=tuple(starts))


def _place_cells(rows: Iterable[TableRow], budget: CellBudget) -> Iterator[_PlacedRow]:
    """Give each cell its column, as the HTML standard forms a table (4.9.12); rows without a cell of their own are
    left out. A span ends with its row group."""
    above: dict[int, int] = {}
    group = -1
    for row in rows:
        if row.group != group:
            above, group = {}, row.group
        placed, below, column = [], dict[int, int](), 0
        for cell in row.cells:
            while column in above:
                column += 1
            placed.append((column, cell))
            budget.spend(cell.columns)
            if cell.rows != 1:
                below |= dict.fromkeys(range(column, column + cell.columns), cell.rows or _MOST_ROWS)
            column += cell.columns
        budget.spend(len(above))
        if placed:
            yield _PlacedRow(row.group, placed, max([column, *(covered + 1 for covered in above)]))
        above = {covered: left - 1 for covered, left in (above | below).items() if left > 1}
