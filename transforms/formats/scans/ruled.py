"""The ruled lines of a page's picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

from transforms.formats.scans.runs import runs_of
from transforms.formats.scans.witnesses import Corners, Image

# Of the paper's white, darker pixels are ink. A rule of a hundred dots an inch is grey.
_INK = 175
# A rule is longer than this part of the page's longer side (3 cm of A4's 30; the cells of the form are 1.5 cm wide and
# stand in rows, so that theirs join). A stroke of a title's letters is shorter.
_RULE_PART = 32
# How many times as thick as most a rule is at most: a table's frame beside its inner rules.
_THICK = 2.5
# Rules up to so many times as long as the shortest that is looked for have to end at others. So have those up to so
# many times as long as a character is high to end at one at least, or to go on with one: strokes of letters that follow
# each other make one as long as a word.
_SHORT, _SHORT_EM = 2.2, 5.5
# So many upright rules that end in the open at one height are those of a row that a page break cuts, where they are
# longer than a character is high, in such heights, and span this part of the level rule that they end at: digits that
# stand on a rule do not.
_FEWEST_ALIKE, _CUT_ROW_EM, _CUT_ROW_SPAN = 3, 1.3, 0.5
# Rows up to so many times as high as the shortest rule is long have their upright rules looked for one by one.
_LOW_ROW = 1.4
# How many times as far apart as rules are thick two of them are that have a row between: nearer ones are a double rule.
_APART = 3
# Pixels of the lowest row that is looked through for upright rules: in fewer any stroke is one.
_LOWEST_BAND = 4
# How much of the way from rule to rule a column of pixels is ink that is a rule: all but what compression washed out.
_FILLED = 0.9
# How near a rule ends to the one that it meets, in parts of the page's longer side: 2 mm.
_NEAR_PART = 150
# How thick a rule is at most, in parts of the longer side: 1.5 mm.
_ACROSS_PART = 200
# How far a rule is darker than the paper beside it at least, of 255: a hairline of a coarse scan is by 40.
_CONTRAST = 24
# The gaps in a rule that are bridged, in parts of the longer side: 0.6 mm.
_GAP_PART = 500
# How much of the length of strokes that touch one row of pixels is dark that is a rule. Leaves the strokes of a bold
# letter on it; misses the shorter one of two rules that a smudge joins.
_WHOLE_ROW = 0.6


class Segment(NamedTuple):
    """A ruled line in pixels."""

    is_level: bool
    at: float
    start: float
    end: float
    thickness: float


def ink_of(image: Image, threshold: int = _INK) -> Any:
    """Where ink is, 255, else 0."""
    import numpy as np

    return np.where(image < threshold, 255, 0).astype(np.uint8)


def rule_masks(image: Image) -> tuple[Any, Any]:
    """The level and the upright strokes of a picture that are long enough for rules, however pale: what is darker all
    along than the paper on both sides."""
    side = max(image.shape)
    length, gap, across = max(20, side // _RULE_PART), max(3, side // _GAP_PART), max(7, side // _ACROSS_PART) | 1
    level, upright = (
        _long(_strokes(image, gap, across, is_level=is_level), length, is_level=is_level) for is_level in (True, False)
    )
    return level, upright


def _kernel(along: int, across: int, *, is_level: bool) -> Any:
    import numpy as np

    return np.ones((across, along) if is_level else (along, across), np.uint8)


def _strokes(image: Image, gap: int, across: int, *, is_level: bool) -> Any:
    """How much darker than the paper on both sides a picture is, and where it is ink."""
    import cv2

    lines = cv2.subtract(cv2.morphologyEx(image, cv2.MORPH_CLOSE, _kernel(1, across, is_level=is_level)), image)
    # Where rules cross, neither is darker than what is beside it: there it is ink that counts.
    thick = cv2.max(cv2.max(lines, _shifted(lines, is_level=is_level)), ink_of(image))
    return cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _kernel(gap, 1, is_level=is_level))


def _long(strokes: Any, length: int, *, is_level: bool) -> Any:
    """Where strokes of one direction are dark for so long, as a mask."""
    import cv2
    import numpy as np

    long = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, _kernel(length, 1, is_level=is_level))
    return np.where(long > _CONTRAST, 255, 0).astype(np.uint8)


def _shifted(lines: Any, *, is_level: bool) -> Any:
    """Lines moved across by a pixel, so that one that steps from row to row is not cut."""
    import numpy as np

    return np.roll(lines, 1, axis=0 if is_level else 1)


def find_segments(image: Image, em: float = 0.0, lines: Sequence[Corners] = ()) -> list[Segment]:
    """The ruled lines of a straight page. `em` is the usual height of its characters in pixels, `lines` are those of
    text that were found on it."""
    import cv2

    level, upright = rule_masks(image)

    found = []
    for is_level, mask in ((True, level), (False, upright)):
        count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        for x, y, width, height, area in stats[1:count].tolist():
            long, wide = (width, height) if is_level else (height, width)
            thickness = area / long
            if wide > max(0.1 * long, 4 * thickness):
                found += _cut_block(mask[y : y + height, x : x + width], x, y, is_level=is_level)
                continue
            start, at = (x, y) if is_level else (y, x)
            found.append(Segment(is_level, at + wide / 2, start, start + long, thickness))
    side = max(image.shape)
    kept = _without_strays(_without_letters(found, lines), side, em)
    return [*kept, *_low_uprights(image, kept, side)]


def _without_letters(segments: Sequence[Segment], lines: Sequence[Corners]) -> list[Segment]:
    """The segments without those that lie within a line of text: strokes of its letters, which may be as large as a row
    is high (田 has the rules of four cells)."""
    boxes = [
        (min(x for x, _ in line), min(y for _, y in line), max(x for x, _ in line), max(y for _, y in line))
        for line in lines
    ]
    return [
        segment
        for segment in segments
        if not any(
            x0 <= segment.start and segment.end <= x1 and y0 < segment.at < y1
            if segment.is_level
            else y0 <= segment.start and segment.end <= y1 and x0 < segment.at < x1
            for x0, y0, x1, y1 in boxes
        )
    ]


def _without_strays(segments: list[Segment], side: int, em: float) -> list[Segment]:
    """The segments without those of no table: the sides of a seal's ring, strokes of a signature and of letters. A rule
    is about as thick as the others, and a short one ends at others on both sides."""
    usual = _usual_thickness(segments, side)
    kept = [segment for segment in segments if segment.thickness <= max(_THICK * usual, usual + 3)]
    short, near = _SHORT * side / _RULE_PART, side / _NEAR_PART
    long = [segment for segment in kept if segment.end - segment.start >= max(short, _SHORT_EM * em)]
    cut = _of_cut_row(kept, long, near, em)
    return [
        segment
        for segment in kept
        if segment in cut
        or all(_ends_at_rule(segment, end, kept, near) for end in (segment.start, segment.end))
        or (segment.end - segment.start >= short and (segment in long or _belongs_to(segment, long, near)))
    ]


def _ends_at_rule(segment: Segment, end: float, segments: Sequence[Segment], near: float) -> bool:
    return any(_meets(segment, end, other, near) for other in segments)


def _belongs_to(segment: Segment, long: Sequence[Segment], near: float) -> bool:
    """Whether a segment ends at a long rule, or goes on with one behind a gap: a piece of a rule that broke."""
    return any(_ends_at_rule(segment, end, long, near) for end in (segment.start, segment.end)) or any(
        other.is_level == segment.is_level and abs(other.at - segment.at) <= near / 2 for other in long
    )


def _of_cut_row(segments: Sequence[Segment], long: Sequence[Segment], near: float, em: float) -> set[Segment]:
    """The upright rules of the first or last row of a table that a page break cuts: they end at its outermost level
    rule on one side, where nothing of the table is behind, and in the open on the other, all at one height."""
    found: set[Segment] = set()
    levels = [segment for segment in long if segment.is_level]
    for level, is_above in product(levels, (True, False)):
        if any((other.at < level.at) == is_above and _overlaps(level, other) for other in levels if other != level):
            continue
        row = [
            (segment.start if is_above else segment.end, segment)
            for segment in segments
            if not segment.is_level
            and segment.end - segment.start >= _CUT_ROW_EM * em
            and _meets(segment, segment.end if is_above else segment.start, level, near)
        ]
        places = sorted(place for place, _ in row)
        alike = [
            segment
            for place, segment in row
            if bisect_right(places, place + near) - bisect_left(places, place - near) >= _FEWEST_ALIKE
        ]
        span = max((one.at for one in alike), default=0.0) - min((one.at for one in alike), default=0.0)
        if span >= _CUT_ROW_SPAN * (level.end - level.start):
            found.update(alike)
    return found


def _usual_thickness(segments: Sequence[Segment], side: int) -> float:
    """How thick the rules of a page are: the thickness that half of their length has at most, so that the many short
    strokes of letters say little, nor what is too thick for a rule; 1 without any."""
    thin = [segment for segment in segments if segment.thickness <= max(7, side / _ACROSS_PART)]
    half = sum(segment.end - segment.start for segment in thin) / 2
    for segment in sorted(thin, key=lambda segment: segment.thickness):
        half -= segment.end - segment.start
        if half <= 0:
            return segment.thickness
    return 1.0


def _low_uprights(image: Image, segments: Sequence[Segment], side: int) -> list[Segment]:
    """The upright rules of rows that are lower than the shortest rule that is looked for: columns that are ink all the
    way from one level rule to the next. No digit reaches so far."""
    levels = sorted((segment for segment in segments if segment.is_level), key=lambda segment: segment.at)
    usual = _usual_thickness(segments, side)
    found = []
    for place, upper in enumerate(levels):
        lower = next(
            (
                other
                for other in levels[place + 1 :]
                if _overlaps(upper, other) and other.at - upper.at > _APART * usual
            ),
            None,
        )
        if lower is None or lower.at - upper.at > _LOW_ROW * side / _RULE_PART:
            continue
        top = round(upper.at + upper.thickness / 2 + 1)
        bottom = round(lower.at - lower.thickness / 2 - 1)
        left, right = round(max(upper.start, lower.start)) - 3, round(min(upper.end, lower.end)) + 3
        band = image[top:bottom, max(0, left) : right] < _INK
        if band.shape[0] < _LOWEST_BAND:
            continue
        for first, last in runs_of(band.mean(axis=0) >= _FILLED):
            if last - first <= max(_THICK * usual, usual + 3):
                at = max(0, left) + (first + last) / 2
                found.append(Segment(False, at, upper.at, lower.at, last - first))
    return found


def _overlaps(upper: Segment, lower: Segment) -> bool:
    shared = min(upper.end, lower.end) - max(upper.start, lower.start)
    return shared > min(upper.end - upper.start, lower.end - lower.start) / 2


def _meets(segment: Segment, end: float, other: Segment, near: float) -> bool:
    return (
        segment.is_level != other.is_level
        and abs(other.at - end) <= near
        and other.start - near <= segment.at <= other.end + near
    )


def _cut_block(part: Any, x: int, y: int, *, is_level: bool) -> list[Segment]:
    """Strokes that touch (a thick letter, two rules that meet at a smudge): none is taken for a rule but where it is
    one, row by row."""
    import numpy as np

    rows = part if is_level else part.T
    offset, along = (y, x) if is_level else (x, y)
    segments = []
    for first, last in runs_of((rows > 0).sum(axis=1) >= _WHOLE_ROW * rows.shape[1]):
        columns = np.flatnonzero(rows[first:last].any(axis=0))
        start, end = along + float(columns[0]), along + float(columns[-1]) + 1
        segments.append(Segment(is_level, offset + (first + last) / 2, start, end, float(last - first)))
    return segments
