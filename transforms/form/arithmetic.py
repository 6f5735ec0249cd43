"""The arithmetic of the official form, used to judge placements and never to change a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

Values = Sequence[Decimal | None]

# A number of one digit cannot be the values of two cells whose boundary was lost.
_LARGEST_DIGIT = 9


def adds_up(values: Values, total: int) -> bool:
    """Whether the printed parts of a row sum to its printed total; blanks count as nothing."""
    printed_total = values[total]
    parts = sum((value or Decimal(0) for index, value in enumerate(values) if index != total), Decimal(0))
    return printed_total is not None and parts == printed_total


def doubtful_columns(values: Values, total: int) -> frozenset[int]:
    """Columns of a row with blanks whose value is another in a placement that fits the row's total.

    `values` are the row's values in the order of its columns, None for a blank; `total` is the place of the total. A
    row that adds up as printed, or that has no blank or nothing but zeros, has no rivals.

    >>> row = [Decimal(2), Decimal(3), Decimal(1), Decimal(0), Decimal(0), Decimal(6), None]
    >>> sorted(doubtful_columns(row, 6))
    [0, 1, 2, 3, 4, 5, 6]
    >>> doubtful_columns([Decimal(0)] * 6 + [None], 6)
    frozenset()
    """
    if None not in values or not any(values) or adds_up(values, total):
        return frozenset()
    doubtful: set[int] = set()
    for rival in _rivals(list(values)):
        if rival[total] and adds_up(rival, total):
            doubtful.update(index for index, value in enumerate(values) if value != rival[index])
    return frozenset(doubtful)


def _rivals(values: list[Decimal | None]) -> Iterator[list[Decimal | None]]:
    for blank, value in enumerate(values):
        if value is not None:
            continue
        rest = values[:blank] + values[blank + 1 :]
        for place in range(len(values)):
            if place != blank:
                yield [*rest[:place], None, *rest[place:]]
        for index, digits in enumerate(rest):
            for high, low in _cuts(digits):
                yield [*rest[:index], high, low, *rest[index + 1 :]]


def _cuts(value: Decimal | None) -> Iterator[tuple[Decimal, Decimal]]:
    digits = str(value) if value is not None and value > _LARGEST_DIGIT and value == value.to_integral_value() else ""
    for cut in range(1, len(digits)):
        if digits[cut:] == "0" or not digits[cut:].startswith("0"):
            yield Decimal(digits[:cut]), Decimal(digits[cut:])
