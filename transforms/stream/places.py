"""Words and values of a text that keeps places: where they stand on their lines, and the columns that they stand in.

A place is counted in characters, as pdftotext -layout sets them, or on a line with spaces in the width of digits (a PDF
without rules) in these; a Chinese character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.stream.cells import CELL_MARK, is_page_number
from transforms.stream.torn_numbers import NARROWEST_CELL
from transforms.text import BLANK_PLACE, DIGIT_SPACE, display_width, is_value_text

# What stands between spaces of any kind.
_WORD = re.compile(r"\S+")
# A gap that only values in columns have between them.
_GAP = re.compile(rf"\S[ {DIGIT_SPACE}]{{2}}")
# Places by which a value may stand beside its column, and by which it has to be farther from any other.
_MOST_DRIFT = 2
# Where a column of notes takes its room, or a label has a character a line, a cell holds so many, if its lines show it.
# With one, `1 1` below a row is the next one's, whose label was lost.
DIGITS_OF_A_CELL = 2


class Word(NamedTuple):
    """A word, the number of its line, and the places at which it begins and ends."""

    text: str
    line: int
    start: int
    end: int


class ValueRow(NamedTuple):
    """The values at the end of a line, the words before them, and the character at which the first value begins."""

    line: int
    label: str
    values: tuple[Word, ...]
    at: int


Span = tuple[int, int]
Values = tuple[Word | None, ...]


def _words_of(line: str, number: int, *, is_wide: bool = False) -> Iterator[tuple[int, Word]]:
    """The words of a line, each with the character at which it begins; `is_wide` counts a Chinese one as two places."""
    measure = display_width if is_wide or DIGIT_SPACE in line else len
    for match in _WORD.finditer(line):
        start = measure(line[: match.start()])
        yield match.start(), Word(match[0], number, start, start + measure(match[0]))


def value_rows(lines: Sequence[str], numbers: Iterable[int], *, is_wide: bool = False) -> list[ValueRow]:
    """The lines of those numbered that end with values."""
    return [row for number in numbers if (row := _row_of(lines[number], number, is_wide=is_wide))]


def _row_of(line: str, number: int, *, is_wide: bool) -> ValueRow | None:
    is_row = not (CELL_MARK.search(line) or is_page_number(line))
    words = list(_words_of(line, number, is_wide=is_wide)) if is_row else []
    first = len(words)
    while first and is_value_text(words[first - 1][1].text, is_whole=False):
        first -= 1
    if first == len(words):
        return None
    at = words[first][0]
    return ValueRow(number, line[:at].strip(), tuple(word for _, word in words[first:]), at)


def sure_rows(rows: Sequence[ValueRow], lines: Sequence[str], begins: Callable[[str], bool]) -> list[ValueRow]:
    """The rows whose values are whole and stand in places.

    Neighbours between which no label begins may hold the pieces of one row's numbers, if these are long enough to be
    broken, and so may those around a label if they stand under each other; a lone number may be a page's.
    """
    runs: list[list[ValueRow]] = []
    for row in rows:
        numbers = range(runs[-1][-1].line + 1, row.line + 1) if runs else range(0)
        if not runs or any(begins(row.label if number == row.line else lines[number]) for number in numbers):
            runs.append([])
        runs[-1].append(row)
    pieces = {
        at for pair in pairwise(rows) if not any(begins(row.label) for row in pair) and _goes_on(*pair) for at in pair
    }
    return [
        row
        for run in runs
        if len(run) == 1 or not any(map(_may_go_on, run))
        for row in run
        if row not in pieces and _is_placed(row, lines)
    ]


def _goes_on(upper: ValueRow, lower: ValueRow) -> bool:
    """Whether the values of a line may be the ends of those above: these stand over them, are all of one width, that of
    their cells, and no end is wider."""
    widths = {display_width(word.text) for word in upper.values}
    if len(upper.values) != len(lower.values) or len(widths) > 1 or max(widths) < DIGITS_OF_A_CELL:
        return False
    return all(
        over.start < under.end and under.start < over.end and display_width(under.text) <= max(widths)
        for over, under in zip(upper.values, lower.values, strict=True)
    )


def _may_go_on(row: ValueRow) -> bool:
    return any(sum(map(str.isdigit, word.text)) >= NARROWEST_CELL for word in row.values)


def _is_placed(row: ValueRow, lines: Sequence[str]) -> bool:
    return bool(row.label) if len(row.values) == 1 else _GAP.search(lines[row.line][row.at :]) is not None


def lone_rows(
    rows: Sequence[ValueRow],
    found: Sequence[ValueRow],
    lines: Sequence[str],
    span: Span,
    left: int,
    words: frozenset[str],
    begins: Callable[[str], bool],
) -> list[ValueRow]:
    """The rows beside which nothing stands in the columns, from `left` on, that may be a part of their values.

    Such a part is a note or a unit that a cell wrapped. Words made of certain characters are the header's. A row
    without a label on its line needs the lines of one above and below it: above a line that begins a label it may be
    that one's. `found` are all lines with values in the stretch of lines `span`.
    """
    start, end = span
    strays = {number for number in range(start, end) if _has_stray(lines[number], number, found, left, words)}
    strays |= {row.line for row in found if row not in rows and any(line.strip() for line in lines[row.line + 1 :])}
    numbers = [start - 1, *(row.line for row in found), end]
    alone: list[ValueRow] = []
    for row in rows:
        at = numbers.index(row.line)
        around = range(numbers[at - 1], numbers[at + 1] + 1)
        if strays.isdisjoint(around) and (row.label or _is_beside_label(row, around, lines, begins)):
            alone.append(row)
    return alone


def _has_stray(line: str, number: int, found: Sequence[ValueRow], left: int, words: frozenset[str]) -> bool:
    end = next((row.at for row in found if row.line == number), len(line))
    return not is_page_number(line) and any(
        word.end > left and not set(word.text) <= words for at, word in _words_of(line, number) if at < end
    )


def _is_beside_label(row: ValueRow, around: range, lines: Sequence[str], begins: Callable[[str], bool]) -> bool:
    """Whether words stand on a line between a row and the one before it, and on one between it and the next, the first
    of which begin no label."""
    above = [lines[number] for number in range(around.start + 1, row.line) if lines[number].strip()]
    below = [lines[number] for number in range(row.line + 1, around.stop - 1) if lines[number].strip()]
    return bool(above and below) and not begins(below[0])


def header_words(
    lines: Sequence[str], numbers: Iterable[int], characters: frozenset[str], *, is_wide: bool = False
) -> Iterator[Word]:
    """The words that are made of certain characters, from lines on which none may have pushed another off its place.

    Where places are characters a Chinese one takes less room than on the page, and words that stand near each other are
    set farther to the right than what stands below them.
    """
    for number in numbers:
        words = [word for _, word in _words_of(lines[number], number, is_wide=is_wide) if set(word.text) <= characters]
        if (
            is_wide
            or DIGIT_SPACE in lines[number]
            or all(right.start - left.end > 1 for left, right in pairwise(words))
        ):
            yield from words


def are_apart(columns: Sequence[Span]) -> bool:
    """Whether columns from left to right do not reach into each other."""
    return all(left[1] <= right[0] for left, right in pairwise(columns))


def stretches(words: Iterable[Word]) -> list[list[Word]]:
    """The words that stand under each other, from left to right, each column from top to bottom."""
    columns: list[list[Word]] = []
    end = -1
    for word in sorted(words, key=lambda word: word.start):
        if word.start < end:
            columns[-1].append(word)
        else:
            columns.append([word])
        end = max(end, word.end)
    return [sorted(column, key=lambda word: (word.line, word.start)) for column in columns]


def span_of(words: Iterable[Word]) -> Span:
    """Where the first of several words begins and the last ends."""
    places = list(words)
    return min(word.start for word in places), max(word.end for word in places)


def place_rows(rows: Sequence[ValueRow], columns: Sequence[Span]) -> list[Values] | None:
    """The values of rows, one for each column or None.

    None where a row does not fit, or where values of neighbouring columns stand under each other.
    """
    placed = [values for row in rows if (values := _place(row, columns))]
    held = [[word for word in column if word] for column in zip(*placed, strict=True)]
    return placed if len(placed) == len(rows) and are_apart([span_of(words) for words in held if words]) else None


def _place(row: ValueRow, columns: Sequence[Span]) -> Values | None:
    places = [_column_of(word, columns) for word in row.values]
    if None in places or len(set(places)) < len(places):
        return None
    at = dict(zip(places, row.values, strict=True))
    return tuple(at.get(place) for place in range(len(columns)))


def _column_of(word: Word, columns: Sequence[Span]) -> int | None:
    """The column that a word stands over or under, or near to and far from any other; None if in doubt."""
    gaps = sorted((max(first - word.end, word.start - last), at) for at, (first, last) in enumerate(columns))
    gap, place = gaps[0]
    other = gaps[1][0] if len(gaps) > 1 else _MOST_DRIFT * 2
    is_own = other >= 0 if gap < 0 else gap <= _MOST_DRIFT and other >= gap + _MOST_DRIFT
    return place if is_own else None


def has_moved(values: Values, columns: Sequence[Span]) -> bool:
    """Whether a value stands beside its column, so that another of its line may have been moved into the next one.

    A program that counts a Chinese character as one place sets what is behind a long label to the left, and fills that
    up between the values, as it has room.
    """
    placed = zip(values, columns, strict=True)
    return any(word is not None and (word.end <= first or word.start >= last) for word, (first, last) in placed)


def are_clear(rows: Sequence[Values], columns: Sequence[Span]) -> bool:
    """Whether no value beside a blank cell may as well stand in that one: it is farther from it than from its own
    column, by more than any value stands beside the middle of its own.

    A program that counts a Chinese character as one place sets the words of a header to the left of what is below.
    """
    middles = [(first + last) / 2 for first, last in columns]
    placed = [(row, at, (word.start + word.end) / 2) for row in rows for at, word in enumerate(row) if word]
    drift = max((abs(middle - middles[at]) for _, at, middle in placed), default=0.0)
    return all(
        abs(middle - middles[other]) > abs(middle - middles[at]) + drift
        for row, at, middle in placed
        for other in (at - 1, at + 1)
        if 0 <= other < len(columns) and row[other] is None
    )


def marked_line(line: str, row: ValueRow, values: Values) -> str:
    """The line of a row with a mark for each column in which it has nothing."""
    return line[: row.at] + "  ".join(word.text if word else BLANK_PLACE for word in values)
