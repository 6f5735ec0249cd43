"""The header of the statistics form while it is read, and the columns that it says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from transforms.stream import Kind, Token
from transforms.tables.columns import UNKNOWN, Column
from transforms.tables.guard import Guard
from transforms.tables.guards import HEADER_BEHIND_VALUES, HEADER_UNKNOWN
from transforms.text import fold_number, parse_number

NAME, UNIT, VALUE, YEAR, CUMULATIVE, NUMBER, NOTE = "name", "unit", "value", "year", "cumulative", "number", "note"
# A column that is headed by its year (2012年度, 2012年统计数).
_YEAR = re.compile(r"(20\d\d)年度?(?:统计数|数量?|情况)?")


@dataclass(frozen=True, slots=True)
class FormColumns:
    """What a header says of the rows below it.

    `columns` are the figures of a row in reading order, None for one that is not read (a code, another year). `places`
    are the columns of the source's own rows, of `row_size` cells, that hold figures, `names` those that hold labels;
    empty where the source keeps no rows, or where the header does not tell what each holds. `unheaded` are those beside
    them that have no words of their own. `segments` is how many indicators stand side by side. `puts_unit_last` says
    that the unit stands behind the figure, `numbers_rows` that each row begins with its number. `untrusted` says why
    the reading order tells no columns. `padding` is how many blank cells end the header's row in a source that keeps no
    places: the frame's, which end each row as well.
    """

    columns: tuple[Column | None, ...]
    places: tuple[tuple[int, Column | None], ...] = ()
    names: tuple[int, ...] = ()
    unheaded: tuple[int, ...] = ()
    row_size: int = 0
    segments: int = 1
    puts_unit_last: bool = False
    numbers_rows: bool = False
    untrusted: Guard | None = None
    padding: int = 0

    def places_of(self, label: Token) -> Mapping[Column, int]:
        """The places of the figures of a label, in a row of as many cells as the header's; empty in another."""
        if label.row_size != self.row_size:
            return {}
        end = min((place for place in self.names if place > label.column), default=self.row_size)
        return {column: place for place, column in self.places if column and label.column < place < end}


class _HeaderCell(NamedTuple):
    code: str
    token: Token


@dataclass(slots=True)
class StatisticHeader:
    """The words of a header in reading order. `figures` are those that follow it before any label, `padding` the blank
    cells behind its last word."""

    cells: list[_HeaderCell] = field(default_factory=list)
    figures: list[Token] = field(default_factory=list)
    padding: int = 0

    def add(self, code: str, token: Token) -> None:
        """Take a label of a column, or with UNKNOWN another word: one that names a year is the column of that year."""
        named = _YEAR.fullmatch(fold_number(token.text))
        self.cells.append(_HeaderCell(named[1] if named else code, token))
        self.padding = 0

    def add_cell(self, token: Token) -> None:
        """Take a cell behind a label of the header: one that names a year heads a column as well."""
        if _YEAR.fullmatch(fold_number(token.text)):
            self.add(UNKNOWN, token)
        elif is_figure(token):
            self.figures.append(token)
        elif token.kind == Kind.EMPTY:
            self.padding += 1

    def settle(self, year: int | None) -> FormColumns | None:
        """The columns; None where these are not the words of a header of the form.

        A header of two levels names figures twice (统计数 above 本年度 and 历年累计): the lower names count.
        """
        has_periods = any(cell.code in (YEAR, CUMULATIVE) or cell.code.isdigit() for cell in self.cells)
        cells = [cell for cell in self.cells if cell.code != VALUE or not has_periods]
        codes = [cell.code for cell in cells]
        segments = [segment for segment in _segments(codes) if any(map(_heads_figures, segment))]
        if not set(codes) & {NAME, UNIT} or not segments:
            return None
        figures = [code for code in segments[0] if _heads_figures(code) or code == NUMBER]
        columns = tuple(_column(code, year) for code in figures)
        numbers_rows = codes[0] == NUMBER
        has_values_behind = bool(self.figures) and not (
            numbers_rows and [token.text for token in self.figures] == ["1"]
        )
        is_known = UNKNOWN not in codes and all(segment == segments[0] for segment in segments)
        is_known = is_known and len({column for column in columns if column}) == sum(map(bool, columns))
        row_size = _row_size(cells)
        is_gridded = bool(row_size)
        places, names = tuple(sorted(_places(cells, year))), tuple(_name_places(cells))
        if self._has_words_below(cells, row_size) or _has_rivals(places, names):
            is_gridded = is_known = False
        return FormColumns(
            columns,
            places if is_gridded else (),
            names,
            tuple(_unheaded(cells, row_size)),
            row_size,
            len(segments),
            puts_unit_last=segments[0][-1] == UNIT,
            numbers_rows=numbers_rows,
            untrusted=HEADER_UNKNOWN.when(not is_known) or HEADER_BEHIND_VALUES.when(has_values_behind),
            padding=0 if row_size else self.padding,
        )

    def _has_words_below(self, cells: Sequence[_HeaderCell], row_size: int) -> bool:
        """Whether a column of figures is parted by unknown words below its name (统计数 above 县级 and 乡级).

        A number alone below a name is that of the column; below a name of several columns it is a year without 年.
        """
        unknown = [cell.token for cell in cells if cell.code == UNKNOWN]
        for cell in cells:
            if _heads_figures(cell.code):
                span = _span(cell, cells, row_size)
                below = [*unknown, *self.figures] if len(span) > 1 else unknown
                if any(token.line > cell.token.line and token.column in span for token in below):
                    return True
        return False


