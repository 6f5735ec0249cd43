"""Lengths of styles, as sums of units."""

from __future__ import annotations

import pytest
from tinycss2 import parse_component_value_list

from tests.evidence import Evidence, Threshold, check
from transforms.formats.html.lengths import Length, about_pixels, is_deep, is_of_font, is_zero, read_length


def nested(brackets: int) -> bool:
    """Whether so many brackets inside of each other are too deep to be read."""
    return is_deep(parse_component_value_list("(" * brackets + ")" * brackets))


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.html.lengths._DEEPEST",
        inside=lambda: not nested(20),
        outside=lambda: not nested(21),
        moved=21,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def length_of(css: str) -> Length | None:
    (token,) = parse_component_value_list(css)
    return read_length(token)


@pytest.mark.parametrize(
    ("css", "length"),
    [
        ("1in", {"px": 96}),
        ("72pt", {"px": 96}),
        ("2.54cm", {"px": 96}),
        ("50%", {"%": 50}),
        ("3", {"": 3}),
        ("-1.5EM", {"em": -1.5}),
        ("calc(2 * (1em + 3px) / 4)", {"em": 0.5, "px": 1.5}),
        ("min(3px, 1em)", {"px": 3}),
        ("max(3px, 1em)", {"em": 1}),
        ("clamp(1px, 5px, 3px)", {"px": 3}),
    ],
)
def test_a_length_is_the_sum_of_its_units(css: str, length: Length) -> None:
    assert length_of(css) == pytest.approx(length)


@pytest.mark.parametrize(
    "css",
    ["red", "1xx", "calc(1px + 1)", "calc(1px * 1px)", "calc(1px / 0)", "calc(1px +)", "min()", "calc(1e999px)"],
)
def test_what_is_malformed_or_endless_is_no_length(css: str) -> None:
    assert length_of(css) is None


def test_a_length_is_none_whatever_its_units_are_worth() -> None:
    assert is_zero({"em": 0.0, "px": 0.0})
    assert not is_zero({"em": 1.0, "px": -16.0})
    assert about_pixels({"em": 1.0, "px": -16.0}) == 0


def test_a_share_of_the_letters_around_has_no_other_unit() -> None:
    assert is_of_font({"em": 1.0, "%": 10.0})
    assert not is_of_font({"em": 1.0, "px": 1.0})
    assert not is_of_font({"rem": 1.0})
