"""Table three: disclosure requests, a row a line of the form under a header of two levels.

Its labels are long and of its own, so a row is known wherever it stands; only 总计 and 其他 are shared with its header
and with table four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest

from transforms.form import (
    FORM_CODES,
    STOP,
    Role,
    Table,
    applicants,
    lines_of_form_alone,
    part_lines,
    request_lines,
    table_labels,
)
from transforms.stream import Boundary, Entry, Kind, Token, are_group_pieces, have_a_line_each
from transforms.tables.blank_notes import drop_blank_notes
from transforms.tables.columns import (
    ORGANISATIONS,
    UNKNOWN,
    organisation_kinds,
    request_columns,
    request_order_agrees,
    typed,
)
from transforms.tables.guard import Guard
from transforms.tables.guards import HEADER_UNKNOWN, LOOSE_TOTAL, ORDER_OF_LINES, VALUES_BEFORE_LABELS
from transforms.tables.header import Header
from transforms.tables.header_grid import HeaderGrid, read_header_grid, settle_guesses
from transforms.tables.parted_values import are_behind_labels
from transforms.tables.pieces_above import longest_of_line, numbers_of_last_line, size_of_pieces
from transforms.tables.rows import FoundRow, span_of
from transforms.tables.surroundings import NOTHING_SAID, Surroundings
from transforms.text import COUNT_UNITS

ALL_APPLICANTS = "申请人情况"
# Words that are remembered before a header begins: a row of cells beside its first label has no more.
_MANY_WORDS = 8
# Ends of words that head a column of a period (上年, 本季, 当月) beside those of the applicants.
_PERIODS = ("年", "季", "月")
# A counting word that ends a sentence behind its number, folded. 件 that goes on (件申请。) is left.
_COUNTED = re.compile(f"(?:{COUNT_UNITS}){STOP}")
# Values behind the header that may be a row's, with blank cells; one may be a page's number.
_FEWEST_BEFORE = 2
_TOTAL, _LAST_PART = "handled_total", "other_misc"


_Label = tuple[str, Token]


def find_request_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> tuple[list[FoundRow], str]:
    """The rows of table three in reading order, and the form that their lines speak for ('' if several have them)."""
    reader = _Reader()
    for entry, following, reader.said in zip_longest(entries, entries[1:], said):
        reader.read(entry, following)
    rows = _drop_group_totals(drop_blank_notes(settle_guesses(reader.rows, reader.guesses)))
    has_empty_end = bool(rows) and not any(token.kind == Kind.VALUE for token in rows[-1].tail)
    are_before = reader.has_values_before and has_empty_end
    for place, is_behind in enumerate(are_behind_labels(rows)):
        if guard := VALUES_BEFORE_LABELS.when(are_before or is_behind):
            rows[place] = replace(rows[place], untrusted=guard)
    return rows, request_form(rows)


@dataclass(slots=True)
class _Reader:
    """The state of reading table three from entry to entry.

    `header` is the last one, without labels before the first. `whole` are the columns of the last that was whole, and
    `doubt` says why their order is not believed;
    `in_reviews` says that table four has begun, which heads its columns with some of the same words. `words` are the
    latest unknown ones outside a header. `said` is what stands around the table, `table_no` the number of headers so
    far, `labels` those of the last. `has_values_before` says that a row's values follow the header: if the last label
    has none, they stand before their labels. `pieces_above` is how long the numbers below it are that may be the first
    pieces of the first row's.
    """

    header: Header = field(default_factory=lambda: Header(Table.REQUESTS))
    columns: tuple[str, ...] | None = None
    whole: tuple[str, ...] | None = None
    doubt: Guard | None = None
    cells: HeaderGrid | None = None
    guesses: dict[int, HeaderGrid] = field(default_factory=dict)
    in_header: bool = False
    in_reviews: bool = False
    last_line: str = ""
    rows: list[FoundRow] = field(default_factory=list)
    words: list[Token] = field(default_factory=list)
    has_values_before: bool = False
    pieces_above: int = 0
    above: tuple[str, ...] = ()
    said: Surroundings = NOTHING_SAID
    table_no: int = 0
    labels: list[_Label] = field(default_factory=list)
    last_cell: tuple[int, int] = (-1, -1)

    def read(self, entry: Entry, following: Entry | None) -> None:
        """Take the next entry."""
        if entry.is_prose() or _is_review_header(entry):
            self.in_header, self.in_reviews = False, self.in_reviews or not entry.is_prose()
            self.words = []
            return
        if self.in_reviews and _is_shared(entry):
            return
        line = _line_of(entry, self.header, self.last_line, in_header=self.in_header)
        if not line:
            self._look_at_pieces(entry)
        column = entry.meaning(Table.REQUESTS, Role.COLUMN, Role.COLUMNS)
        if line:
            self._close_header()
            if entry.is_clean and not _is_in_sentence(entry, following):
                self._add_row(line, entry, following)
            else:
                self.above = numbers_of_last_line(entry.tail)
            self.in_reviews, self.last_line = False, line
        elif column is not None and (self.in_header or not _has_number_of_other_line(entry)):
            self._read_column(column.code, entry)
        elif entry.meaning(Table.REQUESTS, Role.GROUP):
            self._close_header()
        elif entry.is_text and self.in_header:
            self.header.add_text(entry.token)
        elif entry.is_text:
            self.words = [*self.words[-_MANY_WORDS:], entry.token]
        elif entry.meaning(Table.SECTIONS, Role.HEADING):
            self.in_header, self.last_line, self.words = False, "", []

    def _look_at_pieces(self, entry: Entry) -> None:
        """Note numbers that may be the first pieces of the next row's: below a header, or behind a group's label."""
        if not entry.tail:
            if self.in_header:
                self.pieces_above = 0
            return
        is_of_group = bool(entry.meaning(Table.REQUESTS, Role.GROUP)) or are_group_pieces(entry.token.text)
        self.pieces_above = size_of_pieces(entry, may_be_all=is_of_group) if self.in_header or is_of_group else 0
        self.above = numbers_of_last_line(entry.tail)

    def _read_column(self, code: str, entry: Entry) -> None:
        if code == ALL_APPLICANTS and self.in_header and set(applicants()) <= set(self.header.codes):
            return
        if not self.in_header or _is_repeated(self.header, code):
            if not entry.is_clean and (self.table_no or not entry.token.row_size):
                return
            level = _whole_level(self.labels, code) if self.in_header else []
            self.header, self.in_header, self.labels = Header(Table.REQUESTS), True, level
            for label, token in level:
                self.header.add_label(label, token)
            self.table_no += 1
        self.in_reviews = False
        if code == ALL_APPLICANTS:
            self.header.is_begun = True
        else:
            if not self.header.codes:
                for word in self.words:
                    self._remember_beside(word, entry.token)
                self._add_words_before(entry.token)
            self.header.add_label(code, entry.token, is_clean=entry.is_clean)
            self.labels.append((code if entry.is_clean else UNKNOWN, entry.token))
            self.has_values_before = self.has_values_before or _count_values(entry) >= _FEWEST_BEFORE

    def _add_words_before(self, label: Token) -> None:
        """Take the words before the first label that head columns: damaged labels, with the end of their cells, and
        what stands beside it."""
        cell = (-1, -1)
        for word in self.words:
            damaged = self.header.damaged_code(word)
            if damaged or (_is_beside(word, label) and (word.line, word.column) != cell):
                self.header.codes.append(damaged)
            cell = (word.line, word.column) if damaged else cell

    def _remember_beside(self, word: Token, label: Token) -> None:
        if word.line == label.line:
            self.header.add_strange(word)

    def _close_header(self) -> None:
        if self.in_header:
            self.columns, self.whole = _columns_of(self.header, self.whole)
            if set(applicants()) <= set(self.header.codes):
                self.doubt = _doubt_order(self.header, self.columns)
            self.cells = read_header_grid(self.header)
            if self.cells and self.cells.is_guessed:
                self.guesses[self.table_no] = self.cells
        self.in_header = False

    def _lacks_kinds(self) -> bool:
        """Whether a header was begun that lacks several of the kinds of organisations."""
        is_begun = self.header.is_begun or bool(self.header.codes)
        return self.whole is None and is_begun and len(organisation_kinds() - {*self.header.codes}) > 1

    def _add_row(self, line: str, entry: Entry, following: Entry | None) -> None:
        grid, size = self.header.grid(applicants())
        is_loose = line == _TOTAL and not entry.token.ordinal and self.last_line not in _lines_before_total()
        # Two labels in one cell: a tool took two rows for one, and nobody knows which of them has a value.
        cell = (entry.token.line, entry.token.column)
        is_shared = entry.token.row_size > 0 and cell == self.last_cell
        self.last_cell = cell
        has_pieces_above = 0 < longest_of_line(entry.tail) <= self.pieces_above
        self.pieces_above = 0
        loose = LOOSE_TOTAL.when(is_loose) or VALUES_BEFORE_LABELS.when(is_shared or has_pieces_above)
        # A text column by column may have the kinds of organisations, in whatever order, behind the rows.
        is_scattered = self._lacks_kinds() and have_a_line_each(entry.tail)
        row = FoundRow(
            code=line,
            columns=typed(self.columns or applicants()),
            tail=entry.tail,
            untrusted=loose or self.doubt or HEADER_UNKNOWN.when(self.columns is None or is_scattered),
            span=span_of(line),
            grid={} if loose else grid,
            grid_size=size,
            next_ordinal=_glued_ordinal(following) if following else "",
            has_torn_header=self.whole is None and _count_leaves(self.header) > 0,
            label_before=entry.token.before,
            said=self.said,
            table_no=self.table_no,
            above=self.above,
        )
        self.above = ()
        if self.cells is not None and entry.token.row_size == self.cells.size and not loose:
            row = replace(row, tail=self.cells.own_cells(entry.tail), grid=self.cells.grid, grid_size=self.cells.size)
            if not self.cells.is_guessed:
                row = replace(row, columns=self.cells.columns, untrusted=None, has_torn_header=False)
        self.rows.append(row)


def _is_in_sentence(entry: Entry, following: Entry | None) -> bool:
    """Whether a row's label is a word of a sentence (3.其他 0 件。): a unit and a mark follow its one number."""
    if following is None or not following.is_prose() or following.token.before > Boundary.LINE:
        return False
    return len(entry.tail) == 1 and bool(_COUNTED.match(following.token.text))


