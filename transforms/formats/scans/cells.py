"""The lines of text in the cells of a ruled table's picture."""

from __future__ import annotations

from typing import Any, NamedTuple

from transforms.formats.scans.images import Paper
from transforms.formats.scans.witnesses import Image

# Darker than this a pixel of a cell is ink, of 255: paler than the ink of rules, as a faint digit is no blank.
_FAINT = 205
_PAPER = 255
# As dark as a small spot is, of 255, that is ink and no noise.
_DARK = 160
# Of a side of its cell what is left of a rule covers; a digit at the edge is shorter.
_SPANS = 0.7
# The smallest stroke that ends at the edge of its cell, in parts of a character's height squared: the hyphen of a
# negative number close to its rule has 0.02, of which the rule hides a half. What is left of rules is paler, or runs
# along the edge.
_EDGE_STROKE = 0.006
# How far around ink, in parts of a character's height, its own blur and the ripples of compression reach.
_AROUND_INK = 0.2
# How far a pale digit is smoothed, in parts of a character's height, and how much darker than its paper it is then, of
# 255, by itself and beside digits: the ripples of compression are brighter and darker in turn, and vanish.
_SMOOTHED, _TRACE, _TRACE_BESIDE = 0.2, 2.0, 3.4
# The same in parts of the noise of that paper.
_OVER_NOISE = 6
# How much darker a pale spot is, of 255, that is a point or sign or lies on uneven paper, by itself and beside digits:
# ripples are by up to 20.
_PALE_SPOT, _SPOT_BESIDE = 14, 26
# How far into a cell, in parts of a character's height, the blur of its rules reaches.
_HALO = 0.12
# How much farther from grey than the paper coloured ink is, of 255; and the smallest spot of it, in parts of a
# character's height squared: a coloured point.
_COLOURED_BY, _COLOURED_SPOT = 50, 0.006
# Of a cell's black ink so much is coloured where that is the colour of its print, dark blue say. Leaves a number of
# which a pen's stroke covers most.
_PRINT_SHARE = 0.8
# The smallest spot that counts as ink, in parts of a character's height squared: a dot of a faint dash, not of noise.
_SPOT = 0.02
# A spot up to this size, in the same parts, has to be dark to be ink: a decimal point is, grains of a copy are paler.
# Misses a point that was printed pale, which stays a trace.
_SMALL_SPOT = 0.08
# The narrowest cell that is looked into, in pixels: narrower ones lie between the two strokes of a double rule.
_LEAST_SIDE = 4
# Rows of paper that part two lines, in parts of a character's height.
_LINE_GAP = 0.12
# The lowest line, in parts of a character's height: a dash is lower, and is told by its width.
_LOWEST_LINE = 0.4
# How near a low band is to the line that it is part of, and how high both are together, in parts of a character's
# height: the strokes of 二 are apart by a third. Leaves a dash between two lines as a line of its own.
_NEAR_LINE, _HIGHEST_LINE = 0.5, 1.5
# Paper left around a line that is read, in parts of its height.
_MARGIN = 0.25


class Strip(NamedTuple):
    """The picture of a line and its place in pixels."""

    image: Image
    x0: int
    y0: int
    x1: int
    y1: int


class CellPicture(NamedTuple):
    """What a cell shows: its lines, and whether it has any ink, also what is too pale or coloured to be read.

    `is_cut` says that ink touches its edge, as a number does that is wider than its cell or lies askew;
    `is_unsure` that coloured or pale ink stands beside what is read, such as a pen's stroke or a paler digit."""

    lines: tuple[Strip, ...]
    has_ink: bool
    is_cut: bool = False
    is_unsure: bool = False


