"""The values below a header, and whether their sums fit an order of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from transforms.form import adds_up
from transforms.text import is_value_text, parse_number

# Rows below a header whose sums are asked; table three has 30, on up to three lines each.
_MOST_LINES_BELOW = 120
# Rows below a header that add up to none of its columns, where no other row says anything: a lone one is a slip of the
# report (a figure one too many in a table of zeros), two are figures of other columns.
_MOST_SLIPS = 1
# What heads the next table.
LITIGATION = "行政诉讼"


def rows_below(lines: Sequence[str], start: int, width: int) -> Iterator[list[Decimal | None]]:
    """The values of the lines below a header that end with as many as it has columns."""
    for line in lines[start : start + _MOST_LINES_BELOW]:
        words = line.split()
        first = len(words)
        while first and is_value_text(words[first - 1].rstrip("%"), is_whole=False):
            first -= 1
        if len(words) - first == width:
            yield [parse_number(word).value for word in words[first:]]


def fits_rows(rows: Sequence[Sequence[Decimal | None]], total: int, fewest: int = 1) -> bool:
    """Whether as many rows add up to the column as to any other, and so many at least; rows of zeros say nothing."""
    telling = [row for row in rows if any(row)]
    counts = [sum(adds_up(row, place) for row in telling) for place in range(len(telling[0]))] if telling else [0]
    if not any(counts) and len(telling) <= _MOST_SLIPS:
        return True
    return counts[total] == max(counts) >= fewest


def prefers_column(rows: Sequence[Sequence[Decimal | None]], column: int, other: int) -> bool:
    """Whether more rows add up to a column than to another one: `1 0 0 1` does so at both of its ends."""
    return sum(adds_up(row, column) for row in rows) > sum(adds_up(row, other) for row in rows)


def adds_up_below(lines: Sequence[str], start: int, width: int) -> bool:
    """Whether rows of as many values as the form has columns say that none of them is a note: the sums tell."""
    rows = [row for row in rows_below(lines, start, width) if any(row)]
    return bool(rows) and all(adds_up(row, len(row) - 1) for row in rows)


def has_zeros_alone(lines: Sequence[str], start: int, width: int) -> bool:
    """Whether the table below a header holds rows of zeros and no other number, up to the next table."""
    rows = 0
    for line in lines[start : start + _MOST_LINES_BELOW]:
        words = line.split()
        if any(LITIGATION in word for word in words):
            return rows > 0
        values = [word for word in words if is_value_text(word, is_whole=False)]
        if values and (len(values) != width or any(parse_number(word).value != 0 for word in values)):
            return False
        rows += bool(values)
    return False
