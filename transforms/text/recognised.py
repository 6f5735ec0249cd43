"""The mark behind what was recognised in a picture: which reading of it a number is, wherever its text goes.

A number that machines recognised travels through the same steps as any other. Its mark is one character of the second
private plane, so that it is no digit, no word and no sign, and says which recognition the number is of.
"""

from __future__ import annotations

import re
from typing import Final

# Where the second private plane of Unicode begins.
_FIRST: Final = 0xF0000
# And how many characters it has behind its first: so many numbers of one file can be told apart.
MOST_RECOGNISED: Final = 0xFFFD

RECOGNISED: Final = f"[{chr(_FIRST)}-{chr(_FIRST + MOST_RECOGNISED)}]"
"""A class of a pattern: the mark of any recognition."""

# The mark of any recognition. Leaves private characters of the basic plane, which fonts and lists of names have.
_MARK = re.compile(RECOGNISED)


def recognised_mark(number: int) -> str:
    """The mark of a recognition by its number in the file, from 0 to `MOST_RECOGNISED`.

    >>> recognised_numbers("3" + recognised_mark(7))
    (7,)
    """
    return chr(_FIRST + number)


def recognised_numbers(text: str) -> tuple[int, ...]:
    """The numbers of the recognitions that a text is of, in its order."""
    return () if text.isascii() else tuple(ord(mark) - _FIRST for mark in _MARK.findall(text))


def without_recognised(text: str) -> str:
    """A text as it was recognised, without marks.

    >>> without_recognised("3" + recognised_mark(0))
    '3'
    """
    return text if text.isascii() else _MARK.sub("", text)
