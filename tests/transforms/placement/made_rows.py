"""Rows of made-up tables, as the readers of tables find them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from transforms.placement.cut import CutRow
from transforms.placement.place import PlacedRow, place_rows
from transforms.placement.readings import CellReading
from transforms.schemas import CellStatus
from transforms.stream import Boundary, Kind, Token
from transforms.tables import Column, FoundRow

MARKS = {" ": Boundary.SPACE, "\n": Boundary.LINE, "\t": Boundary.CELL, "¶": Boundary.BLANK, "#": Boundary.ROW}
REQUESTS = ("natural_person", "business", "research", "charity", "legal_service", "other", "total")


def tokens(text: str, *, row_size: int = 0, line: int = 0) -> list[Token]:
    """Values with what stands before each: a space, a line end, a tab, ¶ for a blank line, # for the end of a row.

    Two marks in turn have an empty cell between them. With `row_size` the cells have places in their row, the label's
    being 0.
    """
    found: list[Token] = []
    for mark, value in _pieces(text):
        line += mark in "\n¶#"
        place = len(found) + 1 if row_size else -1
        kind = Kind.VALUE if value else Kind.EMPTY
        found.append(Token(kind, value, MARKS[mark], line, column=place, row_size=row_size))
    return found


def _pieces(text: str) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = []
    for char in text if text[:1] in MARKS else f" {text}":
        if char in MARKS:
            pieces.append((char, ""))
        else:
            mark, value = pieces[-1]
            pieces[-1] = (mark, value + char)
    return pieces


def found(text: str, columns: Sequence[str] = ("a", "b", "c"), *, row_size: int = 0, **fields: Any) -> FoundRow:
    """A row of table two or three with these cells behind its label."""
    named = tuple(Column(code) for code in columns)
    return FoundRow(fields.pop("code", "row"), named, tokens(text, row_size=row_size), **fields)


def cut(text: str, columns: Sequence[str] = ("a", "b", "c"), **fields: Any) -> CutRow:
    """The same, all of its cells its own."""
    row = found(text, columns, **fields)
    return CutRow(row, tuple(row.tail))


def place(*rows: FoundRow, **options: Any) -> list[list[int | str]]:
    """What the cells of the rows are read as: a number, or the status with the guard that spoke."""
    return [outcomes(row) for row in place_rows(rows, **options)]


def outcomes(row: PlacedRow) -> list[int | str]:
    return [outcome(reading) for reading in row.readings]


def outcome(reading: CellReading) -> int | str:
    if reading.value is not None:
        return int(reading.value)
    return reading.cause if reading.status == CellStatus.AMBIGUOUS else reading.status.value
