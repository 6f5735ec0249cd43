"""The languages in which people are told something: Chinese and English, whose words stand together as a pair."""

from __future__ import annotations

from enum import StrEnum

TYPE_CHECKING = False  # that of `typing` takes longer to load than all that is here, which waits for nothing
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Self


class Language(StrEnum):
    """A language that people are spoken to."""

    ZH = "zh"
    EN = "en"


class Pair(str):
    """The same words in both languages; the places for values (`{place}`) are the same in both.

    As a string it is the English words, for logs, tests and whoever asks for no language. A sentence of this program
    that people read is a pair from where it is made, so that none can lack its other half.

    >>> late = Pair("{year}年的报告", "the report for {year}", year=2021)
    >>> late.said_in(Language.ZH), str(late)
    ('2021年的报告', 'the report for 2021')
    """

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, zh: str, en: str, **values: object) -> Self:
        """Words, with values in their places where any are given; a value that is a pair stands in its language."""
        pair = super().__new__(cls, _fill(en, values, Language.EN) if values else en)
        pair.zh = _fill(zh, values, Language.ZH) if values else zh
        return pair

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """What makes it again in another process."""
        return type(self), (self.zh, self.en)

    @property
    def en(self) -> str:
        """The English words."""
        return str(self)

    def said_in(self, language: Language) -> str:
        """The words in a language."""
        return self.zh if language == Language.ZH else self.en

    def filled(self, **values: object) -> Pair:
        """The words with values in their places; a value that is a pair itself stands in its language."""
        return Pair(*(_fill(self.said_in(language), values, language) for language in Language))


NOTHING = Pair("", "")


def in_language(words: str, language: Language) -> str:
    """Words in a language, where they are a pair; others as they are: what a system or a library said."""
    return words.said_in(language) if isinstance(words, Pair) else words


def joined(zh: str, en: str, words: Sequence[Pair]) -> Pair:
    """Several sentences as one, with what parts them in each language."""
    return Pair(zh.join(one.zh for one in words), en.join(one.en for one in words))


def listed(things: Iterable[object]) -> Pair:
    """Things one after the other, parted as each language parts them.

    >>> listed([1, 3]).zh, str(listed([1, 3]))
    ('1、3', '1, 3')
    """
    words = [thing if isinstance(thing, Pair) else Pair(str(thing), str(thing)) for thing in things]
    return joined("、", ", ", words)


# How much of a value, and how many names, a sentence quotes of what may be endless: more than any true one has, which
# are codes of 16 characters, names of places of some 20, and files of 9 columns.
_MOST_QUOTED, _MOST_NAMES = 60, 12


def quoted(value: str) -> str:
    """A value as a sentence quotes it: of a long one the beginning.

    >>> quoted("a"), len(quoted("a" * 1000))
    ('a', 61)
    """
    return value if len(value) <= _MOST_QUOTED else f"{value[:_MOST_QUOTED]}…"


def quoted_names(names: Sequence[str]) -> str:
    """Names one after the other, as a sentence quotes them: of many the first.

    >>> quoted_names(["a", "b"]), quoted_names(["a"] * 13)[-6:]
    ('a, b', ', a, …')
    """
    shown = ", ".join(map(quoted, names[:_MOST_NAMES]))
    return f"{shown}, …" if len(names) > _MOST_NAMES else shown


def _fill(words: str, values: Mapping[str, object], language: Language) -> str:
    return words.format_map(
        {name: in_language(value, language) if isinstance(value, str) else value for name, value in values.items()}
    )
