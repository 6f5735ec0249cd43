"""One page of a PDF as marks on paper: characters, ruled lines and pictures, as a reader of the page sees them.

What is drawn without being seen is left out and counted: invisible text (render mode 3, as OCR puts under a scan),
text in the colour of what lies behind it, clipped away, off the page, or painted over. All coordinates that leave this
module are points from the upper left corner of the page, y downwards, turned so that most characters stand upright.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from transforms.formats.pdf.shapes import Box, Matrix, PathShapes, Rule, read_path_shapes

ILLEGIBLE = "\ufffd"
_INVISIBLE_MODES = frozenset({3, 7})
_DEEPEST_FORM = 12
# A seal of 4 cm is a fortieth of a page and mostly see-through; a scan of a page or of a table is larger than this.
_LARGE_PICTURE = 0.15
_LARGEST_PIXELS = 40_000_000
_LEAST_CONTRAST = 20
# What reading them costs, in comparisons.
_OBJECT_STEPS = 60
_CHARACTER_STEPS = 40
_SAMPLES = 24


class TooComplexError(Exception):
    """A page holds more marks than any report; reading on would take too long."""


@dataclass(slots=True)
class Budget:
    """How many steps of work a file may still cost; an object, a character or a comparison is about one."""

    steps: int

    def spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooComplexError


class Glyph(NamedTuple):
    """A visible character: its advance box, its origin on the baseline, its size, its direction and its text object.

    `quarter` counts quarter turns clockwise from upright. `run` numbers text objects in the order of painting, `font`
    fonts. `text` is one character or a decomposed ligature, ILLEGIBLE where the font does not say which it is.
    `follows_space` says that a space stands before it in its text object.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    x: float
    baseline: float
    size: float
    quarter: int
    run: int
    font: int
    follows_space: bool = False


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The visible marks of a page. `hidden` counts characters that are drawn and not seen, `shapes` drawn paths."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    hidden: int = 0
    shapes: int = 0

    @property
    def picture_share(self) -> float:
        """How much of the page its pictures cover, 1 for all of it (overlaps count twice)."""
        page = max(1.0, self.width * self.height)
        return min(1.0, sum(picture.area for picture in self.pictures) / page)


class _TextStyle(NamedTuple):
    order: int
    is_drawn: bool
    colour: tuple[int, int, int] | None
    clip: Box | None
    font: int
    size: float
    quarter: int | None


class _Fill(NamedTuple):
    order: int
    box: Box
    colour: tuple[int, int, int] | None
    is_opaque: bool


@dataclass(slots=True)
class _Painted:
    """What the objects of a page paint, in user space, in the order of painting."""

    texts: dict[int, _TextStyle] = field(default_factory=dict)
    fills: list[_Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[int, Box, Any]] = field(default_factory=list)
    shapes: int = 0
    order: int = 0


def read_page(document: Any, page: Any, budget: Budget) -> PageMarks:
    """The visible marks of one page, given by its raw pdfium handles. Raises TooComplexError."""
    painted = _Painted()
    paper = _page_box(page)
    count = raw.FPDFPage_CountObjects(page)
    for index in range(count):
        _paint(raw.FPDFPage_GetObject(page, index), Matrix(), painted, budget, 0)
    _add_large_pictures(document, page, paper, painted)
    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        raise ValueError("the text of a page cannot be loaded")
    try:
        glyphs, hidden = _read_glyphs(text_page, paper, painted, budget)
    finally:
        raw.FPDFText_ClosePage(text_page)
    turns = _main_quarter(glyphs)
    return PageMarks(
        *_turned_size(paper, turns),
        tuple(_turn_glyph(glyph, paper, turns) for glyph in glyphs),
        tuple(_turn_rule(kept, paper, turns) for rule in painted.rules if (kept := rule.clipped(paper))),
        tuple(_turn_box(box.clipped(paper), paper, turns) for _, box, _ in painted.pictures),
        hidden,
        painted.shapes,
    )


def _page_box(page: Any) -> Box:
    """What of the page is shown, in user space, whatever the page's rotation."""
    found = raw.FS_RECTF()
    if not raw.FPDF_GetPageBoundingBox(page, found):
        return Box(0.0, 0.0, 612.0, 792.0)
    return Box.around([(found.left, found.bottom), (found.right, found.top)])


