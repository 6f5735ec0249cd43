"""Numbers of which the layout leaves open whose values they are: marked, so that no reader of numbers takes them.

A cell that spans columns or rows of the form, each with a label of its own, gives one number to several places; digits
on two lines of a cell are two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from transforms.text import is_value_text, parse_number

# Stands for a line end or a gap between two digits of a cell, which no reader of numbers may join.
PARTED = "⏎"
# Stands behind a number where a cell spans several columns or rows of the form: whose value it is nobody can tell.
MERGED = "↔"
# What parts two numbers of one cell: a line end, a tab or a wide space between digits. Leaves a plain space, which also
# groups the digits of one number (1 234), and words on lines of their own.
_PARTED_DIGITS = re.compile("(?<=[0-9０-９])[ \u00a0\u3000]*+[\t\r\n\u2003]\\s*+(?=[0-9０-９])")


def part_digits(text: str) -> str:
    """The text of a cell, digits that a line end or a wide gap parts kept apart.

    >>> part_digits("17\\n7"), part_digits("本年\\n收费"), part_digits("1 234")
    ('17⏎7', '本年\\n收费', '1 234')
    """
    return _PARTED_DIGITS.sub(PARTED, text)


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a row by the columns and rows that it takes of its table; `rows` counts those of the table below."""

    column: int
    columns: int
    rows: int
    text: str

    @property
    def is_number(self) -> bool:
        return parse_number(self.text).value is not None

    @property
    def is_label(self) -> bool:
        return bool(self.text.strip()) and not is_value_text(self.text.strip(), is_whole=True)


def find_merged_numbers(rows: Sequence[Sequence[Span]]) -> Collection[tuple[int, int]]:
    """Row and index of the numbers whose place is open: those whose cells reach into rows with their own labels; all of
    a row in which one spans two or more cells of the header above, as the row merged cells, or lost one and was
    stretched; and all of the rows that share one label.

    >>> header = [Span(0, 1, 1, "上一年项目数量"), Span(1, 1, 1, "处理决定数量")]
    >>> sorted(find_merged_numbers([header, [Span(0, 2, 1, "5")], [Span(0, 1, 1, "6"), Span(1, 1, 1, "7")]]))
    [(1, 0)]
    >>> sorted(find_merged_numbers([[Span(0, 1, 2, "行政许可"), Span(1, 1, 1, "5")], [Span(1, 1, 1, "6")]]))
    [(0, 1), (1, 0)]
    """
    heads: dict[int, int] = {}
    labelled_row = reach = 0
    labels_of = [[cell.is_label for cell in row] for row in rows]
    labelled = list(accumulate(map(any, labels_of), initial=0))
    merged: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        is_stretched = False
        for index, cell in enumerate(row):
            end = cell.column + cell.columns
            if labels_of[number][index]:
                for start in _heads_of(cell, heads):
                    del heads[start]
                heads[cell.column] = end
            elif (cell.columns > 1 or cell.rows > 1) and cell.is_number:
                is_stretched |= sum(heads[start] <= end for start in _heads_of(cell, heads)) > 1
                if labelled[min(number + cell.rows, len(rows))] > labelled[number + 1]:
                    merged.add((number, index))
        if is_stretched:
            merged |= _numbers_of(number, row)
        if labels := [cell.rows for cell, is_label in zip(row, labels_of[number], strict=True) if is_label]:
            labelled_row, reach = number, number + min(labels)
        elif number < reach and (numbers := _numbers_of(number, row)):
            merged |= numbers | _numbers_of(labelled_row, rows[labelled_row])
    return merged


def _numbers_of(number: int, row: Sequence[Span]) -> set[tuple[int, int]]:
    return {(number, index) for index, cell in enumerate(row) if cell.is_number}


def _heads_of(cell: Span, heads: Mapping[int, int]) -> list[int]:
    """The columns of a cell in which cells of the header begin."""
    own = range(cell.column, cell.column + cell.columns)
    return [start for start in own if start in heads] if len(own) < len(heads) else [s for s in heads if s in own]
