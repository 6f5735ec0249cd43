"""The language in which this program speaks: `NIANBAO_LANG`, else that of the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping

from transforms.language import Language, in_language

# In the order in which they count (POSIX, locale(7)).
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Locales that name no language.
_NO_LANGUAGE = ("C", "POSIX")
_CHOSEN = "NIANBAO_LANG"


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of a locale: English for one of another language than Chinese, Chinese where it names none.

    >>> language_of({"LANG": "zh_CN.UTF-8"}).value, language_of({"LC_ALL": "de_DE"}).value, language_of({}).value
    ('zh', 'en', 'zh')
    """
    locale = next(filter(None, map(environment.get, _LOCALE_VARIABLES)), "")
    name = locale.partition(".")[0]
    return Language.ZH if not name or name in _NO_LANGUAGE or name.startswith("zh") else Language.EN


def spoken_language() -> Language:
    """The language that the environment asks for."""
    chosen = os.environ.get(_CHOSEN, "")
    return Language(chosen) if chosen in set(Language) else language_of(os.environ)


def said(words: str) -> str:
    """Words of this program in the language that the environment asks for; others as they are."""
    return in_language(words, spoken_language())
