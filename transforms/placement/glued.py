"""Digits that lost the boundaries between them.

Digits are parted only where that is certain. Two digits in one cell that no clerk prints as one number (00, 05) are two
cells, if that fills the row exactly. A row whose values are one run of digits is parted into as many numbers as it has
columns, in a report that is seen to print every cell, and a cell is read where every way of parting agrees on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from transforms.placement.calibration import Calibration
from transforms.placement.cut import CutRow
from transforms.placement.readings import CellReading, ambiguous
from transforms.schemas import CellStatus
from transforms.tables import GLUED_DIGITS, FoundRow
from transforms.text import Number

# One row of glued zeros may be a slip; three are a habit.
_MIN_WHOLE_ROWS = 3
# No count of a township has more digits; without a bound the ways to part a run would be without end.
LONGEST_NUMBER = 9
# Digits with blank marks among them and nothing else: a decimal or a thousands mark says that it is one number.
_DIGIT_RUN = re.compile("[—/-]*[0-9][0-9—/-]*")


def prints_every_cell(rows: Iterable[FoundRow]) -> bool:
    """Whether a report with glued values writes something in every cell.

    Blank cells leave no trace between glued digits. Rows of nothing but zeros, one for each column, show that the
    report writes its zeros out; a row with fewer digits than columns shows that it does not.
    """
    whole = 0
    for row in rows:
        digits = _glued_digits(row)
        if digits and (len(digits) < row.width or not digits.isdigit()):
            return False
        whole += digits == "0" * row.width
    return whole >= _MIN_WHOLE_ROWS


def has_wider_rows(rows: Iterable[FoundRow]) -> bool:
    """Whether digits of a row are more numbers than the table has columns: it has another one, such as notes, and a row
    with as many as columns has a blank. The list number of the label behind is none of them."""
    return any(_least_parts(digits) > row.width for row in rows if (digits := _own_digits(row)).isdigit())


def _own_digits(row: FoundRow) -> str:
    digits = _glued_digits(row)
    return digits[:-1] if row.next_ordinal and digits.endswith(row.next_ordinal) else digits


def _glued_digits(row: FoundRow) -> str:
    """The digits, and blank marks among them, of a row whose values are one run behind its label; '' for others."""
    text = "".join(token.text for token in row.tail) if len(row.tail) == 1 else ""
    return text if row.width > 1 and _DIGIT_RUN.fullmatch(text) else ""


def part_glued(row: CutRow, calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Part a row's run of digits into its columns: a cell is read where every way of parting agrees on it."""
    digits = _glued_digits(row.found) if not row.row_size else ""
    if not digits.isdigit() or calibration.has_wider_rows:
        return None
    if not calibration.prints_all and _least_parts(digits) < row.width:
        return None
    runs = [digits]
    if row.found.next_ordinal == digits[-1]:
        runs.append(digits[:-1])
    options = [option for option in (part_options(run, row.width) for run in runs) if all(option)]
    if not options:
        return None
    return tuple(_choose(set().union(*(option[column] for option in options)), digits) for column in range(row.width))


def _choose(choices: set[str], digits: str) -> CellReading:
    """The number that a cell is in every way of parting the digits."""
    if guard := GLUED_DIGITS.when(len(choices) > 1):
        return ambiguous(digits, guard)
    return CellReading(CellStatus.REPAIRED, Decimal(min(choices)), digits)


def split_merged(text: str, number: Number, count: int) -> tuple[str, ...] | None:
    """The only way to read digits as `count` numbers without leading zeros; None if there is none or several."""
    if groups := number.groups:
        return groups if len(groups) == count and not any(map(_has_leading_zero, groups)) else None
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit():
        return None
    options = part_options(digits, count)
    return tuple(map(min, options)) if all(len(option) == 1 for option in options) else None


def _least_parts(digits: str) -> int:
    """The least number of numbers that a run of digits can be: every zero that begins one stands alone."""
    rest = digits.lstrip("0")
    return len(digits) - len(rest) + bool(rest)


def part_options(digits: str, count: int) -> list[set[str]]:
    """For each of `count` numbers without leading zeros, all that it can be where digits are parted into them.

    >>> part_options("100", 3), [sorted(option) for option in part_options("1200", 3)]
    ([{'1'}, {'0'}, {'0'}], [['1', '12'], ['0', '20'], ['0']])
    """
    ends: list[set[int]] = [{0}]
    for _ in range(count):
        ends.append({end for start in ends[-1] for end in _number_ends(digits, start)})
    reachable = {len(digits)} & ends[-1]
    options: list[set[str]] = []
    for part in range(count - 1, -1, -1):
        spans = {(start, end) for start in ends[part] for end in _number_ends(digits, start) if end in reachable}
        options.append({digits[start:end] for start, end in spans})
        reachable = {start for start, _ in spans}
    return options[::-1]


def _number_ends(digits: str, start: int) -> range:
    longest = 1 if digits.startswith("0", start) else LONGEST_NUMBER
    return range(start + 1, min(start + longest, len(digits)) + 1)


def _has_leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits.startswith("0")
