"""All three tables of a report, each found in a pass of its own over the same entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from transforms.form import Role, Table
from transforms.schemas import FactTable
from transforms.stream import Entry, have_a_line_each
from transforms.tables.guards import VALUES_BEFORE_LABELS
from transforms.tables.parted_values import has_values_of_two
from transforms.tables.proactive import find_proactive_rows
from transforms.tables.requests import find_request_rows
from transforms.tables.reviews import find_review_rows
from transforms.tables.rows import FoundRow, span_of
from transforms.tables.surroundings import read_surroundings


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The rows of the three tables in reading order, their cells not yet placed, and the forms that their labels speak
    for, '' where they say nothing."""

    proactive: Sequence[FoundRow]
    requests: Sequence[FoundRow]
    reviews: Sequence[FoundRow]
    proactive_form: str
    request_form: str

    @property
    def by_table(self) -> Mapping[FactTable, Sequence[FoundRow]]:
        """The rows of each table."""
        return {
            FactTable.PROACTIVE: self.proactive,
            FactTable.REQUEST: self.requests,
            FactTable.REVIEW: self.reviews,
        }


def find_tables(entries: Sequence[Entry]) -> FoundTables:
    """Read the entries as the three tables."""
    entries = _drop_copies(entries)
    said = read_surroundings(entries)
    proactive, proactive_form = find_proactive_rows(entries, said)
    requests, request_form = find_request_rows(entries, said)
    reviews = _distrust_order(find_review_rows(entries, said), requests)
    return FoundTables(proactive, requests, reviews, proactive_form, request_form)


def _distrust_order(reviews: Sequence[FoundRow], requests: Sequence[FoundRow]) -> list[FoundRow]:
    """The rows of table four, without trust where each value has a line and the text does not keep those of table three
    with their labels: cells that are set a hair higher come first there, and the sums are the same in any order."""
    guard = VALUES_BEFORE_LABELS.when(has_values_of_two(requests))
    return [
        replace(row, untrusted=row.untrusted or guard) if guard and have_a_line_each(row.tail) else row
        for row in reviews
    ]


def _drop_copies(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without the copies of a row's label that a source makes of a cell over several columns.

    Each but the last has nothing behind it, not even a blank cell, before the same label comes again. Where a text has
    a row a line, a label alone on another line is no copy, but a blank row. So may be the one label that stands twice
    on a line of a text without cells, if it takes one column on the form: two lines became one.
    """
    copies = [pair for pair in pairwise(entries) if _is_copied(*pair)]
    doubled = {entry.token.labels for entry, following in copies if _takes_one_column(entry, following)}
    kept = (
        entry
        for entry, following in pairwise(entries)
        if not _is_copied(entry, following) or (len(doubled) == 1 and _takes_one_column(entry, following))
    )
    return [*kept, *entries[-1:]] if copies else list(entries)


def _takes_one_column(entry: Entry, following: Entry) -> bool:
    """Whether a label takes one column on the form and stands twice on a line, in a text without cells."""
    row = entry.meaning(Table.REQUESTS, Role.ROW)
    is_narrow = span_of(row.code) == 1 if row else entry.meaning(Table.PROACTIVE, Role.ROW) is not None
    return is_narrow and not entry.token.row_size and entry.token.line == following.token.line


def _is_copied(entry: Entry, following: Entry) -> bool:
    is_row = any(label.role in (Role.ROW, Role.GROUP) for label in entry.token.labels)
    is_same = is_row and not entry.tail and entry.token.labels == following.token.labels
    return is_same and not (entry.token.line < following.token.line and _has_row_on_line(following))


def _has_row_on_line(entry: Entry) -> bool:
    """Whether the values of a label, in a text without cells, stand on its line."""
    return any(token.line == entry.token.line and not token.row_size for token in entry.tail)
