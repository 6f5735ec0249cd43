"""Table two: what was disclosed proactively, in blocks with a header each.

Prose speaks of the same items (行政许可12件), so a row counts only between a caption or header of the table and the
next sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby

from transforms.form import (
    FORM_CODES,
    Label,
    ProactiveCell,
    Role,
    Table,
    fold_label,
    proactive_cells,
    proactive_columns,
)
from transforms.stream import Entry, Kind, Token, have_a_line_each
from transforms.tables.columns import UNKNOWN, Column, resolve_columns, typed
from transforms.tables.guard import Guard
from transforms.tables.guards import HALVED_CHANGE, HEADER_BEHIND_VALUES, HEADER_UNKNOWN
from transforms.tables.header import Header
from transforms.tables.rows import FoundRow
from transforms.tables.surroundings import Surroundings
from transforms.text import LOST, find_money_unit

CORNER = "信息内容"
_OTHER_TABLES = (Table.REQUESTS, Table.REVIEWS, Table.SECTIONS)
# The unit of an amount whose column label is not there or lost characters, so that it may have named one, or behind
# which a word stands that may be one.
UNIT_LOST = "?"
# One number behind the labels of columns may be a page's. From two on the text gives the table column by column, and
# no value is sure of its row.
_MOST_STRAYS = 1
# A table printed twice, its header repeated on each page, has no more. Looked through for every row.
_REMEMBERED_HEADERS = 24


@dataclass(frozen=True, slots=True)
class _Begun:
    """A row's label as it was met: its entry, its item, the headers before it, and what stands around it."""

    entry: Entry
    item: str
    headers: Sequence[Header]
    said: Surroundings
    table_no: int


@dataclass(slots=True)
class _Reader:
    """The state of reading table two from entry to entry.

    `is_open` says that a caption or header was seen and no sentence since, `votes` are the forms that each label of a
    column speaks for, with whether its table is certainly the report's own, `values_behind` counts values without cells
    that stand behind labels of columns.
    """

    headers: list[Header] = field(default_factory=lambda: [Header(Table.PROACTIVE)])
    is_open: bool = False
    in_header: bool = False
    votes: list[tuple[frozenset[str], bool]] = field(default_factory=list)
    rows: list[_Begun] = field(default_factory=list)
    values_behind: int = 0

    def read(self, entry: Entry, said: Surroundings) -> None:
        """Take the next entry."""
        if entry.is_prose() or _is_foreign(entry):
            self.is_open = self.in_header = False
        elif caption := entry.meaning(Table.PROACTIVE, Role.CAPTION):
            self._open_header(Header(Table.PROACTIVE, has_corner=caption.code == CORNER))
        elif measures := entry.meanings(Table.PROACTIVE, Role.COLUMN):
            if not self.in_header:
                self._open_header(Header(Table.PROACTIVE))
            self._read_measure(measures, entry, said)
        elif row := entry.meaning(Table.PROACTIVE, Role.ROW):
            if self.is_open and entry.is_clean:
                headers = self.headers[-_REMEMBERED_HEADERS:]
                self.rows.append(_Begun(entry, row.code, headers, said, len(self.headers)))
            self.in_header = False
        elif self.in_header and entry.is_text:
            self.headers[-1].add_text(entry.token)

    def _open_header(self, header: Header) -> None:
        self.headers.append(header)
        self.is_open = self.in_header = True

    def _read_measure(self, measures: Sequence[Label], entry: Entry, said: Surroundings) -> None:
        header, (measure, *_) = self.headers[-1], measures
        is_clean = entry.is_clean and not _is_money_for_count(entry, measure)
        header.add_label(measure.code, entry.token, is_clean=is_clean)
        header.has_values_behind = header.has_values_behind or entry.has_values
        self.values_behind += sum(token.kind == Kind.VALUE and not token.row_size for token in entry.tail)
        header.words.append(entry.unit)
        forms = frozenset(label.form for label in measures)
        self.votes.append((forms, said.is_own(None) and not said.years))


def find_proactive_rows(entries: Sequence[Entry], said: Sequence[Surroundings]) -> tuple[list[FoundRow], str]:
    """The rows of table two in reading order, and the form that most of its headers speak for ('' if none does)."""
    reader = _Reader()
    for entry, entry_said in zip(entries, said, strict=True):
        reader.read(entry, entry_said)
    form = _elect(reader.votes)
    rows = [row for row in (_proactive_row(begun, form) for begun in reader.rows) if row]
    if guard := HEADER_BEHIND_VALUES.when(reader.values_behind > _MOST_STRAYS):
        rows = [replace(row, untrusted=row.untrusted or guard) for row in rows]
    return rows, form


def _elect(votes: Sequence[tuple[frozenset[str], bool]]) -> str:
    """The form that most labels speak for; those of tables that are certainly the report's own outvote all others."""
    own = [forms for forms, is_own in votes if is_own] or [forms for forms, _ in votes]
    return max(FORM_CODES, key=lambda form: sum(form in forms for forms in own)) if own else ""


def _is_foreign(entry: Entry) -> bool:
    return any(label.table in _OTHER_TABLES for label in entry.token.labels)