def read_cell_picture(paper: Paper, box: tuple[float, float, float, float], em: float, rule: float) -> CellPicture:
    """The lines of a cell between its rules. `em` is the usual height of characters in pixels, `rule` how thick rules
    are."""
    import numpy as np

    x0, y0, x1, y1 = (round(value) for value in box)
    black = paper.black[y0:y1, x0:x1]
    if black.size == 0 or min(black.shape) < _LEAST_SIDE:
        return CellPicture((), has_ink=False)
    black, is_cut = _without_rules(black, em, rule)
    ink = _ink(black, em)
    all_ink, _ = _without_rules(paper.all_ink[y0:y1, x0:x1], em, rule)
    grey = paper.grey[y0:y1, x0:x1]
    if not ink.any():
        has_ink = is_cut or bool(_ink(all_ink, em).any()) or _has_colour(black, grey, em)
        has_ink = has_ink or _has_trace(black, em) or _has_trace(all_ink, em)
        return CellPicture((), has_ink=has_ink, is_cut=is_cut)
    lines = tuple(_strip(black, ink, top, bottom, x0, y0) for top, bottom in _bands(ink, em))
    around = _grown(ink, em)
    beside = np.where(around > 0, np.uint8(np.median(black)), black)
    is_unsure = _has_colour(black, grey, em) or _has_trace(beside, em, is_beside=True)
    return CellPicture(lines, has_ink=True, is_cut=is_cut, is_unsure=is_unsure)


def _grown(ink: Any, em: float) -> Any:
    """Where ink is, and directly around it."""
    import cv2
    import numpy as np

    side = 2 * max(1, round(_AROUND_INK * em)) + 1
    return cv2.dilate(ink, np.ones((side, side), np.uint8))


