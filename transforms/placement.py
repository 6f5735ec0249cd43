"""Put the cells that follow a label into the columns of its table.

A row whose values fill its columns exactly is read as printed; nothing else is needed, and the form's arithmetic has
no say. Where cells are blank or padded, the other rows of the same table show where its columns begin, and a row that
fits none of them is ambiguous: a cell was lost, and every value after it may have moved. Values are never shifted,
corrected or completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby

from transforms.cells import Boundary
from transforms.labels import Token
from transforms.numbers import Number, is_chinese_numeral, parse_number


ANY_ORDINAL = "?"
_MIN_WHOLE_ROWS = 3
_LONGEST_NUMBER = 9
_DIGIT_RUN = re.compile("[0-9—/-]*[0-9][0-9—/-]*")


@dataclass(frozen=True, slots=True)
class CellReading:
    """What one cell of the form holds: `value` is None unless `status` is reported or repaired."""

    status: str
    value: Decimal | None = None
    raw_text: str | None = None
    unit: str = ""


MISSING = CellReading("missing")


@dataclass(slots=True)
class Row:
    """A row of a table: the codes of its columns (None where the header cannot be trusted) and the cells behind it.

    `grid` are the places of the columns in rows of `grid_size` cells, where the header's cells tell them. `header_sizes` are the
    numbers of cells of the header's rows, where a row of values has no label to tell its place by. `next_ordinal` is the
    list number of the label glued behind the row, where it may be among the row's digits, or ANY_ORDINAL. `span` is
    the number of grid columns that its label takes on the official form. `orphans` are cells that stand
    behind the row but not in it.
    """

    code: str
    columns: tuple[str, ...] | None
    width: int
    tail: Sequence[Token]
    span: int = 1
    grid: Mapping[str, int] | None = None
    grid_size: int = 0
    header_sizes: frozenset[int] = frozenset()
    next_ordinal: str = ""
    readings: tuple[CellReading, ...] = ()
    orphans: tuple[Token, ...] = ()
    cells: tuple[Token, ...] = ()

    @property
    def row_size(self) -> int:
        """Number of cells in the whole row, its label included; 0 where the source keeps no rows."""
        return self.cells[0].row_size if self.cells else 0


@dataclass(frozen=True, slots=True)
class FullRow:
    """A row whose values fill its columns: its label's span, its number of columns, of cells behind the label and in
    all (0 where the source keeps no rows), and the number of padding cells before its first value."""

    span: int
    width: int
    size: int
    row_size: int
    lead: int


@dataclass(slots=True)
class Calibration:
    """What the full rows of a table say of its layout.

    `sizes` are the numbers of cells of all rows. `on_grid` and `off_grid` count the rows that have their values where
    the header has its labels, and those that have some elsewhere. `blank_lines_part_cells` tells a source with a blank line after
    each cell from one with a blank line after each row.
    """

    full_rows: set[FullRow] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)
    blank_lines_part_cells: bool = False
    has_chinese_numerals: bool = False
    blank_marks: set[str] = field(default_factory=set)
    prints_all: bool = False
    on_grid: int = 0
    off_grid: int = 0

    def leads(self, row: Row) -> set[int]:
        """Where the values of a row with blanks can begin, as the full rows show it; empty if they do not say."""
        size = len(row.cells)
        if not self.full_rows:
            return {0} if size == row.width and self.sizes <= {size} else set()
        shape = (row.span, size, row.row_size)
        alike = {full.lead for full in self.full_rows if (full.span, full.size, full.row_size) == shape}
        if alike:
            return alike
        if size == row.width + row.span - 1 and self._pads_spans_on_the_right():
            return {row.span - 1}
        if row.row_size and all((full.row_size, full.lead) == (row.row_size, 0) for full in self.full_rows):
            return {0}
        is_padded = any(full.size > full.width for full in self.full_rows)
        return {0} if size == row.width and not is_padded else set()

    def _pads_spans_on_the_right(self) -> bool:
        """Whether labels that span grid columns are followed by a blank cell for each further column."""
        spanning = [full for full in self.full_rows if full.span > 1 and full.size == full.width + full.span - 1]
        return bool(spanning) and all(full.lead == full.span - 1 for full in spanning)


def place_rows(rows: Sequence[Row], *, header_before: bool = False, prints_all: bool = False) -> None:
    """Give each row its `readings`, one for each of its columns.

    `header_before` says that the cells follow a header row instead of a row label (table four): then the one row
    that has values counts, wherever it begins. `prints_all` says that the report leaves no cell blank, so that glued
    digits may be parted into exactly as many numbers as there are columns.
    """
    calibration = Calibration(blank_lines_part_cells=_blank_lines_part_cells(rows), prints_all=prints_all)
    for row in rows:
        row.cells, row.orphans = _cut_row(row, calibration, header_before=header_before)
        _learn(calibration, row)
    for row in rows:
        row.readings = _place(row, calibration)


def _blank_lines_part_cells(rows: Iterable[Row]) -> bool:
    parted, joined = 0, 0
    for row in rows:
        for token in row.tail[1:]:
            parted += token.before == Boundary.BLANK
            joined += token.before < Boundary.BLANK
    return parted > joined


def _cut_row(
    row: Row, calibration: Calibration, *, header_before: bool
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
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
        filled = [group for group in groups if _count_values(group)]
        return (tuple(filled[0]), ()) if len(filled) == 1 else ((), tuple(row.tail))
    own = groups[0] if groups[0][0].before < weakest_end else []
    others = [token for group in groups[1 if own else 0 :] for token in group]
    if _count_values(own) == row.width + 3 and _ends_with_page_number(own):
        own, others = own[:-3], [*own[-3:], *others]
    cells, strays = _first_full_line(own, row.width)
    return cells, (*strays, *others)


def _first_full_line(cells: Sequence[Token], width: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The values on the label's own line, where they fill the row and more lines follow (a page number, a stray)."""
    if _count_values(cells) <= width or any(token.before > Boundary.LINE for token in cells):
        return tuple(cells), ()
    on_line = next((index for index, token in enumerate(cells) if index and token.before == Boundary.LINE), len(cells))
    if on_line == width and cells[0].before < Boundary.LINE:
        return tuple(cells[:on_line]), tuple(cells[on_line:])
    return tuple(cells), ()


