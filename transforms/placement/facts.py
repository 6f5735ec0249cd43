"""From the tables as found to the cells of the official form: one fact each, and the doubts about them.

Every cell of the form becomes a fact, also those that the source lacks (`missing`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from transforms.doubts import Doubt
from transforms.form import (
    FORM_CODES,
    ProactiveCell,
    applicants,
    form_of_year,
    proactive_cells,
    request_lines,
    review_columns,
)
from transforms.formats import Recognition
from transforms.placement.fact import Fact, make_fact
from transforms.placement.findings import doubts_of, foreign_table
from transforms.placement.glued import prints_every_cell
from transforms.placement.keyed import is_own, read_once, read_table
from transforms.placement.moved_total import doubt_moved_totals
from transforms.placement.pieces_before import doubt_behind_pieces
from transforms.placement.place import PlacedRow, place_rows
from transforms.placement.plain import read_plain_rows
from transforms.placement.readings import MISSING, CellReading
from transforms.placement.recognised import settle_recognised
from transforms.placement.scattered import doubt_scattered
from transforms.placement.second_look import Key, look_again_at_row, look_again_at_total
from transforms.placement.third_look import look_again_at_letters, look_again_at_spaced, look_again_at_sums
from transforms.schemas import FactTable
from transforms.stream import Token
from transforms.tables import FoundRow, FoundTables, request_form

KeyedReadings = Mapping[FactTable, Mapping[Key, CellReading]]


@dataclass(frozen=True, slots=True)
class Facts:
    """All cells of a report's form in the order of the form, with the doubts; no facts where it has no table."""

    form: str
    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...]


def read_facts(
    found: FoundTables,
    last_token: Token | None,
    year: int | None,
    *,
    spaces_letters: bool = False,
    recognised: Sequence[Recognition] = (),
) -> Facts:
    """Place the rows of the found tables and collect them into facts.

    `last_token` is the last one of the report: a number there may be cut short. `year` decides the form only where
    the one table found is the same in all forms. `spaces_letters` says that the text sets the letters of words apart.
    `recognised` are the numbers that machines recognised in pictures.
    """
    plain: KeyedReadings = {} if spaces_letters else _read_plain_tables(found, last_token, year)
    tables = _place_tables(found, last_token, plain)
    tables = look_again_at_letters(tables) if spaces_letters else tables
    readings = {**plain, **{table: read_table(table, rows, year) for table, rows in tables.items()}}
    if not any(readings.values()):
        return Facts("narrative", (), ())
    found = _own_tables(found, year)
    form = _choose_form(found, readings, year)
    settled = settle_recognised(tuple(chain(*_facts_of_form(form, readings, found.request_form or form))), recognised)
    facts = settled.facts
    foreign = [table for table, rows in tables.items() if not all(is_own(row.found, year) for row in rows)]
    return Facts(form, facts, (*(foreign_table(table, facts) for table in foreign), *doubts_of(facts), *settled.doubts))


def _read_plain_tables(found: FoundTables, last_token: Token | None, year: int | None) -> KeyedReadings:
    """The cells of the tables that are plain."""
    placed = {table: read_plain_rows(rows, year, last_token) for table, rows in found.by_table.items() if rows}
    read = {table: read_once(table, rows) for table, rows in placed.items() if rows is not None}
    return {table: cells for table, cells in read.items() if cells is not None}


def _place_tables(
    found: FoundTables, last_token: Token | None, plain: Container[FactTable]
) -> Mapping[FactTable, Sequence[PlacedRow]]:
    """The rows of each table that is not plain, placed and looked at again."""
    others = {table: rows for table, rows in found.by_table.items() if table not in plain}
    if not any(others.values()):
        return dict.fromkeys(others, ())
    prints_all = prints_every_cell((*found.proactive, *found.requests, *found.reviews))
    looked: dict[FactTable, Sequence[PlacedRow]] = {
        table: [look_again_at_row(row, last_token) for row in _place_table(table, rows, prints_all=prints_all)]
        for table, rows in others.items()
    }
    if requests := looked.get(FactTable.REQUEST):
        looked[FactTable.REQUEST] = doubt_behind_pieces([look_again_at_total(row) for row in requests])
    return doubt_scattered(doubt_moved_totals(look_again_at_sums(look_again_at_spaced(looked)), seen=looked))