def is_figure(token: Token) -> bool:
    """Whether a cell holds something, and no dash."""
    return token.kind == Kind.VALUE and not parse_number(token.text).is_blank


def _heads_figures(code: str) -> bool:
    return code in (VALUE, YEAR, CUMULATIVE) or code.isdigit()


def _row_size(cells: Sequence[_HeaderCell]) -> int:
    """How many cells each row has that names or figures stand in; 0 where these differ, or the source keeps no rows."""
    sizes = {cell.token.row_size for cell in cells if cell.code == NAME or _heads_figures(cell.code)}
    return sizes.pop() if len(sizes) == 1 else 0


def _name_places(cells: Sequence[_HeaderCell]) -> Iterator[int]:
    """Where columns of labels begin, which may be of several cells side by side."""
    before = UNKNOWN
    for cell in cells:
        if cell.code == NAME != before:
            yield cell.token.column
        before = cell.code


def _span(cell: _HeaderCell, cells: Sequence[_HeaderCell], row_size: int) -> range:
    """The columns below a word of the header: as far as the next word of its line."""
    on_line = [other.token.column for other in cells if other.token.line == cell.token.line]
    return range(cell.token.column, min((column for column in on_line if column > cell.token.column), default=row_size))


def _unheaded(cells: Sequence[_HeaderCell], row_size: int) -> Iterator[int]:
    """The columns beside those of figures that are under their words as well, and under none of their own."""
    headed = {cell.token.column for cell in cells}
    for cell in cells:
        if _heads_figures(cell.code):
            yield from (column for column in _span(cell, cells, row_size) if column not in headed)


def _has_rivals(places: Sequence[tuple[int, Column | None]], names: Sequence[int]) -> bool:
    """Whether two columns behind one column of labels claim the same figure."""
    claims = [(column, bisect_right(names, place)) for place, column in places if column]
    return len(set(claims)) < len(claims)


def _column(code: str, year: int | None) -> Column | None:
    """The period of a column of figures; None for a code, and for the figures of another year."""
    if code == CUMULATIVE:
        return Column(CUMULATIVE)
    return Column(YEAR) if code in (VALUE, YEAR) or code == str(year) else None


def _segments(codes: Sequence[str]) -> list[list[str]]:
    """What stands behind each name column, notes and the number before the first name left out."""
    segments: list[list[str]] = [[]]
    for code in codes:
        if code == NAME:
            segments.append([])
        elif code != NOTE:
            segments[-1].append(code)
    before, *named = segments
    return named or [before]


def _places(cells: Sequence[_HeaderCell], year: int | None) -> Sequence[tuple[int, Column | None]]:
    """The places that hold figures; one that two names claim is nobody's."""
    found: dict[int, set[Column | None]] = {}
    for cell in cells:
        if _heads_figures(cell.code):
            found.setdefault(cell.token.column, set()).add(_column(cell.code, year))
    return [(place, columns.pop() if len(columns) == 1 else None) for place, columns in found.items()]