def _count_values(cells: Iterable[Token]) -> int:
    return sum(token.kind == "value" for token in cells)


def _learn(calibration: Calibration, row: Row) -> None:
    places = [index for index, token in enumerate(row.cells) if token.kind == "value"]
    if row.cells:
        calibration.sizes.add(len(row.cells))
        calibration.blank_marks |= _blank_marks(row)
    if len(places) == row.width and _is_contiguous(places):
        calibration.full_rows.add(FullRow(row.span, row.width, len(row.cells), row.row_size, places[0]))
    if row.grid and row.grid_size == row.row_size:
        own, filled = set(row.grid.values()), {row.cells[index].column for index in places}
        is_known = row.columns is not None and len(row.grid) == row.width
        calibration.on_grid += own <= filled or (is_known and bool(filled) and filled <= own)
        calibration.off_grid += is_known and not filled <= own
    calibration.has_chinese_numerals = calibration.has_chinese_numerals or any(
        is_chinese_numeral(row.cells[index].text) for index in places
    )


def _blank_marks(row: Row) -> set[str]:
    """Blank marks among a row's cells, those that a page number at its end may have brought left out."""
    cells = row.cells[:-3] if _ends_with_page_number(row.cells) else row.cells
    return {token.text for token in cells if token.kind == "value" and parse_number(token.text).is_blank}


def _is_contiguous(places: Sequence[int]) -> bool:
    return bool(places) and places[-1] - places[0] == len(places) - 1


