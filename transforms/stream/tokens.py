"""Recognise the labels of the official forms in a stream of cells.

The texts of the cells are folded (no spaces, brackets or quotes) and joined, and labels are searched in the joined
text, so that a label is found whether it stands in one cell, is wrapped over several or is glued to its neighbours.
What is left between labels becomes values, empty cells and unknown text. Nothing is interpreted here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from transforms.form import (
    EMPTY_MARK,
    LONE_ORDINAL,
    ORDINAL_OF,
    STOP,
    VALUE_MARK,
    Label,
    Vocabulary,
    fold_piece,
    vocabulary,
)
from transforms.stream.cells import Boundary, Cell
from transforms.stream.copied_cells import drop_copies
from transforms.stream.index_column import drop_index
from transforms.stream.odd_cells import keep_odd_cells
from transforms.text import ONE_TO_TEN, fold_number, is_value_text, parse_number


class Kind(StrEnum):
    """What a piece of the stream is."""

    LABEL = "label"
    VALUE = "value"
    EMPTY = "empty"
    TEXT = "text"


class Token(NamedTuple):
    """A piece of the stream.

    `text` is what stands there, folded for labels and texts. `labels` are the meanings that the text can have, more
    than one where the form uses a label twice (总计). `is_glued` says that no boundary parts it from the token before,
    `ordinal` is the list number that stands before a label, `printed` is what stands there where a damaged label was
    recognised, or the piece of a label before a number that stands below its row. `column` and `row_size` are those of
    the cell.
    """

    kind: Kind
    text: str
    before: Boundary
    line: int
    labels: tuple[Label, ...] = ()
    ordinal: str = ""
    printed: str = ""
    column: int = -1
    row_size: int = 0

    @property
    def is_glued(self) -> bool:
        return self.before == Boundary.NONE


# A cell with digits and something else (5。, 5(1)) is a value that was spoilt if it is as short as values are; a longer
# one is a text with a number in it.
_LONGEST_SPOILT = 12
# A word of digits and marks in turn that goes on for longer is no part of a table, and would fill the memory.
_MOST_PIECES = 1000
_ZERO_WORDS = ("无", "零", "〇")
# Cells of a row in which one can be the copy of its neighbour or stand among values.
_FEWEST_IN_ROW = 2
# A number with a mark or two at either end (–2, (12, ≥5, 50%): its cell holds a value that nobody can read for certain.
# With a word at it (约5件) it is one that `is_value_text` knows, or none. A list number has the same shape (1.).
_MARKED_NUMBER = re.compile(r"[^\w\s]{0,2}\d[\d.,]*[^\w\s]{0,2}")
# A clause of a law (第20条, 第十五项): its number is no value.
_ARTICLE = re.compile("第.+[条项款章节页]")
# The Chinese number of a list before a label, as it is folded (一, 第三, 十二。): without brackets, a pause as a stop.
_ORDINAL_TEXT = re.compile(rf"第?[{ONE_TO_TEN}]{{1,3}}{STOP}?")


def have_a_line_each(cells: Sequence[Token]) -> bool:
    """Whether each of several cells of a text has a line of its own."""
    return len(cells) > 1 and all(token.before in (Boundary.LINE, Boundary.BLANK) for token in cells[1:])


@dataclass(frozen=True, slots=True)
class _Joined:
    """The folded texts of the cells as one string, and for each cell where it begins in it."""

    text: str
    starts: tuple[int, ...]
    cells: tuple[Cell, ...]

    def token_cell(self, position: int) -> tuple[Cell, Boundary]:
        index = bisect_right(self.starts, position) - 1
        cell = self.cells[index]
        return cell, cell.before if self.starts[index] == position else Boundary.NONE

    def cuts(self, start: int, end: int) -> list[int]:
        """Positions of cell beginnings inside a stretch, with its two ends."""
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        return [start, *self.starts[first:last], end]


def _join(cells: Sequence[Cell], known: Vocabulary) -> _Joined:
    texts: list[str] = []
    starts: list[int] = []
    kept: list[Cell] = []
    position, pending = 0, Boundary.NONE
    for cell in cells:
        folded = _fold_cell(cell, known)
        pending = max(pending, cell.before)
        if not folded:
            continue
        texts.append(folded)
        starts.append(position)
        kept.append(cell if cell.before == pending else cell._replace(before=pending))
        position, pending = position + len(folded), Boundary.NONE
    return _Joined("".join(texts), tuple(starts), tuple(kept))


def _fold_cell(cell: Cell, known: Vocabulary) -> str:
    if not cell.text:
        return EMPTY_MARK
    if (
        cell.is_odd
        or is_value_text(cell.text, is_whole=cell.is_whole)
        or _is_spoilt_value(cell, known)
        or _is_marked_number(cell.text)
    ):
        return VALUE_MARK
    return fold_piece(cell.text)


def _holds_label(text: str, known: Vocabulary) -> bool:
    return known.labels.search(fold_piece(text)) is not None


def _is_marked_number(text: str) -> bool:
    """Whether a word is digits with marks at them and nothing else (–2, (12, 50%), but no list number."""
    if text[0].isalpha() or text[-1].isalpha():
        return False
    folded = fold_number(text)
    return bool(_MARKED_NUMBER.fullmatch(folded)) and not LONE_ORDINAL.fullmatch(folded)


def _is_spoilt_value(cell: Cell, known: Vocabulary) -> bool:
    """Whether a delimited cell holds digits and something else, but no label: an unreadable value (5。, 5(1))."""
    if not cell.is_whole or cell.before < Boundary.CELL or len(cell.text) > _LONGEST_SPOILT:
        return False
    if not any(map(str.isdigit, cell.text)):
        return False
    folded = fold_piece(cell.text)
    is_numbered = any(char in ORDINAL_OF for char in folded) or _ARTICLE.search(folded)
    return not is_numbered and not known.labels.search(folded)


def search_tokens(cells: Sequence[Cell], known: Vocabulary | None = None) -> list[Token]:
    """The stream of cells as labels, values, empty cells and unknown texts, in order, each searched for.

    `known` are the labels to look for, by default those of the three official tables.

    >>> from transforms.stream.cells import read_cells
    >>> [(str(token.kind), token.text) for token in search_tokens(read_cells("规 章0 12\\n2.重复申请7"))]
    [('label', '规章'), ('value', '0'), ('value', '12'), ('label', '重复申请'), ('value', '7')]
    """
    known = known or vocabulary()
    joined = _join(_own_cells(cells, partial(_holds_label, known=known)), known)
    tokens: list[Token] = []
    position = word_start = 0
    for match in known.scanner.finditer(joined.text):
        _add_text(tokens, joined, position, match.start())
        position = match.end()
        if match.lastgroup == "label":
            _add_label(tokens, joined, match, known)
        elif match.lastgroup == "number":
            _add_numbers(tokens, joined, match.start(), match.end())
        else:
            cell, before = joined.token_cell(match.start())
            kind = Kind.VALUE if match.lastgroup == "value" else Kind.EMPTY
            tokens.append(Token(kind, cell.text, before, cell.line, column=cell.column, row_size=cell.row_size))
        if tokens[-1].kind == Kind.LABEL or not tokens[-1].is_glued:
            word_start = len(tokens)
        del tokens[word_start + _MOST_PIECES :]
    _add_text(tokens, joined, position, len(joined.text))
    return _settle_mixed_words(tokens)


def _own_cells(cells: Sequence[Cell], holds_label: Callable[[str], bool]) -> Sequence[Cell]:
    """The cells without what a source added to its rows, and each odd cell of a row as one."""
    if all(cell.row_size < _FEWEST_IN_ROW for cell in cells):
        return cells
    return list(keep_odd_cells(list(drop_copies(list(drop_index(cells)), holds_label)), holds_label))


def _stands_behind_label(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is glued to the label before it and to nothing behind it."""
    is_glued_to_label = index > 0 and tokens[index].is_glued and tokens[index - 1].kind == Kind.LABEL
    return is_glued_to_label and (index + 1 == len(tokens) or not tokens[index + 1].is_glued)


def _numbers_its_line(tokens: Sequence[Token], index: int) -> bool:
    """Whether a lone number begins a line of words, as in 3 收到和处理…: it is the line's, not the row's before it."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    starts_line = token.before in (Boundary.LINE, Boundary.BLANK)
    is_word = following is not None and following.kind in (Kind.LABEL, Kind.TEXT)
    return starts_line and is_word and following is not None and following.before == Boundary.SPACE


def _settle_mixed_words(tokens: list[Token]) -> list[Token]:
    """Numbers glued to unknown text are part of a word (约3件, 2022年), not the value of a cell."""
    settled = list(tokens)
    for index, token in enumerate(tokens):
        if token.text in _ZERO_WORDS and _stands_behind_label(tokens, index):
            settled[index] = token._replace(kind=Kind.VALUE)
        if token.kind != Kind.VALUE:
            continue
        if _numbers_its_line(tokens, index):
            settled[index] = token._replace(kind=Kind.TEXT)
            continue
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        after_text = previous is not None and previous.kind == Kind.TEXT and token.is_glued
        before_text = following is not None and following.kind == Kind.TEXT and following.is_glued
        if following is not None and before_text and not after_text and parse_number(token.text + following.text).unit:
            settled[index] = token._replace(text=token.text + following.text)
            settled[index + 1] = following._replace(text="")
        elif after_text or before_text:
            settled[index] = token._replace(kind=Kind.TEXT)
    return [token for token in settled if token.kind != Kind.TEXT or token.text]


def _add_label(tokens: list[Token], joined: _Joined, match: re.Match[str], known: Vocabulary) -> None:
    """Add a label, taking the list number before it off the stream."""
    cell, before = joined.token_cell(match.start())
    ordinal = ""
    previous = tokens[-1] if tokens else None
    if previous is not None and previous.kind == Kind.TEXT:
        ordinal = _ordinal_of(previous.text)
        if ordinal:
            before = max(before, previous.before)
            tokens.pop()
    labels = known.of(match[0])
    token = Token(Kind.LABEL, match[0], before, cell.line, labels, ordinal, column=cell.column, row_size=cell.row_size)
    tokens.append(token)


def _ordinal_of(text: str) -> str:
    if text in ORDINAL_OF:
        return ORDINAL_OF[text]
    return text.strip(f"第{STOP}") if _ORDINAL_TEXT.fullmatch(text) else ""


def _add_text(tokens: list[Token], joined: _Joined, start: int, end: int) -> None:
    if start >= end:
        return
    cuts = joined.cuts(start, end)
    for first, last in pairwise(cuts):
        cell, before = joined.token_cell(first)
        tokens.append(
            Token(Kind.TEXT, joined.text[first:last], before, cell.line, column=cell.column, row_size=cell.row_size)
        )


def _add_numbers(tokens: list[Token], joined: _Joined, start: int, end: int) -> None:
    cuts = joined.cuts(start, end)
    for first, last in pairwise(cuts):
        cell, before = joined.token_cell(first)
        tokens.append(
            Token(Kind.VALUE, joined.text[first:last], before, cell.line, column=cell.column, row_size=cell.row_size)
        )
