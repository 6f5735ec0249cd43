"""Cells that a source repeats for each column or row of a merged cell: the copies are blank, as their places are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from transforms.stream.cells import Cell
from transforms.text import is_value_text


def drop_copies(cells: Sequence[Cell], holds_label: Callable[[str], bool]) -> Iterator[Cell]:
    """The stream in which a label that its row or the row above repeats in the next cell stands once, and so does a
    number below such labels that is the same in all of their columns.

    A number that differs there is no copy, nor is one below another label.
    """
    above: list[str] = []
    copied: set[int] = set()
    known: dict[str, bool] = {}

    def is_label(text: str) -> bool:
        if text not in known:
            known[text] = _is_word(text) and holds_label(text)
        return known[text]

    for (_, size), group in groupby(cells, key=lambda cell: (cell.line, cell.row_size)):
        if not size:
            yield from group
            continue
        row = [list(pieces) for _, pieces in groupby(group, key=lambda cell: cell.column)]
        texts = ["".join(cell.text for cell in pieces) for pieces in row]
        if len(texts) != len(above):
            above, copied = [""] * len(texts), set()
        copied = _copied_columns(texts, copied, is_label)
        places = {place for place in copied if is_label(texts[place]) or _is_run_copied(texts, place, copied)}
        places |= _copies_of(above, texts, is_label)
        above = texts
        for place, pieces in enumerate(row):
            yield from [pieces[0]._replace(text="", is_whole=True)] if place in places else pieces


def _is_word(text: str) -> bool:
    return bool(text) and not is_value_text(text, is_whole=True)


def _copied_columns(texts: Sequence[str], before: set[int], is_label: Callable[[str], bool]) -> set[int]:
    """The columns whose nearest word is a label and a copy of that to the left."""
    columns = set()
    for place in range(1, len(texts)):
        left, own = texts[place - 1], texts[place]
        if (left == own and is_label(own)) or (place in before and not _is_word(left) and not _is_word(own)):
            columns.add(place)
    return columns


def _is_run_copied(texts: Sequence[str], place: int, copied: set[int]) -> bool:
    """Whether all columns that one label heads show the same."""
    first = last = place
    while first in copied:
        first -= 1
    while last + 1 in copied:
        last += 1
    return len(set(texts[first : last + 1])) == 1


def _copies_of(above: Sequence[str], texts: Sequence[str], is_label: Callable[[str], bool]) -> set[int]:
    """The places of labels that stand in the row above too: all of a row without values, else those before others.

    The last label before the values is that of the row: two rows of one label are no copies.
    """
    labels = [place for place, text in enumerate(texts) if is_label(text)]
    if any(text and not _is_word(text) for text in texts):
        labels = [place for place in labels if any(texts[place] != texts[other] for other in labels if other > place)]
    return {place for place in labels if texts[place] == above[place]}