@cache
def _lines_before_total() -> frozenset[str]:
    """What a form prints above the total; elsewhere 总计 without its number may be a group's or another table's."""
    orders = [[row.line for row in request_lines() if form in row.forms] for form in FORM_CODES]
    before = {order[order.index(_TOTAL) - 1] for order in orders}
    return frozenset(before.union(*map(part_lines, before)))


def _glued_ordinal(following: Entry) -> str:
    """A label's number on the form, where it is glued to what stands before it and its number is not seen."""
    label = following.meaning(Table.REQUESTS, Role.ROW)
    if label is None or not following.token.is_glued or following.token.ordinal:
        return ""
    return label.ordinal if label.ordinal.isdigit() else ""


def _is_review_header(entry: Entry) -> bool:
    return bool(entry.meaning(Table.REVIEWS, Role.COLUMN)) and not entry.meaning(Table.REQUESTS, Role.ROW, Role.COLUMN)


def _count_leaves(header: Header) -> int:
    return len(set(header.codes) & set(applicants()))


def _is_beside(word: Token, label: Token) -> bool:
    """Whether an unknown word heads a column before a label: in its row of cells behind the corner, or as a period."""
    return word.line == label.line and (word.text[-1:] in _PERIODS or (word.column > 0 and len(word.text) > 1))


