"""From placed rows to one reading for each cell of the form.

Where a cell was read more than once (a table printed twice, a row repeated) the readings must agree; a contradiction is
ambiguous. What is said to be another year's or another report's is never taken, and shown where it is all there is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from transforms.form import proactive_cells, statistic_indicator
from transforms.placement.place import PlacedRow
from transforms.placement.readings import MISSING, CellReading, ambiguous, doubt, doubt_valued
from transforms.placement.second_look import Key, Reader, look_again_at_prints
from transforms.schemas import FactTable
from transforms.tables import (
    CONTRADICTION,
    FOREIGN_TABLE,
    SCALED_COUNT,
    UNIT_LOST,
    UNIT_OF_OTHER_KIND,
    UNIT_UNKNOWN,
    FoundRow,
    proactive_key,
)
from transforms.text import find_money_unit

# A scale in the cell (3万) is in its value already; what it counts are yuan.
_SCALES = ("万", "亿")


def read_table(table: FactTable, rows: Sequence[PlacedRow], year: int | None) -> dict[Key, CellReading]:
    """The cells of a table by key; keys of table two begin with the form."""
    read = _READERS[table]
    own = look_again_at_prints(_doubt_beside_blank([row for row in rows if is_own(row.found, year)]), read)
    forms_of_own = {row.found.form for row in own}
    foreign = [
        row for row in rows if not is_own(row.found, year) and (not any(forms_of_own) or row.found.form in forms_of_own)
    ]
    shown = {key: doubt(cell, FOREIGN_TABLE) for key, cell in _collect(read(foreign)).items() if cell.is_valued}
    return shown | _collect(read(own))


def _doubt_beside_blank(rows: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Rows with values, doubted where their label stands directly above or below them once more without any, in a table
    that leaves nothing where a row is blank: the two prints contradict each other."""
    filled = {row.found.code for row in rows if row.found.tail}
    has_blank_rows = any(row.found.code not in filled for row in rows if row.found.has_label)
    doubted = list(rows)
    for first, second in pairwise(range(len(rows))):
        pair = (rows[first].found, rows[second].found)
        is_twice = len({(row.form, row.code, row.table_no) for row in pair}) == 1 and pair[0].has_label
        is_blank_once = bool(pair[0].tail) != bool(pair[1].tail)
        if guard := CONTRADICTION.when(has_blank_rows and is_twice and is_blank_once):
            at = first if pair[0].tail else second
            doubted[at] = rows[at].doubted(guard)
    return doubted


def read_once(table: FactTable, rows: Sequence[PlacedRow]) -> dict[Key, CellReading] | None:
    """The same where all rows are the report's own and nothing doubts them; None if a cell is read more than once."""
    read = list(_READERS[table](rows))
    cells = dict(read)
    return cells if len(cells) == len(read) else None


def is_own(row: FoundRow, year: int | None) -> bool:
    """Whether nothing says that a row's figures are not those of the report of a year."""
    return not FOREIGN_TABLE.when(not row.said.is_own(year))


def _proactive_readings(rows: Iterable[PlacedRow]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        form, item = row.found.form, row.found.code
        money = _amounts_of(form, item)
        counts = [cell for column, cell in row.named if column.code not in money]
        moved = UNIT_OF_OTHER_KIND.when(money and not row.cut.row_size and any(map(_is_money, counts)))
        for column, reading in row.named:
            key = (form, *proactive_key(form, item, column.code))
            cell = _with_unit(reading, row) if column.code in money else _unscaled(reading, row)
            yield key, doubt_valued(cell, moved) if moved else cell


def _is_money(reading: CellReading) -> bool:
    """Whether a cell prints a unit of money: below a count, in a text without cells, the amount stands before it."""
    return bool(find_money_unit(reading.raw_text or ""))


@cache
def _amounts_of(form: str, item: str) -> frozenset[str]:
    """The measures of an item that are amounts of money."""
    cells = (cell for cell in proactive_cells() if (cell.form, cell.item, cell.unit) == (form, item, "CNY"))
    return frozenset(cell.measure for cell in cells)


def _with_unit(reading: CellReading, row: PlacedRow) -> CellReading:
    """An amount with its cell's own unit or else its header's."""
    unit = "元" if reading.unit in _SCALES else reading.unit or row.found.money_unit
    is_unknown = unit == UNIT_LOST or (not unit and _prints_units(row.found.form))
    if guard := UNIT_UNKNOWN.when(is_unknown and reading.value):
        return doubt(reading, guard)
    return replace(reading, unit=unit)


def _prints_units(form: str) -> bool:
    """Whether a form names the units of its amounts, so that an amount without one has lost it: in its labels, or in a
    column of their own, as the statistics form, which has no code here, does."""
    return not form or any(find_money_unit(cell.measure_label) for cell in proactive_cells() if cell.form == form)


def _unscaled(reading: CellReading, row: PlacedRow) -> CellReading:
    """A count, doubted where counts are said to be in hundreds or thousands."""
    guard = SCALED_COUNT.when(reading.value and row.found.said.has_scaled_counts)
    return doubt_valued(reading, guard) if guard else reading


def _request_readings(rows: Iterable[PlacedRow]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        for column, reading in row.named:
            yield (row.found.code, column.code), _unscaled(reading, row)


def _review_readings(rows: Iterable[PlacedRow]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        for column, reading in row.named:
            yield (column.procedure, column.code), reading


def _statistic_readings(rows: Iterable[PlacedRow]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        is_money = statistic_indicator(row.found.code).unit == "CNY"
        for column, reading in zip(row.columns, row.readings, strict=False):
            if column is not None:
                key = (row.found.code, column.code)
                yield key, _with_unit(reading, row) if is_money else _unscaled(reading, row)


_READERS: Mapping[FactTable, Reader] = {
    FactTable.PROACTIVE: _proactive_readings,
    FactTable.REQUEST: _request_readings,
    FactTable.REVIEW: _review_readings,
    FactTable.STATISTIC: _statistic_readings,
}


def _collect(readings: Iterable[tuple[Key, CellReading]]) -> dict[Key, CellReading]:
    by_key: dict[Key, list[CellReading]] = defaultdict(list)
    for key, reading in readings:
        by_key[key].append(reading)
    return {key: _merge([cell for cell in found if cell != MISSING] or found) for key, found in by_key.items()}


def _merge(readings: Sequence[CellReading]) -> CellReading:
    """One reading of several of the same cell; ambiguous if they contradict each other."""
    kinds = {(reading.value, reading.unit, reading.is_valued) for reading in readings}
    if guard := CONTRADICTION.when(len(kinds) > 1):
        return ambiguous(" | ".join(dict.fromkeys(reading.raw_text or "□" for reading in readings)), guard)
    return readings[0]
