"""Digits are one number where a line shows them and nothing else: no gap, no stroke through them, no block, no note."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import boxed, fill, sheet, stroke, write
from transforms.formats.scans.cells import Strip
from transforms.formats.scans.digits import goes_on_beside, is_evenly_set, is_one_number

EM = 20.0
MODULE = "transforms.formats.scans.digits"


def marks(*places: tuple[int, int], foot: int = 45) -> Any:
    """A line of marks that begin at a place and are so high."""
    return boxed((200, 60), *((x, foot - high, x + 10, foot) for x, high in places), shade=40)


def strip_at(start: int, end: int) -> Strip:
    """A line that was found with two pixels of paper on both sides."""
    return Strip(sheet(end - start, 20), start - 2, 18, end + 2, 42)


def is_even_with_bridge(shade: int) -> bool:
    """Whether marks are told apart that a paler stroke joins."""
    image = marks((20, 30), (40, 30), (60, 30))
    return is_evenly_set(fill(image, (30, 28, 40, 32), shade), 3)


def signed(top: int) -> bool:
    """Whether a digit with a low stroke before it, from a row on, is a negative number."""
    return is_one_number(fill(marks((40, 30)), (20, top, 32, top + 3), 40), "-1")


def struck(row: int, length: int) -> bool:
    """Whether a digit of two strokes, 30 high, is one with a level stroke of some length in a row."""
    digit = fill(fill(sheet(60, 60), (20, 15, 24, 45), 40), (20, 42, 36, 45), 40)
    return is_one_number(fill(digit, (20, row, 20 + length, row + 3), 40), "1")


def framed(wide: int, thickness: int = 4) -> bool:
    """Whether an open box so wide, 30 high, is one digit."""
    box = fill(sheet(80, 60), (20, 15, 20 + wide, 45), 40)
    return is_one_number(fill(box, (20 + thickness, 15 + thickness, 20 + wide - thickness, 45 - thickness), 255), "0")


def leaning_stroke(by: int) -> bool:
    """Whether a stroke 30 high whose head is so far to the right of its foot is a 1."""
    return is_one_number(stroke(sheet(80, 60), (20, 45), (20 + by, 15), 3, 40), "1")


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(f"{MODULE}._LEANING", inside=lambda: leaning_stroke(4), outside=lambda: leaning_stroke(8), moved=0.6),
    Threshold(
        f"{MODULE}._CLEAR", inside=lambda: is_even_with_bridge(150), outside=lambda: is_even_with_bridge(130), moved=160
    ),
    Threshold(
        f"{MODULE}._DIGIT_HEIGHT",
        inside=lambda: is_evenly_set(marks((20, 30), (40, 30), (60, 20)), 3),
        outside=lambda: is_evenly_set(marks((20, 30), (40, 30), (60, 15)), 3),
        moved=0.75,
    ),
    Threshold(
        f"{MODULE}._EVEN",
        inside=lambda: is_evenly_set(marks((20, 30), (40, 30), (65, 30), (85, 30)), 4),
        outside=lambda: is_evenly_set(marks((20, 30), (40, 30), (70, 30), (90, 30)), 4),
        moved=1.6,
    ),
    Threshold(
        f"{MODULE}._WIDEST_PITCH",
        inside=lambda: is_evenly_set(marks((20, 30), (48, 30), (76, 30)), 3),
        outside=lambda: is_evenly_set(marks((20, 30), (56, 30), (92, 30)), 3),
        moved=1.4,
    ),
    Threshold(
        f"{MODULE}._TOO_FEW",
        inside=lambda: is_evenly_set(marks((20, 30), (40, 30), (60, 30)), 3),
        outside=lambda: is_evenly_set(marks((20, 30), (40, 30)), 2),
        moved=3,
    ),
    Threshold(
        f"{MODULE}._LEVEL",
        inside=lambda: is_one_number(marks((20, 30), (40, 25)), "12"),
        outside=lambda: is_one_number(marks((20, 30), (40, 20)), "12"),
        moved=0.6,
    ),
    Threshold(
        f"{MODULE}._SAME_FOOT",
        inside=lambda: is_one_number(fill(marks((20, 30)), (40, 12, 50, 42), 40), "12"),
        outside=lambda: is_one_number(fill(marks((20, 30)), (40, 9, 50, 39), 40), "12"),
        moved=0.3,
    ),
    Threshold(
        f"{MODULE}._BESIDE",
        inside=lambda: goes_on_beside(boxed((200, 60), (20, 20, 60, 40), (65, 20, 75, 40)), strip_at(20, 60), EM),
        outside=lambda: goes_on_beside(boxed((200, 60), (20, 20, 60, 40), (70, 20, 80, 40)), strip_at(20, 60), EM),
        moved=0.7,
    ),
    Threshold(f"{MODULE}._WIDEST_DIGIT", inside=lambda: framed(26), outside=lambda: framed(30), moved=1.1),
    Threshold(f"{MODULE}._STRUCK", inside=lambda: struck(28, 18), outside=lambda: struck(28, 24), moved=0.9),
    Threshold(f"{MODULE}._STRUCK_FROM", inside=lambda: struck(18, 24), outside=lambda: struck(26, 24), moved=0.05),
    Threshold(f"{MODULE}._STRUCK_TO", inside=lambda: struck(36, 24), outside=lambda: struck(30, 24), moved=0.9),
    Threshold(f"{MODULE}._SOLID", inside=lambda: framed(20, 5), outside=lambda: framed(20, 7), moved=0.95),
    Threshold(
        f"{MODULE}._SOLID_WIDTH",
        inside=lambda: is_one_number(marks((20, 30)), "1"),
        outside=lambda: is_one_number(fill(sheet(60, 60), (20, 15, 40, 45), 40), "1"),
        moved=0.8,
    ),
    Threshold(f"{MODULE}._SIGN_FROM", inside=lambda: signed(28), outside=lambda: signed(20), moved=0.1),
    Threshold(f"{MODULE}._SIGN_TO", inside=lambda: signed(34), outside=lambda: signed(41), moved=0.95),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_lost_point_leaves_an_uneven_gap() -> None:
    assert is_evenly_set(marks((20, 30), (40, 30), (60, 30), (80, 30)), 4)
    assert not is_evenly_set(marks((20, 30), (40, 30), (70, 30), (90, 30)), 4)


@pytest.mark.parametrize("places", [(20, 40, 70), (20, 50, 70), (20, 60)])
def test_a_lost_point_shows_in_short_amounts_too(places: tuple[int, ...]) -> None:
    assert not is_evenly_set(marks(*((place, 30) for place in places)), len(places))


def test_a_point_that_is_left_is_no_digit() -> None:
    assert not is_evenly_set(marks((20, 30), (40, 30), (60, 6), (80, 30)), 4)


def test_digits_that_touch_are_not_seen_to_be_even() -> None:
    touching = fill(marks((20, 30), (40, 30), (60, 30)), (28, 30, 42, 34))
    assert not is_evenly_set(touching, 3)
    assert not is_evenly_set(fill(sheet(100, 40), (20, 10, 80, 30)), 1)


def test_no_digits_stand_at_no_distance() -> None:
    assert not is_evenly_set(sheet(100, 40), 3)
    assert not is_evenly_set(marks((20, 30)), 0)
    assert is_evenly_set(marks((20, 30)), 1)


def test_a_raised_or_lowered_digit_is_no_digit_of_its_number() -> None:
    number = fill(sheet(60, 40), (10, 10, 20, 35), 40)
    assert not is_one_number(fill(number.copy(), (25, 10, 32, 22), 40), "12")
    assert not is_one_number(fill(number.copy(), (25, 8, 35, 30), 40), "12")
    assert is_one_number(fill(fill(number.copy(), (22, 31, 26, 35), 40), (30, 10, 40, 35), 40), "1.2")


def test_a_gap_parts_two_numbers() -> None:
    assert is_one_number(marks((20, 30), (40, 30)), "35")
    assert not is_one_number(marks((20, 30), (62, 30)), "35")


@pytest.mark.parametrize("text", ["0", "8", "1", "27", "4", "2048", "7.1", "-3"])
def test_a_number_as_it_is_printed_is_one(text: str) -> None:
    assert is_one_number(write(sheet(200, 60), text, 20, 45, 30), text)


@pytest.mark.parametrize("text", ["6", "8", "81", "305"])
@pytest.mark.parametrize("fall", [0, 12])
def test_a_number_that_a_stroke_runs_through_is_none(text: str, fall: int) -> None:
    width = 24 * len(text)
    image = write(sheet(200, 60), text, 20, 45, 30)
    assert not is_one_number(stroke(image, (16, 30 + fall), (20 + width, 30 - fall), 3), text)


@pytest.mark.parametrize("shade", [0, 90])
def test_a_digit_beside_one_that_is_covered_is_none(shade: int) -> None:
    assert not is_one_number(fill(write(sheet(200, 60), "4", 20, 45, 30), (46, 16, 66, 46), shade), "4")


def test_a_digit_whose_thin_strokes_are_pale_is_one() -> None:
    digit = boxed((60, 60), (20, 15, 25, 45), (33, 15, 38, 45), shade=40)
    assert is_one_number(fill(fill(digit, (25, 15, 33, 18), 185), (25, 42, 33, 45), 185), "0")
    assert not is_one_number(boxed((60, 60), (20, 15, 25, 45), (33, 15, 38, 45), shade=40), "0")


def test_the_strokes_of_a_unit_are_no_digits() -> None:
    unit = boxed((120, 60), (20, 15, 30, 45), (50, 15, 80, 19), (62, 15, 66, 45), shade=40)
    assert is_one_number(unit, "1万")
