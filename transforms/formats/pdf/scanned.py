"""Pages of a PDF that are pictures, and pictures on pages: their marks, as whoever reads pictures sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from transforms.formats.pdf.geometry import Box, Rule
from transforms.formats.pdf.marks import ILLEGIBLE, Glyph, PageMarks, PageReader, TooComplexError
from transforms.formats.pictures import can_show_table

# Points of an inch, and the pixels that a page is drawn with for each of them: what offices scan with. More costs time,
# less loses the strokes of small digits.
_INCH = 72
_DOTS = 200
# A picture that is as large as its place, but for rounding.
_SAME_SIZE = 0.98
# Points between two rules that are two, in a picture and on a page.
_DOUBLE, _CLOSEST = 3.0, 6.0


def read_scanned(
    document: Any, marks: Mapping[int, PageMarks], pictured: set[int], reader: PageReader
) -> dict[int, PageMarks]:
    """The marks of all pages, of those that are pictures and of pictures that can show a table as they are read.

    A picture that shows no text stays a picture.
    """
    read = dict(marks)
    for number, page in marks.items():
        if number in pictured:
            box = Box(0.0, 0.0, page.width, page.height)
            if (shown := _read_box(document, number, page, box, reader)) is not None and _is_legible(shown):
                read[number] = shown
            continue
        for picture in page.pictures:
            if can_show_table(picture, page.width, page.height) and not _lies_below_text(picture, page):
                shown = _read_box(document, number, page, picture, reader)
                if shown is not None and _is_legible(shown) and _has_room(shown, picture):
                    read[number] = _with_picture(read[number], picture, shown)
    return read


def _lies_below_text(picture: Box, page: PageMarks) -> bool:
    """Whether a picture is the ground of text, as letterheads are: drawn with it, the text would be read twice."""
    return any(picture.holds((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) for glyph in page.glyphs)


def _is_legible(shown: PageMarks) -> bool:
    """Whether anything of a picture can be read; a photograph shows a few signs at most."""
    return any(glyph.text[:1] != ILLEGIBLE for glyph in shown.glyphs)


def _read_box(document: Any, number: int, page: PageMarks, box: Box, reader: PageReader) -> PageMarks | None:
    pixels = _draw(document, number, page, box, reader.pixels)
    try:
        return None if pixels is None else reader.read_marks(pixels, number, _INCH / _DOTS)
    except TooComplexError:
        return None


def _draw(document: Any, number: int, page: PageMarks, box: Box, most_pixels: int) -> Any:
    """The pixels of a part of a page; None where it has too many or cannot be drawn."""
    import numpy as np
    import pypdfium2

    scale = _DOTS / _INCH
    if page.width * page.height * scale * scale > most_pixels:
        return None
    try:
        drawn = document[number - 1]
        drawn.set_rotation(0)
        bitmap = drawn.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    except pypdfium2.PdfiumError:
        return None
    pixels = np.rot90(bitmap.to_numpy()[:, :, :3], page.turns)
    x0, y0, x1, y1 = (round(value * scale) for value in box)
    return np.ascontiguousarray(pixels[max(0, y0) : y1, max(0, x0) : x1])


def _scale_of(shown: PageMarks, box: Box) -> float:
    return min(1.0, box.width / shown.width, box.height / shown.height)


def _has_room(shown: PageMarks, box: Box) -> bool:
    """Whether the rules of a picture stay apart where it has to be made smaller: nearer ones would be one."""
    scale = _scale_of(shown, box)
    if scale > _SAME_SIZE:
        return True
    places = (sorted({rule.at for rule in shown.rules if rule.is_level == is_level}) for is_level in (True, False))
    gaps = (second - first for own in places for first, second in pairwise(own))
    return not any(_DOUBLE < gap < _CLOSEST / scale for gap in gaps)


def _with_picture(page: PageMarks, box: Box, shown: PageMarks) -> PageMarks:
    """A page with what a picture on it shows in its place; a picture that had to be turned by a quarter is wider or
    higher than its place, and made smaller."""
    run = max((glyph.run for glyph in page.glyphs), default=0)
    scale = _scale_of(shown, box)
    return replace(
        page,
        glyphs=(*page.glyphs, *(_moved(glyph, box, scale, run) for glyph in shown.glyphs)),
        rules=(*page.rules, *(_moved_rule(rule, box, scale) for rule in shown.rules)),
        pictures=tuple(picture for picture in page.pictures if picture != box),
    )


def _moved_rule(rule: Rule, box: Box, scale: float) -> Rule:
    across, along = (box.y0, box.x0) if rule.is_level else (box.x0, box.y0)
    return Rule(rule.is_level, across + scale * rule.at, along + scale * rule.start, along + scale * rule.end)


def _moved(glyph: Glyph, box: Box, scale: float, run: int) -> Glyph:
    return glyph._replace(
        x0=box.x0 + scale * glyph.x0,
        x1=box.x0 + scale * glyph.x1,
        y0=box.y0 + scale * glyph.y0,
        y1=box.y0 + scale * glyph.y1,
        x=box.x0 + scale * glyph.x,
        baseline=box.y0 + scale * glyph.baseline,
        size=scale * glyph.size,
        run=glyph.run + run,
    )