def _count_values(entry: Entry) -> int:
    return sum(token.kind == Kind.VALUE for token in entry.tail)


def _is_repeated(header: Header, code: str) -> bool:
    """Whether a header begins anew, as it does on the next page."""
    return bool(header.codes) and (code == ALL_APPLICANTS or set(applicants()) <= set(header.codes))


def _whole_level(labels: Sequence[_Label], last: str) -> list[_Label]:
    """The labels of the last level of a header that with `last` names all columns, where the level above named those
    beside 法人或其他组织 too: a loop over cells repeats them. Empty for a header that begins anew."""
    start = len(labels) - len(applicants()) + 1
    above, level = {code for code, _ in labels[: max(0, start)]}, labels[max(0, start) :]
    is_whole = {*(code for code, _ in level), last} == {*applicants()}
    return list(level) if is_whole and {*applicants()} - organisation_kinds() <= above else []


def _columns_of(header: Header, whole: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The columns that a header names, and those of the last header that was whole.

    A header that comes again on the next page may be torn, and a lone 其他 among the rows is none at all: what is
    not whole does not overrule a whole header, and where it contradicts it no column is certain.
    """
    codes = header.codes
    above, below = {*header.lines[:2]}, {*header.lines[2:]}
    is_row_below = len(header.lines) == len(codes) and len(above) == len(below) == 1 and above != below
    is_unsure = header.contradicts_itself() or any(map(header.has_in_pieces, _kinds_not_in(header)))
    columns = None if is_unsure else request_columns(codes, has_two_levels=is_row_below)
    columns = (*columns, UNKNOWN) if columns and header.has_column_after else columns
    if set(applicants()) <= set(codes):
        return columns, columns
    if whole is None:
        return columns, None
    leaves = [code for code in header.codes if code in applicants()]
    agrees = UNKNOWN not in header.codes and request_order_agrees(leaves, whole)
    return (whole if agrees else None), whole


def _kinds_not_in(header: Header) -> Iterator[str]:
    """The labels of the kinds of organisations that a header lacks: no sum tells where they stand."""
    kinds = organisation_kinds() - set(header.codes)
    return (label.core for label in table_labels(Table.REQUESTS) if label.code in kinds)


def _doubt_order(header: Header, columns: Sequence[str] | None) -> Guard | None:
    """Doubt columns in another order than the form's if only the lines of the header say so."""
    if columns is None or [code for code in columns if code != UNKNOWN] == list(applicants()):
        return None
    kinds = organisation_kinds()
    outer = [code for code in applicants() if code not in kinds]
    has_order = header.has_order(applicants()) or header.has_order([ORGANISATIONS, *outer], kinds)
    return ORDER_OF_LINES.when(not has_order)


def _is_shared(entry: Entry) -> bool:
    """A label that heads a column as well as a row."""
    roles = {label.role for label in entry.token.labels if label.table == Table.REQUESTS}
    return {Role.COLUMN, Role.ROW} <= roles


def _has_number_of_other_line(entry: Entry) -> bool:
    """Whether a label of a row has another's number, as （六）其他 for （六）其他处理, which heads its parts."""
    label = entry.meaning(Table.REQUESTS, Role.ROW)
    return label is not None and bool(entry.token.ordinal) and entry.token.ordinal != label.ordinal


def _line_of(entry: Entry, header: Header, last_line: str, *, in_header: bool) -> str:
    """The line that a label names, '' for a label of the header or of a group.

    总计 and 其他 head a column as well as a row. Behind other column labels they are columns, unless they carry the
    row's number or the header has them already.
    """
    label = entry.meaning(Table.REQUESTS, Role.ROW)
    if label is None:
        return ""
    column = entry.meaning(Table.REQUESTS, Role.COLUMN)
    if column is None:
        return label.code
    if entry.token.ordinal == label.ordinal:
        return label.code
    is_column = in_header and column.code not in header.codes
    is_misplaced = label.code == _LAST_PART and last_line not in _parts_before_last()
    return label.code if entry.has_values and not is_column and not is_misplaced else ""


@cache
def _parts_before_last() -> frozenset[str]:
    """The lines beside 其他 under the same heading, the last of which 其他 follows."""
    parts = next(parts for parts in map(part_lines, _all_lines()) if _LAST_PART in parts)
    return parts - {_LAST_PART}


def _all_lines() -> list[str]:
    return [row.line for row in request_lines()]


def _drop_group_totals(rows: list[FoundRow]) -> list[FoundRow]:
    """A form that prints parts under （六）其他处理 prints no figures beside it; where the parts are, it is no line."""
    parted = {(line, row.said) for row in rows for line in _headings_of(row.code)}
    kept: list[FoundRow] = []
    above: tuple[str, ...] = ()
    for row in rows:
        if (row.code, row.said) in parted:
            above = numbers_of_last_line(row.tail)
            continue
        kept.append(replace(row, above=above) if above and not row.above else row)
        above = ()
    return kept


@cache
def _headings_of(part: str) -> tuple[str, ...]:
    """The lines of other forms that a line stands under."""
    return tuple(line for line in _all_lines() if part in part_lines(line))


def request_form(rows: Iterable[FoundRow]) -> str:
    """The form that the lines of table three speak for, the latest of several; '' if all forms have them."""
    codes = {row.code for row in rows}
    speaking = [form for form in FORM_CODES if codes & lines_of_form_alone(form)]
    return speaking[-1] if speaking else ""
