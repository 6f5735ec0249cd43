"""Blank cells that a text without borders shows by the white space they hold, marked as cells.

A page prints a blank cell as a no-break space. A tool that sets a line end or a blank between all elements keeps it:

    规章 ⏎ 781 ⏎ 6 ⏎ _ ⏎ 0 ⏎ 3528 ⏎ 20 ⏎ 4366

The rows of table three that are whole show what stands between two cells. Where the white space of a shorter row is
that with a space inside, so often as the row lacks cells, each such space is a blank cell. A blank cell that left no
trace explains nothing, and its row stays as it is; so does a row with white space of another kind, whose columns are
drawn with spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from transforms.form import applicants, review_columns
from transforms.text import BLANK_PLACE, is_value_text

# What stands between white space of any kind.
_WORD = re.compile(r"\S+")
# What a blank cell holds: one space of any kind. Misses a cell of several.
_SPACES = " \xa0\u3000"
# Such a space between white space, without which a text has no such cell. Leaves a space beside a word.
_ALONE = re.compile(rf"\s[{_SPACES}]\s")
# So many whole rows show what stands between two cells: two may be of another table.
_FEWEST_WHOLE = 3

_Gaps = tuple[tuple[int, int], ...]
"""Where the white space before each value of a row begins and ends."""


def mark_blank_spaces(text: str) -> str:
    """The text with a mark for the space of each such cell.

    >>> full = "甲\\n1\\n2\\n3\\n4\\n5\\n6\\n21\\n"
    >>> mark_blank_spaces(full * 3 + "乙\\n1\\n \\n3\\n4\\n5\\n6\\n19\\n丙").split("\\n").index("\ue0f8")
    26
    >>> mark_blank_spaces(full + "乙\\n1\\n \\n3\\n4\\n5\\n6\\n19\\n丙").count("\\ue0f8")
    0
    """
    if not _ALONE.search(text):
        return text
    runs = list(_runs(text))
    whole = [gaps for gaps in runs if len(gaps) == len(applicants())]
    inner = {text[slice(*gap)] for gaps in whole for gap in gaps[1:]}
    if len(whole) < _FEWEST_WHOLE or len(inner) != 1:
        return text
    [between] = inner
    has_other_column = any(_spaces_between(text, gaps[0], between) for gaps in whole)
    chars = list(text)
    for gaps in runs:
        for place in _blank_places(text, gaps, between, has_other_column=has_other_column):
            chars[place] = BLANK_PLACE
    return "".join(chars)


def _runs(text: str) -> Iterator[_Gaps]:
    """The values of a text that nothing but white space parts."""
    gaps: list[tuple[int, int]] = []
    for word, following in pairwise(_WORD.finditer(text)):
        gap = (word.end(), following.start())
        if "\t" not in text[slice(*gap)] and is_value_text(following[0], is_whole=False):
            gaps.append(gap)
        elif gaps:
            yield tuple(gaps)
            gaps = []
    if gaps:
        yield tuple(gaps)


def _blank_places(text: str, gaps: _Gaps, between: str, *, has_other_column: bool) -> list[int]:
    """The places of the spaces that are a row's blank cells; none where they are not as many as it lacks, or where
    what parts its values is neither of the two.

    Behind the last value none is looked for: there a blank column of notes leaves its space as well. Nor before the
    first where the table `has_other_column` there.
    """
    before_first, *inner = ([*_spaces_between(text, gap, between)] for gap in gaps)
    if any(not places and text[slice(*gap)] != between for places, gap in zip(inner, gaps[1:], strict=True)):
        return []
    found = list(chain(() if has_other_column else before_first, *inner))
    return found if found and len(gaps) + len(found) in (len(applicants()), len(review_columns())) else []


def _spaces_between(text: str, gap: tuple[int, int], between: str) -> Sequence[int]:
    """The places of the spaces that stand alone in a gap, each between two of what parts cells."""
    inner, step = text[slice(*gap)], len(between) + 1
    spaces = inner[len(between) :: step]
    is_so = bool(spaces) and inner == between + "".join(space + between for space in spaces)
    return range(gap[0] + len(between), gap[1] - len(between), step) if is_so and set(spaces) <= set(_SPACES) else ()
