"""The lines of words above the rows of a table without rules, which keep the places of their words.

Nothing but its place tells which column a word of such a header belongs to, as words of one label stand on several
lines, and words of several labels on one; and a blank cell leaves nothing but its place. So the text has spaces in the
width of digits in the gaps, and a word stands as many digits from the left edge as on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from transforms.formats.pdf.lines import Line, are_parted, has_wide_gap, lone_numbers, lone_values, marked_words
from transforms.formats.pdf.marks import TooComplexError
from transforms.text import DIGIT_SPACE, display_width, fold_forms, is_han

# Numbers and marks of blank cells in columns of their own that make a line the row of a table whose header may be in
# slices. Narrower tables have labels of one line.
_FEWEST_VALUES = 5
# The tallest header has labels a character a line.
_MOST_LINES = 16
# A longer word is a sentence's or a heading's, not a label's; the label above the row labels is longer, but stands
# beside others.
_LONGEST_WORD = 40
# Characters of a piece that a cell wraps off a number: a note (（注1）) or a unit (万元). Leaves a line of prose.
_LONGEST_PIECE = 8
# The smallest labels beside numbers, in parts of their size: what is smaller is printed over itself.
_LEAST_PART = 0.5
# Places from the left edge: the widest paper (14,400 points, ISO 32000-1, annex C) has some 5,800 in type of 5 points.
_MOST_PLACES = 6000


def header_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines without digits directly above a line of values in columns."""
    found: set[int] = set()
    for place, line in enumerate(lines):
        if sum(1 for _ in lone_values(line)) < _FEWEST_VALUES:
            continue
        above = place - 1
        while above >= max(0, place - _MOST_LINES) and _is_of_words(lines[above]):
            found.add(above)
            above -= 1
    return frozenset(found)


def _is_of_words(line: Line) -> bool:
    return all(not word.has_digit and len(word.text) <= _LONGEST_WORD for word in line)


def rows_and_pieces(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the lines with words in columns, and of the short ones directly above and below such, as these may
    be pieces of a cell's text."""
    rows = {place for place, line in enumerate(lines) if has_wide_gap(line)}
    beside = {place + step for place in rows for step in (-1, 1)} & set(range(len(lines)))
    return frozenset(
        rows | {place for place in beside if sum(len(word.text) for word in lines[place]) <= _LONGEST_PIECE}
    )


def place_unit(lines: Sequence[Line], placed: Collection[int] = ()) -> float:
    """The width of a place in the tables of a page, in points: half the size that most of their numbers have.

    No more than a character of the `placed` lines takes for each of its places, so that no word takes more room than
    on the page, and pushes the next: the labels of a header may be smaller than the numbers.
    """
    sizes = Counter(word.size for line in lines for word in lone_numbers(line))
    usual = sizes.most_common(1)[0][0] if sizes else max((word.size for line in lines for word in line), default=1)
    labels = (word for at in placed for word in lines[at] if len(word.text) > 1 and all(map(is_han, word.text)))
    narrowest = min(((word.x1 - word.x0) / display_width(word.text) for word in labels), default=usual / 2)
    return min(usual / 2, max(narrowest, usual / 2 * _LEAST_PART))


def placed_text(line: Line, unit: float, *, is_header: bool = True) -> str:
    """The words of a line, each from the place on where it stands, counted in digits from the left edge.

    A Chinese character takes two places (`display_width`). Words of a header are parted however near they stand; those
    of a row where a reader sees a gap. Raises TooComplexError for a word that is farther off than any paper is wide.
    """
    text = ""
    words = marked_words(line)
    for before, word in zip((None, *words), words, strict=False):
        if not abs(word.x0) <= _MOST_PLACES * unit:
            raise TooComplexError
        gap = round(word.x0 / unit) - display_width(text)
        if before is None or is_header or are_parted(before, word):
            gap = max(gap, 1 if text else 0)
            text += DIGIT_SPACE * gap
        text += fold_forms(word.text)
    return text
