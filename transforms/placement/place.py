"""Put the cells that follow a label into the columns of its table.

A row whose values fill its columns exactly is read as printed; nothing else is needed, and the form's arithmetic has
no say. Where cells are blank or padded, the other rows of the same table show where its columns begin, and a row that
fits none of them is ambiguous: a cell was lost, and every value after it may have moved. Values are never shifted,
corrected or completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from transforms.form import adds_up
from transforms.placement.calibration import Calibration, learn, numbers_rows
from transforms.placement.glued import LONGEST_NUMBER, has_leading_zero, part_glued, split_digits
from transforms.stream import Boundary, Token
from transforms.tables import (
    MISSING,
    CellReading,
    Row,
    count_values,
    ends_with_page_number,
    has_spaced_thousands,
    is_contiguous,
    is_on_one_line,
    value_places,
)
from transforms.text import Number, parse_number

_SIGN_BEHIND = re.compile(r"\d\s*[-—－–−]$")


def place_rows(rows: Sequence[Row], *, header_before: bool = False, prints_all: bool = False) -> None:
    """Give each row its `readings`, one for each of its columns.

    `header_before` says that the cells follow a header row instead of a row label (table four): then the one row
    that has values counts, wherever it begins. `prints_all` says that the report leaves no cell blank, so that glued
    digits may be parted into exactly as many numbers as there are columns.
    """
    calibration = Calibration(blank_lines_part_cells=_blank_lines_part_cells(rows), prints_all=prints_all)
    for row in rows:
        row.cells, row.orphans = _cut_row(row, calibration, header_before=header_before)
        learn(calibration, row)
    calibration.numbers_rows = numbers_rows(rows)
    calibration.is_size_doubtful |= any(map(_total_speaks_for_thousands, rows))
    for row in rows:
        row.readings = _doubt_lost_signs(_doubt_spaced_digits(_place(row, calibration)))
        row.is_ragged = calibration.is_ragged()


def _blank_lines_part_cells(rows: Iterable[Row]) -> bool:
    parted, joined = 0, 0
    for row in rows:
        for token in row.tail:
            parted += token.before == Boundary.BLANK
            joined += token.before < Boundary.BLANK
    return parted > joined


def _cut_row(row: Row, calibration: Calibration, *, header_before: bool) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The cells of the row itself, and those behind the end of the row."""
    weakest_end = Boundary.ROW if calibration.blank_lines_part_cells else Boundary.BLANK
    groups: list[list[Token]] = []
    for token in row.tail:
        if not groups or token.before >= weakest_end:
            groups.append([])
        groups[-1].append(token)
    if not groups:
        return (), ()
    if header_before:
        filled = [group for group in groups if count_values(group)]
        return (tuple(filled[0]), ()) if len(filled) == 1 else ((), tuple(row.tail))
    own = groups[0] if groups[0][0].before < weakest_end else []
    others = [token for group in groups[1 if own else 0 :] for token in group]
    if count_values(own) == row.width + 3 and ends_with_page_number(own):
        own, others = own[:-3], [*own[-3:], *others]
    cells, strays = _first_full_line(own, row.width)
    return cells, (*strays, *others)


