"""The language in which a person is told something: Chinese or English, whose sentences stand together as a pair."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """A language that people are spoken to."""

    ZH = "zh"
    EN = "en"


class Pair(NamedTuple):
    """The same words in both languages; the places for values (`{place}`) are the same in both."""

    zh: str
    en: str

    def said_in(self, language: Language) -> str:
        """The words in a language."""
        return self.zh if language == Language.ZH else self.en

    def filled(self, **values: object) -> Pair:
        """The words with values in their places; a value that is a pair itself stands in its language."""
        return Pair(*(_fill(self.said_in(language), values, language) for language in Language))


def _fill(words: str, values: Mapping[str, object], language: Language) -> str:
    return words.format_map(
        {name: value.said_in(language) if isinstance(value, Pair) else value for name, value in values.items()}
    )


# In the order in which they count (POSIX, locale(7)).
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Locales that name no language.
_NO_LANGUAGE = ("C", "POSIX")


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of a locale: English for one of another language than Chinese, Chinese where it names none.

    >>> language_of({"LANG": "zh_CN.UTF-8"}).value, language_of({"LC_ALL": "de_DE"}).value, language_of({}).value
    ('zh', 'en', 'zh')
    """
    locale = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "")
    name = locale.partition(".")[0]
    return Language.ZH if not name or name in _NO_LANGUAGE or name.startswith("zh") else Language.EN
