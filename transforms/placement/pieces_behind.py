"""Numbers on the line behind a row that may be the rest of its own, which broke in a narrow cell."""

from __future__ import annotations

from itertools import takewhile

from transforms.placement.cut import CutRow
from transforms.stream import Boundary

# A cell that breaks numbers has room for at least so many digits.
_NARROWEST = 3
# One number behind a row is a page's. Where one number of a row broke, and not the total, the row's sum tells.
_FEWEST_PIECES = 2


def has_pieces_behind(row: CutRow) -> bool:
    """Whether the numbers on the line behind a row may be the ends of its longest, in a text without cells."""
    if row.row_size or not row.cells or not row.orphans:
        return False
    line = row.orphans[0].line
    behind = list(takewhile(lambda token: token.line == line, row.orphans))
    digits = [token.text for token in row.cells if token.text.isdigit()]
    longest = max(map(len, digits), default=0)
    are_pieces = all(token.text.isdigit() and token.before <= Boundary.LINE for token in behind)
    is_next = line == row.cells[-1].line + 1
    fits = _FEWEST_PIECES <= len(behind) <= sum(len(text) == longest for text in digits)
    return is_next and are_pieces and fits and longest >= _NARROWEST
