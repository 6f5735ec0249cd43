"""Whether a machine reads from a file what a person does: doubts of a check alone, beside those of reading.

A doubt has no message here: `flows.proofreading.telling` makes its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from flows.proofreading.labels import SECTION_OF_TABLE
from flows.proofreading.sentences import RULES, UNSAID, repair_text
from transforms.doubts import CELL_SEPARATOR, Doubt
from transforms.form import FORM_CODES, form_of_year, forms
from transforms.placement import Fact
from transforms.report import ParsedReport, Reading
from transforms.schemas import CellStatus

_TEXT = ("text/plain", "text/csv", "text/x-wiki", "application/x-page-words")
_PAGE = ("text/html", "multipart/related", "application/xml")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
# The media types that a name promises. A name that is not here promises nothing.
TYPES_OF_NAMES: Mapping[str, tuple[str, ...]] = {
    ".txt": _TEXT,
    ".md": _TEXT,
    ".csv": _TEXT,
    ".tsv": _TEXT,
    ".htm": _PAGE,
    ".html": _PAGE,
    ".shtml": _PAGE,
    ".xhtml": _PAGE,
    ".mht": _PAGE,
    ".mhtml": _PAGE,
    ".pdf": ("application/pdf",),
    ".doc": ("application/msword",),
    ".wps": ("application/msword",),
    ".rtf": ("application/rtf",),
    ".docx": (f"{_OFFICE}.wordprocessingml.document",),
    ".xls": ("application/vnd.ms-excel",),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet",),
    ".odt": (f"{_OPEN}.text",),
    ".ods": (f"{_OPEN}.spreadsheet",),
}


# Cells that print nothing, and cells whose number was only concluded.
_RULES_OF_STATUSES: Mapping[CellStatus, str] = {
    CellStatus.BLANK: "cells_blank",
    CellStatus.REPAIRED: "cells_repaired",
}


def doubt(rule: str, subject: str | None = None, expected: str | None = None, actual: str | None = None) -> Doubt:
    """A doubt of a rule that only a check has."""
    return Doubt(rule, RULES[rule].severity, UNSAID, subject, expected, actual)


def doubt_name(reading: Reading) -> Iterator[Doubt]:
    """A name that promises another type of file than its bytes are of, where these were seen."""
    suffix = PurePosixPath(reading.name).suffix.lower()
    if reading.source_sha256 and reading.media_type not in TYPES_OF_NAMES.get(suffix, (reading.media_type,)):
        yield doubt("type_mismatch", None, suffix, reading.media_type)


def doubt_report(report: ParsedReport) -> Iterator[Doubt]:
    """What only a check doubts of a report: title, form, sections without a word, repairs, and cells."""
    if report.title is None:
        yield doubt("title_missing", "report.title")
    yield from _outdated_form(report)
    yield from _empty_sections(report)
    for repair in report.repairs:
        yield Doubt("repair_needed", repair_text(repair)[0], UNSAID, "report.repairs", None, repair)
    for _, cells in groupby(report.facts, key=lambda fact: (fact.table, fact.key[:-1])):
        yield from _odd_cells(list(cells))


def _empty_sections(report: ParsedReport) -> Iterator[Doubt]:
    """Sections without a word, but those whose table stands elsewhere, on another sheet, or is a picture."""
    printed = {SECTION_OF_TABLE.get(fact.table) for fact in report.facts if fact.cell_status != CellStatus.MISSING}
    pictured = SECTION_OF_TABLE.values() if any(one.rule == "table_is_image" for one in report.doubts) else ()
    for section in report.sections:
        if not section.text.strip() and section.section_no not in (*printed, *pictured):
            yield doubt("section_empty", f"report_section.{section.section_no}")


def _outdated_form(report: ParsedReport) -> Iterator[Doubt]:
    """The form of other years; a report without official tables has none."""
    prescribed = form_of_year(report.report_year).code
    if report.form in FORM_CODES and report.form != prescribed and report.report_year >= forms()[0].first_year:
        yield doubt("form_outdated", "report.form", prescribed, report.form)


def _odd_cells(row: Sequence[Fact]) -> Iterator[Doubt]:
    """The cells of a row that are blank, and those whose boundaries were lost."""
    for status, rule in _RULES_OF_STATUSES.items():
        cells = [fact for fact in row if fact.cell_status == status]
        if cells:
            printed = " ".join(dict.fromkeys(fact.raw_text for fact in cells if fact.raw_text))
            yield doubt(rule, CELL_SEPARATOR.join(fact.subject for fact in cells), None, printed)
