"""How text looks, and what styles have of each other."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.formats.office.looks import PLAIN, Look, inherit

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.looks._TINY",
        inside=lambda: Look(points=1.0).is_hidden,
        outside=lambda: Look(points=5.0).is_hidden,
        moved=6,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_property_that_says_nothing_leaves_the_one_below() -> None:
    below = Look(strike=True, aligned="superscript", is_white=True)
    assert Look(strike=False).over(below) == Look(strike=False, aligned="superscript", is_white=True)
    assert PLAIN.over(below) is below
    assert below.over(PLAIN) is below


def test_white_letters_are_seen_on_a_coloured_ground() -> None:
    assert Look(is_white=True).is_clear
    assert not Look(is_white=True, is_coloured=True).is_clear


def test_circles_and_long_chains_of_styles_end() -> None:
    many = {number: str(number % 10) for number in range(100_000)}
    chain = inherit(many, {number: number + 1 for number in many}, lambda own, below: below)
    assert chain[0] == "9"
    assert inherit({"a": 1, "b": 2}, {"a": "a", "b": "a"}, lambda own, below: own + below) == {"a": 1, "b": 3}
