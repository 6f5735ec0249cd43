"""Numbers on a line between a row and what stands above it, which may be the first pieces of the row's own.

A cell that is set at its bottom shows the first piece of a number that broke on a line above that of its label.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from transforms.form import adds_up, applicants
from transforms.stream import Entry, Kind, Token, is_digits

# Numbers behind a header that may be pieces of the first row's: one alone is a page's or counts the columns.
_FEWEST_PIECES = 2
# The shortest of them: single digits count columns.
_SHORTEST_PIECE = 2


def size_of_pieces(entry: Entry, *, may_be_all: bool) -> int:
    """How long the numbers on a line above a row are, in a text without cells, if they may be pieces of its own that
    each fill its cell; 0 elsewhere. A page's number (3 / 12), an index of the columns, a row that adds up and, unless
    they `may_be_all`, any whole row are none."""
    values = [token for token in entry.tail if token.kind == Kind.VALUE and not token.row_size]
    lengths = {len(token.text) if is_digits(token.text) else 0 for token in values}
    size = max(lengths, default=0)
    if len(lengths) != 1 or size < _SHORTEST_PIECE or len({token.line for token in values}) > 1:
        return 0
    is_row = not may_be_all or adds_up([Decimal(token.text) for token in values], len(values) - 1)
    most = len(applicants()) - 1 if is_row else len(applicants())
    return size if _FEWEST_PIECES <= len(values) <= most else 0


def numbers_of_last_line(tail: Sequence[Token]) -> tuple[str, ...]:
    """The numbers of the last line of what stands behind a label, in a text without cells; () if others are there."""
    last = [token for token in tail if token.line == tail[-1].line]
    are_digits = all(is_digits(token.text) and not token.row_size for token in last)
    return tuple(token.text for token in last) if are_digits else ()


def longest_of_line(tail: Sequence[Token]) -> int:
    """How long the longest number of a row is, in a text that has it on one line and keeps no cells; 0 elsewhere."""
    values = [token for token in tail if token.kind == Kind.VALUE]
    is_line = len({token.line for token in values}) == 1 and not values[0].row_size
    return max(len(token.text) for token in values) if is_line else 0
