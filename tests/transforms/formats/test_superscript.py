"""Raised text as characters of its own."""

from __future__ import annotations

import pytest

from transforms.formats.superscript import raise_marks


@pytest.mark.parametrize(
    ("text", "raised"), [("2", "²"), ("10", "¹⁰"), ("[1]", "[1]"), ("（2）", "（2）"), ("注", "注"), ("", "")]
)
def test_digits_are_raised_and_marks_in_brackets_stay(text: str, raised: str) -> None:
    """Left as it is, the mark of a note would be the last digit of its number."""
    assert raise_marks(text) == raised
