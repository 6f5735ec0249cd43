"""Put the cells that follow a label into the columns of its table.

A row whose values fill its columns exactly is read as printed; nothing else is needed, and the form's arithmetic has
no say (docs/decisions/0002-form-arithmetic.md). Where cells are blank or padded, the other rows of the same table show
where its columns begin, and a row that fits none of them is ambiguous: a cell was lost, and every value after it may
have moved. Values are never shifted, corrected or completed. Whatever speaks against a placement is a guard
(`transforms.tables.guards`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from transforms.form import adds_up
from transforms.placement.broken_numbers import join_broken
from transforms.placement.calibration import Calibration, calibrate
from transforms.placement.cut import CutRow, cut_rows
from transforms.placement.glued import has_wider_rows, part_glued, split_merged
from transforms.placement.pieces_behind import has_pieces_behind
from transforms.placement.readings import (
    MISSING,
    CellReading,
    ambiguous,
    doubt_cells,
    doubt_valued,
    read_cell,
    values_of,
)
from transforms.placement.shapes import (
    count_values,
    ends_with_page_number,
    has_mixed_lines,
    has_spaced_thousands,
    has_words_among_digits,
    is_contiguous,
    is_on_one_line,
    value_places,
)
from transforms.placement.sums import adds_up_as_printed, summed_columns
from transforms.schemas import CellStatus
from transforms.stream import Boundary, Kind
from transforms.tables import (
    BLANK_BEFORE_VALUES,
    CELLS_BEHIND,
    CROWDED_COLUMN,
    CROWDED_PLACE,
    LONE_LINE,
    MIXED_LINES,
    NUMBERED_ROWS,
    PAGE_NUMBER,
    PIECES_BEHIND,
    SECOND_ROW_BEHIND,
    SEVERAL_VALUE_ROWS,
    SHORT_ROW,
    SPACED_THOUSANDS,
    TOO_MANY_VALUES,
    TORN_HEADER,
    UNKNOWN_START,
    VALUE_ON_NEW_LINE,
    WIDER_TABLE,
    WORDS_AMONG_DIGITS,
    Column,
    FoundRow,
    Guard,
    place_of_total,
)
from transforms.text import parse_number

Readings = tuple[CellReading, ...]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with a reading for each of its columns.

    `columns` are those that the readings stand under: the header's, or where its cells tell their places, the grid's;
    `is_known` says whether either is trusted. `is_ragged` says that the values of its table stand in several columns of
    its grid.
    """

    cut: CutRow
    columns: tuple[Column | None, ...]
    readings: Readings
    is_known: bool
    is_ragged: bool

    @property
    def found(self) -> FoundRow:
        """The row as it was found."""
        return self.cut.found

    @property
    def total(self) -> int | None:
        """The place of the column that sums the others, None where there is none or it is not known."""
        return place_of_total(self.columns) if self.is_known else None

    @property
    def named(self) -> Iterator[tuple[Column, CellReading]]:
        """Its readings, each with its column; those under a column that the form does not have are nobody's."""
        for column, reading in zip(self.columns, self.readings, strict=True):
            if column is not None:
                yield column, reading

    def doubted(self, guard: Guard) -> PlacedRow:
        """The row with each of its values doubted by a guard."""
        return replace(self, readings=tuple(doubt_valued(reading, guard) for reading in self.readings))


def place_rows(
    rows: Sequence[FoundRow], *, header_before: bool = False, prints_all: bool = False
) -> tuple[PlacedRow, ...]:
    """Read the cells of each row of a table, one for each of its columns.

    `header_before` says that the cells follow a header row instead of a row label (table four). `prints_all` says that
    the report leaves no cell blank, so that glued digits may be parted into exactly as many numbers as there are
    columns.
    """
    cut = cut_rows(rows, header_before=header_before)
    calibration = calibrate(cut, prints_all=prints_all, has_wider_rows=has_wider_rows(rows))
    is_ragged = calibration.is_ragged()
    return tuple(_place_row(row, calibration, is_ragged=is_ragged) for row in cut)


