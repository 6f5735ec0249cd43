"""Cells that a source repeats for each column or row of a merged cell: the copies are blank, as their places are.

A program that gives a merged cell's text for each place that it takes (python-docx, pandas) repeats labels of the
header, and the number below a label that spans columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from transforms.stream.cells import Cell
from transforms.text import is_value_text


def drop_copies(cells: Sequence[Cell], holds_label: Callable[[str], bool]) -> Iterator[Cell]:
    """The stream with each merged label of a header, and each number of a merged cell below it, once.

    In a row without values a label that is repeated in the next column is one, and where the header has such, a label
    that the row below repeats. A number is one if all columns of a repeated label show it; another number there is no
    copy, nor is an equal one below another label. Labels of rows are left: an entry comes of each.
    """
    seen = _Seen(holds_label)
    for (_, size), group in groupby(cells, key=lambda cell: (cell.line, cell.row_size)):
        if not size:
            yield from group
            continue
        row = [list(pieces) for _, pieces in groupby(group, key=lambda cell: cell.column)]
        copies = seen.find_copies(["".join(cell.text for cell in pieces) for pieces in row])
        for place, pieces in enumerate(row):
            yield from [pieces[0]._replace(text="", is_whole=True)] if place in copies else pieces


def repeats_a_word(row: Sequence[Cell]) -> bool:
    """Whether a row has a word that its next cell repeats: without such a row no cell is a copy."""
    if row[0].row_size == len(row):
        return any(left.text == own.text and _is_word(own.text) for left, own in pairwise(row))
    texts = ["".join(cell.text for cell in pieces) for _, pieces in groupby(row, key=lambda cell: cell.column)]
    return row[0].row_size > 0 and any(left == own and _is_word(own) for left, own in pairwise(texts))


@dataclass(slots=True)
class _Seen:
    """What the rows before said: the last row's texts, the columns whose nearest word is a copy of that to their left,
    and whether the header, in which no value came yet, has any."""

    holds_label: Callable[[str], bool]
    above: list[str] = field(default_factory=list)
    copied: set[int] = field(default_factory=set)
    has_copies: bool = False
    known: dict[str, bool] = field(default_factory=dict)

    def find_copies(self, texts: list[str]) -> set[int]:
        """The places of copies in the next row."""
        if len(texts) != len(self.above):
            self.above, self.copied, self.has_copies = [""] * len(texts), set(), False
        repeats = any(left == own and _is_word(own) for left, own in pairwise(texts))
        if not (repeats or self.copied or self.has_copies):
            self.above = texts
            return set()
        self.copied = {place for place in range(1, len(texts)) if self._is_copied(texts, place)}
        if any(text and not _is_word(text) for text in texts):
            self.has_copies = False
            copies = {place for place in self.copied if self._is_same_number(texts, place)}
        else:
            copies = {place for place in self.copied if _is_word(texts[place])}
            self.has_copies = self.has_copies or bool(copies)
            if self.has_copies and texts != self.above:
                copies |= {at for at, text in enumerate(texts) if text == self.above[at] and self._is_label(text)}
        self.above = texts
        return copies

    def _is_label(self, text: str) -> bool:
        if text not in self.known:
            self.known[text] = _is_word(text) and self.holds_label(text)
        return self.known[text]

    def _is_copied(self, texts: Sequence[str], place: int) -> bool:
        left, own = texts[place - 1], texts[place]
        if _is_word(left) or _is_word(own):
            return left == own and self._is_label(own)
        return place in self.copied

    def _is_same_number(self, texts: Sequence[str], place: int) -> bool:
        """Whether a place has no word, and all columns that its label heads show the same."""
        first = last = place
        while first in self.copied:
            first -= 1
        while last + 1 in self.copied:
            last += 1
        return not _is_word(texts[place]) and len(set(texts[first : last + 1])) == 1


def _is_word(text: str) -> bool:
    return bool(text) and not is_value_text(text, is_whole=True)
