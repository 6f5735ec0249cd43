"""From placed rows to the cells of the official form: one fact each, and the doubts about them.

Every cell of the form becomes a fact, also those that the source lacks (`missing`). Where a cell was read more than
once (a table printed twice, a row repeated) the readings must agree; a contradiction is `ambiguous`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from transforms.doubts import Doubt
from transforms.form import (
    FORM_CODES,
    OPTIONAL_PROACTIVE_ITEMS,
    adds_up,
    applicants,
    doubtful_columns,
    proactive_cells,
    request_lines,
    review_columns,
)
from transforms.placement.glued import prints_every_cell
from transforms.placement.place import place_rows
from transforms.stream import Token
from transforms.tables import (
    MISSING,
    UNIT_LOST,
    CellReading,
    FoundTables,
    ProactiveRow,
    Row,
    proactive_key,
    request_form,
)
from transforms.text import find_money_unit, money_factor, parse_number

Key = tuple[str | int, ...]
Reader = Callable[[Sequence[Any]], Iterator[tuple[Key, CellReading]]]
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 15
_LONGEST_RAW_TEXT = 200
_DATE = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_VALUED = ("reported", "repaired")


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell of the form. `key` are its codes in the order of the fact table's columns."""

    table: str
    key: Key
    value: Decimal | None
    unit: str
    raw_text: str | None
    cell_status: str
    is_unit_assumed: bool = False

    @property
    def subject(self) -> str:
        return ".".join((self.table, *map(str, self.key)))


@dataclass(frozen=True, slots=True)
class Facts:
    """All cells of a report's form in the order of the form, with the doubts; no facts where it has no table."""

    form: str
    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...]


def read_facts(found: FoundTables, last_token: Token | None, year: int | None) -> Facts:
    """Place the rows of the found tables and collect them into facts.

    `last_token` is the last one of the report: a number there may be cut short. `year` decides the form only where
    the one table found is the same in both forms.
    """
    prints_all = prints_every_cell((*found.proactive, *found.requests, *found.reviews))
    place_rows(found.proactive, prints_all=prints_all)
    place_rows(found.requests, prints_all=prints_all)
    for row in found.reviews:
        place_rows([row], header_before=not row.code, prints_all=prints_all)
    for row in (*found.proactive, *found.requests, *found.reviews):
        _doubt_cut_end(row, last_token)
    for row in found.requests:
        _doubt_rival_placements(row)
    tables: Mapping[str, Sequence[Row]] = {
        "fact_proactive": found.proactive,
        "fact_request": found.requests if _is_table(found.requests) else (),
        "fact_review": found.reviews,
    }
    readings = {table: _read_table(table, rows, year) for table, rows in tables.items()}
    if not any(readings.values()):
        return Facts("narrative", (), ())
    found = _own_tables(found, year)
    form = _choose_form(found, readings, year)
    facts = tuple(_facts_of_form(form, readings, found))
    foreign = [table for table, rows in tables.items() if not all(row.said.is_own(year) for row in rows)]
    return Facts(form, facts, (*map(_foreign_table, foreign), *_doubts_of(facts)))


def _own_tables(found: FoundTables, year: int | None) -> FoundTables:
    """The tables without what is another year's or report's, where anything is: only the own say which form it is."""
    proactive = [row for row in found.proactive if row.said.is_own(year)]
    requests = [row for row in found.requests if row.said.is_own(year)]
    if len(proactive) < len(found.proactive) and proactive:
        found = replace(found, proactive=proactive, proactive_form="")
    if len(requests) < len(found.requests) and requests:
        found = replace(found, requests=requests, request_form=request_form(requests))
    return found


