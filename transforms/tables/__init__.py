"""Find the three official tables in a stream of labels: their rows, their headers, and what cannot be trusted.

A table is never taken from its place in the report: the labels say which table, which row and which column it is. Each
table is found in a pass of its own over the same entries, as each has its own shape.
"""

from transforms.tables.columns import Column
from transforms.tables.find import FoundTables, find_tables
from transforms.tables.guards import GUARDS, Guard
from transforms.tables.proactive import UNIT_LOST, proactive_key
from transforms.tables.requests import request_form
from transforms.tables.rows import ANY_ORDINAL, FoundRow

__all__ = [
    "ANY_ORDINAL",
    "GUARDS",
    "UNIT_LOST",
    "Column",
    "FoundRow",
    "FoundTables",
    "Guard",
    "find_tables",
    "proactive_key",
    "request_form",
]