def _place(row: Row, calibration: Calibration) -> tuple[CellReading, ...]:
    if not row.cells:
        return _ambiguous(row, row.width) if row.orphans else (MISSING,) * row.width
    places = [index for index, token in enumerate(row.cells) if token.kind == "value"]
    if row.columns is not None and len(places) == row.width and _is_contiguous(places):
        if _has_mixed_lines(row.cells):
            return _join_spaced(row, calibration) or _ambiguous(row, row.width)
        if _is_plausible_lead(row, places[0], calibration) and not _is_page_number_doubted(row, calibration):
            return tuple(_read_cell(row.cells[index], calibration) for index in places)
        return _ambiguous(row, row.width)
    if _has_grid(row, calibration) and not _find_merged(row, places):
        return _place_by_grid(row, calibration)
    if row.columns is None:
        return _ambiguous(row, row.width)
    if len(places) > row.width:
        return _join_spaced(row, calibration) or _ambiguous(row, row.width)
    if parted := _part_glued(row, places, calibration) or _split_merged(row, places, calibration):
        return parted
    return _place_with_blanks(row, places, calibration)


def _has_mixed_lines(cells: Sequence[Token]) -> bool:
    """Whether values stand on several lines, and several on one of them: digits may be spaced out, 7 2 for 72."""
    if any(token.before > Boundary.LINE and token.before != Boundary.BLANK for token in cells):
        return False
    lines = {token.line for token in cells}
    return 1 < len(lines) < len(cells)


def _ends_with_page_number(cells: Sequence[Token]) -> bool:
    """Whether a row of a text without cells ends like — 3 —, which may be the page's number or three cells."""
    last = cells[-3:]
    if len(last) < 3 or any(token.before not in (Boundary.SPACE, Boundary.LINE) for token in last[1:]):
        return False
    numbers = [parse_number(token.text) for token in last]
    is_framed = numbers[0].is_blank and numbers[2].is_blank and last[0].text == last[2].text != "/"
    return is_framed and numbers[1].value is not None and len(last[1].text) <= 3


def _is_page_number_doubted(row: Row, calibration: Calibration) -> bool:
    """Whether a full row may owe its last three cells to a page number: only if its blank mark is not the table's."""
    return _ends_with_page_number(row.cells) and row.cells[-1].text not in calibration.blank_marks


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
    cells = {token.column: token for token in row.cells}
    row.columns = tuple(row.grid or ())
    return tuple(
        _read_cell(cells[place], calibration) if place in cells else CellReading("ambiguous")
        for place in (row.grid or {}).values()
    )


def _ambiguous(row: Row, width: int) -> tuple[CellReading, ...]:
    raw = " ".join(token.text or "□" for token in (row.cells or row.tail)) or None
    return (CellReading("ambiguous", raw_text=raw),) * width


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
    if any(token.before in (Boundary.CELL, Boundary.ROW) or token.kind == "empty" for token in row.cells):
        return None
    lines = [list(group) for _, group in groupby(row.cells, key=lambda token: token.line)]
    if len(lines) != row.width:
        return None
    readings = []
    for line in lines:
        text = " ".join(token.text for token in line)
        reading = _read_cell(replace(line[0], text=text), calibration)
        readings.append(reading)
    return tuple(readings)


def prints_every_cell(rows: Iterable[Row]) -> bool:
    """Whether a report with glued values writes something in every cell.

    Blank cells leave no trace between glued digits. Rows of nothing but zeros, one for each column, show that the
    report writes its zeros out; a row with fewer digits than columns shows that it does not.
    """
    whole = 0
    for row in rows:
        digits = _glued_digits(row)
        if digits and (len(digits) < row.width or not digits.isdigit()):
            return False
        whole += row.width > 1 and digits == "0" * row.width
    return whole >= _MIN_WHOLE_ROWS


def _glued_digits(row: Row) -> str:
    """The digits, and blank marks among them, of a row whose values are one run behind its label; '' for others."""
    values = [token for token in row.tail if token.kind == "value"]
    text = values[0].text if len(values) == 1 == len(row.tail) else ""
    return text if row.width > 1 and _DIGIT_RUN.fullmatch(text) and not row.row_size else ""


