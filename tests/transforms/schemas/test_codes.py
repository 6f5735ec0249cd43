"""The codes that columns may hold: each once, and the smaller lists within the larger ones."""

from __future__ import annotations

import re

import pytest

from transforms.narrative.rules import RULES
from transforms.schemas import codes

LISTS = sorted(name for name, value in vars(codes).items() if isinstance(value, tuple))


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_distinct_words(name: str) -> None:
    values = getattr(codes, name)
    assert len(set(values)) == len(values) > 1
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", value) for value in values)


def test_the_smaller_lists_are_of_the_larger_ones() -> None:
    assert set(codes.VALUED_STATUSES) < set(codes.CELL_STATUSES)
    assert set(codes.CLOSING_VERDICTS) < set(codes.VERDICTS)


def test_every_metric_that_the_prose_is_searched_for_is_a_code() -> None:
    assert {rule.metric for rule in RULES} <= set(codes.NARRATIVE_METRICS)


@pytest.mark.parametrize(
    ("pattern", "takes", "leaves"),
    [
        (codes.TOWNSHIP_CODE, ("990101001000",), ("990101", "990101001000001", "99010100100X", "", "990101001000 ")),
        (codes.FINDING_ID, ("0123456789abcdef",), ("0123456789ABCDEF", "0123456789abcde", "0123456789abcdefa", "")),
    ],
)
def test_the_form_of_a_code(pattern: str, takes: tuple[str, ...], leaves: tuple[str, ...]) -> None:
    assert all(re.search(pattern, text) for text in takes)
    assert not any(re.search(pattern, text) for text in leaves)
