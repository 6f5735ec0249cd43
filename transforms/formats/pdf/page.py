"""One page of a PDF as marks on paper: characters, ruled lines and pictures, as a reader of the page sees them.

What is drawn without being seen is left out and counted: invisible text (render mode 3, as OCR puts under a scan),
text in the colour of what lies behind it, clipped away, off the page, or painted over. All coordinates that leave this
module are points from the upper left corner of the page, y downwards, turned so that most characters stand upright.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from pypdfium2 import raw

from transforms.formats.pdf.geometry import Box, Matrix, Point
from transforms.formats.pdf.marks import ILLEGIBLE, Budget, Glyph, PageMarks
from transforms.formats.pdf.painting import Fill, Painted, TextStyle, add_large_pictures, address_of, paint
from transforms.formats.pdf.turning import turn_box, turn_glyph, turn_rule, turned_size

# Steps of colour, of 255, by which a text differs from its ground at least, in one of red, green and blue. Grey notes
# on white differ by 100; hidden text was drawn in the colour of the paper, or one or two steps beside it.
_LEAST_CONTRAST = 20
# What reading a character costs, in comparisons.
_CHARACTER_STEPS = 40
# Points by which the middle of a character may lie outside of its clip and be seen, as clips are rounded.
_CLIP_SLACK = 1.0
# What pdfium gives for a hyphen at the end of a line, and for white space that it makes up.
_HYPHEN, _SPACES = 0x02, (0x09, 0x0A, 0x0D)
# The ground where nothing is painted: paper.
_WHITE = (255, 255, 255)
# A page that states no size is one of US Letter (ISO 32000-1, 7.7.3.3 leaves it open; pdfium assumes this).
_LETTER = Box(0.0, 0.0, 612.0, 792.0)


def read_page(document: Any, page: Any, budget: Budget, notes: Sequence[Box] = ()) -> PageMarks:
    """The visible marks of one page, given by its raw pdfium handles, with the places of `notes` in user space. Raises
    TooComplexError."""
    painted = Painted()
    paper = _page_box(page)
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        paint(raw.FPDFPage_GetObject(page, index), Matrix(), painted, budget, 0)
    add_large_pictures(document, page, paper, painted)
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise ValueError("the text of a page cannot be loaded")
    try:
        glyphs, hidden = _read_glyphs(text_page, paper, painted, budget)
    finally:
        raw.FPDFText_ClosePage(text_page)
    turns = _main_quarter(glyphs)
    return PageMarks(
        *turned_size(paper, turns),
        tuple(turn_glyph(glyph, paper, turns) for glyph in glyphs),
        tuple(turn_rule(kept, paper, turns) for rule in painted.rules if (kept := rule.clipped(paper))),
        tuple(turn_box(box.clipped(paper), paper, turns) for _, box, _ in painted.pictures),
        hidden,
        painted.shapes,
        tuple(turn_box(box.clipped(paper), paper, turns) for box in notes),
        turns,
    )


def _page_box(page: Any) -> Box:
    """What of the page is shown, in user space, whatever the page's rotation."""
    found = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, found):
        return _LETTER
    return Box.around([(found.left, found.bottom), (found.right, found.top)])


def _read_glyphs(text_page: Any, paper: Box, painted: Painted, budget: Budget) -> tuple[list[Glyph], int]:
    fills = sorted(painted.fills, reverse=True)
    glyphs, hidden = [], 0
    for style, glyph in _all_glyphs(text_page, painted, budget):
        if _is_seen(glyph, style, paper, fills, budget):
            glyphs.append(glyph)
        else:
            hidden += 1
    return glyphs, hidden