def _place_row(row: CutRow, calibration: Calibration, *, is_ragged: bool) -> PlacedRow:
    columns, is_known = row.found.columns, row.found.untrusted is None
    places = value_places(row.cells)
    if (readings := _read_without_cells(row)) is None:
        if is_known and _is_full(row, places):
            readings = _read_full(row, places, calibration)
        elif _stands_on_grid(row, calibration) and not _may_be_parted(row, places, calibration):
            columns, is_known = tuple(row.found.grid), True
            readings = _read_by_grid(row, calibration)
        else:
            readings = _read_partial(row, places, calibration)
    return PlacedRow(row, columns, readings, is_known, is_ragged)


def _doubt_row(row: CutRow, guard: Guard) -> Readings:
    return doubt_cells(row.cells or row.found.tail, row.width, guard)


def _read_without_cells(row: CutRow) -> Readings | None:
    """A row that has no cells, or more behind it than in it; None for every other."""
    ends = CELLS_BEHIND if row.found.has_label else SEVERAL_VALUE_ROWS
    if guard := ends.when(row.orphans and not row.cells):
        return _doubt_row(row, guard)
    if not row.cells:
        return (MISSING,) * row.width
    is_row = count_values(row.orphans) >= row.width and (row.width > 1 or row.orphans[0].before == Boundary.ROW)
    if guard := SECOND_ROW_BEHIND.when(is_row) or PIECES_BEHIND.when(has_pieces_behind(row)):
        return _doubt_row(row, guard)
    return None


# --- rows whose values fill their columns ----------------------------------------------------------------------------


def _is_full(row: CutRow, places: Sequence[int]) -> bool:
    return _is_parted(row, places) and len(places) == row.width and is_contiguous(places)


def _is_parted(row: CutRow, places: Sequence[int]) -> bool:
    """Whether no two values stand in one column of the source's own table."""
    columns = [row.cells[index].column for index in places if row.row_size]
    return len(set(columns)) == len(columns)


def _read_full(row: CutRow, places: Sequence[int], calibration: Calibration) -> Readings:
    """Read a row whose values fill its columns, unless they may be other than they look."""
    guards = (guard.when(sees(row, calibration)) for guard, sees in _GUARDS_OF_FULL_ROWS)
    if guard := next(filter(None, guards), None):
        return _doubt_row(row, guard)
    return tuple(_read(row, index, calibration) for index in places)


def _read(row: CutRow, index: int, calibration: Calibration) -> CellReading:
    return read_cell(row.cells[index], has_chinese_numerals=calibration.has_chinese_numerals)


def _is_lone_line(row: CutRow, calibration: Calibration) -> bool:
    is_table_of_lines = calibration.line_rows > calibration.space_rows
    return is_table_of_lines and is_on_one_line(row.cells)


def _is_thousands_doubted(row: CutRow, calibration: Calibration) -> bool:
    """Whether two values of a row may be one number, and a blank cell beside it left no trace.

    A row that adds up as it stands is read so. Any other is doubted where rows of its table have more or fewer values
    than columns, or add up only if two values are one.
    """
    return has_spaced_thousands(row.cells) and calibration.is_size_doubtful and not adds_up_as_printed(row)


def _is_lead_doubted(row: CutRow, calibration: Calibration) -> bool:
    """Whether blank cells between a label and the first of its values cannot be padding.

    Where a label spans one column there is nothing to pad: the blank is the row's own, and the values behind it are
    not all its own, unless whole rows of the source look alike.
    """
    lead = value_places(row.cells)[0]
    if lead == 0 or row.found.span > 1 or not row.found.has_label:
        return False
    return not row.row_size or not (len(row.cells) > row.width + 1 or len(calibration.full_rows) > 1)


def _is_lone_below(row: CutRow, calibration: Calibration) -> bool:
    """Whether the one value of a row stands on a line of its own, where most rows begin beside their labels."""
    is_lone = row.width == 1 and row.begins_below and row.found.has_label
    return is_lone and calibration.beside_rows > calibration.below_rows


