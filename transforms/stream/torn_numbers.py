"""Numbers that a cell too narrow for them broke into lines, put together again.

Where a column has room for four digits a program breaks a number of six: 2209 stands on one line of the cell, 93 on the
next. A text of places shows the pieces under each other, and the numbers that fit their cells half-way between:

     8489      3235      8931 1261
132         0         0
       61        59         1  963

Neighbouring lines whose numbers stand in as many columns as a row has are one row, if the upper piece of each broken
number fills its cell and the row adds up with the numbers put together, a blank mark as nothing. In a text without
places the pieces go to the longest numbers of the other line, if there is one way in which the row adds up. Where the
pieces fit the cells and the sums do not, the numbers of the row are marked as going on, so that nobody takes the first
piece for the whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, dropwhile, pairwise, product
from math import comb
from typing import NamedTuple

from transforms.form import adds_up, applicants, review_columns
from transforms.stream.cells import CELL_MARK
from transforms.stream.wrapped_rows import begins_row
from transforms.stream.wrapping import is_group_piece, is_whole_label
from transforms.text import DIGIT_SPACE, display_width

# Digits and blank marks at the end of a line, each word a number, a piece of one or a blank cell. Decimals, thousands
# with commas and words for zero (无) are left alone.
_NUMBERS = re.compile(r"(?<!\S)(?:\d+|[-—–―－/／]{1,6})(?:\s+(?:\d+|[-—–―－/／]{1,6}))*\s*$")
_NUMBER = re.compile(r"\S+")
# Spaces that only a text that keeps places has.
_PLACING_SPACES = re.compile(rf"[ {DIGIT_SPACE}]{{3}}")
# A cell holds at least so many digits: with less, numbers of a whole column would be broken, and no office leaves that.
NARROWEST_CELL = 3
# Lines of a row: the pieces, and the numbers that fit between them. Of a number of three pieces only those are known
# whose columns all have one on the same line.
_MOST_LINES = 3
# Ways to put pieces to numbers that are tried. Three pieces of a row of table four have 455; with four, there is no
# telling.
_MOST_WAYS = 1000
# A number with a character of no width at the end of its line: a program may break a number there, and nowhere else
# before its cell is full. Pages that set such a character behind each cell are told by their number.
_INVISIBLE_END = re.compile("(?<=[0-9])[\u200b-\u200d\u2060\ufeff\u00ad]+\\s*$", re.MULTILINE)
# Digits with nothing behind them in their word: no number of a list.
_BEGINS_WITH_DIGITS = re.compile(r"\d+(?:\s|$)")
# Of the lines of a text that was broken at a width so many fill it, and this share: columns of the same width, and the
# prose of a page, have fewer.
_FEWEST_FULL, _FULL_SHARE = 5, 0.3
# A text is broken at no narrower width; numbers of the same length, one on a line, are.
_NARROWEST_TEXT = 30
_DIGITS_ALONE = re.compile(r"\s*\d+\s*")
# Says that a number goes on where it could not be put together. With a mark behind it nobody reads it for a value.
GOES_ON = "…"


class _Piece(NamedTuple):
    """A number or a piece of one, the line that it stands on and where it begins and ends there."""

    text: str
    line: int
    start: int
    end: int


class _Row(NamedTuple):
    """A row of so many lines: the pieces of each of its numbers, and whether the sums say how they are put together."""

    height: int
    pieces: tuple[tuple[str, ...], ...]
    is_told: bool

    @property
    def values(self) -> list[str]:
        """The numbers put together, or their first pieces with a mark where the sums do not tell: any may go on upon a
        line that is not seen as one of the row, as a space of no width breaks it before its cell is full, and what
        was taken for a number may be the end of one, so that those behind it stand in others' columns.
        """
        if self.is_told:
            return ["".join(pieces) for pieces in self.pieces]
        return [first + GOES_ON * first.isdigit() for first, *_ in self.pieces]


def mark_invisible_breaks(text: str) -> str:
    """A text with each number marked as going on that ends with a character of no width above digits alone.

    >>> mark_invisible_breaks("规章 54 0 20\u200c\\n2")
    '规章 54 0 20…\\n2'
    """
    if not _INVISIBLE_END.search(text):
        return text
    lines = text.split("\n")
    # A number alone on its line is a cell, and what stands behind it the page's.
    ends = {number for number, line in enumerate(lines) if _INVISIBLE_END.search(line) and len(line.split()) > 1}
    whole = sum(line.rstrip()[-1:].isdigit() for line in lines)
    torn = {number for number in ends if _DIGITS_ALONE.fullmatch("".join(lines[number + 1 : number + 2]))}
    if len(ends) > whole:
        return text
    marked = (_INVISIBLE_END.sub(GOES_ON, line) if number in torn else line for number, line in enumerate(lines))
    return "\n".join(marked)


def mark_wrapped_numbers(text: str) -> str:
    """A text that was broken at a width, with each number marked as going on that ends there above digits alone.

    >>> label = "其他对外管理服务事项行政强制"
    >>> mark_wrapped_numbers(f"{label} 528\\n494 第二十\\n" + f"{label} 000\\n" * 4).split()[1]
    '528…'
    """
    lines = text.split("\n")
    ends = [
        number
        for number, (line, following) in enumerate(pairwise(lines))
        if line[-1:].isdecimal() and _BEGINS_WITH_DIGITS.match(following)
    ]
    if not ends:
        return text
    widths = list(map(display_width, lines))
    # The width of most, as a repair may have joined two lines; a wide character that does not fit leaves a place free.
    usual = next((width for width, _ in Counter(filter(_is_of_text, widths)).most_common(1)), 0)
    full = [usual - 1 <= width <= usual for width in widths]
    if not usual or sum(full) < max(_FEWEST_FULL, _FULL_SHARE * sum(map(bool, widths))):
        return text
    for number in ends:
        lines[number] += GOES_ON * full[number]
    return "\n".join(lines)


def _is_of_text(width: int) -> bool:
    return width >= _NARROWEST_TEXT


def join_torn_numbers(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before, with each such row's numbers on one of its lines.

    >>> for line in join_torn_numbers(["1.信访举报投诉   2209  0  0  0  0  0  2209", "类申请   93   93"]):
    ...     print(line)
    1.信访举报投诉 220993 0 0 0 0 0 220993
    类申请
    """
    joined = list(lines)
    found = [_pieces(line, number) for number, line in enumerate(lines)]
    number = 0
    while number < len(lines):
        row = _row_at(lines, found, number) if found[number] and all(found[number + 1 : number + 2]) else None
        if row is not None and _is_contested(lines, found, number, row):
            below = _row_at(lines, found, number + 1)
            without = _row_at(lines, found, number + 2)
            has_rival = row.is_told and without is not None and without.is_told
            if below is not None and below.height == _MOST_LINES and below.is_told and not has_rival:
                row = None
            else:
                _put(joined, found, number, row._replace(is_told=False))
                row, number = below and below._replace(is_told=False), number + 1
        if row is not None:
            _put(joined, found, number, row)
        number += row.height if row is not None else 1
    return joined


