"""Geometry of a PDF's drawings: boxes, matrices, and the ruled lines and filled areas that paths paint."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

# Rules of tables are drawn as lines or as rectangles of up to this thickness, in points.
THICKEST_RULE = 3.0
_SHORTEST_RULE = 2.0
_MOST_SEGMENTS = 4000
Point = tuple[float, float]


class Rule(NamedTuple):
    """A straight line along an axis: `at` is its y if it is level, else its x; it reaches from `start` to `end`."""

    is_level: bool
    at: float
    start: float
    end: float

    @property
    def box(self) -> Box:
        if self.is_level:
            return Box(self.start, self.at, self.end, self.at)
        return Box(self.at, self.start, self.at, self.end)

    def clipped(self, clip: Box | None) -> Rule | None:
        """What a clip leaves of the rule, None if nothing."""
        if clip is None:
            return self
        (low, high), (near, far) = (clip.xs, clip.ys) if self.is_level else (clip.ys, clip.xs)
        start, end = max(self.start, low), min(self.end, high)
        is_seen = near - THICKEST_RULE <= self.at <= far + THICKEST_RULE and end > start
        return Rule(self.is_level, self.at, start, end) if is_seen else None


class Box(NamedTuple):
    """A rectangle between two corners, x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> Box:
        """The smallest box that holds all points."""
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def xs(self) -> Point:
        return self.x0, self.x1

    @property
    def ys(self) -> Point:
        return self.y0, self.y1

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    def clipped(self, other: Box) -> Box:
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        return Box(x0, y0, max(x0, min(self.x1, other.x1)), max(y0, min(self.y1, other.y1)))

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        return self.x0 - margin <= x <= self.x1 + margin and self.y0 - margin <= y <= self.y1 + margin

    def as_rule(self) -> Rule | None:
        """The rule that a thin box is, None for any other."""
        if self.height <= THICKEST_RULE and self.width >= max(_SHORTEST_RULE, 2 * self.height):
            return Rule(True, (self.y0 + self.y1) / 2, self.x0, self.x1)
        if self.width <= THICKEST_RULE and self.height >= max(_SHORTEST_RULE, 2 * self.width):
            return Rule(False, (self.x0 + self.x1) / 2, self.y0, self.y1)
        return None


class Matrix(NamedTuple):
    """A transformation (x, y) → (ax + cy + e, bx + dy + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> Point:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, box: Box) -> Box:
        corners = ((x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1))
        return Box.around([self.point(x, y) for x, y in corners])

    def then(self, outer: Matrix) -> Matrix:
        """This transformation followed by another."""
        a, b, c, d, e, f = self
        return Matrix(
            a * outer.a + b * outer.c,
            a * outer.b + b * outer.d,
            c * outer.a + d * outer.c,
            c * outer.b + d * outer.d,
            *outer.point(e, f),
        )

    @property
    def height_scale(self) -> float:
        return math.hypot(self.c, self.d)

    @property
    def quarter(self) -> int | None:
        """Quarter turns clockwise of a text that is set with this matrix; None for a text that is set askew."""
        angle = math.degrees(math.atan2(-self.b, self.a)) % 360
        nearest = round(angle / 90)
        return nearest % 4 if abs(angle - 90 * nearest) < 5 else None


class PathShapes(NamedTuple):
    """What a path paints: rules, and rectangles that it fills."""

    rules: list[Rule]
    fills: list[Box]


def read_path_shapes(item: Any, matrix: Matrix, spend: Callable[[int], None]) -> PathShapes:
    """The rules and filled rectangles of a path object. Curves and slanted lines are no rules."""
    fill_mode, has_stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill_mode, has_stroke):
        return PathShapes([], [])
    count = raw.FPDFPath_CountSegments(item)
    spend(max(0, count))
    if count > _MOST_SEGMENTS * 16:
        return PathShapes([], [])
    outlines = list(_outlines(item, count, matrix))
    rules: list[Rule] = []
    fills: list[Box] = []
    if has_stroke.value:
        rules += [rule for points, is_straight in outlines if is_straight for rule in _edges(points)]
    if fill_mode.value:
        rectangles = [Box.around(points) for points, is_straight in outlines if is_straight and len(points) >= 4]
        rules += [rule for box in rectangles for rule in _thin_rules(box)]
        areas = [box for box in rectangles if box.width > THICKEST_RULE and box.height > THICKEST_RULE]
        frames, fills = _split_frames(areas)
        rules += [rule for frame in frames for rule in _edges(_corners(frame))]
    return PathShapes(rules, fills)


def _thin_rules(box: Box) -> list[Rule]:
    """The rule that a thin rectangle is; a dot can be part of a rule in both directions."""
    if max(box.width, box.height) <= THICKEST_RULE:
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return [Rule(True, middle[1], box.x0, box.x1), Rule(False, middle[0], box.y0, box.y1)]
    rule = box.as_rule()
    return [rule] if rule else []


def _outlines(item: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The outlines of a path as points; closed ones end where they began. False marks one that has curves."""
    points: list[Point] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, is_straight
            points, is_straight = [], True
        is_straight = is_straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append(matrix.point(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points, is_straight


def _edges(points: Sequence[Point]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= 0.5 and abs(x1 - x0) >= _SHORTEST_RULE:
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= 0.5 and abs(y1 - y0) >= _SHORTEST_RULE:
            yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _corners(box: Box) -> list[Point]:
    return [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.x0, box.y0)]


def _split_frames(boxes: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Part rectangles that are the frames of a slightly smaller one in the same path from those that are areas."""
    frames, areas, index = [], [], 0
    while index < len(boxes):
        following = boxes[index + 1] if index + 1 < len(boxes) else None
        if following is not None and _is_frame(boxes[index], following):
            frames.append(boxes[index])
            index += 2
        else:
            areas.append(boxes[index])
            index += 1
    return frames, areas


def _is_frame(outer: Box, inner: Box) -> bool:
    margins: Iterable[float] = (
        inner.x0 - outer.x0,
        inner.y0 - outer.y0,
        outer.x1 - inner.x1,
        outer.y1 - inner.y1,
    )
    return all(0 <= margin <= THICKEST_RULE for margin in margins)
