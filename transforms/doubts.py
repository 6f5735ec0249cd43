"""Doubts: what a step could not be sure of, each under the code of a quality rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from transforms.language import Pair

# Parts the cells that a subject lists.
CELL_SEPARATOR = ", "


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt about a report. It becomes a row of `quality_finding`.

    `subject` names what it is about, such as ``fact_request.granted.total``, or lists the cells of a row or table;
    `message` says it in plain words. `cause` is the guard or rule that spoke, by default the rule itself. `details`
    is JSON, with more than a person reads.
    """

    rule: str
    severity: str
    message: Pair
    subject: str | None = None
    expected: str | None = None
    actual: str | None = None
    cause: str = ""
    details: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "cause", self.cause or self.rule)


class Reason(StrEnum):
    """Why a file waits in quarantine; docs/files.md says what each means and what helps."""

    NOT_A_REPORT = "not_a_report"
    NO_YEAR = "no_year"
    SEVERAL_REPORTS = "several_reports"
    NO_CONTENT = "no_content"
    EMPTY_FILE = "empty_file"
    BINARY_FILE = "binary_file"
    UNDECODABLE = "undecodable"
    UNSUPPORTED_FORMAT = "unsupported_format"
    NEEDS_LIBREOFFICE = "needs_libreoffice"
    CONVERSION_FAILED = "conversion_failed"
    CONVERSION_TIMEOUT = "conversion_timeout"
    SCANNED_PDF = "scanned_pdf"
    UNREADABLE_FONTS = "unreadable_fonts"
    ENCRYPTED_FILE = "encrypted_file"
    DAMAGED_FILE = "damaged_file"
    UNSAFE_XML = "unsafe_xml"
    UNSAFE_MEMBER = "unsafe_member"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_TOO_DEEP = "archive_too_deep"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    FILE_TOO_LARGE = "file_too_large"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_COMPLEX = "too_complex"
    TOO_COSTLY = "too_costly"
    OUT_OF_MEMORY = "out_of_memory"
    READER_TIMEOUT = "reader_timeout"
    READER_CRASHED = "reader_crashed"
    UNREADABLE_FILE = "unreadable_file"
    UNREADABLE_FOLDER = "unreadable_folder"
    NOT_A_FILE = "not_a_file"
    SYMLINK_OUTSIDE = "symlink_outside"
    FILE_CHANGED = "file_changed"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file is not read as a report: a reason code and what was found, in plain words."""

    reason: Reason
    detail: Pair
