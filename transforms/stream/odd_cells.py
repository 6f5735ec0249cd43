"""Cells that hold more than a value, kept whole: an odd cell of a table costs itself and no other.

A source that keeps rows of cells says where each cell ends. Words in a cell among values (3件2项, 5（网上2件）, 0 3)
would end the row for every later step, or be taken for two cells. Such a cell becomes one value, which the reader of
numbers may read or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from transforms.stream.cells import Cell
from transforms.text import COUNT_UNITS, MONEY_UNITS, fold_number, is_value_text

# A number, its unit, and what may stand behind it in a cell of values: more numbers (0 3, 3件2项, 5/2), notes in
# brackets (22（其中修订16件）, 5 （3）). Words without brackets are left (5 见附件): they may be a label. A number of a
# list with its word in brackets (1（新增）) is taken all the same, but behind the label of a row nobody numbers. A lone
# point or comma may have fallen out of the number before it (258874元 . for 2588.74元, as PyMuPDF's tables give it).
# A number gives no digit back: those of a long one that ends in a word could be parted in 2^n ways.
_UNIT = rf"(?:{COUNT_UNITS}|{MONEY_UNITS})?"
_NUMBERS_AND_NOTES = re.compile(
    rf"[+-]?\d[\d.,]*+{_UNIT}(?:[\s、;；/+*]*(?:\((?:[^()]*)\)|\[(?:[^\[\]]*)\]|[+-]?\d[\d.,]*+{_UNIT})|\s+[.,])+"
    rf"|[+-]?\d[.,]*\d[\d.,]*+{_UNIT}"
)
# The longest note behind a number that still is a cell of values.
_LONGEST_NOTE = 40
# A word among values that is no number at all (@, 见附表) is a cell of them only in a row of so many: table two has
# rows of three, beside which another label may stand with values of its own.
_FEWEST_VALUES = 5
# A longer word among values is a label.
_LONGEST_ODD_WORD = 8

_Group = list[Cell]


def keep_odd_cells(cells: Sequence[Cell], is_label: Callable[[str], bool]) -> Iterator[Cell]:
    """The stream in which each cell of numbers and notes behind a row's label is one whole piece.

    `is_label` says whether a text holds a label of the forms.
    """
    for (_, row_size), row in groupby(cells, key=lambda cell: (cell.line, cell.row_size)):
        if row_size < 2:
            yield from row
            continue
        groups = [list(group) for _, group in groupby(row, key=lambda cell: cell.column)]
        odd = _odd_groups(groups, is_label)
        for index, group in enumerate(groups):
            yield from [_whole(group)] if index in odd else group


def _odd_groups(groups: Sequence[_Group], is_label: Callable[[str], bool]) -> set[int]:
    kinds = [_kind(group) for group in groups]
    if "note" not in kinds and kinds.count("value") < _FEWEST_VALUES:
        return set()
    behind = [index for index in range(len(groups)) if _is_behind_label(kinds[:index]) or _is_table_row(kinds)]
    odd = {index for index in behind if kinds[index] == "note" and not is_label(_text(groups[index]))}
    values = [index for index, kind in enumerate(kinds) if kind == "value"]
    among = [index for index in behind if kinds[index] == "word" and values and values[0] < index < values[-1]]
    if len(among) == 1 and len(values) >= _FEWEST_VALUES:
        text = _text(groups[among[0]])
        if len(text) <= _LONGEST_ODD_WORD and not is_label(text):
            odd.update(among)
    return odd


def _is_table_row(kinds: Sequence[str]) -> bool:
    """Whether a row has no words at all, and as many values as no row of headings has."""
    return "word" not in kinds and kinds.count("value") >= _FEWEST_VALUES - 1


def _is_behind_label(kinds: Sequence[str]) -> bool:
    """Whether the label of a row is among cells of these kinds, or two values, so that the row has none."""
    return "word" in kinds or kinds.count("value") > 1


def _kind(group: _Group) -> str:
    text = _text(group)
    if not text:
        return "empty"
    if len(group) == 1 and is_value_text(text, is_whole=True):
        return "value"
    is_note = len(text) <= _LONGEST_NOTE and _NUMBERS_AND_NOTES.fullmatch(fold_number(text))
    return "note" if is_note else "word"


def _text(group: _Group) -> str:
    return " ".join(cell.text for cell in group)


def _whole(group: _Group) -> Cell:
    return group[0]._replace(text=_text(group), is_whole=True, is_odd=True)
