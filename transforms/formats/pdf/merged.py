"""Cells of a picture's table that became one because a piece of a rule is lost: the places in which a value may stand.

What covers several places shows its text in the first, and nothing in the others. In a picture a rule vanishes behind a
seal, a fold or worn toner, so that the places behind may have a number each: they are no blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from transforms.form import Role, fold_label, vocabulary
from transforms.text import is_han, recognised_numbers

Places = Sequence[tuple[int, int]]
"""The row and the column of each place that a cell covers."""


# How many characters of a row's number stand before its label: (十二).
_NUMBER = 4


def covered_places(cells: Mapping[int, Places], texts: Mapping[int, str]) -> set[tuple[int, int]]:
    """The places behind the first of a cell where the table has a value of its own.

    Those are behind a recognised number: one in each row that has its own label, and in each column that no heading
    joins with the one before. And behind the label of a row: one in each column whose heading does not stand above it.
    What is no rectangle is no cell at all, and hides what it covers.

    `cells` are the places of each cell by its number, `texts` what it shows.
    """
    table = _Table({place: owner for owner, places in cells.items() for place in places}, texts)
    covered: set[tuple[int, int]] = set()
    for owner, places in cells.items():
        text = texts.get(owner, "")
        if not _are_rectangle(places):
            covered.update(place for place in places if not text or place != min(places))
        elif len(places) > 1 and recognised_numbers(text):
            covered.update(_behind_number(places, table))
        elif len(places) > 1 and Role.ROW in _roles(text):
            covered.update(_behind_label(places, table))
    return covered


def _are_rectangle(places: Places) -> bool:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return len(places) == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


class _Table(NamedTuple):
    """Which cell holds each place, and what the cells show."""

    owners: Mapping[tuple[int, int], int]
    texts: Mapping[int, str]

    def label_at(self, row: int, column: int) -> int | None:
        """The cell at a place if it shows a label."""
        owner = self.owners.get((row, column))
        return owner if owner is not None and is_label_text(self.texts.get(owner, "")) else None

    def heading_of(self, row: int, column: int) -> int | None:
        """The nearest label above a place that is none of a row."""
        above = (self.label_at(at, column) for at in range(row - 1, -1, -1))
        return next((owner for owner in above if owner is not None and _roles(self.texts[owner]) != {Role.ROW}), None)

    def label_of(self, row: int, column: int) -> int | None:
        """The nearest label at the left of a place."""
        before = (self.label_at(row, at) for at in range(column - 1, -1, -1))
        return next((owner for owner in before if owner is not None), None)


def _behind_number(places: Places, table: _Table) -> Iterator[tuple[int, int]]:
    first_row, first_column = min(places)
    last_column = max(column for _, column in places)
    heading = table.heading_of(first_row, last_column)
    is_joined = last_column == first_column or (
        heading is not None
        and heading == table.heading_of(first_row, first_column)
        and not _are_two_labels(table.texts[heading])
    )
    label = table.label_of(first_row, first_column)
    for row, column in places:
        is_behind = column > first_column and not is_joined
        is_below = row > first_row and table.label_of(row, first_column) not in (None, label)
        if is_behind or is_below:
            yield row, column


def _behind_label(places: Places, table: _Table) -> Iterator[tuple[int, int]]:
    first_row, first_column = min(places)
    own = table.heading_of(first_row, first_column)
    for row, column in places:
        heading = table.heading_of(first_row, column)
        if column > first_column and heading not in (None, own) and _roles(table.texts[heading]) == {Role.COLUMN}:
            yield row, column


def is_label_text(text: str) -> bool:
    """Whether a cell shows words, and no number that was recognised."""
    return any(map(is_han, text)) and not recognised_numbers(text)


def _core_of(text: str) -> str:
    return "".join(fold_label(text).split())


def _roles(text: str) -> set[Role]:
    """What a label of the form does in its table, with or without its number; nothing for any other text."""
    core, known = _core_of(text), vocabulary().meanings
    found = next((known[core[start:]] for start in range(_NUMBER + 1) if core[start:] in known), ())
    return {label.role for label in found}


def _are_two_labels(text: str) -> bool:
    """Whether a heading is two labels of the form that stand in one cell."""
    core, known = _core_of(text), vocabulary().meanings
    return core not in known and any(core[:end] in known and core[end:] in known for end in range(1, len(core)))