def _place_table(table: FactTable, rows: Sequence[FoundRow], *, prints_all: bool) -> tuple[PlacedRow, ...]:
    if table == FactTable.REVIEW:
        alone = (place_rows([row], header_before=not row.has_label, prints_all=prints_all) for row in rows)
        return tuple(chain(*alone))
    placed = place_rows(rows, prints_all=prints_all)
    return () if table == FactTable.REQUEST and not _is_table(placed) else placed


def _is_table(rows: Sequence[PlacedRow]) -> bool:
    """Whether rows of table three are a table: prose that names its lines has no row of several cells."""
    cut = [row.cut for row in rows]
    return any(len(row.cells) > 1 or any(len(token.text) >= row.width for token in row.cells) for row in cut)


# --- which form ------------------------------------------------------------------------------------------------------


def _own_tables(found: FoundTables, year: int | None) -> FoundTables:
    """The tables without what is another year's or report's, where anything is: only the own say which form it is."""
    proactive = [row for row in found.proactive if is_own(row, year)]
    requests = [row for row in found.requests if is_own(row, year)]
    if len(proactive) < len(found.proactive) and proactive:
        found = replace(found, proactive=proactive, proactive_form="")
    if len(requests) < len(found.requests) and requests:
        found = replace(found, requests=requests, request_form=request_form(requests))
    return found


def _choose_form(found: FoundTables, readings: KeyedReadings, year: int | None) -> str:
    rows = [row.form for row in found.proactive]
    by_rows = max(FORM_CODES, key=rows.count) if rows else ""
    by_lines = found.request_form if readings[FactTable.REQUEST] else ""
    return found.proactive_form or by_rows or by_lines or form_of_year(year).code


# --- its cells -------------------------------------------------------------------------------------------------------


def _facts_of_form(form: str, readings: KeyedReadings, form_of_requests: str) -> Iterator[Iterator[Fact]]:
    yield _proactive_facts(form, readings[FactTable.PROACTIVE])
    yield _request_facts(form_of_requests, readings[FactTable.REQUEST])
    yield _review_facts(readings[FactTable.REVIEW])


def _proactive_facts(form: str, readings: Mapping[Key, CellReading]) -> Iterator[Fact]:
    """The cells of the form, and those of another one that the source prints instead of them or beside them."""
    taken: set[Key] = set()
    for cell in proactive_cells():
        key: Key = (cell.clause, cell.item, cell.measure)
        reading = readings.get((cell.form, *key))
        is_told = reading is not None or _is_owed(cell, form, readings)
        if is_told and key not in taken and not _is_printed_as(form, cell, readings):
            taken.add(key)
            yield make_fact(FactTable.PROACTIVE, key, reading or MISSING, cell.unit, cell.form)


def _is_owed(cell: ProactiveCell, form: str, readings: Mapping[Key, CellReading]) -> bool:
    """Whether the form has a cell that the source prints neither under it nor under another form."""
    key = (cell.clause, cell.item, cell.measure)
    has_rival = any((other, *key) in readings for other in FORM_CODES if other != cell.form)
    return cell.form == form and not cell.is_optional and not has_rival


def _is_printed_as(form: str, cell: ProactiveCell, readings: Mapping[Key, CellReading]) -> bool:
    """Whether a cell of another form is printed as the form's own."""
    return cell.form != form and (form, cell.clause, cell.item, cell.measure) in readings


def _request_facts(form: str, readings: Mapping[Key, CellReading]) -> Iterator[Fact]:
    for line in request_lines():
        for applicant in applicants():
            reading = readings.get((line.line, applicant))
            if reading is not None or form in line.forms:
                yield make_fact(FactTable.REQUEST, (line.line, applicant), reading or MISSING)


def _review_facts(readings: Mapping[Key, CellReading]) -> Iterator[Fact]:
    for pair in review_columns():
        yield make_fact(FactTable.REVIEW, pair, readings.get(pair, MISSING))
