"""The header of a table while it is read: its labels in order, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from transforms.form import Table, table_labels
from transforms.stream import Boundary, Token
from transforms.tables.columns import ORGANISATIONS, UNKNOWN, Column
from transforms.text import LOST, find_money_unit

# A source that parts 本年增/减 in two columns gives no single change: 本年增加 is half of the label. With a figure or
# another word it is no header's.
_HALF_CHANGE = re.compile("本年度?(?:增加?|减少?)(?:数量?|项目)?")
# The largest header has twenty labels. What has many times as many, whole or in pieces, is no header, and is refused.
_MOST_WORDS = 200
# A single character is a piece of too many labels to stand for one of them.
_SHORTEST_PIECE = 2


@dataclass(slots=True)
class Header:
    """The labels of a header in reading order, as codes; UNKNOWN for a header cell without a known label.

    `is_begun` says that the label above all columns was read, `has_column_after` that an unknown label stands beside
    it, and so heads a column behind them. `has_corner` says that the label above the row labels was read, so that an
    unknown label is not that one. `loose` are the single characters read. `has_values_behind` says that values follow
    the header before any row label: then they may stand before the labels of their rows, or the first row lost its
    label.
    """

    table: Table
    codes: list[str] = field(default_factory=list)
    is_begun: bool = False
    has_corner: bool = False
    has_values_behind: bool = False
    has_column_after: bool = False
    lines: list[int] = field(default_factory=list)
    line_of: dict[str, int] = field(default_factory=dict)
    size_of: dict[str, int] = field(default_factory=dict)
    is_in_cells: bool = True
    places: dict[str, list[int]] = field(default_factory=dict)
    row_sizes: set[int] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    loose: str = ""
    strange: dict[int, str] = field(default_factory=dict)
    endings: list[str] = field(default_factory=list)

    def add_label(self, code: str, token: Token, *, is_clean: bool = True) -> None:
        """Take a label; `places` gets the place of its cell in the row.

        A label that is part of a longer word (上年总计), or half of one (本年减), is another column's.
        """
        if len(self.codes) >= _MOST_WORDS:
            return
        if not is_clean or _HALF_CHANGE.fullmatch(token.printed):
            self.codes.append(UNKNOWN)
            self.add_strange(token)
            return
        self.codes.append(code)
        self.words.append(token.printed or token.text)
        self.lines.append(token.line)
        self.add_line(code, token)
        self.row_sizes.add(token.row_size)
        if token.row_size:
            self.places.setdefault(code, []).append(token.column)
            self.size_of.setdefault(code, token.row_size)

    def add_line(self, code: str, token: Token) -> None:
        """Remember on which line a label stands, and whether all but the first stand in cells."""
        if self.line_of and token.line not in self.line_of.values():
            self.is_in_cells = self.is_in_cells and (
                token.row_size > 0 or token.before in (Boundary.CELL, Boundary.ROW)
            )
        self.line_of[code] = token.line

    def has_order(self, *levels: Collection[str]) -> bool:
        """Whether its labels have an order of their own: those of each level stand on one line, or all in cells.

        Cells of several lines have an order only where their places in the rows do not speak against it: a drawn
        frame that lost its borders has 自然人 one line below 法人或其他组织, and left of it. In rows of different sizes
        the places are those of different columns, and a label on a line that is no row of cells has none.
        """
        lines = [{self.line_of.get(code) for code in level} for level in levels]
        return all(len(found) == 1 for found in lines) or (self.is_in_cells and all(map(self._ascends, levels)))

    def _ascends(self, level: Collection[str]) -> bool:
        own = [code for code in self.codes if code in level]
        placed = [code for code in own if code in self.places]
        places = [self.places[code][0] for code in placed]
        are_alike = len(placed) in (0, len(own)) and len({self.size_of[code] for code in placed}) <= 1
        return places == sorted(places) and are_alike

    @property
    def money_unit(self) -> str:
        """The unit of money that the header prints, '' where it prints none."""
        return find_money_unit("".join(self.words))

    def places_of(self, codes: Iterable[str]) -> dict[str, int]:
        """Where labels stand in their row, without those that no cell has, or two."""
        known = {code: self.places[code] for code in codes if code in self.places}
        return {code: place for code, (place, *others) in known.items() if not others}

    def grid(self, expected: Sequence[str]) -> tuple[dict[Column, int], int]:
        """The places of all expected columns in rows of a size, where the header's rows are all of that size."""
        places = {Column(code): place for code, place in self.places_of(expected).items()}
        is_whole = len(self.row_sizes) == 1 and len(set(places.values())) == len(expected)
        return (places, next(iter(self.row_sizes))) if is_whole else ({}, 0)

    def add_text(self, token: Token) -> None:
        """Take a piece of a wrapped label: a beginning stands for its label, an ending belongs to one before."""
        if len(self.words) >= _MOST_WORDS:
            return
        self.words.append(token.text)
        self.add_strange(token)
        if len(token.text) < _SHORTEST_PIECE:
            self.loose += token.text
            return
        if code := self.damaged_code(token):
            self.codes.append(code)
            return
        labels = table_labels(self.table)
        begun = [label.code for label in labels if label.core.startswith(token.text)]
        ended = {label.code for label in labels if label.core.endswith(token.text)}
        if begun:
            self.codes.append(next((code for code in begun if code not in self.codes), begun[0]))
        elif len(ended) == 1:
            self.endings.extend(ended)
        elif not ended:
            self._add_unknown()

    def damaged_code(self, token: Token) -> str:
        """The label that a word with lost characters was, '' if none: the first that is not there yet and begins as
        the word does before what it lost."""
        kept, lost, _ = token.text.partition(LOST)
        if not kept or not lost:
            return ""
        above = (ORGANISATIONS,) if self.table == Table.REQUESTS and ORGANISATIONS.startswith(kept) else ()
        begun = (*above, *(label.code for label in table_labels(self.table) if label.core.startswith(kept)))
        return next((code for code in begun if code not in self.codes), "")

    def add_strange(self, token: Token) -> None:
        """Remember a word that is no label by its cell, where it stands in one."""
        if token.row_size:
            self.strange[token.column] = self.strange.get(token.column, "") + token.text

    def _add_unknown(self) -> None:
        """Take a word that is no piece of a label: the corner, a column beside the label above all, or another."""
        if self.is_begun and not self.codes:
            self.has_column_after = True
        elif self.table == Table.PROACTIVE and not self.codes and not self.has_corner:
            self.has_corner = True
        else:
            self.codes.append(UNKNOWN)

    def has_in_pieces(self, label: str) -> bool:
        """Whether a label's characters stand one by one among the header's words, and so nobody knows where."""
        return set(label) <= set(self.loose)

    def contradicts_itself(self) -> bool:
        """Whether the endings of wrapped labels come in another order than the beginnings were taken to have."""
        order = [self.codes.index(code) for code in self.endings if code in self.codes]
        return order != sorted(order)