def _is_page_number_doubted(row: CutRow, calibration: Calibration) -> bool:
    """Whether a full row may owe its last three cells to a page number: only if its blank mark is not the table's."""
    return ends_with_page_number(row.cells) and row.cells[-1].text not in calibration.blank_marks


_GUARDS_OF_FULL_ROWS: tuple[tuple[Guard, Callable[[CutRow, Calibration], bool]], ...] = (
    (MIXED_LINES, lambda row, calibration: has_mixed_lines(row.cells)),
    (LONE_LINE, _is_lone_line),
    (WORDS_AMONG_DIGITS, lambda row, calibration: calibration.joins_lines and has_words_among_digits(row.cells)),
    (SPACED_THOUSANDS, _is_thousands_doubted),
    (NUMBERED_ROWS, lambda row, calibration: calibration.numbers_rows),
    (WIDER_TABLE, lambda row, calibration: calibration.is_wider(row)),
    (BLANK_BEFORE_VALUES, _is_lead_doubted),
    (PAGE_NUMBER, _is_page_number_doubted),
    (VALUE_ON_NEW_LINE, _is_lone_below),
)


# --- rows on the grid of their header --------------------------------------------------------------------------------


def _stands_on_grid(row: CutRow, calibration: Calibration) -> bool:
    return row.has_sized_grid and calibration.on_grid > 0 == calibration.off_grid


def _read_by_grid(row: CutRow, calibration: Calibration) -> Readings:
    """Read each column where its header stands, in a source whose header and rows have the same number of cells.

    A label that reaches into the first column (a tab inside it) has pushed the values away from their labels.
    """
    if guard := CROWDED_PLACE.when(row.cells[0].column > min(row.found.grid.values())):
        return doubt_cells(row.cells, len(row.found.grid), guard)
    return tuple(_read_place(row, place, calibration) for place in row.found.grid.values())


def _read_place(row: CutRow, place: int, calibration: Calibration) -> CellReading:
    found = [index for index, token in enumerate(row.cells) if token.column == place]
    if guard := CROWDED_PLACE.when(len(found) != 1):
        shown = [row.cells[index] for index in found] or row.cells
        return ambiguous(" ".join(token.text for token in shown), guard)
    return next((_read(row, index, calibration) for index in found), MISSING)


# --- rows with more or fewer values than columns ---------------------------------------------------------------------


def _read_partial(row: CutRow, places: Sequence[int], calibration: Calibration) -> Readings:
    """Read a row that has more or fewer values than columns, or doubt it if it cannot be told which is which."""
    is_torn = row.found.has_torn_header and len(places) < row.width
    is_crowded = not _is_parted(row, places)
    if guard := CROWDED_COLUMN.when(is_crowded) or row.found.untrusted or TORN_HEADER.when(is_torn):
        return _doubt_row(row, guard)
    if len(places) > row.width:
        return _join_spaced(row, calibration) or join_broken(row) or _read_first(row, calibration)
    return (
        part_glued(row, calibration)
        or _split_merged(row, places, calibration)
        or _read_with_blanks(row, places, calibration)
    )


def _read_first(row: CutRow, calibration: Calibration) -> Readings:
    if guard := TOO_MANY_VALUES.when(True):
        return _doubt_row(row, guard)
    return _read_from(row, 0, calibration)


def _read_from(row: CutRow, lead: int, calibration: Calibration) -> Readings:
    """Read as many cells as there are columns from a place on."""
    indices = range(lead, min(lead + row.width, len(row.cells)))
    found = tuple(_read(row, index, calibration) for index in indices)
    return found + (MISSING,) * (row.width - len(found))


