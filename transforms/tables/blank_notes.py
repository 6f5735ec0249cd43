"""A column behind those of table three that holds nothing: 备注, 说明, which offices leave blank.

Where the source has no borders such a column leaves no trace in the rows, and a row of seven values under eight
headings could lack any of them. The sums tell: where rows of seven add up in their seventh, as the form's do, none of
their values is the note's. A whole row that does not add up stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transforms.form import adds_up
from transforms.stream import Kind
from transforms.tables.columns import place_of_total
from transforms.tables.rows import FoundRow
from transforms.text import parse_number

# So many rows of as many values as the form has columns add up: one or two could without being whole.
_FEWEST_ROWS = 3
# Whole rows that do not add up for each that does: reports have slips, and more are figures of other columns.
_MOST_SLIPS = 0.2


def drop_blank_notes(rows: Sequence[FoundRow]) -> list[FoundRow]:
    """The rows, without an unknown last column where no row has a value for it and the whole rows add up."""
    numbers = {row.table_no for row in rows if row.columns[-1:] == (None,)}
    blank = {number for number in numbers if _holds_nothing([row for row in rows if row.table_no == number])}
    return [_without_note(row) if row.table_no in blank and _adds_up(row) is not False else row for row in rows]


def _without_note(row: FoundRow) -> FoundRow:
    return replace(row, columns=row.columns[:-1])


def _holds_nothing(rows: Sequence[FoundRow]) -> bool:
    """Whether no row of a table has more values than the columns before the last, and enough of them add up."""
    if any(row.columns[-1] is not None or None in row.columns[:-1] for row in rows):
        return False
    sums = [_adds_up(row) for row in rows]
    is_full = any(len(_values(row)) >= len(row.columns) for row in rows)
    added = sums.count(True)
    return not is_full and added >= _FEWEST_ROWS and sums.count(False) <= _MOST_SLIPS * added


def _adds_up(row: FoundRow) -> bool | None:
    """Whether a row with a value for each column but the last adds up; None for any other."""
    total = place_of_total(row.columns)
    values = _values(row)
    if total is None or len(values) != len(row.columns) - 1:
        return None
    return adds_up([parse_number(text).value for text in values], total)


def _values(row: FoundRow) -> list[str]:
    return [token.text for token in row.tail if token.kind == Kind.VALUE]
