"""Han characters and Chinese numerals, as patterns name them: each stands between square brackets there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from unicodedata import east_asian_width

_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"
# Compatibility ideographs and the planes behind the first one.
_FARTHER_HAN = (("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
# The basic block alone: prose has no rarer character beside the words that such patterns look for.
BASIC_HAN = f"\u4e00-{_LAST_HAN}"
# All of them: names of places and persons have rare ones (㙍, 柳树𨟠镇, 宋𦙶乡).
HAN = f"{_FIRST_HAN}-{_LAST_HAN}" + "".join(f"{first}-{last}" for first, last in _FARTHER_HAN)

DIGIT_SPACE = "\u2007"
"""The space in the width of a digit (figure space): keeps the places of words that a page has in columns."""

BLANK_PLACE = "\ue0f8"
"""Stands in a line of values where a cell is blank, as the places of the others tell; no text has it."""

ONE_TO_NINE = "一二三四五六七八九"
# What numbers headings, articles and items of a list.
ONE_TO_TEN = f"{ONE_TO_NINE}十"
# What a number of the prose begins with; 两 counts things and numbers none.
NONZERO_NUMERALS = "一二两三四五六七八九十百千"
NUMERALS_BELOW_MYRIAD = f"零〇{NONZERO_NUMERALS}"
NUMERALS = f"{NUMERALS_BELOW_MYRIAD}万"

# More of the Chinese characters stand alone where an editor set letters apart: labels that are spread over their cells
# or set upright are a tenth.
_SPACED_SHARE = 0.2


def display_width(text: str) -> int:
    """The places that a text takes on a line of a terminal, two for each wide character (Unicode Annex 11).

    >>> display_width("规章 12"), display_width("１，")
    (7, 4)
    """
    if text.isascii():
        return len(text)
    widths = "".join(map(east_asian_width, text))
    return len(text) + widths.count("W") + widths.count("F")


def char_changer(changes: Mapping[str, str]) -> Callable[[str], str]:
    """A function that changes single characters as `str.translate` does, in a fraction of its time: it looks for those
    that a text has. Raises ValueError where a change would make a character that another one changes.

    >>> char_changer({"１": "1", "，": ""})("１，２１")
    '1２1'
    """
    if any(changes.get(made, made) != made for new in changes.values() for made in new):
        raise ValueError("a change makes a character that is changed")
    changed = frozenset(changes)

    def change(text: str) -> str:
        for char in changed.intersection(text):
            text = text.replace(char, changes[char])
        return text

    return change


def is_han(char: str) -> bool:
    """Whether a character is one of `HAN`.

    >>> is_han("镇"), is_han("𨟠"), is_han("，"), is_han("３")
    (True, True, False, False)
    """
    return _FIRST_HAN <= char <= _LAST_HAN or (
        char > _LAST_HAN and any(first <= char <= last for first, last in _FARTHER_HAN)
    )


def spaces_letters(text: str) -> bool:
    """Whether a text sets the letters of words apart, so that it may part the digits of numbers as well.

    >>> spaces_letters("规 章 1 2 0"), spaces_letters("规章 12 0")
    (True, False)
    """
    alone = sum(len(word) == 1 and is_han(word) for word in text.split())
    if not alone:
        return False
    enough = int(alone / _SPACED_SHARE) + 1
    return alone > _SPACED_SHARE * sum(1 for _ in islice(filter(is_han, text), enough))
