"""Digits printed over a ruled line: one on a rule of its table looks like a part of it, and `12` like a 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from transforms.formats.pdf.geometry import Box
from transforms.formats.scans.ruled import Segment
from transforms.formats.scans.runs import runs_of
from transforms.formats.scans.witnesses import Image

# How far beside a rule, in parts of a character's height, a digit on it reaches: half of its width, and its serif.
_REACH = 0.4
# Darker than this part of black a pixel goes on with what lies beside it.
_GOES_ON = 0.3
# Along how much of a rule, in characters' heights, its usual thickness is taken: digits cover less than half.
_USUAL_ALONG = 4.0
# The lengths of rule, in parts of a character's height, over which it has to be thicker, and by how much on average:
# the stroke of a 1 that covers it, and the flag of one. Misses a stroke as thick as the rule that lies exactly on it
# and has no flag, which no picture shows.
_STROKE, _STROKE_MORE = 0.5, 0.015
_FLAG, _FLAG_MORE = 0.08, 0.022
# The same in pixels at least: a rule that steps from row to row is uneven by less.
_LEAST_STROKE, _LEAST_FLAG = 0.3, 0.8
# How many times as uneven it has to be as so much of all rules of the page at most, which copies and compression fray:
# over the length of a stroke they are fairly even, and digits may cover a third; flags are seldom.
_STROKE_FRAYED, _STROKE_SHARE = 5.0, 0.7
_FLAG_FRAYED, _FLAG_SHARE = 3.0, 0.95
# Rules shorter than this, in characters' heights, have no usual thickness.
_SHORTEST = 1.2
# How far from a crossing, in parts of a character's height, a rule is thicker by its blur.
_CROSSING = 0.1


class _Unevenness(NamedTuple):
    """By how many pixels a rule is thicker than around, from its first row on, on average over some of them."""

    segment: Segment
    first: int
    strokes: Any
    flags: Any
    free: Any


def find_overprints(image: Image, segments: Sequence[Segment], em: float) -> list[Box]:
    """Where rules are thicker than they are around, in pixels. `em` is the usual height of characters in pixels."""
    rules = [rule for segment in segments if (rule := _unevenness(image, segment, segments, em)) is not None]
    strokes, flags = [rule.strokes[rule.free] for rule in rules], [rule.flags[rule.free] for rule in rules]
    stroke = max(_STROKE_MORE * em, _LEAST_STROKE, _STROKE_FRAYED * _usual(strokes, _STROKE_SHARE))
    flag = max(_FLAG_MORE * em, _LEAST_FLAG, _FLAG_FRAYED * _usual(flags, _FLAG_SHARE))
    return [
        _box_of(rule, start, end, em)
        for rule in rules
        for start, end in runs_of((rule.strokes > stroke) | (rule.flags > flag))
    ]


def _usual(unevenness: Sequence[Any], share: float) -> float:
    import numpy as np

    values = np.abs(np.concatenate(unevenness)) if unevenness else np.zeros(0)
    return float(np.quantile(values, share)) if values.size else 0.0


def _unevenness(image: Image, segment: Segment, segments: Sequence[Segment], em: float) -> _Unevenness | None:
    """None for a rule that is too short to have a usual thickness."""
    import numpy as np

    first, last = max(0, round(segment.start)), min(image.shape[1 if segment.is_level else 0], round(segment.end))
    if last - first < _SHORTEST * em:
        return None
    free = _free_of_crossings(segment, segments, first, last, em)
    more = np.where(free, _more_than_usual(_beside(image, segment, first, last, em), em), 0.0)
    strokes, flags = (
        np.convolve(more, np.ones(size) / size, mode="same")
        for size in (max(2, round(length * em)) for length in (_STROKE, _FLAG))
    )
    return _Unevenness(segment, first, strokes, flags, free)


def _box_of(rule: _Unevenness, start: int, end: int, em: float) -> Box:
    segment = rule.segment
    low, high = rule.first + start, rule.first + end
    across = _REACH * em + segment.thickness / 2
    if segment.is_level:
        return Box(low, segment.at - across, high, segment.at + across)
    return Box(segment.at - across, low, segment.at + across, high)


def _beside(image: Image, segment: Segment, first: int, last: int, em: float) -> Any:
    """How dark a rule is across, row by row: rows along the rule x pixels across it, 0 to 1, the rule in the middle."""
    import numpy as np

    reach = round(_REACH * em + segment.thickness) + 2
    rows = image.T if segment.is_level else image
    left, right = round(segment.at) - reach, round(segment.at) + reach + 1
    part = rows[first:last, max(0, left) : right]
    beyond = ((0, 0), (max(0, -left), max(0, right - rows.shape[1])))
    return (255 - np.pad(part, beyond, constant_values=255).astype(np.float32)) / 255


def _more_than_usual(dark: Any, em: float) -> Any:
    """By how many pixels a rule is thicker in each row than around it."""
    import numpy as np

    length, width = dark.shape
    middle = width // 2
    near = max(2, middle // 3)
    window = dark[:, middle - near : middle + near + 1]
    weights = np.maximum(window.sum(axis=1), 1e-3)
    place = _running_median((window * np.arange(-near, near + 1)).sum(axis=1) / weights, em)
    rows = np.arange(length)
    centre = np.clip(middle + np.round(place).astype(int), 0, width - 1)
    more = np.zeros(length, np.float32)
    for step in (-1, 1):
        goes_on, wide = np.ones(length, bool), np.zeros(length, np.float32)
        for distance in range(1, width):
            at = centre + step * distance
            inside = (at >= 0) & (at < width)
            shade = np.where(inside, dark[rows, np.clip(at, 0, width - 1)], 0.0)
            goes_on &= shade > _GOES_ON
            if not goes_on.any():
                break
            wide += shade * goes_on
        more += wide - _running_median(wide, em)
    return more


def _running_median(values: Any, em: float) -> Any:
    import numpy as np

    half = max(1, round(_USUAL_ALONG * em / 2))
    if len(values) <= 2 * half + 1:
        return np.full(len(values), np.median(values))
    padded = np.pad(values, half, mode="reflect")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1), axis=1)


def _free_of_crossings(segment: Segment, segments: Sequence[Segment], first: int, last: int, em: float) -> Any:
    """Where no other rule meets this one, and it does not end."""
    import numpy as np

    free: Any = np.ones(last - first, bool)
    edge = round(_CROSSING * em) + 2
    free[:edge] = free[-edge:] = False
    reach = edge + segment.thickness
    for other in segments:
        if other.start - reach <= segment.at <= other.end + reach and other.is_level != segment.is_level:
            low = round(other.at - other.thickness / 2 - edge) - first
            high = round(other.at + other.thickness / 2 + edge) - first + 1
            free[max(0, low) : max(0, high)] = False
    return free
