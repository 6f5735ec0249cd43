"""Find the three official tables in a stream of labels, and the rows and headers in them.

A table is never taken from its place in the report: the labels say which table, which row and which column it is. Each
table is found in a pass of its own over the same entries, as each has its own shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.stream import Entry
from transforms.tables.proactive import UNIT_LOST, ProactiveRow, find_proactive_rows, proactive_key
from transforms.tables.requests import find_request_rows, request_form
from transforms.tables.reviews import find_review_rows
from transforms.tables.rows import (
    ANY_ORDINAL,
    MISSING,
    CellReading,
    Row,
    count_values,
    ends_with_page_number,
    has_spaced_thousands,
    is_contiguous,
    is_on_one_line,
    value_places,
)
from transforms.tables.surroundings import read_surroundings

__all__ = [
    "ANY_ORDINAL",
    "MISSING",
    "UNIT_LOST",
    "CellReading",
    "FoundTables",
    "ProactiveRow",
    "Row",
    "count_values",
    "ends_with_page_number",
    "find_tables",
    "has_spaced_thousands",
    "is_contiguous",
    "is_on_one_line",
    "proactive_key",
    "request_form",
    "value_places",
]


@dataclass(frozen=True, slots=True)
class FoundTables:
    """The rows of the three tables in reading order, their cells not yet placed, and the forms that their labels speak
    for, '' where they say nothing."""

    proactive: Sequence[ProactiveRow]
    requests: Sequence[Row]
    reviews: Sequence[Row]
    proactive_form: str
    request_form: str


def find_tables(entries: Sequence[Entry]) -> FoundTables:
    """Read the entries as the three tables."""
    said = read_surroundings(entries)
    proactive, proactive_form = find_proactive_rows(entries, said)
    requests, request_form = find_request_rows(entries, said)
    return FoundTables(proactive, requests, find_review_rows(entries, said), proactive_form, request_form)
