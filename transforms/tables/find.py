"""All three tables of a report, each found in a pass of its own over the same entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.stream import Entry
from transforms.tables.proactive import find_proactive_rows
from transforms.tables.requests import find_request_rows
from transforms.tables.reviews import find_review_rows
from transforms.tables.rows import FoundRow
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


def find_tables(entries: Sequence[Entry]) -> FoundTables:
    """Read the entries as the three tables."""
    said = read_surroundings(entries)
    proactive, proactive_form = find_proactive_rows(entries, said)
    requests, request_form = find_request_rows(entries, said)
    return FoundTables(proactive, requests, find_review_rows(entries, said), proactive_form, request_form)