def _put(lines: list[str], found: Sequence[Sequence[_Piece]], number: int, row: _Row) -> None:
    """Set the values of a row behind the words of one of its lines, and take their pieces from the others."""
    for at in range(number, number + row.height):
        lines[at] = _words(lines[at])
    fuller = number if len(found[number]) >= len(found[number + 1]) else number + 1
    place = number + row.height // 2 if row.height == _MOST_LINES else fuller
    lines[place] = " ".join((*lines[place].split(), *row.values))


def _is_contested(lines: Sequence[str], found: Sequence[Sequence[_Piece]], number: int, row: _Row) -> bool:
    """Whether the pieces below a row may as well be the upper ones of the row below them.

    They fill their cells, no word but pieces of a group's label stands beside them, and numbers follow.
    """
    if row.height == _MOST_LINES or number + 2 >= len(lines) or not found[number + 2]:
        return False
    room = _room(chain(found[number], found[number + 1]))
    has_own_words = not all(map(is_group_piece, _words(lines[number + 1]).split()))
    return not has_own_words and all(_width(piece.text) == room for piece in found[number + 1])


def _room(pieces: Iterable[_Piece]) -> int:
    """The room of the longest number: marks of blank cells may be wider."""
    return max((_width(piece.text) for piece in pieces if piece.text.isdigit()), default=0)


def _width(text: str) -> int:
    """The room that digits take: two places each where they are as wide as Chinese characters."""
    return sum(1 if character.isascii() else 2 for character in text)


def _pieces(line: str, number: int) -> list[_Piece]:
    match = None if CELL_MARK.search(line) else _NUMBERS.search(line)
    measure = display_width if DIGIT_SPACE in line else len
    found = _NUMBER.finditer(line, match.start()) if match else ()
    return [_Piece(piece[0], number, measure(line[: piece.start()]), measure(line[: piece.end()])) for piece in found]


def _words(line: str) -> str:
    return _NUMBERS.sub("", line).rstrip()


def _row_at(lines: Sequence[str], found: Sequence[Sequence[_Piece]], number: int) -> _Row | None:
    """The row with broken numbers that begins on a line, None where there is none."""
    for height in range(_MOST_LINES, 1, -1):
        rows = found[number : number + height]
        if len(rows) < height or not all(rows):
            continue
        width = next((width for width in _widths() if max(map(len, rows)) <= width < sum(map(len, rows))), 0)
        own = lines[number : number + height]
        if width and _is_one_label(own, width) and (row := _join(own, rows, width)):
            return row
    return None