def _part_glued(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Part a row's run of digits into its columns: a cell is read where every way of parting agrees on it."""
    digits = _glued_digits(row)
    if len(places) != 1 or not digits.isdigit() or (not calibration.prints_all and digits.strip("0")):
        return None
    runs = [digits]
    if row.next_ordinal in (digits[-1], ANY_ORDINAL):
        runs.append(digits[:-1])
    options = [part_options(run, row.width) for run in runs]
    options = [option for option in options if all(option)]
    if not options:
        return None
    readings = []
    for column in range(row.width):
        choices = set().union(*(option[column] for option in options))
        status = "repaired" if len(choices) == 1 else "ambiguous"
        value = Decimal(next(iter(choices))) if len(choices) == 1 else None
        readings.append(CellReading(status, value, digits))
    return tuple(readings)


def part_options(digits: str, count: int) -> list[set[str]]:
    """For each of `count` numbers without leading zeros, all that it can be where digits are parted into them.

    >>> part_options("100", 3), [sorted(option) for option in part_options("1200", 3)]
    ([{'1'}, {'0'}, {'0'}], [['1', '12'], ['0', '20'], ['0']])
    """
    ends: list[set[int]] = [{0}]
    for _ in range(count):
        ends.append({end for start in ends[-1] for end in _number_ends(digits, start)})
    reachable = {len(digits)} & ends[-1]
    options: list[set[str]] = []
    for part in range(count - 1, -1, -1):
        spans = {(start, end) for start in ends[part] for end in _number_ends(digits, start) if end in reachable}
        options.append({digits[start:end] for start, end in spans})
        reachable = {start for start, _ in spans}
    return options[::-1]


def _number_ends(digits: str, start: int) -> range:
    if start >= len(digits):
        return range(0)
    return range(start + 1, start + 2 if digits[start] == "0" else min(len(digits), start + _LONGEST_NUMBER) + 1)


def _find_merged(row: Row, places: Sequence[int]) -> list[int]:
    return [index for index in places if parse_number(row.cells[index].text).is_merged]


def _split_merged(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...] | None:
    """Rebuild the boundary in digits that are plainly two cells, such as 00, where that fills the row exactly."""
    merged = _find_merged(row, places)
    if len(merged) != 1 or not _is_contiguous(places):
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
        return groups if len(groups) == count and not any(_has_leading_zero(group) for group in groups) else None
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit():
        return None
    splits = list(split_digits(digits, count, limit=2))
    return splits[0] if len(splits) == 1 else None


def _has_leading_zero(digits: str) -> bool:
    return len(digits) > 1 and digits.startswith("0")


def split_digits(digits: str, count: int, limit: int) -> Iterable[tuple[str, ...]]:
    """Ways to cut a run of digits into `count` numbers without leading zeros, `limit` at most.

    >>> list(split_digits("100", 2, 9))
    [('10', '0')]
    >>> list(split_digits("00", 2, 9)), len(list(split_digits("1234", 2, 9)))
    ([('0', '0')], 3)
    """
    found = 0
    stack: list[tuple[tuple[str, ...], str]] = [((), digits)]
    while stack and found < limit:
        parts, rest = stack.pop()
        left = count - len(parts)
        if left == 1:
            if rest and not _has_leading_zero(rest):
                found += 1
                yield (*parts, rest)
            continue
        longest = 1 if rest.startswith("0") else len(rest) - left + 1
        stack.extend(((*parts, rest[:cut]), rest[cut:]) for cut in range(longest, 0, -1))


def _place_with_blanks(row: Row, places: Sequence[int], calibration: Calibration) -> tuple[CellReading, ...]:
    """Place a row that has fewer values than columns: only where the other rows say where its columns begin."""
    size = len(row.cells)
    if row.row_size and row.row_size < max(row.header_sizes, default=0):
        return _ambiguous(row, row.width)
    leads = [
        lead
        for lead in calibration.leads(row)
        if lead + row.width <= size and all(lead <= index < lead + row.width for index in places)
    ]
    if len(leads) != 1:
        return _ambiguous(row, row.width) if places or size < row.width else _blank_row(row)
    cells = row.cells[leads[0] : leads[0] + row.width]
    return tuple(_read_cell(token, calibration) for token in cells)


def _blank_row(row: Row) -> tuple[CellReading, ...]:
    return (CellReading("blank", raw_text=""),) * row.width