def _without_rules(image: Image, em: float, rule: float) -> tuple[Image, bool]:
    """A cell with what is left of its rules at its edges as paper, and whether ink that is no rule touches an edge: it
    may go on behind it."""
    import cv2
    import numpy as np

    mask = np.where(image < _FAINT, 255, 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    height, width = image.shape
    band = round(rule) + 2
    inner = np.zeros(mask.shape, bool)
    inner[band : height - band, band : width - band] = True
    kept, is_cut = image.copy(), False
    for label, (x, y, wide, high, _) in enumerate(stats[1:count].tolist(), 1):
        if x and y and x + wide < width and y + high < height:
            continue
        place = slice(y, y + high), slice(x, x + wide)
        own = labels[place] == label
        rest = own & inner[place]
        spans = high >= _SPANS * height or wide >= _SPANS * width
        is_stroke = (
            not spans
            and int(own.sum()) >= _EDGE_STROKE * em * em
            and (int(image[place][own].min()) < _DARK or _reaches_in(x, y, wide, high, image.shape))
        )
        if is_stroke or int(rest.sum()) >= _SPOT * em * em:
            is_cut = True
            own &= ~inner[place]
        kept[place][own] = _PAPER
    return kept, is_cut


def _reaches_in(x: int, y: int, wide: int, high: int, shape: tuple[int, ...]) -> bool:
    """Whether a mark at one edge of a cell reaches farther into it than it runs along it, as nothing of a rule does."""
    at_side, at_end = x == 0 or x + wide == shape[1], y == 0 or y + high == shape[0]
    return at_side != at_end and (wide > high if at_side else high > wide)


def _ink(image: Image, em: float) -> Any:
    """Where a cell has ink, without noise."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(image, (3, 3), 0)
    mask = np.where(smooth < _FAINT, 255, 0).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    darkest: Any = np.full(count, _PAPER, np.uint8)
    np.minimum.at(darkest, labels.ravel(), smooth.ravel())
    areas = stats[:, cv2.CC_STAT_AREA]
    is_kept = (areas >= _SPOT * em * em) & ((areas >= _SMALL_SPOT * em * em) | (darkest < _DARK))
    is_kept[0] = False
    return np.where(is_kept[labels], 255, 0).astype(np.uint8)


def _has_colour(black: Image, grey: Image, em: float) -> bool:
    """Whether a cell has ink of another colour than that of its print, also across its digits: a stroke, a sign."""
    import numpy as np

    coloured = grey.astype(np.int16) < int(np.median(grey)) - _COLOURED_BY
    ink = black < _FAINT
    is_print = np.count_nonzero(coloured & ink) >= _PRINT_SHARE * np.count_nonzero(ink)
    beside = coloured & (_grown(ink.astype(np.uint8), em) == 0)
    return _has_spot(beside if is_print else coloured, _COLOURED_SPOT * em * em)


def _has_spot(mask: Any, least: float) -> bool:
    """Whether so many pixels of a mask hang together."""
    import cv2
    import numpy as np

    count, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    return any(area >= least for *_, area in stats[1:count].tolist())


def _has_trace(image: Image, em: float, *, is_beside: bool = False) -> bool:
    """Whether a cell has anything that stands out of its own noise: too little to be read, and no blank.

    `is_beside` says that digits stood in it, which compression surrounds with ripples."""
    fine, paper, noise = _smoothed(image, 0.8)
    least = max(_SPOT_BESIDE if is_beside else _PALE_SPOT, _OVER_NOISE * noise)
    if _has_spot(fine < paper - least, _SPOT * em * em):
        return True
    edge = round(_HALO * em)
    inner = image[edge:-edge, edge:-edge] if edge and min(image.shape) > 2 * edge else image
    smooth, paper, noise = _smoothed(inner, max(0.8, _SMOOTHED * em))
    return paper - float(smooth.min()) > max(_TRACE_BESIDE if is_beside else _TRACE, _OVER_NOISE * noise)


def _smoothed(image: Image, sigma: float) -> tuple[Any, float, float]:
    """A cell with its grain smoothed, the brightness of its paper and the noise that is left."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(image.astype(np.float32), (0, 0), sigma)
    paper = float(np.median(smooth))
    return smooth, paper, float(np.median(np.abs(smooth - paper))) / 0.67


def _bands(ink: Any, em: float) -> list[tuple[int, int]]:
    """The rows of each line of text, from and to."""
    filled = ink.any(axis=1)
    bands: list[list[int]] = []
    for row, has_ink in enumerate(filled.tolist()):
        if not has_ink:
            continue
        if bands and row - bands[-1][1] <= max(1.0, _LINE_GAP * em):
            bands[-1][1] = row + 1
        else:
            bands.append([row, row + 1])
    return _join_low(bands, em)


def _join_low(bands: list[list[int]], em: float) -> list[tuple[int, int]]:
    """Bands too low for a line (the roof of 二, a dot) as part of the nearest one, if one is near."""
    joined: list[list[int]] = []
    for band in bands:
        if joined:
            last = joined[-1]
            is_low = min(band[1] - band[0], last[1] - last[0]) < _LOWEST_LINE * em
            if is_low and band[0] - last[1] <= _NEAR_LINE * em and band[1] - last[0] <= _HIGHEST_LINE * em:
                last[1] = band[1]
                continue
        joined.append(band)
    return [(first, last) for first, last in joined]


def _strip(image: Image, ink: Any, top: int, bottom: int, x0: int, y0: int) -> Strip:
    import cv2
    import numpy as np

    columns = np.flatnonzero(ink[top:bottom].any(axis=0))
    margin = max(2, round(_MARGIN * (bottom - top)))
    left, right = max(0, int(columns[0]) - 2 * margin), int(columns[-1]) + 1 + 2 * margin
    above, below = _free_rows(ink, top, bottom, margin)
    part = cv2.copyMakeBorder(
        image[above:below, left:right], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=_PAPER
    )
    return Strip(part, x0 + int(columns[0]), y0 + top, x0 + int(columns[-1]) + 1, y0 + bottom)


def _free_rows(ink: Any, top: int, bottom: int, margin: int) -> tuple[int, int]:
    """The rows of a line with the paper around it, as far as no other line begins."""
    filled = ink.any(axis=1)
    above, below = top, bottom
    while above > 0 and top - above < margin and not filled[above - 1]:
        above -= 1
    while below < len(filled) and below - bottom < margin and not filled[below]:
        below += 1
    return above, below
