"""The language of a person: from a locale, and words that stand in both."""

from __future__ import annotations

import pytest

from flows.language import Language, Pair, language_of


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "zh"),
        ({"LANG": ""}, "zh"),
        ({"LANG": "C"}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_locale_says_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


def test_words_are_filled_in_their_language() -> None:
    words = Pair("“{row}”有{count}格", "“{row}” has {count} cells").filled(row=Pair("总计", "Total"), count=2)
    assert words == ("“总计”有2格", "“Total” has 2 cells")
    assert words.said_in(Language.EN) == "“Total” has 2 cells"


def test_a_value_with_braces_is_no_place_for_another() -> None:
    assert Pair("{text}", "{text}").filled(text="{secret}") == ("{secret}", "{secret}")
