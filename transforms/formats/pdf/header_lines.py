"""The lines of words above the rows of a table without rules, which keep the places of their words.

Nothing but its place tells which column a word of such a header belongs to, as words of one label stand on several
lines, and words of several labels on one. So the text has wide spaces in the width of the gaps, and a word stands as
many characters from the left edge as on the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from transforms.formats.pdf.lines import Line, lone_numbers
from transforms.text import WIDE_SPACE, fold_forms

# Numbers in columns of their own that make a line the row of a table whose header may be in slices. Narrower tables
# have labels of one line.
_FEWEST_NUMBERS = 5
# The tallest header has labels a character a line.
_MOST_LINES = 16
# A longer word is a sentence's or a heading's, not a label's; the label above the row labels is longer, but stands
# beside others.
_LONGEST_WORD = 40


def header_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines without digits directly above a line of numbers in columns."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if sum(1 for _ in lone_numbers(line)) < _FEWEST_NUMBERS:
            continue
        above = place - 1
        while above >= max(0, place - _MOST_LINES) and _is_of_words(lines[above]):
            found.add(above)
            above -= 1
    return frozenset(found)


def _is_of_words(line: Line) -> bool:
    return all(not word.has_digit and len(word.text) <= _LONGEST_WORD for word in line)


def placed_text(line: Line) -> str:
    """The words of a line, each from the place on where it stands, counted in Chinese characters from the left edge."""
    size = max(word.size for word in line)
    text = ""
    for word in line:
        gap = round(word.x0 / size) - len(text)
        text += WIDE_SPACE * max(gap, 1 if text else 0) + fold_forms(word.text)
    return text