def _join_spaced(row: CutRow, calibration: Calibration) -> Readings | None:
    """Values whose digits are spaced out, in a source that gives each cell a line of its own.

    Where most rows stand on one line, a second line holds what is strange to the row, as the number of a page is.
    """
    if calibration.space_rows > calibration.line_rows or any(
        token.row_size or token.before == Boundary.ROW or token.kind == Kind.EMPTY for token in row.cells
    ):
        return None
    lines = [list(group) for _, group in groupby(row.cells, key=lambda token: token.line)]
    if len(lines) != row.width or row.width == 1:
        return None
    joined = [first._replace(text=" ".join(token.text for token in (first, *rest))) for first, *rest in lines]
    numbers = [parse_number(token.text) for token in joined]
    if not all(number.is_readable for number, (_, *rest) in zip(numbers, lines, strict=True) if rest):
        return None
    values = [number.value for number in numbers]
    sums = list(summed_columns(row.found.columns))
    if not all(adds_up([values[at] for at in places], len(places) - 1) for places in sums):
        return None
    if not sums and row.found.total is not None and not adds_up(values, row.found.total):
        return None
    return tuple(read_cell(token, has_chinese_numerals=calibration.has_chinese_numerals) for token in joined)


def _find_merged(row: CutRow, places: Sequence[int]) -> list[int]:
    return [index for index in places if parse_number(row.cells[index].text).is_merged]


def _may_be_parted(row: CutRow, places: Sequence[int], calibration: Calibration) -> bool:
    """Whether digits of a row that are plainly two cells may be so: not where the source kept a border for each cell.

    A row of nothing but zeros is the same either way.
    """
    if not _find_merged(row, places):
        return False
    is_all_zeros = {char for token in row.cells for char in token.text} == {"0"}
    return not row.row_size or calibration.lacks_cell(row) or is_all_zeros


def _split_merged(row: CutRow, places: Sequence[int], calibration: Calibration) -> Readings | None:
    """Rebuild the boundary in digits that are plainly two cells, such as 00, where that fills the row exactly.

    In a text without cells 04 is also the end of a number that broke over two lines: there nothing may speak against
    it, neither values on several lines nor the total of the row.
    """
    merged = _find_merged(row, places)
    is_whole_but_one = is_contiguous(places) and len(places) == row.width - 1
    if len(merged) != 1 or not is_whole_but_one or not _may_be_parted(row, places, calibration):
        return None
    if not row.row_size and has_mixed_lines(row.cells):
        return None
    [both] = merged
    raw = row.cells[both].text
    parts = split_merged(raw, parse_number(raw), 2)
    if parts is None:
        return None
    readings: list[CellReading] = []
    for index in places:
        if index == both:
            readings.extend(CellReading(CellStatus.REPAIRED, Decimal(part), raw) for part in parts)
        else:
            readings.append(_read(row, index, calibration))
    is_contradicted = row.found.total is not None and not adds_up(values_of(readings), row.found.total)
    return None if is_contradicted and not row.row_size else tuple(readings)


def _read_with_blanks(row: CutRow, places: Sequence[int], calibration: Calibration) -> Readings:
    """Place a row that has fewer values than columns: only where the other rows say where its columns begin."""
    is_short = bool(row.row_size) and any(row.row_size < size for size in row.found.header_sizes)
    if guard := SHORT_ROW.when(is_short):
        return _doubt_row(row, guard)
    leads = [lead for lead in calibration.leads(row) if _holds_values(row, lead, places) and _agrees(row, lead)]
    if len(leads) == 1:
        return _read_from(row, leads[0], calibration)
    if not places and len(row.cells) >= row.width:
        return (CellReading(CellStatus.BLANK, raw_text=""),) * row.width
    if guard := UNKNOWN_START.when(True):
        return _doubt_row(row, guard)
    return _read_from(row, 0, calibration)


def _holds_values(row: CutRow, lead: int, places: Sequence[int]) -> bool:
    """Whether as many cells as there are columns stand from a place on, and hold all values."""
    return lead + row.width <= len(row.cells) and all(lead <= index < lead + row.width for index in places)


def _agrees(row: CutRow, lead: int) -> bool:
    """Whether the cells from a place on stand where the header's do, in a row of as many cells as the header's."""
    if not row.has_sized_grid:
        return True
    columns = [token.column for token in row.cells[lead : lead + row.width]]
    return columns == sorted(row.found.grid.values())
