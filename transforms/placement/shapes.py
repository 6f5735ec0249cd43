"""What the cells of a row look like before anybody knows whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from transforms.stream import Boundary, Kind, Token
from transforms.text import parse_number

# The two halves of a number whose thousands a space sets apart (1 234): the first without a leading zero, the second
# with all three digits. A million in three parts is found by its last two.
_HEAD = re.compile("[1-9][0-9]{0,2}")
_THOUSANDS = re.compile("[0-9]{3}")
# A page number in a frame: a mark, the number, the same mark.
_FRAMED_CELLS = 3
# No report has a thousand pages.
_LONGEST_PAGE_NUMBER = 3


def count_values(cells: Iterable[Token]) -> int:
    """How many of the cells hold something."""
    return sum(token.kind == Kind.VALUE for token in cells)


def value_places(cells: Iterable[Token]) -> list[int]:
    """The places of the cells that hold something."""
    return [index for index, token in enumerate(cells) if token.kind == Kind.VALUE]


def is_contiguous(places: Sequence[int]) -> bool:
    """Whether places follow each other without a gap."""
    return bool(places) and places[-1] - places[0] == len(places) - 1


def is_on_one_line(cells: Sequence[Token]) -> bool:
    """Whether nothing but spaces parts the cells."""
    return len(cells) > 1 and all(token.before == Boundary.SPACE for token in cells[1:])


def has_mixed_lines(cells: Sequence[Token]) -> bool:
    """Whether values stand on several lines, and several on one of them: digits may be spaced out, 7 2 for 72."""
    if any(token.before > Boundary.LINE and token.before != Boundary.BLANK for token in cells):
        return False
    lines = {token.line for token in cells}
    return 1 < len(lines) < len(cells)


def has_words_among_digits(cells: Sequence[Token]) -> bool:
    """Whether words for nothing and other numbers stand each on a line of its own, so that their order counts."""
    is_line_each = len({token.line for token in cells}) == len(cells)
    words = [parse_number(token.text).value == 0 and not any(map(str.isdigit, token.text)) for token in cells]
    return is_line_each and any(words) and any(map(_is_more_than_nothing, cells))


def _is_more_than_nothing(token: Token) -> bool:
    return bool(parse_number(token.text).value)


def has_spaced_thousands(cells: Sequence[Token]) -> bool:
    """Whether two values that only a space parts may be one number, its thousands set apart (1 234)."""
    return any(
        second.before == Boundary.SPACE and _HEAD.fullmatch(first.text) and _THOUSANDS.fullmatch(second.text)
        for first, second in pairwise(cells)
    )


def has_thousands(text: str) -> bool:
    """Whether the digits of one cell are parted as thousands are (1 234 567)."""
    head, *thousands = text.split() or [""]
    return bool(_HEAD.fullmatch(head) and thousands and all(map(_THOUSANDS.fullmatch, thousands)))


def ends_with_page_number(cells: Sequence[Token]) -> bool:
    """Whether a row of a text without cells ends like — 3 —, which may be the page's number or three cells."""
    last = cells[-_FRAMED_CELLS:]
    if len(last) < _FRAMED_CELLS or any(token.before not in (Boundary.SPACE, Boundary.LINE) for token in last[1:]):
        return False
    mark, number, again = (token.text for token in last)
    is_framed = parse_number(mark).is_blank and mark == again != "/"
    return is_framed and parse_number(number).value is not None and len(number) <= _LONGEST_PAGE_NUMBER
