"""The statistics form: an indicator a row, its unit, and its figure of the year, of all years, or both.

Labels repeat (被依法纠错数 stands under reviews and under lawsuits), so a label is read under what is above it.
Its words are those of the prose of any report, so a row counts only between a header of the form and the next
sentence. Where the source keeps its rows, a figure is taken from the column that the header names; two indicators may
stand side by side. Elsewhere it is what follows the label and its unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from transforms.form import Role, Table, indicator_ancestors, statistic_indicator
from transforms.stream import Boundary, Entry, Kind, Token
from transforms.tables.columns import UNKNOWN, Column
from transforms.tables.guard import Guard
from transforms.tables.guards import GLUED_DIGITS, HEADER_UNKNOWN, SCALED_COUNT, SHORT_ROW, TOO_MANY_VALUES
from transforms.tables.rows import FoundRow
from transforms.tables.statistic_guards import (
    FIGURE_OF_HEADING,
    PARENT_UNKNOWN,
    PART_OF_YEAR,
    UNIT_OF_OTHER_KIND,
    UNIT_OUT_OF_PLACE,
    VALUE_ON_NEW_LINE,
)
from transforms.tables.statistic_header import YEAR, FormColumns, StatisticHeader, is_figure
from transforms.tables.statistic_words import is_scaled_count, is_unit
from transforms.tables.surroundings import Surroundings, read_surroundings
from transforms.text import find_money_unit

# What stands above figures of a part of the year. A month of a date has a day behind it.
_PART_OF_YEAR = re.compile(r"季度|[上下]半年|(?<!\d)(?:1[0-2]|[1-9])月(?:份|至|到|$)|月报")
# So many indicators with figures, below no header that is understood, are the form: what else has its words (a list of
# a few sums, a contents page) has less or no figures. A torn piece of the form with fewer is passed over.
_FEWEST_WITHOUT_HEADER = 10

_Cells = Mapping[tuple[int, int], Sequence[Token]]


@dataclass(slots=True)
class _Path:
    """Where the reading of the form is: `last` is the indicator or heading read last, '' before the first.

    `is_unsure` says that a line was not understood since the last label that no other indicator has, and `taken` are
    the indicators read since.
    """

    last: str = ""
    is_unsure: bool = False
    taken: set[str] = field(default_factory=set)

    def resolve(self, codes: Sequence[str]) -> tuple[Sequence[str], Guard | None]:
        """The indicator of a label, or all that it may be and why nobody can tell which."""
        if len(codes) == 1:
            [self.last] = codes
            self.is_unsure, self.taken = False, {*codes}
            return codes, None
        above = indicator_ancestors(self.last) if self.last else ()
        below = [code for code in codes if statistic_indicator(code).parent in above]
        found = below or codes
        is_told = len(below) == 1 and not self.is_unsure and self.taken.isdisjoint(below)
        if guard := PARENT_UNKNOWN.when(not is_told):
            self.is_unsure = True
            return found, guard
        self.last, *_ = found
        self.taken.add(self.last)
        return [self.last], None


@dataclass(slots=True)
class _Reader:
    """The state of reading the form from entry to entry.

    `cells` are the words of the source's own rows by line and column, `labelled` the columns of each line in which a
    label stands. `above` are the words since the last sentence, `paths` is where the reading is in each of the columns
    of labels, which have rows of their own. `on_line` is how many labels of a line were read. `tables` are those begun,
    each with what doubts it as a whole. `headings` are the figures behind headings: in which table, and whether they
    begin a line. `unheaded` are the rows that stand below no header that is understood. `lines` are those on
    which indicators were read last, `rivals` what the label of an indicator may stand under on other lines.
    """

    year: int | None
    cells: _Cells
    labelled: Mapping[int, Sequence[int]]
    header: StatisticHeader | None = None
    columns: FormColumns | None = None
    above: list[str] = field(default_factory=list)
    paths: dict[int, _Path] = field(default_factory=dict)
    on_line: Counter[int] = field(default_factory=Counter)
    rows: list[FoundRow] = field(default_factory=list)
    tables: list[Guard | None] = field(default_factory=list)
    headings: list[tuple[int, bool]] = field(default_factory=list)
    unheaded: list[FoundRow] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, set[str]] = field(default_factory=dict)

    def read(self, entry: Entry, following: Entry | None, said: Surroundings) -> None:
        """Take the next entry; `following` is the one behind it."""
        column = entry.meaning(Table.STATISTICS, Role.COLUMN)
        if entry.is_prose():
            self.header = self.columns = None
            self.above, self.paths = [], {}
        elif column is not None and entry.is_clean:
            self.header = self.header or StatisticHeader()
            _add_word(self.header, column.code, entry)
        elif entry.token.labels and entry.is_clean:
            self._settle_header()
            if self.columns is None:
                self.unheaded.extend(self._read_label(entry, following, FormColumns((Column(YEAR),)), said))
            else:
                rows = self._read_label(entry, following, self.columns, said)
                guard = GLUED_DIGITS.when(following and _hides_number(entry, following))
                self.rows.extend(replace(row, untrusted=row.untrusted or guard) for row in rows)
        elif self.header is not None:
            _add_word(self.header, UNKNOWN, entry)
        else:
            self.above.append(entry.token.text)
            self._lose_path(entry)

    def _lose_path(self, entry: Entry) -> None:
        if not entry.token.text.isdigit():
            for path in self.paths.values():
                path.is_unsure = True

    def _settle_header(self) -> None:
        if self.header is not None and (settled := self.header.settle(self.year)):
            self.columns = settled
            self.tables.append(PART_OF_YEAR.when(any(map(_PART_OF_YEAR.search, self.above))))
        self.header = None

    def _read_label(
        self, entry: Entry, following: Entry | None, columns: FormColumns, said: Surroundings
    ) -> Sequence[FoundRow]:
        codes = [label.code for label in entry.token.labels]
        found, doubted = self._path_of(entry.token, columns).resolve(codes)
        self._remember(found, entry)
        self.on_line[entry.token.line] += 1
        if entry.meaning(Table.STATISTICS, Role.GROUP):
            self._read_heading(entry, columns)
        elif not self._stands_before_label(entry.token, columns):
            return [self._row(code, entry, following, columns, said, doubted) for code in found]
        return ()

    def _remember(self, found: Sequence[str], entry: Entry) -> None:
        line = entry.token.line
        parents = {statistic_indicator(label.code).parent for label in entry.token.labels}
        if len(parents) > 1 and all(self.lines.get(parent) != line for parent in parents):
            self.rivals.update({code: parents for code in found if code not in self.lines})
        self.lines.update(dict.fromkeys(found, line))

    def _read_heading(self, entry: Entry, columns: FormColumns) -> None:
        """Remember the figures behind a heading, which has none, besides its code and the number of the next row."""
        if not entry.token.row_size:
            figures = [token for token in entry.tail if is_figure(token)]
            behind = figures[columns.columns.count(None) + columns.numbers_rows :]
            self.headings += [(len(self.tables), _begins_line(token)) for token in behind]

    def _path_of(self, token: Token, columns: FormColumns) -> _Path:
        """Where the reading is in the column of a label; nowhere if it is not known in which of several it stands."""
        if columns.places_of(token):
            segment = bisect_right(columns.names, token.column) - 1
        elif columns.segments == 1:
            segment = 0
        elif len(self.labelled.get(token.line, ())) == columns.segments:
            segment = self.on_line[token.line]
        else:
            return _Path()
        return self.paths.setdefault(segment, _Path())

    def _stands_before_label(self, token: Token, columns: FormColumns) -> bool:
        """Whether another label stands between a label and its figures, which are then its own."""
        places = columns.places_of(token).values()
        return any(token.column < column < min(places) for column in self.labelled.get(token.line, ()) if places)

    def _row(
        self,
        code: str,
        entry: Entry,
        following: Entry | None,
        columns: FormColumns,
        said: Surroundings,
        doubted: Guard | None,
    ) -> FoundRow:
        places = columns.places_of(entry.token)
        beside = [token for place in places.values() for token in self.cells.get((entry.token.line, place), ())]
        tail = [_as_cell(token) for token in beside] if places else _own_tail(entry, columns, following)
        if guard := TOO_MANY_VALUES.when(places and self._has_unheaded_figures(entry.token, columns)):
            self.tables[-1] = self.tables[-1] or guard
        units = [token for token in entry.tail if is_unit(token) and token not in beside]
        unit = units[0].text if units else ""
        out_of_place = None if places else UNIT_OUT_OF_PLACE.when(_is_out_of_place(entry.tail, columns))
        untrusted = doubted or UNIT_OF_OTHER_KIND.when(_is_of_other_kind(code, unit)) or out_of_place
        untrusted = untrusted or SCALED_COUNT.when(any(is_scaled_count(token.text) for token in units))
        kept = tuple(places) if places else columns.columns
        if None in kept:
            tail = tail if places else _without_padding(tail, columns.padding)
            untrusted = untrusted or SHORT_ROW.when(tail and len(tail) != len(kept))
            tail = [token for token, column in zip(tail, kept, strict=False) if column]
            kept = tuple(column for column in kept if column)
        return FoundRow(
            code=code,
            columns=kept,
            tail=tail,
            untrusted=untrusted or (None if places else columns.untrusted),
            money_unit=find_money_unit(unit),
            grid={} if untrusted else places,
            grid_size=columns.row_size,
            label_before=entry.token.before,
            said=said,
            table_no=len(self.tables),
        )

    def _has_unheaded_figures(self, label: Token, columns: FormColumns) -> bool:
        beside = [token for column in columns.unheaded for token in self.cells.get((label.line, column), ())]
        return any(map(is_figure, beside))


def _add_word(header: StatisticHeader, code: str, entry: Entry) -> None:
    header.add(code, entry.token)
    for token in entry.tail:
        header.add_cell(token)


def find_statistic_rows(entries: Sequence[Entry], year: int | None) -> list[FoundRow]:
    """The rows of the statistics form in reading order. `year` is the report's: a header may name columns by theirs."""
    cells: dict[tuple[int, int], list[Token]] = defaultdict(list)
    labelled: dict[int, list[int]] = defaultdict(list)
    for entry in entries:
        for token in (entry.token, *entry.tail):
            cells[token.line, token.column].append(token)
        if entry.is_clean and any(label.role in (Role.ROW, Role.GROUP) for label in entry.token.labels):
            labelled[entry.token.line].append(entry.token.column)
    reader = _Reader(year, cells, labelled)
    for index, said in enumerate(read_surroundings(entries)):
        reader.read(entries[index], entries[index + 1] if index + 1 < len(entries) else None, said)
    if not reader.rows:
        return _find_unheaded(reader.unheaded)
    votes: Counter[int] = Counter()
    for row in reader.rows:
        votes[row.table_no] += _line_vote(row)
    untrusted = _doubt_headings(reader.headings, votes)
    untrusted |= {number: guard for number, guard in enumerate(reader.tables, start=1) if guard}
    known = reader.lines.keys()
    lost = {code: guard for code, rivals in reader.rivals.items() if (guard := PARENT_UNKNOWN.when(rivals - known))}
    rows = [_doubt_table(_doubt_new_line(row, votes[row.table_no]), untrusted) for row in reader.rows]
    return [
        replace(row, untrusted=row.untrusted or lost[row.code], grid={}) if row.code in lost else row for row in rows
    ]


