"""The columns of table three where the source keeps its cells: each label of the header stands over its column.

There a column that the form does not have (备注, 上年总计) costs nothing but itself, a header without 总计 heads the
other six, and one label off the list (小计, 公民) is known by the six in their places if the rows add up with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from transforms.form import adds_up, applicants
from transforms.stream import Token
from transforms.tables.columns import Column, typed
from transforms.tables.header import Header
from transforms.tables.rows import FoundRow
from transforms.text import parse_number

_TOTAL = "total"
# A word with one of these heads figures of another period (上年, 上季度, 同期), whatever they add up to.
_PERIODS = frozenset("年季月期比")


@dataclass(frozen=True, slots=True)
class HeaderGrid:
    """The columns that stand in rows of `size` cells, by place; `dropped` are the places of columns of other things.

    `is_guessed` says that one column's label is unknown, so that the rows' sums have to tell that it is that column.
    """

    places: Mapping[str, int]
    size: int
    dropped: frozenset[int]
    is_guessed: bool = False

    @property
    def columns(self) -> tuple[Column | None, ...]:
        """The columns from left to right."""
        return typed(sorted(self.places, key=lambda code: self.places[code]))

    @property
    def grid(self) -> Mapping[Column, int]:
        """The places by column."""
        return {Column(code): place for code, place in self.places.items()}

    def own_cells(self, tail: Sequence[Token]) -> list[Token]:
        """The cells behind a label without those of other columns."""
        return [token for token in tail if token.row_size != self.size or token.column not in self.dropped]


def read_header_grid(header: Header) -> HeaderGrid | None:
    """The columns of a header that has more than the form's, or one label less; None for any other."""
    known = header.places_of(applicants())
    missing = [code for code in applicants() if code not in known]
    if len(header.row_sizes) != 1 or len(set(known.values())) < len(known) or len(missing) > 1:
        return None
    size = next(iter(header.row_sizes))
    strange = {at for at in header.strange if at not in known.values()}
    behind = {at for at in strange if at not in range(min(known.values()))}
    if not missing:
        return HeaderGrid(known, size, frozenset(behind)) if behind else None
    if list(known) != sorted(known, key=lambda code: known[code]):
        return None
    [code] = missing
    if code == _TOTAL and not behind and max(known.values()) + 1 == size:
        return HeaderGrid(known, size, frozenset())
    found = {at for at in strange if _is_place_of(code, at, known) and not _PERIODS & set(header.strange[at])}
    if len(found) != 1:
        return None
    [place] = found
    return HeaderGrid({**known, code: place}, size, frozenset(behind - found), is_guessed=True)


def _is_place_of(missing: str, at: int, known: Mapping[str, int]) -> bool:
    """Whether a place is directly between those of the neighbours that a column has on the form."""
    order = applicants()
    index = order.index(missing)
    is_behind = index == 0 or known[order[index - 1]] + 1 == at
    return is_behind and (index + 1 == len(order) or known[order[index + 1]] - 1 == at)


def settle_guesses(rows: Sequence[FoundRow], guesses: Mapping[int, HeaderGrid]) -> list[FoundRow]:
    """The rows, those under a guessed header with its columns where more of them add up with it than do not.

    `guesses` are the guessed headers by `table_no`.
    """
    believed = {
        number: guess
        for number, guess in guesses.items()
        if _speaks_for(guess, [row for row in rows if row.table_no == number])
    }
    return [_settle(row, believed[row.table_no]) if row.table_no in believed else row for row in rows]


def _settle(row: FoundRow, guess: HeaderGrid) -> FoundRow:
    return replace(row, columns=guess.columns, grid=guess.grid, grid_size=guess.size, untrusted=None)


def _speaks_for(guess: HeaderGrid, rows: Sequence[FoundRow]) -> bool:
    sums = []
    for row in rows:
        texts = {token.column: token.text for token in row.tail if token.row_size == guess.size}
        values = [parse_number(texts.get(place, "")).value for place in guess.places.values()]
        if any(values):
            sums.append(adds_up(values, list(guess.places).index(_TOTAL)))
    return sums.count(True) > sums.count(False)
