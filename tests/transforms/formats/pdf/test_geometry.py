"""Boxes, rules and matrices."""

from __future__ import annotations

import math

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.pdf.geometry import Box, Matrix, Rule


def leaning(degrees: float) -> Matrix:
    """A text that leans, against the clock."""
    angle = math.radians(degrees)
    return Matrix(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))


def is_read_at(degrees: float) -> bool:
    return leaning(degrees).quarter is not None


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.pdf.geometry.THICKEST_RULE",
        inside=lambda: Box(0, 0, 50, 3).as_rule(),
        outside=lambda: Box(0, 0, 50, 3.5).as_rule(),
        moved=5.0,
    ),
    Threshold(
        "transforms.formats.pdf.geometry.SHORTEST_RULE",
        inside=lambda: Box(0, 0, 2, 0.5).as_rule(),
        outside=lambda: Box(0, 0, 1.9, 0.5).as_rule(),
        moved=1.5,
    ),
    Threshold(
        "transforms.formats.pdf.geometry._ELONGATED",
        inside=lambda: Box(0, 0, 6, 3).as_rule(),
        outside=lambda: Box(0, 0, 5.9, 3).as_rule(),
        moved=1,
    ),
    Threshold(
        "transforms.formats.pdf.geometry._MOST_ASKEW",
        inside=lambda: is_read_at(4.9),
        outside=lambda: is_read_at(5.1),
        moved=10,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_thin_box_is_a_rule_along_its_middle() -> None:
    assert Box(0, 10, 50, 11).as_rule() == Rule(True, 10.5, 0, 50)
    assert Box(10, 0, 11, 50).as_rule() == Rule(False, 10.5, 0, 50)
    assert Box(0, 0, 50, 50).as_rule() is None


def test_a_clip_leaves_what_lies_in_it() -> None:
    assert Rule(True, 5, 0, 50).clipped(Box(10, 0, 20, 10)) == Rule(True, 5, 10, 20)
    assert Rule(True, 5, 0, 50).clipped(Box(60, 0, 70, 10)) is None
    assert Rule(True, 5, 0, 50).clipped(Box(10, 20, 20, 30)) is None
    assert Rule(True, 5, 0, 50).clipped(None) == Rule(True, 5, 0, 50)


def test_boxes_that_lie_apart_share_nothing() -> None:
    assert Box(0, 0, 1, 1).clipped(Box(5, 5, 6, 6)).area == 0


def test_one_transformation_follows_another() -> None:
    scaled_then_moved = Matrix(2, 0, 0, 2, 0, 0).then(Matrix(e=10, f=20))
    assert scaled_then_moved.point(1, 1) == (12, 22)
    assert scaled_then_moved.height_scale == 2


@pytest.mark.parametrize(("degrees", "quarter"), [(0, 0), (-90, 1), (180, 2), (90, 3), (45, None)])
def test_quarters_count_clockwise(degrees: int, quarter: int | None) -> None:
    assert leaning(degrees).quarter == quarter
