"""A row of a table as it was found: its label, its columns, and what stands behind the label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.form import request_lines
from transforms.stream import Boundary, Token
from transforms.tables.columns import Column, place_of_total
from transforms.tables.guard import Guard
from transforms.tables.surroundings import NOTHING_SAID, Surroundings


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as the reader of its table found it; `tail` are the cells behind its label, not yet told apart.

    `code` names the row: a line, an item, a procedure, or '' for the row of table four, which has no label and
    stands under its header. `columns` are those of its values, None for one that the form does not have. Where
    `untrusted` says why the header cannot be trusted, they are the form's or what the header seemed to say, and nothing
    may be loaded by them; a grid may still place the row. `form` is
    the form that an item's labels speak for, `money_unit` the unit of the amounts in it.

    `grid` are the places of the columns in rows of `grid_size` cells, where the header's cells tell them.
    `header_sizes` are the numbers of cells of the header's rows, where a row of values has no label to tell its
    place by. `next_ordinal` is the list number of the label glued behind the row, where it may be among the row's
    digits. `span` is the number of grid columns that its label takes on the official form,
    `label_before` the boundary before its label. `has_torn_header` says that the header names only some of the
    columns, so that it is not sure that the others exist. `said` is what stands around its table, `table_no`
    numbers the headers of the report, so that a table printed again is known. `above` are the numbers of a text without
    cells that stand on a line between the label and what is above it.
    """

    code: str
    columns: tuple[Column | None, ...]
    tail: Sequence[Token]
    untrusted: Guard | None = None
    form: str = ""
    money_unit: str = ""
    span: int = 1
    grid: Mapping[Column, int] = field(default_factory=dict)
    grid_size: int = 0
    header_sizes: frozenset[int] = frozenset()
    next_ordinal: str = ""
    has_torn_header: bool = False
    label_before: Boundary = Boundary.NONE
    said: Surroundings = NOTHING_SAID
    table_no: int = 0
    above: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of its columns."""
        return len(self.columns)

    @property
    def has_label(self) -> bool:
        """Whether a label stands before its values; those of table four stand under their header."""
        return bool(self.code)

    @property
    def total(self) -> int | None:
        """The place of the column that sums the others, None where there is none or it is not known."""
        return place_of_total(self.columns) if self.untrusted is None else None


def span_of(line: str) -> int:
    """Grid columns that a line's label takes on the form: three at the outermost level, one at the innermost."""
    parent = next(row.parent for row in request_lines() if row.line == line)
    return 3 if not parent else 2 if parent == "本年度办理结果" else 1
