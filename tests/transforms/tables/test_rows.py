"""A row as it was found."""

from __future__ import annotations

from transforms.tables import Column, FoundRow
from transforms.tables.guards import HEADER_UNKNOWN

COLUMNS = (Column("natural_person"), None, Column("total"))


def test_a_row_knows_its_width_and_whether_it_has_a_label() -> None:
    row = FoundRow("new", COLUMNS, [])
    assert (row.width, row.has_label) == (3, True)
    assert not FoundRow("", COLUMNS, []).has_label


def test_the_total_is_that_of_one_table_and_of_a_trusted_header() -> None:
    assert FoundRow("new", COLUMNS, []).total == 2
    assert FoundRow("new", COLUMNS[:2], []).total is None
    assert FoundRow("new", COLUMNS, [], untrusted=HEADER_UNKNOWN).total is None
    assert FoundRow("", (Column("total", "reconsideration"),), []).total is None
