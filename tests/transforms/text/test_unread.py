"""Marks for what a cell shows and nobody reads."""

from __future__ import annotations

import pytest

from transforms.text import is_value_text, join_marks, parse_number, without_marks
from transforms.text.unread import UNREAD


@pytest.mark.parametrize("mark", UNREAD)
@pytest.mark.parametrize("before", ["", "3", "3件", "约3", "1,234"])
def test_a_mark_keeps_a_place_and_is_no_number(mark: str, before: str) -> None:
    assert is_value_text(before + mark, is_whole=True)
    assert not parse_number(before + mark).is_readable
    assert without_marks(before + mark) == before


@pytest.mark.parametrize("text", ["规章[image]", "[图]", "image", "[image"])
def test_words_beside_it_are_words(text: str) -> None:
    assert not is_value_text(text, is_whole=True)


def test_marks_are_told_once() -> None:
    assert join_marks(UNREAD * 2) == "".join(UNREAD)
