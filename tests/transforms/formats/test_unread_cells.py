"""Cells that also show what is not read."""

from __future__ import annotations

import pytest

from transforms.formats.unread_cells import is_unread, tell_unread


@pytest.mark.parametrize(
    ("text", "marks", "floating", "expected"),
    [
        ("", ["[image]"], [], "[image]"),
        (" ", [], ["[image]"], "[image]"),
        ("12", ["[image]"], [], "12[image]"),
        ("12", [], ["[image]"], "12"),
        ("1.属于国家秘密", ["[list number]"], [], "1.属于国家秘密"),
        ("12", [], [], "12"),
        ("", [], [], ""),
    ],
)
def test_a_mark_is_told_where_it_could_be_the_value(
    text: str, marks: list[str], floating: list[str], expected: str
) -> None:
    assert tell_unread(text, marks, floating) == expected


def test_a_number_beside_a_mark_is_something() -> None:
    assert is_unread("[image][object]")
    assert not is_unread("5[image]")
