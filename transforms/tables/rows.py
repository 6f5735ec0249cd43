"""What the table reader passes on: rows as they were found, and readings of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from transforms.stream import Boundary, Token
from transforms.tables.surroundings import NOTHING_SAID, Surroundings
from transforms.text import parse_number

# A digit of a row may be the list number of a word glued behind it, whatever number that has.
ANY_ORDINAL = "?"
_HEAD, _THOUSANDS = re.compile("[1-9][0-9]{0,2}"), re.compile("[0-9]{3}")


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell of the form holds: `value` is None unless `status` is reported or repaired."""

    status: str
    value: Decimal | None = None
    raw_text: str | None = None
    unit: str = ""


MISSING = CellReading("missing")


@dataclass(slots=True)
class Row:
    """A row of a table: the codes of its columns (None where the header cannot be trusted) and the cells behind it.

    `grid` are the places of the columns in rows of `grid_size` cells, where the header's cells tell them.
    `header_sizes` are the numbers of cells of the header's rows, where a row of values has no label to tell its place
    by. `next_ordinal` is the list number of the label glued behind the row, where it may be among the row's digits, or
    ANY_ORDINAL. `span` is the number of grid columns that its label takes on the official form, `label_before` the
    boundary before its label. `has_torn_header` says that the header names only some of the columns, so that it is not
    sure that the others exist; `is_ragged` that the values of its table stand in several columns of its grid.
    `orphans` are cells that stand behind the row but not in it. `said` is what stands around its table, `table_no`
    numbers the headers of the report, so that a table printed again is known.
    """

    code: str
    columns: tuple[str, ...] | None
    width: int
    tail: Sequence[Token]
    span: int = 1
    grid: Mapping[str, int] | None = None
    grid_size: int = 0
    header_sizes: frozenset[int] = frozenset()
    next_ordinal: str = ""
    has_torn_header: bool = False
    is_ragged: bool = False
    label_before: Boundary = Boundary.NONE
    said: Surroundings = NOTHING_SAID
    table_no: int = 0
    readings: tuple[CellReading, ...] = ()
    orphans: tuple[Token, ...] = ()
    cells: tuple[Token, ...] = ()

    @property
    def row_size(self) -> int:
        """Number of cells in the whole row, its label included; 0 where the source keeps no rows."""
        return self.cells[0].row_size if self.cells else 0


def count_values(cells: Iterable[Token]) -> int:
    """How many of the cells hold something."""
    return sum(token.kind == "value" for token in cells)


def value_places(cells: Iterable[Token]) -> list[int]:
    """The places of the cells that hold something."""
    return [index for index, token in enumerate(cells) if token.kind == "value"]


def is_contiguous(places: Sequence[int]) -> bool:
    """Whether places follow each other without a gap."""
    return bool(places) and places[-1] - places[0] == len(places) - 1


def is_on_one_line(cells: Sequence[Token]) -> bool:
    """Whether nothing but spaces parts the cells."""
    return len(cells) > 1 and all(token.before == Boundary.SPACE for token in cells[1:])


def has_spaced_thousands(cells: Sequence[Token]) -> bool:
    """Whether two values that only a space parts may be one number, its thousands set apart (1 234)."""
    return any(
        second.before == Boundary.SPACE and _HEAD.fullmatch(first.text) and _THOUSANDS.fullmatch(second.text)
        for first, second in pairwise(cells)
    )


def ends_with_page_number(cells: Sequence[Token]) -> bool:
    """Whether a row of a text without cells ends like — 3 —, which may be the page's number or three cells."""
    last = cells[-3:]
    if len(last) < 3 or any(token.before not in (Boundary.SPACE, Boundary.LINE) for token in last[1:]):
        return False
    numbers = [parse_number(token.text) for token in last]
    is_framed = numbers[0].is_blank and numbers[2].is_blank and last[0].text == last[2].text != "/"
    return is_framed and numbers[1].value is not None and len(last[1].text) <= 3
