"""Numbers beside a row that may be the rest of its own, which broke in a narrow cell."""

from __future__ import annotations

from itertools import takewhile

from transforms.placement.cut import CutRow
from transforms.stream import NARROWEST_CELL, Boundary

# Round and square brackets, as notes at numbers have them.
_BRACKETS = ("（）", "()", "［］", "[]", "〔〕", "【】")
# One number alone behind a row is a page's. Where one number of a row broke, and not the total, the row's sum tells.
_FEWEST_PIECES = 2
# Behind words that go on with the row's label one number is a piece too: a row with a slip may add up with it torn off.
_FEWEST_BEHIND_WORDS = 1


def has_pieces_behind(row: CutRow) -> bool:
    """Whether the numbers on the line behind a row may be the ends of its longest, in a text without cells.

    A cell that ends within a bracket (4（注) goes on there, and so may any other of its row, above as well as below.
    """
    if row.row_size or not row.cells:
        return False
    if any(_ends_within_bracket(token.text) for token in row.cells):
        return True
    if not row.orphans:
        return False
    line = row.orphans[0].line
    behind = list(takewhile(lambda token: token.line == line, row.orphans))
    digits = [len(token.text.replace(".", "")) for token in row.cells if _is_number(token.text)]
    longest = max(digits, default=0)
    are_pieces = all(_is_number(token.text) and token.before <= Boundary.LINE for token in behind)
    is_next = line == row.cells[-1].line + 1
    fewest = _FEWEST_BEHIND_WORDS if row.orphans[0].printed else _FEWEST_PIECES
    fits = fewest <= len(behind) <= digits.count(longest)
    return is_next and are_pieces and fits and longest >= NARROWEST_CELL


def _ends_within_bracket(text: str) -> bool:
    """Whether the last bracket of a text is an opening one."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _BRACKETS)


def _is_number(text: str) -> bool:
    """Whether a text is digits, with a point among them or at their end: a number that broke at its point."""
    return text.replace(".", "", 1).isdigit()