def _find_unheaded(rows: Sequence[FoundRow]) -> list[FoundRow]:
    """The doubted rows of a form below no header that is understood; none where too few are printed to be the form."""
    printed = [row for row in rows if any(map(is_figure, row.tail))]
    guard = HEADER_UNKNOWN.when(len({row.code for row in printed}) >= _FEWEST_WITHOUT_HEADER)
    return [replace(row, untrusted=row.untrusted or guard) for row in printed] if guard else []


def _doubt_headings(figures: Sequence[tuple[int, bool]], votes: Mapping[int, int]) -> dict[int, Guard]:
    """The tables with figures behind headings. Where those of the rows stand on their lines, a figure that begins a
    line is none of the table: it is the page's number."""
    behind = {table for table, begins_line in figures if not (begins_line and votes[table] > 0)}
    return {table: guard for table in behind if (guard := FIGURE_OF_HEADING.when(True))}


def _doubt_table(row: FoundRow, untrusted: Mapping[int, Guard]) -> FoundRow:
    guard = untrusted.get(row.table_no)
    return replace(row, untrusted=row.untrusted or guard, grid={}) if guard else row


def _doubt_new_line(row: FoundRow, vote: int) -> FoundRow:
    """Doubt a row that is not full where a figure begins a line, in a table with figures on the lines of labels."""
    values = [] if row.grid else [token for token in row.tail if token.kind == Kind.VALUE]
    on_line = next((place for place, token in enumerate(values) if _begins_line(token)), len(values))
    guard = VALUE_ON_NEW_LINE.when(vote > 0 and on_line < min(len(values), row.width))
    return replace(row, untrusted=row.untrusted or guard, grid={}) if guard else row