def _first_full_line(cells: Sequence[Token], width: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The values on the label's own line, where they fill the row and more lines follow (a page number, a stray)."""
    if count_values(cells) <= width or any(token.before > Boundary.LINE for token in cells):
        return tuple(cells), ()
    on_line = next((index for index, token in enumerate(cells) if index and token.before == Boundary.LINE), len(cells))
    if on_line == width and cells[0].before < Boundary.LINE:
        return tuple(cells[:on_line]), tuple(cells[on_line:])
    return tuple(cells), ()


def _place(row: Row, calibration: Calibration) -> tuple[CellReading, ...]:
    if not row.cells:
        return _ambiguous(row) if row.orphans else (MISSING,) * row.width
    if count_values(row.orphans) >= row.width and (row.width > 1 or row.orphans[0].before == Boundary.ROW):
        return _ambiguous(row)
    places = value_places(row.cells)
    columns = [row.cells[index].column for index in places if row.row_size]
    is_parted = len(set(columns)) == len(columns)
    if is_parted and row.columns is not None and len(places) == row.width and is_contiguous(places):
        return _place_full(row, places, calibration)
    if _has_grid(row, calibration) and not _find_merged(row, places):
        return _place_by_grid(row, calibration)
    is_known = is_parted and row.columns is not None
    return (is_known and _place_partial(row, places, calibration)) or _ambiguous(row)


def _doubt_spaced_digits(readings: tuple[CellReading, ...]) -> tuple[CellReading, ...]:
    """Digits with spaces between them beside a blank cell: they may be the values of both."""
    if not any(reading.status == "blank" for reading in readings):
        return readings
    return tuple(
        replace(reading, status="ambiguous", value=None)
        if reading.status == "repaired" and len(parse_number(reading.raw_text or "").groups) > 1
        else reading
        for reading in readings
    )


def _doubt_lost_signs(readings: tuple[CellReading, ...]) -> tuple[CellReading, ...]:
    """A minus behind a number (5-) may be the sign of the next cell."""
    return tuple(
        replace(reading, status="ambiguous", value=None)
        if place and reading.value and _SIGN_BEHIND.search(readings[place - 1].raw_text or "")
        else reading
        for place, reading in enumerate(readings)
    )


def _place_full(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...]:
    """Read a row whose values fill its columns, unless they may be other than they look."""
    if _has_mixed_lines(row.cells):
        return _join_spaced(row, calibration) or _ambiguous(row)
    if calibration.line_rows > calibration.space_rows and row.width > 1 and is_on_one_line(row.cells):
        return _ambiguous(row)
    if has_spaced_thousands(row.cells) and _is_thousands_doubted(row, calibration):
        return _ambiguous(row)
    if calibration.numbers_rows:
        return _ambiguous(row)
    if _is_plausible_lead(row, places[0], calibration) and not _is_page_number_doubted(row, calibration):
        return tuple(_read_cell(row.cells[index], calibration) for index in places)
    return _ambiguous(row)


def _is_thousands_doubted(row: Row, calibration: Calibration) -> bool:
    """Whether two values of a row may be one number, and a blank cell beside it left no trace.

    A row that adds up as it stands is read so. Any other is doubted where rows of its table have more or fewer values
    than columns, or add up only if two values are one.
    """
    return calibration.is_size_doubtful and not _adds_up_as_printed(row)


def _adds_up_as_printed(row: Row) -> bool:
    values = [parse_number(token.text).value for token in row.cells]
    return row.columns is not None and row.columns[-1] == "total" and adds_up(values, len(values) - 1)


def _total_speaks_for_thousands(row: Row) -> bool:
    """Whether a whole row adds up only if two of its values are one number, its thousands set apart."""
    if row.columns is None or row.columns[-1] != "total" or len(row.cells) != row.width or _adds_up_as_printed(row):
        return False
    texts = [token.text for token in row.cells]
    for place in range(len(texts) - 1):
        if has_spaced_thousands(row.cells[place : place + 2]):
            joined = [*texts[:place], texts[place] + texts[place + 1], *texts[place + 2 :]]
            if adds_up([parse_number(text).value for text in joined], len(joined) - 1):
                return True
    return False


def _place_partial(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Read a row that has more or fewer values than columns; None if it cannot be told which is which."""
    if row.has_torn_header and len(places) < row.width:
        return None
    if len(places) > row.width:
        return _join_spaced(row, calibration)
    return (
        part_glued(row, places, calibration)
        or _split_merged(row, places, calibration)
        or _place_with_blanks(row, places, calibration)
    )


def _has_mixed_lines(cells: Sequence[Token]) -> bool:
    """Whether values stand on several lines, and several on one of them: digits may be spaced out, 7 2 for 72."""
    if any(token.before > Boundary.LINE and token.before != Boundary.BLANK for token in cells):
        return False
    lines = {token.line for token in cells}
    return 1 < len(lines) < len(cells)


def _is_page_number_doubted(row: Row, calibration: Calibration) -> bool:
    """Whether a full row may owe its last three cells to a page number: only if its blank mark is not the table's."""
    return ends_with_page_number(row.cells) and row.cells[-1].text not in calibration.blank_marks


def _is_plausible_lead(row: Row, lead: int, calibration: Calibration) -> bool:
    """Whether blank cells between a label and the first of its values can be padding.

    Where a label spans one column there is nothing to pad: the blank is the row's own, and the values behind it are
    not all its own, unless whole rows of the source look alike.
    """
    if not row.code:
        return True
    if lead == 0 or row.span > 1 or row.row_size:
        return lead == 0 or row.span > 1 or len(row.cells) > row.width + 1 or len(calibration.full_rows) > 1
    return False


def _has_grid(row: Row, calibration: Calibration) -> bool:
    return bool(row.grid) and row.grid_size == row.row_size > 0 and calibration.on_grid > 0 == calibration.off_grid


def _place_by_grid(row: Row, calibration: Calibration) -> tuple[CellReading, ...]:
    """Read each column where its header stands, in a source whose header and rows have the same number of cells."""
    row.columns = tuple(row.grid or ())
    cells = [[token for token in row.cells if token.column == place] for place in (row.grid or {}).values()]
    return tuple(
        _read_cell(found[0], calibration)
        if len(found) == 1
        else CellReading("ambiguous", raw_text=" ".join(token.text for token in (found or row.cells)))
        for found in cells
    )


def _ambiguous(row: Row) -> tuple[CellReading, ...]:
    raw = " ".join(token.text or "□" for token in (row.cells or row.tail)) or None
    return (CellReading("ambiguous", raw_text=raw),) * row.width


def _read_cell(token: Token, calibration: Calibration) -> CellReading:
    if token.kind == "empty":
        return CellReading("blank", raw_text="")
    number = parse_number(token.text)
    if calibration.has_chinese_numerals and token.text.strip() == "一":
        return CellReading("reported", Decimal(1), token.text)
    if number.is_merged:
        return CellReading("ambiguous", raw_text=token.text)
    if number.is_blank:
        return CellReading("blank", raw_text=token.text)
    if number.value is None:
        return CellReading("unreadable", raw_text=token.text)
    status = "repaired" if len(number.groups) > 1 else "reported"
    return CellReading(status, number.value, token.text, number.unit)


def _join_spaced(row: Row, calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Values whose digits are spaced out, in a source that gives each cell a line of its own."""
    if any(token.row_size or token.before == Boundary.ROW or token.kind == "empty" for token in row.cells):
        return None
    lines = [list(group) for _, group in groupby(row.cells, key=lambda token: token.line)]
    if len(lines) != row.width or row.width == 1:
        return None
    readings = []
    for line in lines:
        text = " ".join(token.text for token in line)
        reading = _read_cell(line[0]._replace(text=text), calibration)
        readings.append(reading)
    return tuple(readings)


def _find_merged(row: Row, places: Sequence[int]) -> list[int]:
    return [index for index in places if parse_number(row.cells[index].text).is_merged]


def _split_merged(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Rebuild the boundary in digits that are plainly two cells, such as 00, where that fills the row exactly."""
    merged = _find_merged(row, places)
    if len(merged) != 1 or not is_contiguous(places) or len(places) != row.width - 1:
        return None
    parts = _parts_of(row.cells[merged[0]].text, parse_number(row.cells[merged[0]].text), row.width - len(places) + 1)
    if parts is None:
        return None
    readings: list[CellReading] = []
    for index in places:
        if index == merged[0]:
            raw = row.cells[index].text
            readings.extend(CellReading("repaired", Decimal(part), raw) for part in parts)
        else:
            readings.append(_read_cell(row.cells[index], calibration))
    return tuple(readings)


def _parts_of(text: str, number: Number, count: int) -> tuple[str, ...] | None:
    """The only way to read digits as `count` numbers without leading zeros; None if there is none or several."""
    if len(number.groups) > 1:
        groups = number.groups
        return groups if len(groups) == count and not any(has_leading_zero(group) for group in groups) else None
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > count * LONGEST_NUMBER:
        return None
    splits = list(split_digits(digits, count, limit=2))
    return splits[0] if len(splits) == 1 else None


def _place_with_blanks(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...]:
    """Place a row that has fewer values than columns: only where the other rows say where its columns begin."""
    size = len(row.cells)
    if row.row_size and row.row_size < max(row.header_sizes, default=0):
        return _ambiguous(row)
    leads = [
        lead
        for lead in calibration.leads(row)
        if lead + row.width <= size and all(lead <= index < lead + row.width for index in places)
        if _agrees_with_header(row, lead)
    ]
    if len(leads) != 1:
        return _ambiguous(row) if places or size < row.width else _blank_row(row)
    cells = row.cells[leads[0] : leads[0] + row.width]
    return tuple(_read_cell(token, calibration) for token in cells)


def _agrees_with_header(row: Row, lead: int) -> bool:
    """Whether the cells from a place on stand where the header's do, in a row of as many cells as the header's."""
    if not row.grid or row.grid_size != row.row_size:
        return True
    return [token.column for token in row.cells[lead : lead + row.width]] == sorted(row.grid.values())


def _blank_row(row: Row) -> tuple[CellReading, ...]:
    return (CellReading("blank", raw_text=""),) * row.width
