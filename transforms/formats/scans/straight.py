"""A page that lies askew or was photographed from aside, set straight and flat by its rules."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from transforms.formats.scans.images import Paper
from transforms.formats.scans.ruled import ink_of, rule_masks
from transforms.formats.scans.witnesses import Image

# Pixels of a side to which a page is shrunk before its leaning is measured.
_SMALL_SIDE = 1000
# Degrees that a page may lean and be set straight.
MOST_LEANING = 8.0
# Steps in which it is measured, in degrees.
_LEANING_STEP = 0.1
# How long a line counts in the measurement of leaning, in parts of the page's shorter side.
_LONG_PART = 5
# Rules from this part of the page's width or height on say how it lies, and so many do.
_LONG_RULE, _FEWEST_RULES = 0.12, 3
# How steep a rule of a page that was set straight still is at most: seen from aside, its ends lie apart by a tenth.
_STEEPEST = 0.12
# Pixels by which corners lie off a rectangle that needs no mending.
_STRAIGHT = 1.5


def leaning_of(image: Image) -> float | None:
    """Degrees clockwise by which the long lines of a picture lean from the axes; None where there are too few."""
    import cv2
    import numpy as np

    scale = min(1.0, _SMALL_SIDE / max(image.shape))
    size = tuple(max(1, round(side * scale)) for side in image.shape[::-1])
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    ink = ink_of(small, 200)
    least = min(small.shape) // _LONG_PART
    lines = cv2.HoughLinesP(ink, 1, math.radians(_LEANING_STEP), least // 2, minLineLength=least, maxLineGap=4)
    if lines is None:
        return None
    lines = lines.reshape(-1, 4).astype(float)
    angles = np.degrees(np.arctan2(lines[:, 3] - lines[:, 1], lines[:, 2] - lines[:, 0]))
    lengths = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1])
    leaning = (angles + 45) % 90 - 45
    near = np.abs(leaning) <= MOST_LEANING
    if not near.any():
        return None
    order = np.argsort(leaning[near])
    weights = np.cumsum(lengths[near][order])
    return float(leaning[near][order][np.searchsorted(weights, weights[-1] / 2)])


def turn_back(paper: Paper, leaning: float) -> Paper:
    """A page that leans by some degrees, set straight."""
    import cv2

    if abs(leaning) < _LEANING_STEP / 2:
        return paper
    width, height = paper.size
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), leaning, 1.0)
    return paper.changed(
        lambda image: cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    )


def flatten(paper: Paper) -> Paper:
    """A page whose rules run towards each other (photographed from aside), with them side by side.

    How rules slope changes evenly across a page seen from aside, so that all of them together say how it was held.
    """
    import cv2
    import numpy as np

    width, height = paper.size
    slopes = [
        _slopes_across(mask, is_level=is_level)
        for is_level, mask in zip((True, False), rule_masks(paper.black), strict=True)
    ]
    if slopes[0] is None or slopes[1] is None:
        return paper
    level, upright = slopes[0], slopes[1]
    top, bottom, left, right = 0.0, float(height), 0.0, float(width)
    edges = [(level(top), top, width / 2), (level(bottom), bottom, width / 2)]
    sides = [(upright(left), left, height / 2), (upright(right), right, height / 2)]
    lines = [(slope, at - slope * middle) for slope, at, middle in edges]
    columns = [(slope, at - slope * middle) for slope, at, middle in sides]
    corners = [
        _meet(line, column)
        for line, column in (
            (lines[0], columns[0]),
            (lines[0], columns[1]),
            (lines[1], columns[1]),
            (lines[1], columns[0]),
        )
    ]
    straight = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if max(math.dist(*pair) for pair in zip(corners, straight, strict=True)) < _STRAIGHT:
        return paper
    matrix = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(straight, np.float32))
    return paper.changed(
        lambda image: cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    )


def _slopes_across(mask: Any, *, is_level: bool) -> Callable[[float], float] | None:
    """How rules of one direction slope where they stand, as a function of the place; None for too few rules or ones
    that no page could have."""
    import cv2
    import numpy as np

    lines = mask if is_level else np.ascontiguousarray(mask.T)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    places, slopes, lengths = [], [], []
    for label, (x, y, long, wide, _) in enumerate(stats[1:count].tolist(), 1):
        if long < lines.shape[1] * _LONG_RULE or wide > long * _STEEPEST:
            continue
        ys, xs = np.nonzero(labels[y : y + wide, x : x + long] == label)
        slope, offset = np.polyfit(xs, ys, 1)
        places.append(y + offset + slope * (lines.shape[1] / 2 - x))
        slopes.append(slope)
        lengths.append(long)
    if len(slopes) < _FEWEST_RULES:
        return None
    change, base = _fit(np.array(places), np.array(slopes), np.array(lengths, float))
    return lambda place: base + change * place


def _fit(places: Any, slopes: Any, weights: Any) -> tuple[float, float]:
    """A line through slopes by place, those that lie off most left out."""
    import numpy as np

    kept: Any = np.ones(len(slopes), bool)
    change, base = 0.0, float(np.median(slopes))
    for _ in range(3):
        if kept.sum() < _FEWEST_RULES or np.ptp(places[kept]) < 1:
            break
        change, base = np.polyfit(places[kept], slopes[kept], 1, w=weights[kept])
        off = np.abs(slopes - base - change * places)
        kept = off <= max(0.001, 3 * float(np.median(off)))
    return float(change), float(base)


def _meet(level: Any, upright: Any) -> tuple[float, float]:
    """Where y = a x + b and x = c y + d meet."""
    (a, b), (c, d) = level, upright
    y = (a * d + b) / (1 - a * c)
    return c * y + d, y
