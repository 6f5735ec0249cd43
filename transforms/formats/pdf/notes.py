"""Texts that lie on a page as annotations without a drawing of their own: a viewer sets them, nothing reads them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from pypdfium2 import raw

from transforms.formats.pdf.geometry import Box
from transforms.formats.pdf.marks import NOTE, Glyph
from transforms.formats.unread_cells import tell_unread
from transforms.text import ANNOTATION

# Annotations of one page that are looked at; more are no report's.
_MOST_NOTES = 2_000
# Bytes of a note that are looked at; a longer one is text for certain.
_LONGEST_NOTE = 10_000
# Bits of an annotation that no viewer shows on a screen: hidden, and not to be viewed (ISO 32000-1, table 165).
_UNSEEN = 0x02 | 0x20
# Points of the mark that stands for a note: a digit of a table, so that it lies in one cell.
_MARK = 4.0


def find_notes(page: Any) -> tuple[Box, ...]:
    """Where the free texts of a page stand, in user space, as far as they have no drawing that is part of the page."""
    return tuple(_find_notes(page))


def _find_notes(page: Any) -> Iterator[Box]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            rect = raw.FS_RECTF()
            is_text = raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FREETEXT and _has_text(note)
            is_seen = is_text and not raw.FPDFAnnot_GetFlags(note) & _UNSEEN and not raw.FPDFAnnot_HasKey(note, b"AP")
            if is_seen and raw.FPDFAnnot_GetRect(note, rect):
                yield Box.around([(rect.left, rect.bottom), (rect.right, rect.top)])
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _has_text(note: Any) -> bool:
    size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(min(size, _LONGEST_NOTE))
    raw.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), len(buffer))
    return size > _LONGEST_NOTE or bool(buffer.raw.decode("utf-16-le", "replace").strip("\0 \r\n\t"))


def note_glyphs(notes: Sequence[Box]) -> list[Glyph]:
    """A mark in the middle of each note, upright, in points from the upper left corner."""
    glyphs = []
    for run, box in enumerate(notes, start=1):
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        half = _MARK / 2
        glyphs.append(Glyph(NOTE, x - half, y - half, x + half, y + half, x - half, y + half, _MARK, 0, -run, -1))
    return glyphs


def tell_notes(text: str) -> str:
    """The text of a cell, with what an annotation shows in it named.

    >>> tell_notes("3" + NOTE), tell_notes("规章" + NOTE), tell_notes("3")
    ('3[annotation]', '规章', '3')
    """
    bare = text.replace(NOTE, "")
    return text if bare == text else tell_unread(bare.strip(), [ANNOTATION])
