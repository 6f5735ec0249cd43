"""Tables that a data frame printed: its index, the numbers or names of its columns and its marks of blanks are not the
table's, and are left out.

A library that reads a table numbers its rows and columns, calls the copies of a name `总计.1` and columns without a
name `Unnamed: 2`, and writes NaN where a cell is blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

Row = Sequence[str]

# What a frame writes where a cell is blank, alone in its cell. Leaves words that hold one (NaNo).
_BLANKS = frozenset({"NaN", "nan", "None", "<NA>", "NaT"})
# The number behind the name of a column that comes again. Leaves a list number before a word and a decimal number.
_COPY_NUMBER = re.compile(r"(?<=\D)\.[1-9]\d?$")
# The name of a column without one, of a header of one row or several.
_NAMELESS = re.compile(r"Unnamed: \d{1,3}(?:_level_\d)?")
# The names of a column under a header of several rows, as a tuple is written.
_NAMES = re.compile(r"\((?:'[^']*'|nan)(?:, (?:'[^']*'|nan))+\)")
_NAME = re.compile(r"'([^']*)'|nan")
# Numbers of columns that head a frame without an index: 0 and 1 may be a row of values.
FEWEST_NUMBERS = 3
# Rows that count, below a header that is not one of numbers: the first of two rows may be 0.
_FEWEST_COUNTED = 3


def plain_frames(rows: Sequence[Row]) -> list[list[str]]:
    """The rows of a sheet, those of each printed frame in it as the table has them.

    >>> plain_frames([["", "0", "1"], ["0", "规章", "5"], ["1", "处罚", "NaN"]])
    [['规章', '5'], ['处罚', '']]
    >>> plain_frames([["规章", "0", "1"], ["处罚", "2", "3"]])
    [['规章', '0', '1'], ['处罚', '2', '3']]
    """
    plain: list[list[str]] = []
    for width, run in groupby(rows, key=len):
        block = [list(row) for row in run]
        for part in _part_frames(block) if width > 1 else [block]:
            plain += (plain_frame(part) if width > 1 else None) or part
    return plain


def _part_frames(rows: list[list[str]]) -> list[list[list[str]]]:
    """Rows of one width in parts, each of which may begin with the header of a frame."""
    starts = [place for place, row in enumerate(rows) if place and _is_numbered(row)]
    return [rows[start:end] for start, end in pairwise([0, *starts, len(rows)])]


def _is_numbered(row: Row) -> bool:
    return _counts_columns(row[1:] if row and not row[0] else row)


def _counts_columns(cells: Row) -> bool:
    return bool(cells) and list(cells) == [str(place) for place in range(len(cells))]


def plain_frame(rows: Sequence[Row]) -> list[list[str]] | None:
    """The rows of one table without what the frame added to them; None where nothing shows that one printed them."""
    header = [row for first in rows[:1] for row in _part_names(first)]
    whole = [*header, *map(list, rows[1:])]
    named = [_plain_names(row) for row in whole]
    heads = next((place for place, row in enumerate(named) if row[0]), len(named))
    has_numbers = bool(named) and _is_numbered(named[0])
    has_names = named != whole or len(header) > 1
    if heads and _is_index([row[0] for row in named[heads:]], is_known=has_numbers or has_names):
        named = [row[1:] for row in named]
    elif not has_names and not (has_numbers and len(named[0]) >= FEWEST_NUMBERS):
        return None
    return [[_plain_cell(cell) for cell in row] for row in named[int(has_numbers) :]]


def _part_names(row: Row) -> list[list[str]]:
    """A header whose cells hold the names of several rows, a row for each."""
    found = [_NAME.findall(cell) if _NAMES.fullmatch(cell) else [] for cell in row]
    counts = {len(names) for names, cell in zip(found, row, strict=True) if cell}
    if len(counts) != 1 or counts == {0}:
        return [list(row)]
    [depth] = counts
    return [[names[level] if names else "" for names in found] for level in range(depth)]


def _is_index(cells: Row, *, is_known: bool) -> bool:
    """Whether a column counts 0, 1, 2 …, or goes up where the header is known for a frame's."""
    if not cells or not all(cell.isascii() and cell.isdigit() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    if is_known:
        return all(first < second for first, second in pairwise(numbers))
    return len(numbers) >= _FEWEST_COUNTED and numbers == list(range(len(numbers)))


def _plain_names(row: Row) -> list[str]:
    """The cells of a row, the names that a frame made for columns as they were."""
    known = set(row)
    plain = []
    for cell in row:
        name = _COPY_NUMBER.sub("", cell)
        plain.append("" if _NAMELESS.fullmatch(cell) else name if name in known else cell)
    return plain


def _plain_cell(cell: str) -> str:
    return "" if cell in _BLANKS else cell
