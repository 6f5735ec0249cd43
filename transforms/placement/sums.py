"""What the printed total of a row says of how its cells are to be told apart."""

from __future__ import annotations

from itertools import pairwise

from transforms.form import adds_up
from transforms.placement.cut import CutRow
from transforms.placement.shapes import has_spaced_thousands
from transforms.text import parse_number


def adds_up_as_printed(row: CutRow) -> bool:
    """Whether a row that ends with its total adds up, each cell taken as it stands."""
    values = [parse_number(token.text).value for token in row.cells]
    return _ends_with_total(row) and adds_up(values, len(values) - 1)


def total_speaks_for_thousands(row: CutRow) -> bool:
    """Whether a whole row adds up if two of its values are one number, its thousands set apart.

    As it stands such a row never adds up: the sum would be larger by 999 times the first of the two.
    """
    if not _ends_with_total(row) or len(row.cells) != row.width:
        return False
    texts = [token.text for token in row.cells]
    for place, pair in enumerate(pairwise(row.cells)):
        if has_spaced_thousands(pair):
            joined = [*texts[:place], texts[place] + texts[place + 1], *texts[place + 2 :]]
            if adds_up([parse_number(text).value for text in joined], len(joined) - 1):
                return True
    return False


def _ends_with_total(row: CutRow) -> bool:
    return row.found.total == row.width - 1
