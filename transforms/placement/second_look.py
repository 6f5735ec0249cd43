"""What is doubted once rows are placed: by their neighbours, by their total, by the end of the file, by a second
print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from transforms.form import adds_up, doubtful_columns
from transforms.placement.place import PlacedRow
from transforms.placement.readings import CellReading, doubt, values_of
from transforms.placement.sums import summed_columns
from transforms.schemas import CellStatus
from transforms.stream import Token
from transforms.tables import CUT_END, RIVAL_PRINT, RIVAL_TOTAL, RIVAL_WINDOW, SIGN_BEHIND, SPACED_BESIDE_BLANK
from transforms.text import parse_number

Key = tuple[str | int, ...]
Reader = Callable[[Sequence[PlacedRow]], Iterator[tuple[Key, CellReading]]]

# Two numbers in one cell that stand apart as columns do. Leaves spaced digits (7 2).
_TWO_COLUMNS = re.compile(r"\d[^\S\n]{2,}\d")
# A number with a minus behind it (5-, 5 —). One between two numbers (5-6), or before one, is no cell's end.
_SIGN_BEHIND = re.compile(r"\d\s*[-—－–−]$")


def look_again_at_row(row: PlacedRow, last_token: Token | None) -> PlacedRow:
    """Doubt cells of a row by the cells beside them, and its last one where the file may be cut off in it.

    `last_token` is the last one of the report, None where the file says itself where it ends.
    """
    readings = _doubt_lost_signs(_doubt_spaced_digits(row.readings))
    if row.cut.cells and row.cut.cells[-1] is last_token:
        last = readings[-1]
        guard = CUT_END.when(last.value and not _last_adds_up(row))
        readings = (*readings[:-1], doubt(last, guard)) if guard else readings
    return replace(row, readings=readings)


def _last_adds_up(row: PlacedRow) -> bool:
    """Whether a sum says that the last value of a row is whole: with digits cut off it would not add up."""
    values = values_of(row.readings)
    owns = [[values[at] for at in places] for places in summed_columns(row.columns) if len(values) - 1 in places]
    return any(None not in own and adds_up(own, len(own) - 1) for own in owns)


def _doubt_spaced_digits(readings: tuple[CellReading, ...]) -> tuple[CellReading, ...]:
    """Digits with spaces between them beside a blank cell: they may be the values of both. Where several spaces set two
    numbers apart (79   0), the tabs of the text part no cells, and any other value may be another column's."""
    has_blank = any(reading.status == CellStatus.BLANK for reading in readings)
    if not (guard := SPACED_BESIDE_BLANK.when(has_blank)):
        return readings
    if any(_TWO_COLUMNS.search(reading.raw_text or "") for reading in readings):
        return tuple(doubt(reading, guard) for reading in readings)
    return tuple(doubt(reading, guard) if is_spaced(reading) else reading for reading in readings)


def is_spaced(reading: CellReading) -> bool:
    """Whether a cell was read from digits with spaces between them."""
    return bool(parse_number(reading.raw_text or "").groups)


def _doubt_lost_signs(readings: tuple[CellReading, ...]) -> tuple[CellReading, ...]:
    """A minus behind a number (5-) may be the sign of the next cell."""
    looked = [*readings[:1]]
    for before, reading in pairwise(readings):
        guard = SIGN_BEHIND.when(reading.value and _SIGN_BEHIND.search(before.raw_text or ""))
        looked.append(doubt(reading, guard) if guard else reading)
    return tuple(looked)


def look_again_at_total(row: PlacedRow) -> PlacedRow:
    """Doubt blank cells beside a placement that the row's total prefers: both are possible, neither is loaded.

    Nor is a row with blanks and padding whose total does not fit, or fits only if its values stand elsewhere.
    """
    if row.total is None:
        return row
    values = values_of(row.readings)
    has_blanks = any(reading.status == CellStatus.BLANK for reading in row.readings)
    is_padded = len(row.cut.cells) > row.cut.width
    if guard := RIVAL_WINDOW.when(is_padded and has_blanks and _prefers_another_window(row, values, row.total)):
        return replace(row, readings=tuple(doubt(reading, guard) for reading in row.readings))
    doubtful = doubtful_columns(values, row.total)
    if guard := RIVAL_TOTAL.when(doubtful):
        doubted = (doubt(cell, guard) if place in doubtful else cell for place, cell in enumerate(row.readings))
        return replace(row, readings=tuple(doubted))
    return row


def _prefers_another_window(row: PlacedRow, values: Sequence[Decimal | None], total: int) -> bool:
    """Whether the total of a padded row speaks against where its values were placed, or for another place.

    The last place needs no look: if the row's values stand in an earlier one, it has no total.
    """
    if adds_up(values, total):
        return False
    width = row.cut.width
    printed = [parse_number(token.text).value for token in row.cut.cells]
    windows = (printed[start : start + width] for start in range(len(printed) - width))
    filled = len(printed) - printed.count(None)
    whole = (window for window in windows if width - window.count(None) == filled)
    return (row.is_ragged and values[total] is not None) or any(
        window[total] and adds_up(window, total) for window in whole
    )


def look_again_at_prints(rows: Sequence[PlacedRow], read: Reader) -> tuple[PlacedRow, ...]:
    """Of a table that is printed again with other numbers, doubt the rows that only one of its prints has.

    One of the prints is another year's or another body's, and nothing says which. Rows that both have contradict each
    other as it is.
    """
    prints = _prints_of(rows)
    if not RIVAL_PRINT.when(_contradict(prints, read)):
        return tuple(rows)
    shared = set.intersection(*map(set, prints))
    lone = {id(row) for printed in prints for key, row in printed.items() if key not in shared}
    return tuple(row.doubted(RIVAL_PRINT) if id(row) in lone else row for row in rows)


def _contradict(prints: Sequence[dict[Key, PlacedRow]], read: Reader) -> bool:
    known: dict[Key, tuple[Decimal | None, str]] = {}
    readings = ((key, cell) for printed in prints for key, cell in read([*printed.values()]) if cell.is_valued)
    return any(known.setdefault(key, (cell.value, cell.unit)) != (cell.value, cell.unit) for key, cell in readings)


def _prints_of(rows: Iterable[PlacedRow]) -> list[dict[Key, PlacedRow]]:
    """The rows of each print of a table: a row that comes again under another header begins the next one."""
    prints: list[dict[Key, PlacedRow]] = [{}]
    for row in rows:
        key: Key = (row.found.form, row.found.code)
        known = prints[-1].get(key)
        if known is not None and known.found.table_no != row.found.table_no:
            prints.append({})
        prints[-1].setdefault(key, row)
    return prints
