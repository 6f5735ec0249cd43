"""Find the three official tables in a stream of labels: their rows, their headers, and what cannot be trusted.

A table is never taken from its place in the report: the labels say which table, which row and which column it is. Each
table is found in a pass of its own over the same entries, as each has its own shape.
"""

from transforms.tables.columns import Column, place_of_total
from transforms.tables.find import FoundTables, find_tables
from transforms.tables.guards import (
    BLANK_BEFORE_VALUES,
    BROKEN_SUM,
    CELLS_BEHIND,
    CONTRADICTION,
    CROWDED_COLUMN,
    CROWDED_PLACE,
    CUT_END,
    FOREIGN_TABLE,
    GLUED_DIGITS,
    GUARDS,
    LONE_LINE,
    MERGED_DIGITS,
    MIXED_LINES,
    NUMBERED_ROWS,
    PAGE_NUMBER,
    PIECES_BEHIND,
    RIVAL_PRINT,
    RIVAL_TOTAL,
    RIVAL_WINDOW,
    SCALED_COUNT,
    SECOND_ROW_BEHIND,
    SEVERAL_VALUE_ROWS,
    SHORT_ROW,
    SIGN_BEHIND,
    SPACED_BESIDE_BLANK,
    SPACED_LETTERS,
    SPACED_THOUSANDS,
    TOO_MANY_VALUES,
    TORN_HEADER,
    TWO_NUMBERS,
    UNIT_UNKNOWN,
    UNKNOWN_START,
    Guard,
)
from transforms.tables.proactive import UNIT_LOST, proactive_key
from transforms.tables.requests import request_form
from transforms.tables.rows import FoundRow
from transforms.tables.statistic_words import read_statistic_entries
from transforms.tables.statistics import find_statistic_rows

__all__ = [
    "BLANK_BEFORE_VALUES",
    "BROKEN_SUM",
    "CELLS_BEHIND",
    "CONTRADICTION",
    "CROWDED_COLUMN",
    "CROWDED_PLACE",
    "CUT_END",
    "FOREIGN_TABLE",
    "GLUED_DIGITS",
    "GUARDS",
    "LONE_LINE",
    "MERGED_DIGITS",
    "MIXED_LINES",
    "NUMBERED_ROWS",
    "PAGE_NUMBER",
    "PIECES_BEHIND",
    "RIVAL_PRINT",
    "RIVAL_TOTAL",
    "RIVAL_WINDOW",
    "SCALED_COUNT",
    "SECOND_ROW_BEHIND",
    "SEVERAL_VALUE_ROWS",
    "SHORT_ROW",
    "SIGN_BEHIND",
    "SPACED_BESIDE_BLANK",
    "SPACED_LETTERS",
    "SPACED_THOUSANDS",
    "TOO_MANY_VALUES",
    "TORN_HEADER",
    "TWO_NUMBERS",
    "UNIT_LOST",
    "UNIT_UNKNOWN",
    "UNKNOWN_START",
    "Column",
    "FoundRow",
    "FoundTables",
    "Guard",
    "find_statistic_rows",
    "find_tables",
    "place_of_total",
    "proactive_key",
    "read_statistic_entries",
    "request_form",
]
