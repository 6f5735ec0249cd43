"""What the printed total of a row says of how its cells are to be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from transforms.form import adds_up
from transforms.placement.cut import CutRow
from transforms.placement.shapes import has_spaced_thousands
from transforms.tables import Column
from transforms.text import parse_number


def summed_columns(columns: Sequence[Column | None]) -> Iterator[tuple[int, ...]]:
    """The places of each set of columns of which the last sums the others: a total's parts, then the total.

    Applicants have one total, procedures one each. A column that is not the form's stands outside of a sum (a note
    behind the total, a number before the parts); between them it leaves none, as it may be one of the parts.

    >>> other, total = Column("other"), Column("total")
    >>> list(summed_columns([other, total, None])), list(summed_columns([other, None, total]))
    ([(0, 1)], [])
    """
    for total, column in enumerate(columns):
        if column is not None and column.code == "total":
            own = [at for at, other in enumerate(columns) if other and other.procedure == column.procedure]
            if len(own) > 1 and None not in columns[own[0] : own[-1]]:
                yield (*(at for at in own if at != total), total)


def sums_hold(columns: tuple[Column | None, ...], values: Sequence[Decimal | None]) -> bool:
    """Whether each total of a row is the sum of its parts; so of a row without one."""
    return all(adds_up([values[at] for at in places], len(places) - 1) for places in _sums_of(columns))


@lru_cache(maxsize=256)
def _sums_of(columns: tuple[Column | None, ...]) -> tuple[tuple[int, ...], ...]:
    return tuple(summed_columns(columns))


def adds_up_as_printed(row: CutRow) -> bool:
    """Whether a row that ends with its total, or with a note behind it, adds up, each cell taken as it stands."""
    has_note = row.found.columns[-1] is None and row.found.total == row.width - 2
    values = [parse_number(token.text).value for token in row.cells[: row.width - 1 if has_note else None]]
    return (has_note or _ends_with_total(row)) and adds_up(values, len(values) - 1)


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
