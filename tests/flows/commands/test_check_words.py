"""What gets out of a check is one line of plain text without personal numbers."""

from __future__ import annotations

import pytest

from flows.commands.check_words import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\n二\t三", "一 二 三"),
        ("\x1b]0;名\x07", "·]0;名·"),
        ("甲\u202e乙\u2066丙\u200f丁\u061c戊", "甲·乙·丙·丁·戊"),
        ("\x9b31m\x7f", "·31m·"),
        ("手机13900001234，办公室0999-0001234", "手机＊＊＊，办公室0999-0001234"),
        ("身份证110101199001010000", "身份证＊＊＊"),
        ("\ud800", "·"),
    ],
)
def test_a_text_is_shown_without_what_does_harm(text: str, expected: str) -> None:
    assert shown(text) == expected
