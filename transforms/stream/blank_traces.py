"""Blank cells that a text without borders shows by the white space they hold, marked as cells.

A page prints a blank cell as a no-break space. A tool that sets a line end or a blank between all elements keeps it:

    规章 ⏎ 781 ⏎ 6 ⏎ _ ⏎ 0 ⏎ 3528 ⏎ 20 ⏎ 4366

The rows of table three that are whole show what stands between two cells. Where the white space of a shorter row is
that with a space inside, so often as the row lacks cells, each such space is a blank cell. A blank cell that left no
trace explains nothing, and its row stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.form import applicants, review_columns
from transforms.stream.cells import BLANK_CELL
from transforms.text import is_value_text

_WORD = re.compile(r"\S+")
# What a blank cell holds: one space of any kind. Misses a cell of several.
_SPACE = "[ \xa0\u3000]"
# So many whole rows show what stands between two cells: two may be of another table.
_FEWEST_WHOLE = 3


class _Run(NamedTuple):
    """Values that follow each other: the places in the text where the gap before each begins and ends, with that behind
    the last."""

    gaps: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        return len(self.gaps) - 1


def mark_blank_spaces(text: str) -> str:
    """The text with a mark for the space of each such cell.

    >>> full = "甲\\n1\\n2\\n3\\n4\\n5\\n6\\n21\\n"
    >>> mark_blank_spaces(full * 3 + "乙\\n1\\n \\n3\\n4\\n5\\n6\\n19\\n丙")[-19:].replace("\\n", " ")
    '乙 1 \\ue0f4 3 4 5 6 19 丙'
    >>> mark_blank_spaces(full + "乙\\n1\\n \\n3\\n4\\n5\\n6\\n19\\n丙").count("\\ue0f4")
    0
    """
    runs = list(_runs(text))
    whole = [run for run in runs if run.size == len(applicants())]
    inner = {text[slice(*gap)] for run in whole for gap in run.gaps[1:-1]}
    if len(whole) < _FEWEST_WHOLE or len(inner) != 1:
        return text
    ends = {text[slice(*run.gaps[-1])] for run in whole}
    chars = list(text)
    for run in runs:
        for place in _blank_places(text, run, inner.copy().pop(), ends):
            chars[place] = BLANK_CELL
    return "".join(chars)


def _runs(text: str) -> Iterator[_Run]:
    """The values of a text that nothing but white space parts, between words."""
    gaps: list[tuple[int, int]] = []
    for word, following in pairwise(_WORD.finditer(text)):
        gap = (word.end(), following.start())
        if "\t" in text[slice(*gap)]:
            gaps = []
        elif is_value_text(following[0], is_whole=False):
            gaps.append(gap)
        else:
            if gaps:
                yield _Run((*gaps, gap))
            gaps = []


def _blank_places(text: str, run: _Run, between: str, ends: set[str]) -> list[int]:
    """The places of the spaces that are a row's blank cells; none where they are not as many as it lacks."""
    places = [place for gap in run.gaps[:-1] for place in _spaces_between(text, gap, between)]
    *_, last = run.gaps
    behind = next((found for end in ends if (found := _spaces_before(text, last, between, end))), [])
    widths = (len(applicants()), len(review_columns()))
    return next((found for found in (places, places + behind) if found and run.size + len(found) in widths), [])


def _spaces_between(text: str, gap: tuple[int, int], between: str) -> Sequence[int]:
    """The places of the spaces that stand alone in a gap, each between two of what parts cells."""
    found = _spaces_of(between).fullmatch(text, *gap)
    step = len(between) + 1
    return range(gap[0] + len(between), gap[1] - len(between), step) if found else ()


def _spaces_before(text: str, gap: tuple[int, int], between: str, end: str) -> list[int]:
    """The same in a gap that goes on with the end of the row."""
    own = (gap[0], gap[1] - len(end))
    if own[1] <= own[0] or not text.endswith(end, *gap):
        return []
    found = _spaces_to(between).fullmatch(text, *own)
    return list(range(own[0] + len(between), own[1], len(between) + 1)) if found else []


@lru_cache(maxsize=8)
def _spaces_of(between: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(between)}(?:{_SPACE}{re.escape(between)})+")


@lru_cache(maxsize=8)
def _spaces_to(between: str) -> re.Pattern[str]:
    return re.compile(f"(?:{re.escape(between)}{_SPACE})+")
