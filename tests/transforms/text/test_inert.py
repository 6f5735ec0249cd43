"""Text of a file that would command a terminal, or turn what stands behind it, does neither."""

from __future__ import annotations

import unicodedata

import pytest

from transforms.text.inert import without_commands

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters of Unicode's bidirectional algorithm that set a direction (UAX 9, table 1)."""


@pytest.mark.parametrize("character", [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))])
def test_control_characters_show_as_a_point_but_those_that_lay_out_text(character: str) -> None:
    assert without_commands(character) == (character if character in "\t\n" else "·")


@pytest.mark.parametrize("character", [*TURNING, "\u2028", "\u2029", "\udc9b"], ids=ascii)
def test_so_do_those_that_turn_or_end_a_line_and_halves_of_none(character: str) -> None:
    assert without_commands(f"a{character}b") == "a·b"


# Signs around a number, and the joiners of hieroglyphs: Unicode calls them formats, but they are seen.
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13460)}


def test_so_does_all_that_is_not_seen() -> None:
    unseen = [
        chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]
    kept = {ord(character) for character in unseen if without_commands(character) == character}
    assert kept <= {*SEEN, ord("\t"), ord("\n")}


def test_what_can_be_read_stays() -> None:
    text = "示例镇2021年 1,347条（①—９）\u3000𠀀 é"
    assert without_commands(text) == text
    assert not any(unicodedata.category(letter) == "Cc" for letter in without_commands(text))
