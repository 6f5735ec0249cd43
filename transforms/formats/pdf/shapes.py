"""The ruled lines and filled areas that paths paint."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pypdfium2 import raw

from transforms.formats.pdf.geometry import SHORTEST_RULE, THICKEST_RULE, Box, Matrix, Point, Rule

# Segments of a path that is read. A table drawn as one path has some thousand; a map has any number and rules nothing.
_MOST_SEGMENTS = 64_000
# Points by which the ends of a line may differ and it still is level or upright, as coordinates are rounded.
_MOST_SLANT = 0.5
# Points of an outline that can be a rectangle: its corners.
_CORNERS = 4


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
    if count > _MOST_SEGMENTS or not (fill_mode.value or has_stroke.value):
        return PathShapes([], [])
    outlines = _outlines(item, count, matrix)
    rules: list[Rule] = []
    fills: list[Box] = []
    if has_stroke.value:
        rules += [rule for points, is_straight in outlines if is_straight for rule in _edges(points)]
    if fill_mode.value:
        rectangles = [Box.around(points) for points, is_straight in outlines if is_straight and len(points) >= _CORNERS]
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


def _outlines(item: Any, count: int, matrix: Matrix) -> list[tuple[list[Point], bool]]:
    """The outlines of a path as points; closed ones end where they began. False marks one that has curves."""
    outlines: list[tuple[list[Point], bool]] = []
    points: list[Point] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                outlines.append((points, is_straight))
            points, is_straight = [], True
        is_straight = is_straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        across, up = x.value, y.value
        points.append((a * across + c * up + e, b * across + d * up + f))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        outlines.append((points, is_straight))
    return outlines


def _edges(points: Sequence[Point]) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(y1 - y0) <= _MOST_SLANT and abs(x1 - x0) >= SHORTEST_RULE:
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= _MOST_SLANT and abs(y1 - y0) >= SHORTEST_RULE:
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
