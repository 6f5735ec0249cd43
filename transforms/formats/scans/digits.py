"""How the digits of a number stand in the picture of a line: whether they are one number, and nothing else is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from transforms.formats.scans.cells import Strip
from transforms.formats.scans.runs import runs_of
from transforms.formats.scans.witnesses import Image
from transforms.text import is_han

# Darker than this a pixel is surely ink, of 255, so that digits beside each other do not touch.
_CLEAR = 140
# Levels of darkness, of 255, at which marks are told apart: at the palest a blurred digit hangs together, at the
# darkest digits beside each other do not touch.
_LEVELS = (_CLEAR, 170, 200)
# Of a line's height a digit has at least; a point has a fifth, a comma a third.
_DIGIT_HEIGHT = 0.6
# Of the highest mark's height every digit has at least; a raised one has three fifths.
_LEVEL = 0.8
# How far the feet of digits differ, in parts of their height: a note's digit stands higher by a third, or lower by a
# seventh and more.
_SAME_FOOT = 0.12
# How many times the usual distance of two digits the largest is at most: a point adds a half.
_EVEN = 1.3
# Of so many digits there is one distance, and none to hold it against: a blurred point stands in any.
_TOO_FEW = 2
# The distance of two digits in parts of their height, at most: fonts have 0.74 (Song, Times) to 0.87 (DejaVu Sans), and
# a point adds 0.35. Misses digits that are set as wide as Chinese characters.
_WIDEST_PITCH = 1.0
# How wide a digit is at most, in parts of its height: a 0 of wide fonts has 0.8. What is wider is two that touch, or
# one with a stroke through it.
_WIDEST_DIGIT = 0.95
# Between these parts of a digit's height no digit has a level stroke as long as this part of it: the bar of 4 is lower,
# the waist of 8 shorter. A stroke through a digit is there.
_STRUCK_FROM, _STRUCK_TO, _STRUCK = 0.3, 0.6, 0.68
# Of the box of a mark so much is ink, and it is so wide in parts of its height, that is no digit: a block over one.
_SOLID, _SOLID_WIDTH = 0.8, 0.5
# How far the head of a stroke is beside its foot, in parts of its height, that is a slash, which stands for no number:
# a slash of 31 fonts has 0.20 to 0.42, a 1, also of italics, 0.12 at most.
_LEANING = 0.16
# Where the middle of a minus stands at least and at most, in parts of the height of digits from their head.
_SIGN_FROM, _SIGN_TO = 0.3, 0.8
# How far beside a found line, in parts of a character's height, its next digit would begin.
_BESIDE = 0.35


class _Mark(NamedTuple):
    """What stands by itself in a line, from column to column and from row to row."""

    start: int
    end: int
    head: int
    foot: int

    @property
    def high(self) -> int:
        return self.foot - self.head + 1

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def _marks_of(image: Image, level: int) -> list[_Mark]:
    """The marks of a line from left to right that are darker than a level; those that touch are one."""
    import numpy as np

    ink = image < level
    marks = []
    for start, end in runs_of(ink.any(axis=0)):
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        marks.append(_Mark(start, end, int(rows[0]), int(rows[-1])))
    return marks


def _pitches(marks: Sequence[_Mark]) -> list[float]:
    return [right.middle - left.middle for left, right in pairwise(marks)]


def is_evenly_set(image: Image, digits: int) -> bool:
    """Whether a line begins with so many marks as high as digits, one as far from the next as any other.

    A point or comma that was lost leaves its gap, and one that is left is a low mark.
    """
    marks = _marks_of(image, _CLEAR)
    if digits < 1 or digits == _TOO_FEW or len(marks) < digits:
        return False
    high = max(mark.foot for mark in marks) - min(mark.head for mark in marks) + 1
    first = marks[:digits]
    if any(mark.high < _DIGIT_HEIGHT * high or mark.end - mark.start > high for mark in first):
        return False
    pitches = sorted(_pitches(first))
    return not pitches or pitches[-1] <= min(_EVEN * pitches[(len(pitches) - 1) // 2], _WIDEST_PITCH * high)


def is_one_number(image: Image, text: str) -> bool:
    """Whether a line shows the digits of a number and nothing else: as many marks as high as each other on one line, no
    farther apart than digits are, none of them struck through or covered.

    A raised or lowered digit is a note's, a gap parts two numbers, and a mark that nobody read may be a digit that is
    smudged. Points, commas and signs may be low. The strokes of units behind it are not looked at. The thin strokes of
    a 0 may be paler than others: one level of darkness at which all of this holds is enough.
    """
    return any(_shows_one_number(image, text, level) for level in _LEVELS)


def _shows_one_number(image: Image, text: str, level: int) -> bool:
    digits = sum(map(str.isdigit, text))
    marks = _marks_of(image, level)
    high = max((mark.high for mark in marks), default=0)
    full = [mark for mark in marks if mark.high >= _LEVEL * high]
    if not full or len(marks) - len(full) > len(text) - digits:
        return False
    if max(mark.foot for mark in full) - min(mark.foot for mark in full) > _SAME_FOOT * high:
        return False
    if any(map(is_han, text)):
        return True
    if len(full) != digits or not all(
        _is_digit(image, mark, digit, level) for mark, digit in zip(full, filter(str.isdigit, text), strict=True)
    ):
        return False
    if text.startswith("-") and not _is_sign(marks[0], full[0]):
        return False
    return not text.isdigit() or max(_pitches(full), default=0.0) <= _WIDEST_PITCH * high


def _is_digit(image: Image, mark: _Mark, digit: str, level: int) -> bool:
    """Whether a mark is no wider than a digit, no solid block, has no level stroke where no digit has one, and is no
    slash where a 1 was read."""
    import numpy as np

    ink = image[mark.head : mark.foot + 1, mark.start : mark.end] < level
    wide = mark.end - mark.start
    if wide > _WIDEST_DIGIT * mark.high or (wide > _SOLID_WIDTH * mark.high and float(np.mean(ink)) > _SOLID):
        return False
    rows = ink[round(_STRUCK_FROM * mark.high) : round(_STRUCK_TO * mark.high)]
    is_struck = max((end - start for row in rows for start, end in runs_of(row)), default=0) > _STRUCK * mark.high
    return not is_struck and not (digit == "1" and _leans(ink))


def _leans(ink: Any) -> bool:
    """Whether the head of a stroke stands beside its foot."""
    import numpy as np

    part = max(1, len(ink) // 5)
    above, below = (np.nonzero(rows)[1].mean() for rows in (ink[:part], ink[-part:]))
    return bool(abs(above - below) > _LEANING * len(ink))


def _is_sign(mark: _Mark, digit: _Mark) -> bool:
    """Whether a low mark stands where a minus does, and is no foot of a digit that was erased."""
    middle = ((mark.head + mark.foot) / 2 - digit.head) / digit.high
    return mark.high < _DIGIT_HEIGHT * digit.high and _SIGN_FROM <= middle <= _SIGN_TO


def goes_on_beside(image: Image, strip: Strip, em: float) -> bool:
    """Whether ink stands directly beside a line that was found on a page: its first or last digit may be left out."""
    import numpy as np

    beside = max(1, round(_BESIDE * em))
    rows = image[max(0, strip.y0) : strip.y1]
    left, right = max(0, strip.x0), min(image.shape[1], strip.x1)
    sides = (rows[:, max(0, left - beside) : left + 1], rows[:, right - 1 : right + beside])
    return any(bool(np.any(side < _CLEAR)) for side in sides if side.size)
