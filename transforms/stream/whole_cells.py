"""The short way of rows whose every cell is a whole label of the forms, a value, or empty: each cell is a token.

Most rows of most tables are so. Nothing in them has to be searched for, joined or parted, as long as no label begins in
one cell and ends in the next; what `search_tokens` makes of the labels of such a row is looked up. All other rows, and
those around them that a label could run into, take the general way; the tests read all that they have both ways
(`tests/truth/test_short_ways.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from transforms.form import STOP, Vocabulary, fold_piece, vocabulary
from transforms.stream.cells import Boundary, Cell
from transforms.stream.copied_cells import repeats_a_word
from transforms.stream.index_column import may_count
from transforms.stream.tokens import Kind, Token, search_tokens
from transforms.text import is_value_text

_KEY = attrgetter("line", "row_size")
# What the cells of reports are remembered for; real labels are few hundred.
_CACHED_CELLS = 8192
# The longest number before a label is folded to so many characters (第二十一).
_LONGEST_ORDINAL = 4


class _Row(NamedTuple):
    """The cells of a row or a line, what each of them is, and whether all are something whole."""

    cells: list[Cell]
    kinds: list[Kind]
    is_whole: bool

    @property
    def ends_run(self) -> bool:
        """Whether no label can run on behind it."""
        return self.kinds[-1] in (Kind.VALUE, Kind.EMPTY)


def read_tokens(cells: Sequence[Cell], known: Vocabulary | None = None) -> list[Token]:
    """The stream of cells as labels, values, empty cells and unknown texts, in order.

    `known` are the labels to look for, by default those of the three official tables; others take the general way.

    >>> from transforms.stream.cells import table_cells
    >>> [(str(token.kind), token.text) for token in read_tokens(list(table_cells([["1.规章", "0"], ["其中：", "2"]])))]
    [('label', '规章'), ('value', '0'), ('text', '其中'), ('value', '2')]
    """
    if known is not None:
        return search_tokens(cells, known)
    rows = [_row_of(list(row)) for _, row in groupby(cells, key=_KEY)]
    if may_count(row.cells for row in rows) or any(repeats_a_word(row.cells) for row in rows):
        return search_tokens(cells)
    tokens: list[Token] = []
    for is_whole, part in _parts_of(rows):
        found = _tokens_of(part) if is_whole else None
        tokens += search_tokens([cell for row in part for cell in row.cells]) if found is None else found
    return tokens


def _row_of(cells: list[Cell]) -> _Row:
    kinds = [_kind_of(cell.text, cell.is_whole) for cell in cells]
    is_numbered = not cells[0].row_size and kinds[0] == Kind.VALUE and Kind.LABEL in kinds
    is_whole = Kind.TEXT not in kinds and not is_numbered and all(cell.before and not cell.is_odd for cell in cells)
    return _Row(cells, kinds, is_whole)


@lru_cache(maxsize=_CACHED_CELLS)
def _kind_of(text: str, is_whole: bool) -> Kind:
    """What a cell is; TEXT for one that is neither a value nor a whole label."""
    if not text:
        return Kind.EMPTY
    if is_value_text(text, is_whole=is_whole):
        return Kind.VALUE
    return Kind.LABEL if _may_be_label(text) and _labels_of((text,)) else Kind.TEXT


def _may_be_label(text: str) -> bool:
    """Whether a text ends as a label that it may be with its number before it; most words end otherwise."""
    folded = fold_piece(text).replace(STOP, "")
    return any(folded[at:] in vocabulary().meanings for at in range(_LONGEST_ORDINAL + 1))


@lru_cache(maxsize=_CACHED_CELLS)
def _labels_of(texts: tuple[str, ...]) -> tuple[Token, ...]:
    """The labels of cells that follow each other, one a cell; none if they are found otherwise in their joined text."""
    tokens = search_tokens([Cell(text, Boundary.CELL, place, True) for place, text in enumerate(texts)])
    places = [token.line for token in tokens if token.kind == Kind.LABEL and token.before == Boundary.CELL]
    return tuple(tokens) if len(tokens) == len(places) and places == list(range(len(texts))) else ()


def _parts_of(rows: Sequence[_Row]) -> Iterator[tuple[bool, list[_Row]]]:
    """The rows in parts, whole ones apart that no label can run into from the rows before or leave behind."""
    general: list[_Row] = []
    whole: list[_Row] = []
    is_open = False
    for row in rows:
        if row.is_whole and (whole or not is_open):
            whole.append(row)
        else:
            own, rest = _without_open_end(whole)
            if own:
                yield False, general
                yield True, own
                general = []
            general += [*rest, row]
            whole = []
        is_open = not row.ends_run
    own, rest = _without_open_end(whole)
    yield False, general
    yield True, own
    yield False, rest


def _without_open_end(rows: list[_Row]) -> tuple[list[_Row], list[_Row]]:
    end = next((at for at in range(len(rows), 0, -1) if rows[at - 1].ends_run), 0)
    return rows[:end], rows[end:]


def _tokens_of(rows: Sequence[_Row]) -> list[Token] | None:
    """A token for each cell; None if labels of neighbours are found otherwise when they are searched together."""
    tokens: list[Token] = []
    run: list[Cell] = []
    for row in rows:
        for cell, kind in zip(row.cells, row.kinds, strict=True):
            if kind == Kind.LABEL:
                run.append(cell)
                continue
            if run:
                labels = _labels_of(tuple([one.text for one in run]))
                if not labels:
                    return None
                tokens += map(_set, labels, run)
                run = []
            tokens.append(Token(kind, cell.text, cell.before, cell.line, (), "", "", cell.column, cell.row_size))
    return tokens


def _set(label: Token, cell: Cell) -> Token:
    """A label as it stands in its cell."""
    return Token(
        Kind.LABEL, label.text, cell.before, cell.line, label.labels, label.ordinal, "", cell.column, cell.row_size
    )
