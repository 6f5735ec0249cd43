"""The reasons for which a file waits in quarantine: what each means, and what helps.

The table in `docs/files.md` says the same; a test holds the two together. It is no knowledge of `transforms/`, as a
better sentence is no reason to read every file again.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.doubts import Reason


@dataclass(frozen=True, slots=True)
class Advice:
    """What some reasons have in common: what they mean, and what helps."""

    reasons: tuple[Reason, ...]
    meaning: str
    remedy: str


ADVICE = (
    Advice(
        (Reason.NOT_A_REPORT,),
        "it does not read as an annual report, or is a template, notice, guide or the like",
        "nothing, mostly; the detail says what was found",
    ),
    Advice((Reason.NO_YEAR,), "the year of its data cannot be told", "name the year in the folder or the file's name"),
    Advice((Reason.SEVERAL_REPORTS,), "a page holds reports of several years", "save each as a file of its own"),
    Advice((Reason.NO_CONTENT,), "a frame, a redirect or a page without text", "save the page that it leads to"),
    Advice((Reason.EMPTY_FILE,), "no text in it", "fetch it again"),
    Advice((Reason.BINARY_FILE,), "no text and no format that is known", "find out what it is"),
    Advice((Reason.UNDECODABLE,), "in none of the encodings, or too damaged", "fetch it again, as it was published"),
    Advice((Reason.UNSUPPORTED_FORMAT,), "a format that is not read", "the detail names one to convert it to"),
    Advice(
        (Reason.NEEDS_LIBREOFFICE,),
        "an old Word document and no LibreOffice",
        "install LibreOffice, or save it as DOCX",
    ),
    Advice(
        (Reason.CONVERSION_FAILED, Reason.CONVERSION_TIMEOUT),
        "LibreOffice could not read it, or not in time",
        "save it as DOCX by hand",
    ),
    Advice((Reason.SCANNED_PDF,), "its pages are pictures", "look for the page or document that it was made from"),
    Advice(
        (Reason.UNREADABLE_FONTS,),
        "its fonts do not say which characters they draw",
        "look for another format of the report",
    ),
    Advice((Reason.ENCRYPTED_FILE,), "protected by a password", "save it without one"),
    Advice((Reason.DAMAGED_FILE,), "cut off or broken inside", "fetch it again"),
    Advice(
        (Reason.UNSAFE_XML,),
        "its XML declares entities, as no office program does",
        "open it in its program and save it anew",
    ),
    Advice(
        (Reason.UNSAFE_MEMBER,),
        "a member of an archive with a path that leads out, a link or a device",
        "unpack the archive by hand",
    ),
    Advice(
        (Reason.ARCHIVE_BOMB,),
        "it unpacks to more than `NIANBAO_EXPANSION_RATIO` times its size",
        "look at it before you trust it",
    ),
    Advice(
        (Reason.ARCHIVE_TOO_DEEP, Reason.ARCHIVE_TOO_LARGE),
        "beyond the limits for archives",
        "unpack it by hand, or raise the limit",
    ),
    Advice(
        (
            Reason.FILE_TOO_LARGE,
            Reason.TEXT_TOO_LONG,
            Reason.TOO_MANY_CELLS,
            Reason.TOO_MANY_PAGES,
            Reason.TOO_COMPLEX,
            Reason.TOO_COSTLY,
        ),
        "beyond what one file may cost",
        "raise the limit that the detail names, if there is one",
    ),
    Advice(
        (Reason.OUT_OF_MEMORY, Reason.READER_TIMEOUT, Reason.READER_CRASHED),
        "its reading was given up",
        "look at the file; raise the limit that the detail names",
    ),
    Advice(
        (
            Reason.UNREADABLE_FILE,
            Reason.UNREADABLE_FOLDER,
            Reason.NOT_A_FILE,
            Reason.SYMLINK_OUTSIDE,
            Reason.FILE_CHANGED,
        ),
        "it could not be opened, or is no file of the raw folder",
        "see to its rights, or put the file itself there",
    ),
    Advice(
        (Reason.INTERNAL_ERROR,),
        "a mistake in nianbao that this file brings out",
        "report it, with the file if it may be shown",
    ),
)
_UNKNOWN = Advice((), "a reason of another version of nianbao", "read the detail")


def find_advice(reason: str) -> Advice:
    """What is known of a reason code."""
    return next((advice for advice in ADVICE if reason in advice.reasons), _UNKNOWN)