def _choose_form(found: FoundTables, readings: Mapping[str, Mapping[Key, CellReading]], year: int | None) -> str:
    rows = [row.form for row in found.proactive]
    by_rows = max(("2019", "2021"), key=rows.count) if rows else ""
    by_lines = found.request_form if readings["fact_request"] else ""
    return found.proactive_form or by_rows or by_lines or ("2019" if year is not None and year < 2021 else "2021")


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether rows of table three are a table: prose that names its lines has no row of several cells."""
    return any(len(row.cells) > 1 or any(len(token.text) >= row.width for token in row.cells) for row in rows)


# --- doubts that need the whole row --------------------------------------------------------------------------------


def _doubt_cut_end(row: Row, last_token: Token | None) -> None:
    """A number at the very end of the file may have lost its last digits."""
    if last_token is None or not row.cells or row.cells[-1] is not last_token:
        return
    last = row.readings[-1]
    if last.status in _VALUED and last.value:
        row.readings = (*row.readings[:-1], replace(last, status="ambiguous", value=None))


def _doubt_rival_placements(row: Row) -> None:
    """Blank cells beside a placement that the row's total prefers: both are possible, neither is loaded.

    Nor is a row with blanks and padding whose total does not fit, or fits only if its values stand elsewhere.
    """
    if row.columns is None or "total" not in row.columns or not row.readings:
        return
    values, total = [reading.value for reading in row.readings], row.columns.index("total")
    doubtful = doubtful_columns(values, total)
    has_blanks = any(reading.status == "blank" for reading in row.readings)
    if len(row.cells) > row.width and has_blanks and _prefers_another_window(row, values, total):
        doubtful = frozenset(range(len(values)))
    for index in doubtful:
        reading = row.readings[index]
        doubted = replace(reading, status="ambiguous", value=None)
        row.readings = (*row.readings[:index], doubted, *row.readings[index + 1 :])


def _prefers_another_window(row: Row, values: Sequence[Decimal | None], total: int) -> bool:
    """Whether the total of a padded row speaks against where its values were placed, or for another place."""
    if adds_up(values, total):
        return False
    printed = [parse_number(token.text).value for token in row.cells]
    windows = (printed[start : start + row.width] for start in range(len(printed) - row.width + 1))
    filled = len(printed) - printed.count(None)
    whole = (window for window in windows if row.width - window.count(None) == filled)
    return (row.is_ragged and values[total] is not None) or any(
        window[total] and adds_up(window, total) for window in whole
    )


def _doubt_rival_prints(rows: Sequence[Row], read: Reader) -> None:
    """Of a table that is printed again with other numbers, doubt the rows that only one of its prints has.

    One of the prints is another year's or another body's, and nothing says which. Rows that both have contradict each
    other as it is.
    """
    prints = _prints_of(rows)
    known: dict[Key, tuple[Decimal | None, str]] = {}
    valued = (
        (key, (reading.value, reading.unit))
        for printed in prints
        for key, reading in read([*printed.values()])
        if reading.status in _VALUED
    )
    if len(prints) == 1 or all(known.setdefault(key, value) == value for key, value in valued):
        return
    shared = set(prints[0]).intersection(*prints[1:])
    for code, row in (item for printed in prints for item in printed.items()):
        if code not in shared:
            row.readings = tuple(map(_doubted, row.readings))


def _prints_of(rows: Iterable[Row]) -> list[dict[str, Row]]:
    """The rows of each print of a table: a row that comes again under another header begins the next one."""
    prints: list[dict[str, Row]] = [{}]
    for row in rows:
        known = prints[-1].get(_row_key(row))
        if known is not None and known.table_no != row.table_no:
            prints.append({})
        prints[-1].setdefault(_row_key(row), row)
    return prints


def _row_key(row: Row) -> str:
    return f"{row.form} {row.code}" if isinstance(row, ProactiveRow) else row.code


def _doubted(reading: CellReading) -> CellReading:
    return replace(reading, status="ambiguous", value=None) if reading.status in _VALUED else reading


# --- readings by key -----------------------------------------------------------------------------------------------


def _proactive_readings(rows: Iterable[ProactiveRow]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        cells = [cell for cell in proactive_cells() if (cell.form, cell.item) == (row.form, row.code)]
        columns = row.columns or tuple(cell.measure for cell in cells)
        for measure, reading in zip(columns, row.readings, strict=False):
            if not measure:
                continue
            is_money = any(cell.measure == measure and cell.unit == "CNY" for cell in cells)
            key = (row.form, *proactive_key(row.form, row.code, measure))
            yield key, _with_money_unit(reading, row) if is_money else _unscaled(reading, row)


def _with_money_unit(reading: CellReading, row: ProactiveRow) -> CellReading:
    """An amount with its cell's own unit or else its header's. 万 in the cell is in the value already."""
    unit = "元" if reading.unit in ("万", "亿") else reading.unit or row.money_unit
    is_unknown = unit == UNIT_LOST or (not unit and row.form == "2021")
    if is_unknown and reading.value:
        return replace(reading, status="ambiguous", value=None)
    return replace(reading, unit=unit)


def _unscaled(reading: CellReading, row: Row) -> CellReading:
    """A count, doubted where counts are said to be in hundreds or thousands."""
    return _doubted(reading) if reading.value and row.said.has_scaled_counts else reading


def _request_readings(rows: Iterable[Row]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        for applicant, reading in zip(row.columns or applicants(), row.readings, strict=False):
            if applicant:
                yield (row.code, applicant), _unscaled(reading, row)


def _review_readings(rows: Iterable[Row]) -> Iterator[tuple[Key, CellReading]]:
    for row in rows:
        columns = row.columns or tuple(" ".join(pair) for pair in review_columns())
        for pair, reading in zip(columns, row.readings, strict=False):
            if pair and (not row.code or pair.startswith(f"{row.code} ")):
                procedure, result = pair.split(" ")
                yield (procedure, result), reading


def _read_table(table: str, rows: Sequence[Row], year: int | None) -> dict[Key, CellReading]:
    """The cells of a table. What is said to be another year's or report's is never taken, and shown where it is all."""
    read = _READERS[table]
    own = [row for row in rows if row.said.is_own(year)]
    _doubt_rival_prints(own, read)
    forms = {row.form for row in own if isinstance(row, ProactiveRow)}
    foreign = [
        row
        for row in rows
        if not row.said.is_own(year) and (not isinstance(row, ProactiveRow) or not forms or row.form in forms)
    ]
    shown = {key: _doubted(reading) for key, reading in _collect(read(foreign)).items() if reading.status in _VALUED}
    return shown | _collect(read(own))


_READERS: Mapping[str, Reader] = {
    "fact_proactive": _proactive_readings,
    "fact_request": _request_readings,
    "fact_review": _review_readings,
}


def _collect(readings: Iterable[tuple[Key, CellReading]]) -> dict[Key, CellReading]:
    by_key: dict[Key, list[CellReading]] = defaultdict(list)
    for key, reading in readings:
        by_key[key].append(reading)
    return {key: _merge(found) for key, found in by_key.items()}


def _merge(readings: Sequence[CellReading]) -> CellReading:
    """One reading of several of the same cell; ambiguous if they contradict each other."""
    if len({(reading.value, reading.unit, reading.status in _VALUED) for reading in readings}) == 1:
        return readings[0]
    texts = " | ".join(dict.fromkeys(reading.raw_text or "□" for reading in readings))
    return CellReading("ambiguous", raw_text=texts)


# --- facts ---------------------------------------------------------------------------------------------------------


def _facts_of_form(form: str, readings: Mapping[str, Mapping[Key, CellReading]], found: FoundTables) -> Iterator[Fact]:
    proactive = readings["fact_proactive"]
    for cell in proactive_cells():
        key: Key = (cell.clause, cell.item, cell.measure)
        reading = proactive.get((cell.form, *key))
        has_rival = any((other, *key) in proactive for other in FORM_CODES if other != cell.form)
        is_optional = cell.form != form or (form, cell.item) in OPTIONAL_PROACTIVE_ITEMS
        if (cell.form != form and (form, *key) in proactive) or (reading is None and (is_optional or has_rival)):
            continue
        yield _fact("fact_proactive", key, reading or MISSING, cell.unit, cell.form)
    form_of_requests = found.request_form or form
    for line in request_lines():
        for applicant in applicants():
            reading = readings["fact_request"].get((line.line, applicant))
            if reading is not None or form_of_requests in line.forms:
                yield _fact("fact_request", (line.line, applicant), reading or MISSING)
    for pair in review_columns():
        yield _fact("fact_review", pair, readings["fact_review"].get(pair, MISSING))


def _fact(table: str, key: Key, reading: CellReading, unit: str = "count", form: str = "") -> Fact:
    status, value = reading.status, reading.value
    if value is not None:
        value = _amount(reading, form) if unit == "CNY" else _count(reading)
        status = status if value is not None else "unreadable"
    is_assumed = unit == "CNY" and bool(value) and money_factor(find_money_unit(reading.unit)) is None
    return Fact(table, key, value, unit, _shorten(reading.raw_text), status, is_assumed)


def _shorten(raw_text: str | None) -> str | None:
    """A cell's text, cut where a row that lost its end runs on over a whole page."""
    if raw_text is None or len(raw_text) <= _LONGEST_RAW_TEXT:
        return raw_text
    return raw_text[: _LONGEST_RAW_TEXT - 1] + "…"


