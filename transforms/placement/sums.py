"""What the printed total of a row says of how its cells are to be told apart."""

from __future__ import annotations

from transforms.form import adds_up
from transforms.placement.cut import CutRow
from transforms.placement.shapes import has_spaced_thousands
from transforms.text import parse_number


def adds_up_as_printed(row: CutRow) -> bool:
    """Whether a row that ends with its total adds up, each cell taken as it stands."""
    values = [parse_number(token.text).value for token in row.cells]
    return _ends_with_total(row) and adds_up(values, len(values) - 1)


def total_speaks_for_thousands(row: CutRow) -> bool:
    """Whether a whole row adds up only if two of its values are one number, its thousands set apart."""
    if not _ends_with_total(row) or len(row.cells) != row.width or adds_up_as_printed(row):
        return False
    texts = [token.text for token in row.cells]
    for place in range(len(texts) - 1):
        if has_spaced_thousands(row.cells[place : place + 2]):
            joined = [*texts[:place], texts[place] + texts[place + 1], *texts[place + 2 :]]
            if adds_up([parse_number(text).value for text in joined], len(joined) - 1):
                return True
    return False


def _ends_with_total(row: CutRow) -> bool:
    return row.found.total == row.width - 1
