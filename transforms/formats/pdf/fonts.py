"""Fonts that do not say which characters they draw: their digits are not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from transforms.doubts import Reason, Rejection
from transforms.formats.pdf.marks import ILLEGIBLE, RECOGNISED_FONT, PageMarks
from transforms.language import Pair

# Of all characters those in broken fonts are at most: beyond it the words that tell one table from another are missing.
_MOST_BROKEN = 0.3
# Of a font's characters those that fail, from which on its digits are not trusted. A sign or two of a symbol font in a
# long text are fewer; misses a font of which one digit is wrong and every other right.
_BROKEN_FONT = 0.02
# Marks that a report does not print, and that the first numbers of glyphs look like.
_CODE_MARKS = frozenset("!\"#$&'*")
# Of these marks a font without a map shows some; a text with one or two of them can be honest (R&D, 5*).
_FEWEST_CODE_MARKS = 3


def find_broken_fonts(pages: Sequence[PageMarks]) -> frozenset[int] | Rejection:
    """The fonts whose map to characters fails somewhere, so that their digits cannot be trusted either.

    A font without a map gives the numbers of its glyphs, which begin with control characters or with marks that no
    report prints (!"#$).
    """

    counts: dict[int, Counter[str]] = {}
    for page in pages:
        for glyph in page.glyphs:
            if glyph.font == RECOGNISED_FONT:
                continue
            counts.setdefault(glyph.font, Counter())[glyph.text] += 1
    broken = frozenset(
        font
        for font, texts in counts.items()
        if texts[ILLEGIBLE] > _BROKEN_FONT * texts.total() or len(_CODE_MARKS & texts.keys()) >= _FEWEST_CODE_MARKS
    )
    lost = sum(counts[font].total() for font in broken)
    total = sum(texts.total() for texts in counts.values())
    if lost > _MOST_BROKEN * total:
        detail = Pair(
            "{total}个字符中有{lost}个的字体没有说明是什么字。",
            "{lost} of {total} characters are set in fonts that do not say which characters they are.",
            lost=lost,
            total=total,
        )
        return Rejection(Reason.UNREADABLE_FONTS, detail)
    return broken


def mask_digits_of(page: PageMarks, fonts: frozenset[int]) -> PageMarks:
    """The page with the digits of broken fonts as illegible."""

    if not fonts:
        return page
    glyphs = tuple(
        glyph._replace(text=ILLEGIBLE) if glyph.font in fonts and glyph.text.isdigit() else glyph
        for glyph in page.glyphs
    )
    return replace(page, glyphs=glyphs)
