"""What the objects of a page paint, in user space and in the order of painting: texts, areas, rules, pictures."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pypdfium2 import raw

from transforms.formats.pdf.geometry import Box, Matrix, Rule
from transforms.formats.pdf.marks import Budget
from transforms.formats.pdf.shapes import PathShapes, read_path_shapes

# Ways to draw text that leave no mark: as a recognised layer lies under a scan, and as a clip for what follows.
_INVISIBLE_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
# Forms within forms that are followed. Programs nest three or four (a page of a printed page); what nests deeper was
# made to exhaust the stack, and is not drawn.
_DEEPEST_FORM = 12
# Of its page a picture covers from which on it hides text, as a scan of a page or of a table does. A seal of 4 cm is a
# fortieth of a page and mostly see-through. Misses a strip of white that covers one line.
_LARGE_PICTURE = 0.15
# Pixels of a picture whose transparency is still looked at: a page at 600 dots an inch has 35 million. A larger one
# counts as opaque, so that what lies below it is not read.
_LARGEST_PIXELS = 40_000_000
# The alpha of what has none stated: opaque.
_OPAQUE = 0xFF
# The alpha below which a sample of a picture lets what lies below show. Seals have 0 between their strokes.
_OPAQUE_SAMPLE = 250
# Samples along each side of a picture. Fewer would miss the strokes of a seal's ring; more cost time and say the same.
_SAMPLES = 24
# Clip paths of an object that are looked at; office programs nest a handful.
_MOST_CLIPS = 64
# Corners of a clip path that bounds an area: two points are a line. One of more than 256 is an outline of letters or a
# map, whose box says little and is not worth its time.
_FEWEST_CORNERS, _MOST_CORNERS = 3, 256
# What reading an object costs, in comparisons.
_OBJECT_STEPS = 60


class TextStyle(NamedTuple):
    order: int
    is_drawn: bool
    colour: tuple[int, int, int] | None
    clip: Box | None
    font: int
    size: float
    quarter: int | None


class Fill(NamedTuple):
    order: int
    box: Box
    colour: tuple[int, int, int] | None
    is_opaque: bool


Channels = tuple[ctypes.c_uint, ctypes.c_uint, ctypes.c_uint, ctypes.c_uint]


def _channels() -> Channels:
    return ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()


@dataclass(slots=True)
class Painted:
    """What the objects of a page paint, in user space, in the order of painting.

    pdfium fills `channels` with red, green, blue and alpha of the object that is looked at.
    """

    texts: dict[int, TextStyle] = field(default_factory=dict)
    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[int, Box, Any]] = field(default_factory=list)
    shapes: int = 0
    order: int = 0
    channels: Channels = field(default_factory=_channels)


def paint(item: Any, matrix: Matrix, painted: Painted, budget: Budget, depth: int) -> None:
    budget.spend(_OBJECT_STEPS)
    painted.order += 1
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        painted.texts[address_of(item)] = _text_style(item, matrix, painted.order, painted.channels)
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
            paint(raw.FPDFFormObj_GetObject(item, index), inner, painted, budget, depth + 1)


def _paint_path(item: Any, matrix: Matrix, painted: Painted, budget: Budget) -> None:
    shapes: PathShapes = read_path_shapes(item, _object_matrix(item).then(matrix), budget.spend)
    painted.shapes += 1
    if not shapes.rules and not shapes.fills:
        return
    clip = _clip_box(item, matrix)
    painted.rules.extend(kept for rule in shapes.rules if (kept := rule.clipped(clip)))
    if not shapes.fills:
        return
    colour, alpha = _colour(item, raw.FPDFPageObj_GetFillColor, painted.channels)
    if alpha:
        is_opaque = not raw.FPDFPageObj_HasTransparency(item)
        fills = (box.clipped(clip) if clip else box for box in shapes.fills)
        painted.fills.extend(Fill(painted.order, box, colour, is_opaque) for box in fills)


def _text_style(item: Any, matrix: Matrix, order: int, channels: Channels) -> TextStyle:
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    getter = raw.FPDFPageObj_GetStrokeColor if mode == raw.FPDF_TEXTRENDERMODE_STROKE else raw.FPDFPageObj_GetFillColor
    colour, alpha = _colour(item, getter, channels)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    own = _object_matrix(item).then(matrix)
    is_drawn = mode not in _INVISIBLE_MODES and alpha > 0
    font = address_of(raw.FPDFTextObj_GetFont(item))
    clip = _clip_box(item, matrix)
    return TextStyle(order, is_drawn, colour, clip, font, abs(size.value) * own.height_scale, own.quarter)


def _colour(item: Any, getter: Any, channels: Channels) -> tuple[tuple[int, int, int] | None, int]:
    red, green, blue, alpha = channels
    if not getter(item, red, green, blue, alpha):
        return None, _OPAQUE
    return (red.value, green.value, blue.value), alpha.value


def address_of(handle: Any) -> int:
    return ctypes.addressof(handle.contents) if handle else 0


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
    for path in range(min(count, _MOST_CLIPS)):
        size = raw.FPDFClipPath_CountPathSegments(clip, path)
        if not _FEWEST_CORNERS <= size <= _MOST_CORNERS:
            continue
        points = []
        for index in range(size):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append(matrix.point(x.value, y.value))
        box = Box.around(points)
        kept = kept.clipped(box) if kept else box
    return kept


def add_large_pictures(document: Any, page: Any, paper: Box, painted: Painted) -> None:
    """Let large pictures hide what was painted before them, unless they are see-through."""
    for order, box, item in painted.pictures:
        if box.clipped(paper).area < _LARGE_PICTURE * paper.area:
            continue
        if any(style.order < order for style in painted.texts.values()):
            is_opaque = not _is_see_through(document, page, item)
            painted.fills.append(Fill(order, box, None, is_opaque))
        else:
            painted.fills.append(Fill(order, box, None, True))


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
        stride, start = raw.FPDFBitmap_GetStride(bitmap), raw.FPDFBitmap_GetBuffer(bitmap) or 0
        alphas = [
            ctypes.c_ubyte.from_address(
                start + (height * row // _SAMPLES) * stride + 4 * (width * column // _SAMPLES) + 3
            ).value
            for row in range(_SAMPLES)
            for column in range(_SAMPLES)
        ]
        return sum(alpha < _OPAQUE_SAMPLE for alpha in alphas) > len(alphas) / 2
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