def _paint(item: Any, matrix: Matrix, painted: _Painted, budget: Budget, depth: int) -> None:
    budget.spend(_OBJECT_STEPS)
    painted.order += 1
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        painted.texts[_address(item)] = _text_style(item, matrix, painted.order)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        _paint_path(item, matrix, painted, budget)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        box = _bounds(item, matrix)
        if rule := box.as_rule():
            painted.rules.append(rule)
        else:
            painted.pictures.append((painted.order, box, item))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
        inner = _object_matrix(item).then(matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            _paint(raw.FPDFFormObj_GetObject(item, index), inner, painted, budget, depth + 1)


def _paint_path(item: Any, matrix: Matrix, painted: _Painted, budget: Budget) -> None:
    shapes: PathShapes = read_path_shapes(item, _object_matrix(item).then(matrix), budget.spend)
    painted.shapes += 1
    clip = _clip_box(item, matrix)
    painted.rules.extend(kept for rule in shapes.rules if (kept := rule.clipped(clip)))
    colour, alpha = _colour(item, raw.FPDFPageObj_GetFillColor)
    is_opaque = alpha > 250 and not raw.FPDFPageObj_HasTransparency(item)
    if alpha:
        fills = (box.clipped(clip) if clip else box for box in shapes.fills)
        painted.fills.extend(_Fill(painted.order, box, colour, is_opaque) for box in fills)


def _text_style(item: Any, matrix: Matrix, order: int) -> _TextStyle:
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    getter = raw.FPDFPageObj_GetStrokeColor if mode == 1 else raw.FPDFPageObj_GetFillColor
    colour, alpha = _colour(item, getter)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    own = _object_matrix(item).then(matrix)
    is_drawn = mode not in _INVISIBLE_MODES and alpha > 0
    font = _address(raw.FPDFTextObj_GetFont(item))
    clip = _clip_box(item, matrix)
    return _TextStyle(order, is_drawn, colour, clip, font, abs(size.value) * own.height_scale, own.quarter)


def _colour(item: Any, getter: Any) -> tuple[tuple[int, int, int] | None, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(item, red, green, blue, alpha):
        return None, 255
    return (red.value, green.value, blue.value), alpha.value


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _object_matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return Matrix()
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def _bounds(item: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return Box(0.0, 0.0, 0.0, 0.0)
    return matrix.box(Box(left.value, bottom.value, right.value, top.value))


def _clip_box(item: Any, matrix: Matrix) -> Box | None:
    """The box that an object's clip paths leave, None without a clip. A clip that is no rectangle counts by its box."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip)
    kept: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(count, 64)):
        size = raw.FPDFClipPath_CountPathSegments(clip, path)
        if not 3 <= size <= 256:
            continue
        points = []
        for index in range(size):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append(matrix.point(x.value, y.value))
        box = Box.around(points)
        kept = kept.clipped(box) if kept else box
    return kept


def _add_large_pictures(document: Any, page: Any, paper: Box, painted: _Painted) -> None:
    """Let large pictures hide what was painted before them, unless they are see-through."""
    for order, box, item in painted.pictures:
        if box.clipped(paper).area < _LARGE_PICTURE * paper.area:
            continue
        if any(style.order < order for style in painted.texts.values()):
            is_opaque = not _is_see_through(document, page, item)
            painted.fills.append(_Fill(order, box, None, is_opaque))
        else:
            painted.fills.append(_Fill(order, box, None, True))


def _is_see_through(document: Any, page: Any, item: Any) -> bool:
    """Whether most of a picture lets what lies below it show, by the alpha of samples."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, wide, high)
    if wide.value * high.value > _LARGEST_PIXELS:
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, item)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) not in (raw.FPDFBitmap_BGRA, raw.FPDFBitmap_BGRA_Premul):
            return False
        width, height = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
        stride, start = raw.FPDFBitmap_GetStride(bitmap), _address(raw.FPDFBitmap_GetBuffer(bitmap))
        alphas = [
            ctypes.c_ubyte.from_address(
                start + (height * row // _SAMPLES) * stride + 4 * (width * column // _SAMPLES) + 3
            ).value
            for row in range(_SAMPLES)
            for column in range(_SAMPLES)
        ]
        return sum(alpha < 250 for alpha in alphas) > len(alphas) / 2
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _read_glyphs(text_page: Any, paper: Box, painted: _Painted, budget: Budget) -> tuple[list[Glyph], int]:
    fills = sorted(painted.fills, reverse=True)
    glyphs, hidden = [], 0
    for style, glyph in _all_glyphs(text_page, painted, budget):
        if _is_seen(glyph, style, paper, fills, budget):
            glyphs.append(glyph)
        else:
            hidden += 1
    return glyphs, hidden


def _all_glyphs(text_page: Any, painted: _Painted, budget: Budget) -> Iterator[tuple[_TextStyle, Glyph]]:
    """Every character that is drawn, in user space, with the style of its text object; spaces have no mark."""
    x, y = ctypes.c_double(), ctypes.c_double()
    count = raw.FPDFText_CountChars(text_page)
    budget.spend(_CHARACTER_STEPS * max(0, count))
    last: tuple[_TextStyle, Glyph] | None = None
    after_space = False
    for index in range(count):
        item = raw.FPDFText_GetTextObject(text_page, index)
        style = painted.texts.get(_address(item)) if item else None
        if style is None or style.quarter is None:
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        if last is not None:
            yield last[0], _end_before(last[1], x.value, y.value) if last[0] is style else last[1]
            after_space, last = after_space and last[0] is style, None
        text = _character(text_page, index)
        if not text.strip():
            after_space = True
            continue
        box = _glyph_box(text_page, index, x.value, y.value, style.size)
        glyph = Glyph(text, *box, x.value, y.value, style.size, style.quarter, style.order, style.font, after_space)
        last, after_space = (style, glyph), False
    if last is not None:
        yield last


def _glyph_box(text_page: Any, index: int, x: float, y: float, size: float) -> Box:
    """The advance box of a character; where the font gives none, what is drawn, or half an em."""
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, loose)
    box = Box(loose.left, loose.bottom, loose.right, loose.top)
    if box.area:
        return box
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    box = Box.around([(left.value, bottom.value), (right.value, top.value)])
    return box if box.area else Box(x, y, x + size / 2, y + size / 2)


def _end_before(glyph: Glyph, x: float, y: float) -> Glyph:
    """A character that ends where the next of its text object begins: a substituted font's may be wider than meant."""
    if glyph.quarter == 0 and glyph.x < x < glyph.x1:
        return glyph._replace(x1=x)
    if glyph.quarter == 2 and glyph.x0 < x < glyph.x:
        return glyph._replace(x0=x)
    if glyph.quarter == 1 and glyph.y0 < y < glyph.baseline:
        return glyph._replace(y0=y)
    if glyph.quarter == 3 and glyph.baseline < y < glyph.y1:
        return glyph._replace(y1=y)
    return glyph


def _character(text_page: Any, index: int) -> str:
    """A character as the font's map names it; ILLEGIBLE where that fails or names a character without a meaning.

    pdfium gives a hyphen at the end of a line as U+0002.
    """
    code = raw.FPDFText_GetUnicode(text_page, index)
    is_unmapped = raw.FPDFText_HasUnicodeMapError(text_page, index) == 1
    if code == 2:
        return "-"
    if code in (9, 10, 13):
        return " "
    is_private = 0xE000 <= code < 0xF900 or code >= 0xF0000
    is_nothing = code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFD, 0xFFFE, 0xFFFF)
    return ILLEGIBLE if is_unmapped or is_private or is_nothing else chr(code)


