"""Digits on a rule are seen by what they add to it; frayed rules, crossings and numbers beside are not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import BLACK, boxed, fill, grained, leaning, numpy, ruled, sheet, write
from transforms.formats.pdf.geometry import Box
from transforms.formats.scans.overprint import find_overprints
from transforms.formats.scans.ruled import Segment, find_segments

MODULE = "transforms.formats.scans.overprint"
EM = 30.0
XS, YS = (50, 250, 450), (40, 120, 200, 280)


def table() -> Any:
    return ruled(sheet(500, 320), XS, YS)


def look(image: Any, em: float = EM) -> list[Box]:
    return find_overprints(image, find_segments(image, em), em)


def sees(wide: int, rows: tuple[int, int], shade: int = BLACK, em: float = EM, length: int = 80) -> bool:
    """Whether a stroke so wide is seen on the middle upright rule of a table, from row to row of a cell so high."""
    image = ruled(sheet(500, length + 80), XS, (40, 40 + length))
    return bool(look(fill(image, (252, 40 + rows[0], 252 + wide, 40 + rows[1]), shade), em))


def covers(distance: int) -> bool:
    """Whether a digit on a rule is said to reach so far beside it."""
    return any(found.x1 > 252 + distance for found in look(fill(table(), (252, 150, 255, 170))))


def frayed(every: int, rows: int, by: int, *, has_digit: bool = False) -> bool:
    """Whether anything is seen on rules that are thicker every so many pixels, for some of them."""
    image = ruled(sheet(500, 520), XS, (40, 440))
    for start in range(0, 500, every):
        for x in XS:
            fill(image, (x + 2, max(42, start), x + 2 + by, min(440, max(42, start + rows))))
    return bool(look(fill(image, (252, 220, 252 + 12 * has_digit, 240))))


def sees_on_short(length: int) -> bool:
    """Whether a stroke is seen in the middle of a rule so long, beside long ones."""
    image = boxed((400, 400), (50, 20, 52, 20 + length), (200, 0, 202, 400), (300, 0, 302, 400))
    long = [Segment(False, at, 0.0, 400.0, 2.0) for at in (201.0, 301.0)]
    return bool(
        find_overprints(fill(image, (52, 30, 55, 38)), [Segment(False, 51.0, 20.0, 20.0 + length, 2.0), *long], EM)
    )


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(f"{MODULE}._REACH", inside=lambda: covers(10), outside=lambda: covers(16), moved=0.7),
    Threshold(
        f"{MODULE}._GOES_ON", inside=lambda: sees(3, (30, 50), 165), outside=lambda: sees(3, (30, 50), 190), moved=0.2
    ),
    Threshold(
        f"{MODULE}._USUAL_ALONG",
        inside=lambda: sees(3, (100, 150), length=400),
        outside=lambda: sees(3, (100, 180), length=400),
        moved=8.0,
    ),
    Threshold(
        f"{MODULE}._STROKE",
        inside=lambda: sees(1, (80, 130), em=60, length=400),
        outside=lambda: sees(1, (80, 100), em=60, length=400),
        moved=0.2,
    ),
    Threshold(
        f"{MODULE}._STROKE_MORE",
        inside=lambda: sees(1, (80, 130), em=60, length=400),
        outside=lambda: sees(1, (80, 130), 130, em=60, length=400),
        moved=0.05,
    ),
    Threshold(
        f"{MODULE}._FLAG",
        inside=lambda: sees(2, (80, 85), em=60, length=400),
        outside=lambda: sees(2, (80, 82), em=60, length=400),
        moved=0.03,
    ),
    Threshold(
        f"{MODULE}._FLAG_MORE",
        inside=lambda: sees(3, (80, 83), em=60, length=400),
        outside=lambda: sees(1, (80, 85), em=60, length=400),
        moved=0.05,
    ),
    Threshold(
        f"{MODULE}._LEAST_STROKE",
        inside=lambda: sees(1, (30, 50), 160, em=15),
        outside=lambda: sees(1, (30, 36), 160, em=15),
        moved=0.1,
    ),
    Threshold(
        f"{MODULE}._LEAST_FLAG",
        inside=lambda: sees(1, (30, 32), em=15),
        outside=lambda: sees(1, (30, 32), 100, em=15),
        moved=0.4,
    ),
    Threshold(
        f"{MODULE}._STROKE_FRAYED",
        inside=lambda: not frayed(30, 12, 1),
        outside=lambda: not frayed(30, 12, 1, has_digit=True),
        moved=0.0,
    ),
    Threshold(
        f"{MODULE}._STROKE_SHARE",
        inside=lambda: not frayed(30, 12, 1),
        outside=lambda: not frayed(30, 12, 1, has_digit=True),
        moved=0.0,
    ),
    Threshold(
        f"{MODULE}._FLAG_FRAYED",
        inside=lambda: not frayed(14, 1, 2),
        outside=lambda: not frayed(14, 1, 2, has_digit=True),
        moved=0.0,
    ),
    Threshold(
        f"{MODULE}._FLAG_SHARE",
        inside=lambda: not frayed(14, 1, 2),
        outside=lambda: not frayed(14, 1, 2, has_digit=True),
        moved=0.0,
    ),
    Threshold(f"{MODULE}._SHORTEST", inside=lambda: sees_on_short(40), outside=lambda: sees_on_short(34), moved=1.0),
    Threshold(
        f"{MODULE}._CROSSING", inside=lambda: not sees(3, (3, 8)), outside=lambda: not sees(3, (10, 14)), moved=0.0
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_digit_on_a_rule_is_seen_where_it_stands() -> None:
    (found,) = look(fill(fill(table(), (250, 150, 254, 172)), (246, 150, 250, 153)))
    assert (found.x0 < 250 < found.x1, 140 < found.y0 < 160, 160 < found.y1 < 185) == (True, True, True)


def test_a_digit_on_a_level_rule_is_seen() -> None:
    (found,) = look(fill(table(), (300, 110, 303, 132)))
    assert found.x0 < 301 < found.x1
    assert found.y0 < 120 < found.y1


def test_rules_and_their_crossings_are_no_digits() -> None:
    for image in (table(), grained(table(), 20), leaning(table(), 0.3)):
        assert look(image) == []


def test_a_number_beside_a_rule_is_none_on_it() -> None:
    assert look(write(table(), "12", 258, 170)) == []


def test_a_rule_that_is_as_short_as_a_digit_has_no_usual_thickness() -> None:
    assert find_overprints(sheet(60, 60, 0), [Segment(False, 30.0, 10.0, 40.0, 2.0)], EM) == []
    assert find_overprints(sheet(60, 60), [], EM) == []
    assert numpy().array(find_overprints(sheet(100, 100), [Segment(True, 50.0, 0.0, 100.0, 2.0)], EM)).size == 0
