"""The reasons for which a file waits in quarantine: what each means, and what helps.

The table in `docs/files.md` says the same; a test holds the two together. It is no knowledge of `transforms/`, as a
better sentence is no reason to read every file again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """What some reasons have in common: what they mean, and what helps."""

    reasons: tuple[str, ...]
    meaning: str
    remedy: str


ADVICE = (
    Advice(
        ("not_a_report",),
        "it does not read as an annual report, or is a template, notice, guide or the like",
        "nothing, mostly; the detail says what was found",
    ),
    Advice(("no_year",), "the year of its data cannot be told", "name the year in the folder or the file's name"),
    Advice(("several_reports",), "a page holds reports of several years", "save each as a file of its own"),
    Advice(("no_content",), "a frame, a redirect or a page without text", "save the page that it leads to"),
    Advice(("empty_file",), "no text in it", "fetch it again"),
    Advice(("binary_file",), "no text and no format that is known", "find out what it is"),
    Advice(("undecodable",), "in none of the encodings, or too damaged", "fetch it again, as it was published"),
    Advice(("unsupported_format",), "a format that is not read", "the detail names one to convert it to"),
    Advice(
        ("needs_libreoffice",),
        "an old Word document and no LibreOffice",
        "install LibreOffice, or save it as DOCX",
    ),
    Advice(
        ("conversion_failed", "conversion_timeout"),
        "LibreOffice could not read it, or not in time",
        "save it as DOCX by hand",
    ),
    Advice(("scanned_pdf",), "its pages are pictures", "look for the page or document that it was made from"),
    Advice(
        ("unreadable_fonts",),
        "its fonts do not say which characters they draw",
        "look for another format of the report",
    ),
    Advice(("encrypted_file",), "protected by a password", "save it without one"),
    Advice(("damaged_file",), "cut off or broken inside", "fetch it again"),
    Advice(
        ("unsafe_xml",),
        "its XML declares entities, as no office program does",
        "open it in its program and save it anew",
    ),
    Advice(
        ("unsafe_member",),
        "a member of an archive with a path that leads out, a link or a device",
        "unpack the archive by hand",
    ),
    Advice(
        ("archive_bomb",),
        "it unpacks to more than `NIANBAO_EXPANSION_RATIO` times its size",
        "look at it before you trust it",
    ),
    Advice(
        ("archive_too_deep", "archive_too_large"),
        "beyond the limits for archives",
        "unpack it by hand, or raise the limit",
    ),
    Advice(
        ("file_too_large", "text_too_long", "too_many_cells", "too_many_pages", "too_complex", "too_costly"),
        "beyond what one file may cost",
        "raise the limit that the detail names, if there is one",
    ),
    Advice(
        ("out_of_memory", "reader_timeout", "reader_crashed"),
        "its reading was given up",
        "look at the file; raise the limit that the detail names",
    ),
    Advice(
        ("unreadable_file", "unreadable_folder", "not_a_file", "symlink_outside", "file_changed"),
        "it could not be opened, or is no file of the raw folder",
        "see to its rights, or put the file itself there",
    ),
    Advice(
        ("internal_error",),
        "a mistake in nianbao that this file brings out",
        "report it, with the file if it may be shown",
    ),
)
_UNKNOWN = Advice((), "a reason of another version of nianbao", "read the detail")


def find_advice(reason: str) -> Advice:
    """What is known of a reason code."""
    return next((advice for advice in ADVICE if reason in advice.reasons), _UNKNOWN)
