"""The mark behind what was recognised travels with a number and is no part of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Given, Pattern, check
from transforms.text import (
    MOST_RECOGNISED,
    is_value_text,
    parse_number,
    recognised_mark,
    recognised_numbers,
    without_recognised,
)

EVIDENCE = (
    Pattern(
        "transforms.text.recognised._MARK",
        takes=("3\U000f0000", "\U000ffffd"),
        leaves=("3", "3\ue000", "\U00100000", "3\ufffd"),
    ),
    Given("transforms.text.recognised._FIRST", source="plane 15 of Unicode is for private use and begins here"),
    Given("transforms.text.recognised.MOST_RECOGNISED", source="plane 15 of Unicode ends with U+FFFFD"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("text", ["3", "1,234", "29.05万元", "12件", "-5"])
def test_a_mark_changes_no_value(text: str) -> None:
    marked = text + recognised_mark(7)
    assert parse_number(marked).value == parse_number(text).value is not None
    assert is_value_text(marked, is_whole=True)
    assert without_recognised(marked) == text


def test_numbers_are_told_in_order() -> None:
    text = f"3{recognised_mark(0)} 14{recognised_mark(MOST_RECOGNISED)}"
    assert recognised_numbers(text) == (0, MOST_RECOGNISED)
    assert recognised_numbers("314") == ()


def test_digits_on_both_sides_of_a_mark_are_no_number() -> None:
    assert parse_number(f"3{recognised_mark(0)}14").value != Decimal(314)


def test_a_lost_number_with_a_mark_keeps_its_place() -> None:
    assert is_value_text("\ufffd" + recognised_mark(3), is_whole=True)
    assert parse_number("\ufffd" + recognised_mark(3)).value is None