def _line_vote(row: FoundRow) -> int:
    """1 where a row's first figure is on the line of what stands before it, -1 where it begins one, 0 where none is."""
    first = next((token for token in row.tail if token.kind == Kind.VALUE), None)
    if first is None or row.grid:
        return 0
    return -1 if _begins_line(first) else 1


def _begins_line(token: Token) -> bool:
    return token.before in (Boundary.LINE, Boundary.BLANK)


def _own_tail(entry: Entry, columns: FormColumns, following: Entry | None) -> list[Token]:
    """The cells behind a label, without its unit and without the number of the next row."""
    tail = [token for token in entry.tail if token.kind != Kind.TEXT]
    is_before_row = following is not None and any(label.role != Role.COLUMN for label in following.token.labels)
    if columns.numbers_rows and is_before_row and tail and tail[-1].text.isdigit():
        tail.pop()
    if entry.token.row_size:
        tail = [token for token in tail if token.line == entry.token.line]
    return tail


def _without_padding(tail: Sequence[Token], padding: int) -> list[Token]:
    """The cells of a row without so many blank ones at its end, or as many as are there."""
    filled = max((place for place, token in enumerate(tail, start=1) if token.kind != Kind.EMPTY), default=0)
    return list(tail[: max(filled, len(tail) - padding)])


def _hides_number(entry: Entry, following: Entry) -> bool:
    """Whether the number of the label behind a row (1.) may be among the digits that are glued to it."""
    is_glued = bool(entry.tail) and entry.tail[-1].kind == Kind.VALUE and following.token.is_glued
    labels = [label for label in following.token.labels if label.ordinal.isdigit()]
    return is_glued and bool(labels) and not following.token.ordinal


def _as_cell(token: Token) -> Token:
    """A word in the column of figures is a cell that nobody can read as a number."""
    return token._replace(kind=Kind.VALUE) if token.kind in (Kind.TEXT, Kind.LABEL) else token


def _is_out_of_place(tail: Sequence[Token], columns: FormColumns) -> bool:
    """Whether units or figures stand otherwise than in an honest row: two units, or a unit behind the figure."""
    units = [index for index, token in enumerate(tail) if is_unit(token)]
    figures = [index for index, token in enumerate(tail) if token.kind == Kind.VALUE]
    return len(units) > 1 or any((unit > figures[0]) != columns.puts_unit_last for unit in units if figures)


def _is_of_other_kind(code: str, unit: str) -> bool:
    return bool(unit) and bool(find_money_unit(unit)) != (statistic_indicator(code).unit == "CNY")
