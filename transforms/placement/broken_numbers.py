"""Numbers that a narrow cell broke into lines, in a text that gives the pieces one after the other.

A cell with room for three digits holds 8273 as 827 and 3, and pypdf and `pdftotext -raw` give both before the next
cell: the row has more values than columns. Its neighbours are joined only if there is one way to do so in which every
total of the row fits, and no other number of the row may be strange to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from math import comb

from transforms.form import adds_up
from transforms.placement.cut import CutRow
from transforms.placement.readings import CellReading
from transforms.placement.sums import summed_columns
from transforms.schemas import CellStatus
from transforms.stream import NARROWEST_CELL, Boundary, Kind, Token
from transforms.text import display_width, parse_number

# A number or a piece of one, with commas between its thousands and a point (3,00 and 5, 756. and 0). One with a unit
# is left.
_PIECE = re.compile(r"[\d,，.]+")
# Ways to join pieces that are tried. Table four with five broken numbers among fifteen long ones has 3003.
_MOST_WAYS = 4000


def join_broken(row: CutRow) -> tuple[CellReading, ...] | None:
    """The cells of a row with its broken numbers joined; None where nothing proves how."""
    sums = list(summed_columns(row.found.columns))
    is_summed = row.found.untrusted is None and {place for places in sums for place in places} == set(range(row.width))
    if not is_summed or not all(map(_is_piece_or_mark, row.cells)):
        return None
    if any(token.before > Boundary.LINE or token.row_size for token in row.cells):
        return None
    texts = [token.text for token in row.cells]
    strays = len(texts) - row.width
    if any(_add_up(texts[first : first + row.width], sums) for first in range(strays + 1)):
        return None
    ways = [way for way in _ways(texts, strays) if _add_up(way, sums)]
    return tuple(map(_reading, ways[0], _are_joined(ways[0], texts))) if len(ways) == 1 else None


def _is_piece_or_mark(token: Token) -> bool:
    return token.kind == Kind.VALUE and (_is_piece(token.text) or parse_number(token.text).is_blank)


def _is_piece(text: str) -> bool:
    return _PIECE.fullmatch(text) is not None


def _ways(texts: Sequence[str], joints: int) -> Iterator[list[str]]:
    """The numbers with so many neighbours joined: digits behind a piece that fills its cell."""
    room = max((display_width(text) for text in texts if _is_piece(text)), default=0)
    fitting = [
        place
        for place, (first, second) in enumerate(pairwise(texts), start=1)
        if _is_piece(first) and _is_piece(second) and display_width(first) == room
    ]
    if room < NARROWEST_CELL or comb(len(fitting), joints) > _MOST_WAYS:
        return
    for joined in combinations(fitting, joints):
        starts = [place for place in range(len(texts)) if place not in joined]
        whole = ["".join(texts[start:end]) for start, end in pairwise((*starts, len(texts)))]
        if all(parse_number(text).is_readable for text in whole):
            yield whole


def _add_up(texts: Sequence[str], sums: Sequence[Sequence[int]]) -> bool:
    """Whether each total of a row is the sum of its parts, a blank mark as nothing."""
    values = [parse_number(text).value or Decimal(0) for text in texts]
    owns = ([values[place] for place in places] for places in sums)
    return all(adds_up(own, len(own) - 1) for own in owns)


def _are_joined(way: Sequence[str], texts: Sequence[str]) -> Iterator[bool]:
    """For each number whether it is of several pieces."""
    place = 0
    for text in way:
        yield text != texts[place]
        size = 0
        while size < len(text):
            size += len(texts[place])
            place += 1


def _reading(text: str, is_joined: bool) -> CellReading:
    number = parse_number(text)
    if number.is_blank:
        return CellReading(CellStatus.BLANK, raw_text=text)
    status = CellStatus.REPAIRED if is_joined else CellStatus.REPORTED
    return CellReading(status, number.value, text)
