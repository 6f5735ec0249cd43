"""How long a reading counts: for always, or until the file is tried again.

A file that was given up for want of something, or that may be another by the next run, is read again: what may pass, by
the next run; what starved, once more, and then where there are more resources; what needs a program, or engines that
read pictures, where these are there; and what they read, where they are others or gone.
"""

from __future__ import annotations

from transforms.doubts import Reason

PASSING_REASONS = frozenset({Reason.FILE_CHANGED, Reason.UNREADABLE_FILE})
STARVED_REASONS = frozenset(
    {
        Reason.READER_TIMEOUT,
        Reason.READER_CRASHED,
        Reason.OUT_OF_MEMORY,
        Reason.CONVERSION_TIMEOUT,
        Reason.CONVERSION_FAILED,
    }
)
LACKING_REASONS = frozenset({Reason.NEEDS_LIBREOFFICE, Reason.SCANNED_PDF})
# Findings of a report that hang on whether, and by which engines, pictures are read.
PICTURE_RULES = frozenset({"table_is_image", "ocr_read"})
# What a rejection must be of for its reading to be tried again ever.
UNSETTLED_REASONS = PASSING_REASONS | STARVED_REASONS | LACKING_REASONS
