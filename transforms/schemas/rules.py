"""The rules of reading: what a doubt of each code says. The rules of the warehouse are described in `sql/checks/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in one sentence, and the severities that its findings may have."""

    severities: tuple[str, ...]
    sentence: str


READING_RULES: Mapping[str, Rule] = {
    "cell_ambiguous": Rule(("warning",), "More than one reading of a cell is possible; its value is NULL."),
    "cell_unreadable": Rule(("warning",), "A cell holds something that is no number of its kind; its value is NULL."),
    "row_ambiguous": Rule(("warning",), "One guard doubts all cells of a row; their values are NULL."),
    "table_ambiguous": Rule(("warning",), "One guard doubts all cells of a table; their values are NULL."),
    "tables_missing": Rule(
        ("warning",), "A report of a year in which the official tables are prescribed has none that was read."
    ),
    "cells_missing": Rule(("warning",), "The form has cells that the file does not have; their values are NULL."),
    "damaged_file": Rule(("warning",), "A part of the file cannot be opened; the rest was read."),
    "encoding_damage": Rule(("warning",), "Characters of the file are destroyed, or its lines mix two encodings."),
    "foreign_table": Rule(
        ("warning",), "A table stands under another year, a sample or another body's report, and is not read."
    ),
    "negative_count": Rule(("warning",), "A count is negative; it is loaded as printed."),
    "ocr_read": Rule(
        ("info", "warning"),
        "Numbers were recognised in a picture: loaded where two engines read them alike, else NULL.",
    ),
    "section_missing": Rule(("info",), "A section of the official outline has no heading in the file."),
    "table_is_image": Rule(("warning",), "A picture stands where a table belongs; what it shows is not read."),
    "township_ambiguous": Rule(
        ("warning",), "The report may be that of several townships or other divisions; it has no code of one."
    ),
    "township_unresolved": Rule(
        ("info",), "No township or other division was found for the report with certainty; it has no code of one."
    ),
    "unit_assumed": Rule(("info",), "An amount of money is printed without a unit; that of the form is taken."),
    "unreadable_fonts": Rule(
        ("warning",), "Fonts of a PDF do not say which characters they show; their digits are not read."
    ),
    "year_conflict": Rule(
        ("warning", "info"), "Title, period, text, day of publication or path name another year than the one taken."
    ),
    "year_inferred": Rule(("warning", "info"), "Neither title nor period names the year; it was taken from elsewhere."),
}