def _proactive_row(begun: _Begun, voted: str) -> FoundRow | None:
    last = begun.headers[-1]
    form = _form_of(begun.item, last.codes) or voted or _form_by_width(begun.item, begun.entry)
    cells = proactive_columns(form, begun.item)
    expected = tuple(cell.measure for cell in cells)
    header = next((found for found in reversed(begun.headers) if _is_header_of(found, expected)), None)
    if not cells or (len(cells) == 1 and header is None):
        return None
    header = header or Header(Table.PROACTIVE)
    tail = _without_copies(header.codes, begun.entry.tail, expected)
    columns = expected if tail is not None else resolve_columns(header.codes, expected)
    grid, size = header.grid(expected)
    halved = HALVED_CHANGE.when(_parts_change(grid))
    is_torn = 0 < len(set(header.codes) & set(expected)) < len(expected)
    is_scattered = is_torn and have_a_line_each(begun.entry.tail)
    untrusted = halved or _distrust(header, last, cells) or HEADER_UNKNOWN.when(columns is None or is_scattered)
    return FoundRow(
        code=begun.item,
        columns=typed(columns or expected),
        tail=begun.entry.tail if tail is None else tail,
        untrusted=untrusted,
        form=form,
        money_unit=UNIT_LOST if begun.entry.behind else _money_unit(header, begun.said),
        grid={} if halved else grid,
        grid_size=size,
        has_torn_header=is_torn,
        label_before=begun.entry.token.before,
        said=begun.said,
        table_no=begun.table_no,
    )


def _without_copies(codes: Sequence[str], tail: Sequence[Token], expected: Sequence[str]) -> list[Token] | None:
    """The cells of a row below a header that repeats the label of a merged cell for each of its columns, as a loop over
    the cells of a row does: one for each label. None for any other header, and where a copy shows something else."""
    labels = [len(list(copies)) for _, copies in groupby(codes)]
    is_copied = len(tail) == len(codes) > len(expected) and not any(token.row_size for token in tail)
    if [code for code, _ in groupby(codes)] != list(expected) or not is_copied:
        return None
    starts = [sum(labels[:place]) for place in range(len(labels))]
    shown = [{token.text for token in tail[start : start + count]} for start, count in zip(starts, labels, strict=True)]
    return [tail[start] for start in starts] if all(len(texts) == 1 for texts in shown) else None


def _distrust(header: Header, last: Header, cells: Sequence[ProactiveCell]) -> Guard | None:
    """Why the columns of a row cannot be taken from its header; `last` is the nearest, which may not be of the row."""
    lost = [cell for cell in cells if cell.measure not in header.codes]
    is_unknown = bool(last.codes) and not any(last.codes)
    is_in_pieces = any(last.has_in_pieces(fold_label(cell.measure_label)) for cell in lost)
    unknown = HEADER_UNKNOWN.when(not header.codes or is_unknown or is_in_pieces)
    return unknown or HEADER_BEHIND_VALUES.when(header.has_values_behind)


def _is_money_for_count(entry: Entry, measure: Label) -> bool:
    """Whether a unit of money stands behind a label that counts."""
    return measure.code != "amount" and bool(find_money_unit(entry.token.printed + entry.unit))


def _parts_change(grid: Mapping[Column, int]) -> bool:
    """Whether 本年增/减 stands over two columns of cells, the second of which no label heads."""
    place = grid.get(Column("change"))
    return place is not None and place < max(grid.values()) and place + 1 not in grid.values()


def _money_unit(header: Header, said: Surroundings) -> str:
    """The unit of an amount: its header's, or the one stated around the table; UNIT_LOST where they disagree or are
    damaged."""
    if "amount" not in header.codes:
        return UNIT_LOST
    units = {unit for unit in (header.money_unit, *said.units) if unit}
    is_damaged = any(LOST in word for word in (units or header.words))
    return UNIT_LOST if is_damaged or len(units) > 1 else "".join(units)


def _is_header_of(header: Header, expected: Sequence[str]) -> bool:
    """Whether a header names measures of a row and none of another's: a page break may set another block's between."""
    named = {code for code in header.codes if code != UNKNOWN}
    return bool(named) and named <= set(expected)


def _form_of(item: str, header: Sequence[str]) -> str:
    """The form whose row for the item has all the measures that the header names, where only one has."""
    named = {code for code in header if code != UNKNOWN}
    forms = [form for form in FORM_CODES if named <= {cell.measure for cell in proactive_columns(form, item)}]
    return forms.pop() if len(forms) == 1 else ""


def _form_by_width(item: str, entry: Entry) -> str:
    count = sum(token.kind == Kind.VALUE for token in entry.tail)
    forms = [form for form in FORM_CODES if len(proactive_columns(form, item)) == count]
    return forms.pop() if len(forms) == 1 else ""


def proactive_key(form: str, item: str, measure: str) -> tuple[int, str, str]:
    """The fact's key (clause, item, measure) of a cell of table two."""
    return _clauses()[form, item, measure], item, measure


@cache
def _clauses() -> Mapping[tuple[str, str, str], int]:
    """The clause under which each form prints a cell, the first where it prints it under several."""
    return {(cell.form, cell.item, cell.measure): cell.clause for cell in reversed(proactive_cells())}