def _widths() -> tuple[int, ...]:
    return len(applicants()), len(review_columns())


def _is_one_label(lines: Sequence[str], width: int) -> bool:
    """Whether the words before the numbers are those of one row: pieces of its label, or of its group's.

    A group's label that stands whole beside numbers may have them for its own: its sum is printed, or it is a row's of
    the other form (（六）其他处理).
    """
    words = [_words(line).split() for line in lines]
    if width == len(review_columns()):
        return not any(words)
    ways = product(*({"".join(line), "".join(_without_group(line))} for line in words))
    return any(sum(map(bool, way)) <= 1 or begins_row("".join(way)) for way in ways)


def _without_group(words: Sequence[str]) -> Iterable[str]:
    return words if is_whole_label("".join(words)) else dropwhile(is_group_piece, words)


def _join(lines: Sequence[str], rows: Sequence[Sequence[_Piece]], width: int) -> _Row | None:
    """The row that neighbouring lines make, None if they make none."""
    columns = _columns(rows) if all(map(_PLACING_SPACES.search, lines)) else []
    ways = [columns] if len(columns) == width and _fill_their_cells(columns) else []
    is_placed = bool(ways)
    if not ways and len(rows) == 2:
        ways = list(_ways(rows, width))
    told = [way for way in ways if _adds_up(["".join(piece.text for piece in column) for column in way])]
    whole = max(rows, key=len)
    is_whole = len(whole) == width and _adds_up([piece.text for piece in whole])
    words = _words(lines[1]).strip()
    if is_whole and whole is rows[0] and words and begins_row(words):
        return None
    # A page's number beside a row, unless it stands under the beginning of a number that fills its cell, as the end of
    # that would; one at the right edge of the text stands under the end of the last.
    is_under = is_placed and all(column[-1].end < column[0].end for column in columns if len(column) > 1)
    is_stray = is_whole and not is_under and sorted(map(len, rows)) == [1, width]
    if not ways or (is_stray and len(told) != 1):
        return None
    pieces = tuple(tuple(piece.text for piece in column) for column in (told or ways)[0])
    # A row that adds up by itself does so with the same pieces before a part and the total: where they stand beside
    # words of a group, they may be what that holds.
    beside = [_words(line) for line, row in zip(lines, rows, strict=True) if row is not whole]
    is_of_group = is_whole and any(beside) and all(map(is_group_piece, " ".join(beside).split()))
    return _Row(len(rows), pieces, is_told=len(told) == 1 and not is_of_group)


def _columns(rows: Sequence[Sequence[_Piece]]) -> list[list[_Piece]]:
    """The pieces that stand under each other, from left to right, each column from top to bottom."""
    columns: list[list[_Piece]] = []
    end = -1
    for piece in sorted(chain.from_iterable(rows), key=lambda piece: piece.start):
        if piece.start < end:
            columns[-1].append(piece)
        else:
            columns.append([piece])
        end = max(end, piece.end)
    return [sorted(column, key=lambda piece: piece.line) for column in columns]


def _fill_their_cells(columns: Sequence[Sequence[_Piece]]) -> bool:
    """Whether all pieces but the last of each number are as long as the room of a cell, and no number is longer."""
    room = _room(piece for column in columns for piece in column)
    upper = [piece for column in columns for piece in column[:-1]]
    lines = [[piece.line for piece in column] for column in columns]
    is_apart = all(len(set(column)) == len(column) for column in lines)
    are_digits = all(piece.text.isdigit() for column in columns if len(column) > 1 for piece in column)
    return is_apart and are_digits and room >= NARROWEST_CELL and all(_width(piece.text) == room for piece in upper)


def _ways(rows: Sequence[Sequence[_Piece]], width: int) -> Iterator[list[list[_Piece]]]:
    """The ways to put the pieces of the shorter of two lines to numbers of the other, in their order."""
    upper, lower = rows
    if width not in (len(upper), len(lower)):
        return
    is_below = len(upper) == width
    whole, pieces = (upper, lower) if is_below else (lower, upper)
    room = _room(chain(upper, lower))
    fitting = [place for place, piece in enumerate(whole) if not is_below or _width(piece.text) == room]
    if comb(len(fitting), len(pieces)) > _MOST_WAYS:
        return
    for places in combinations(fitting, len(pieces)):
        columns = [[piece] for piece in whole]
        for place, piece in zip(places, pieces, strict=True):
            columns[place].insert(int(is_below), piece)
        if _fill_their_cells(columns):
            yield columns


def _adds_up(values: Sequence[str]) -> bool:
    """Whether a row of table three, or each procedure of a row of table four, adds up to its last value."""
    size = len(values) if len(values) == len(applicants()) else len(values) // 3
    numbers = [Decimal(value) if value.isdigit() else Decimal(0) for value in values]
    return all(adds_up(numbers[at : at + size], size - 1) for at in range(0, len(numbers), size))