def _all_glyphs(text_page: Any, painted: Painted, budget: Budget) -> Iterator[tuple[TextStyle, Glyph]]:
    """Every character that is drawn, in user space, with the style of its text object; spaces have no mark."""
    x, y = ctypes.c_double(), ctypes.c_double()
    count = raw.FPDFText_CountChars(text_page)
    budget.spend(_CHARACTER_STEPS * max(0, count))
    rectangle = raw.FS_RECTF()
    last: tuple[TextStyle, str, Box, float, float, bool] | None = None
    after_space = False
    for index in range(count):
        item = raw.FPDFText_GetTextObject(text_page, index)
        style = painted.texts.get(address_of(item)) if item else None
        if style is None or style.quarter is None:
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        if last is not None:
            yield last[0], _glyph_of(*last, (x.value, y.value) if last[0] is style else None)
            after_space, last = after_space and last[0] is style, None
        text = _character(text_page, index)
        if not text.strip():
            after_space = True
            continue
        box = _glyph_box(text_page, index, x.value, y.value, style.size, rectangle)
        last, after_space = (style, text, box, x.value, y.value, after_space), False
    if last is not None:
        yield last[0], _glyph_of(*last, None)


def _glyph_of(
    style: TextStyle, text: str, box: Box, x: float, y: float, follows_space: bool, behind: Point | None
) -> Glyph:
    """A character of a text object, in which `behind` is where the next one begins."""
    quarter = style.quarter or 0
    ended = _end_before(box, quarter, x, y, *behind) if behind else box
    return Glyph(text, *ended, x, y, style.size, quarter, style.order, style.font, follows_space)


def _glyph_box(text_page: Any, index: int, x: float, y: float, size: float, loose: Any) -> Box:
    """The advance box of a character; where the font gives none, what is drawn, or half an em.

    `loose` is a rectangle of pdfium to be filled."""
    raw.FPDFText_GetLooseCharBox(text_page, index, loose)
    box = Box(loose.left, loose.bottom, loose.right, loose.top)
    if (box.x1 - box.x0) * (box.y1 - box.y0):
        return box
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    box = Box.around([(left.value, bottom.value), (right.value, top.value)])
    return box if box.area else Box(x, y, x + size / 2, y + size / 2)


def _end_before(box: Box, quarter: int, own_x: float, own_y: float, x: float, y: float) -> Box:
    """The box of a character, which ends where the next of its text object begins: a substituted font's may be wider
    than meant."""
    if quarter == 0 and own_x < x < box.x1:
        return Box(box.x0, box.y0, x, box.y1)
    if quarter == 2 and box.x0 < x < own_x:
        return box._replace(x0=x)
    if quarter == 1 and box.y0 < y < own_y:
        return box._replace(y0=y)
    if quarter == 3 and own_y < y < box.y1:
        return box._replace(y1=y)
    return box


def _character(text_page: Any, index: int) -> str:
    """A character as the font's map names it; ILLEGIBLE where that fails or names a character without a meaning.

    pdfium gives a hyphen at the end of a line as U+0002.
    """
    code = raw.FPDFText_GetUnicode(text_page, index)
    is_unmapped = raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
    if code == _HYPHEN:
        return "-"
    if code in _SPACES:
        return " "
    is_private = 0xE000 <= code < 0xF900 or code >= 0xF0000
    is_nothing = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFD, 0xFFFE, 0xFFFF)
    return ILLEGIBLE if is_unmapped or is_private or is_nothing else chr(code)


def _is_seen(glyph: Glyph, style: TextStyle, paper: Box, fills: list[Fill], budget: Budget) -> bool:
    if not style.is_drawn:
        return False
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    if not paper.holds(x, y) or (style.clip is not None and not style.clip.holds(x, y, margin=_CLIP_SLACK)):
        return False
    for index, fill in enumerate(fills):
        if not fill.box.holds(x, y):
            continue
        if fill.order < style.order:
            budget.spend(index)
            return _contrasts(style.colour, fill.colour)
        if fill.is_opaque:
            budget.spend(index)
            return False
    budget.spend(len(fills))
    return _contrasts(style.colour, _WHITE)


def _contrasts(colour: tuple[int, int, int] | None, ground: tuple[int, int, int] | None) -> bool:
    if colour is None or ground is None:
        return True
    red, green, blue = colour
    return (
        abs(red - ground[0]) > _LEAST_CONTRAST
        or abs(green - ground[1]) > _LEAST_CONTRAST
        or abs(blue - ground[2]) > _LEAST_CONTRAST
    )


def _main_quarter(glyphs: list[Glyph]) -> int:
    quarters = Counter(glyph.quarter for glyph in glyphs)
    return quarters.most_common(1)[0][0] if quarters else 0