def _count(reading: CellReading) -> Decimal | None:
    """A count; None for a fraction, a date, or money where the form counts."""
    value = reading.value
    if value is None or value != value.to_integral_value() or abs(value) >= _LARGEST:
        return None
    if _DATE.fullmatch(str(value)):
        return None
    return None if money_factor(reading.unit) and value else value


def _amount(reading: CellReading, form: str) -> Decimal | None:
    """An amount in yuan. The cell's unit decides, or else the header's, or else the form's (docs/warehouse.md)."""
    if reading.value is None:
        return None
    unit = reading.unit or ("万元" if form == "2021" else "元")
    factor = money_factor(find_money_unit(unit))
    if factor is None:
        return None if reading.value else reading.value
    amount = reading.value * factor
    return amount if amount == amount.quantize(_CENT) and abs(amount) < _LARGEST else None


# --- doubts --------------------------------------------------------------------------------------------------------

_LABELS = {"fact_request": "table three", "fact_review": "table four", "fact_proactive": "table two"}


def _foreign_table(table: str) -> Doubt:
    message = (
        f"Figures of {_LABELS[table]} stand under the heading of another year, of a sample or of another report; "
        "they are not taken for the report's own."
    )
    return Doubt("foreign_table", "warning", message, table)


def _doubts_of(facts: Sequence[Fact]) -> Iterator[Doubt]:
    for table, label in _LABELS.items():
        cells = [fact for fact in facts if fact.table == table]
        missing = [fact for fact in cells if fact.cell_status == "missing"]
        if missing:
            whole = len(missing) == len(cells)
            message = (
                f"The report does not print {label}; its {len(cells)} cells are missing."
                if whole
                else f"{len(missing)} of the {len(cells)} cells of {label} were not found in the file."
            )
            expected, actual = str(len(cells)), str(len(cells) - len(missing))
            yield Doubt("cells_missing", "warning", message, table, expected, actual)
    for fact in facts:
        if fact.cell_status == "ambiguous":
            message = f"More than one reading of the cell is possible; the file has “{fact.raw_text or ''}”."
            yield Doubt("cell_ambiguous", "warning", message, fact.subject, None, fact.raw_text)
        elif fact.cell_status == "unreadable":
            message = f"The cell holds “{fact.raw_text or ''}”, which is not a number that belongs there."
            yield Doubt("cell_unreadable", "warning", message, fact.subject, None, fact.raw_text)
        elif fact.value is not None and fact.value < 0 and fact.key[-1] != "change":
            message = f"A count cannot be negative, but the report prints {fact.raw_text}."
            yield Doubt("negative_count", "warning", message, fact.subject, "≥ 0", str(fact.value))
        elif fact.is_unit_assumed:
            message = f"Neither the cell nor its header names a unit for {fact.raw_text}; the form's own is taken."
            yield Doubt("unit_assumed", "info", message, fact.subject, "a unit of money", fact.raw_text)
