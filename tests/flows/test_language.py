"""The language of a person: as the setting says, or the locale."""

from __future__ import annotations

import pytest

from flows.language import language_of, said, spoken_language
from transforms.language import Pair


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


@pytest.mark.parametrize(("chosen", "language"), [("en", "en"), ("zh", "zh"), ("", "zh"), ("de", "zh")])
def test_the_setting_counts_before_the_locale(monkeypatch: pytest.MonkeyPatch, chosen: str, language: str) -> None:
    monkeypatch.setenv("NIANBAO_LANG", chosen)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert spoken_language() == language
    assert said(Pair("满了", "full")) == {"en": "full", "zh": "满了"}[language]


def test_other_words_are_said_as_they_are() -> None:
    assert said("No space left on device") == "No space left on device"
