"""Geometry of a PDF's drawings: boxes, rules along an axis, and matrices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

# Rules of tables are drawn as lines, or as rectangles of up to this thickness, in points; most have half a point to
# two, frames of a page three. What is thicker is an area (a coloured header). Misses bars of 4 points.
THICKEST_RULE = 3.0
# Points of the shortest rule; what is shorter is a dot.
SHORTEST_RULE = 2.0
# How many times as long as thick a rectangle is that is a rule and not a dot.
_ELONGATED = 2
# Degrees by which a text may lean and still be read, as upright or turned by quarters. A watermark leans by 30 to 45.
_MOST_ASKEW = 5
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
        if self.height <= THICKEST_RULE and self.width >= max(SHORTEST_RULE, _ELONGATED * self.height):
            return Rule(True, (self.y0 + self.y1) / 2, self.x0, self.x1)
        if self.width <= THICKEST_RULE and self.height >= max(SHORTEST_RULE, _ELONGATED * self.width):
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
        return nearest % 4 if abs(angle - 90 * nearest) < _MOST_ASKEW else None
