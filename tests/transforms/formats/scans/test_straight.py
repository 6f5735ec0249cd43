"""A page that lies askew, or is seen from aside, is set straight by its rules."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.scans.drawn import (
    boxed,
    coloured,
    fill,
    from_aside,
    leaning,
    plain,
    ruled,
    sheet,
    stroke,
    table,
)
from transforms.formats.scans.images import clean
from transforms.formats.scans.ruled import find_segments
from transforms.formats.scans.straight import flatten, leaning_of, turn_back

MODULE = "transforms.formats.scans.straight"
SIDE = 1000
"""Pixels of the longer side of most pages here."""


def has_leaning_of_hairline(side: int) -> bool:
    return leaning_of(boxed((side, side // 10), (side // 8, 50, side * 7 // 8, 51), shade=100)) is not None


def has_leaning_of_line(length: int, fall: int = 0) -> bool:
    image = stroke(sheet(SIDE, 500), (200, 200), (200 + length, 200 + fall), 3)
    return leaning_of(image) is not None


def is_flattened(slope: float, level: int = 400, levels: int = 4, thickness: int = 2) -> bool:
    """Whether a page is changed of which some rules level and others run towards each other."""
    image = sheet(600, 600)
    for place in range(levels):
        fill(image, (100, 120 + 90 * place, 100 + level, 122 + 90 * place))
    for x, part in ((70, 1.0), (230, 0.35), (370, -0.35), (530, -1.0)):
        stroke(image, (x, 550), (x + round(450 * slope * part), 100), thickness)
    paper = plain(image)
    return flatten(paper) is not paper


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        f"{MODULE}._SMALL_SIDE",
        inside=lambda: has_leaning_of_hairline(2000),
        outside=lambda: has_leaning_of_hairline(4000),
        moved=4000,
    ),
    Threshold(
        f"{MODULE}.MOST_LEANING",
        inside=lambda: has_leaning_of_line(500, 52),
        outside=lambda: has_leaning_of_line(500, 90),
        moved=12.0,
    ),
    Threshold(
        f"{MODULE}._LEANING_STEP",
        inside=lambda: (paper := plain(sheet(60, 40))) is not turn_back(paper, 0.06),
        outside=lambda: (paper := plain(sheet(60, 40))) is not turn_back(paper, -0.04),
        moved=0.2,
    ),
    Threshold(
        f"{MODULE}._LONG_PART",
        inside=lambda: has_leaning_of_line(130),
        outside=lambda: has_leaning_of_line(80),
        moved=10,
    ),
    Threshold(
        f"{MODULE}._LONG_RULE",
        inside=lambda: is_flattened(0.05, level=85),
        outside=lambda: is_flattened(0.05, level=60),
        moved=0.08,
    ),
    Threshold(
        f"{MODULE}._FEWEST_RULES",
        inside=lambda: is_flattened(0.05, levels=3),
        outside=lambda: is_flattened(0.05, levels=2),
        moved=2,
    ),
    Threshold(
        f"{MODULE}._STEEPEST",
        inside=lambda: is_flattened(0.08, thickness=6),
        outside=lambda: is_flattened(0.18, thickness=8),
        moved=0.3,
    ),
    Threshold(f"{MODULE}._STRAIGHT", inside=lambda: is_flattened(0.02), outside=lambda: is_flattened(0.0), moved=12.0),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def is_square(image: Any, levels: int, uprights: int) -> bool:
    """Whether a picture has the rules of a table, and the level ones begin and end at the outermost upright ones."""
    segments = find_segments(image)
    sides = sorted(segment.at for segment in segments if not segment.is_level)
    rows = [segment for segment in segments if segment.is_level]
    if (len(rows), len(sides)) != (levels, uprights):
        return False
    return all(abs(row.start - sides[0]) < 5 and abs(row.end - sides[-1]) < 5 for row in rows)


@pytest.mark.parametrize("degrees", [-6.0, -1.5, 3.0, 7.0])
def test_a_leaning_page_is_set_straight(degrees: float) -> None:
    paper = plain(leaning(table(), degrees))
    assert not is_square(paper.black, 4, 4)
    found = leaning_of(paper.black)
    assert found == pytest.approx(degrees, abs=0.2)
    assert is_square(turn_back(paper, found or 0.0).black, 4, 4)


def test_a_page_that_leans_too_far_is_left() -> None:
    assert leaning_of(leaning(table(), 20)) is None


def test_a_page_seen_from_aside_is_flattened() -> None:
    paper = plain(from_aside(ruled(sheet(800, 600), (60, 250, 440, 580, 720), (80, 180, 300, 420, 540)), 25))
    assert not is_square(paper.black, 5, 5)
    assert is_square(flatten(paper).black, 5, 5)


def test_a_flat_page_is_left_as_it_is() -> None:
    paper = clean(coloured(table()))
    assert flatten(paper) is paper
    empty = plain(sheet(300, 200))
    assert flatten(empty) is empty


def test_empty_paper_does_not_lean() -> None:
    assert leaning_of(sheet(300, 200)) is None