def _is_seen(glyph: Glyph, style: _TextStyle, paper: Box, fills: list[_Fill], budget: Budget) -> bool:
    if not style.is_drawn:
        return False
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    if not paper.holds(x, y) or (style.clip is not None and not style.clip.holds(x, y, margin=1.0)):
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
    return _contrasts(style.colour, (255, 255, 255))


def _contrasts(colour: tuple[int, int, int] | None, ground: tuple[int, int, int] | None) -> bool:
    if colour is None or ground is None:
        return True
    return max(abs(one - other) for one, other in zip(colour, ground, strict=True)) > _LEAST_CONTRAST


def _main_quarter(glyphs: list[Glyph]) -> int:
    quarters = Counter(glyph.quarter for glyph in glyphs)
    return quarters.most_common(1)[0][0] if quarters else 0


def _turned_size(paper: Box, turns: int) -> tuple[float, float]:
    return (paper.height, paper.width) if turns % 2 else (paper.width, paper.height)


def _turn_point(x: float, y: float, paper: Box, turns: int) -> tuple[float, float]:
    """A point of user space from the upper left corner, after quarter turns of the page against the clock."""
    x, y = x - paper.x0, paper.y1 - y
    width, height = paper.width, paper.height
    for _ in range(turns):
        x, y = y, width - x
        width, height = height, width
    return x, y


def _turn_box(box: Box, paper: Box, turns: int) -> Box:
    return Box.around([_turn_point(box.x0, box.y0, paper, turns), _turn_point(box.x1, box.y1, paper, turns)])


def _turn_rule(rule: Rule, paper: Box, turns: int) -> Rule:
    box = _turn_box(rule.box, paper, turns)
    is_level = rule.is_level != bool(turns % 2)
    return Rule(True, box.y0, box.x0, box.x1) if is_level else Rule(False, box.x0, box.y0, box.y1)


def _turn_glyph(glyph: Glyph, paper: Box, turns: int) -> Glyph:
    box = _turn_box(Box(glyph.x0, glyph.y0, glyph.x1, glyph.y1), paper, turns)
    x, baseline = _turn_point(glyph.x, glyph.baseline, paper, turns)
    quarter = (glyph.quarter - turns) % 4
    return Glyph(glyph.text, *box, x, baseline, glyph.size, quarter, *glyph[9:])


def turn_upright(glyphs: list[Glyph]) -> list[Glyph]:
    """Characters of one direction in a frame of their own in which they stand upright."""
    if not glyphs or not glyphs[0].quarter:
        return glyphs
    frame = Box(0.0, 0.0, 10_000.0, 10_000.0)
    return [
        _turn_glyph(
            glyph._replace(y0=-glyph.y1, y1=-glyph.y0, baseline=-glyph.baseline),
            frame._replace(y0=-10_000.0, y1=0.0),
            glyph.quarter,
        )
        for glyph in glyphs
    ]
