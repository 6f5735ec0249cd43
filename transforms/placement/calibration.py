"""What the rows of a table say of its layout, learnt from those that need no help to be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from transforms.placement.cut import CutRow
from transforms.placement.shapes import (
    ends_with_page_number,
    has_mixed_lines,
    is_contiguous,
    is_on_one_line,
    value_places,
)
from transforms.placement.sums import total_speaks_for_thousands
from transforms.stream import Boundary, Kind
from transforms.text import is_chinese_numeral, parse_number

# A table of this many rows that are all alike shows its layout even where none of them is whole.
_MANY_ROWS = 10
# So many more rows with too many values than with as many as columns show a column more: two may hold a stray each.
_FEWEST_WIDER = 3
# Of the rows of a table so many have a size that is usual: one stray or torn row in five may differ.
_USUAL_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class FullRow:
    """A row whose values fill its columns: its label's span, its number of columns, of cells behind the label and in
    all (0 where the source keeps no rows), the place of the cell behind its label (-1 there), and the number of padding
    cells before its first value."""

    span: int
    width: int
    size: int
    row_size: int
    start: int
    lead: int


@dataclass(slots=True)
class Calibration:
    """What the full rows of a table say of its layout.

    `sizes` are the numbers of cells of all rows of a label's span and a number of columns: in a source that pads its
    rows but does not mark them, rows that differ in size have lost cells. `on_grid` and `off_grid` count the rows that
    have their values where the header has its labels, and those that have some elsewhere. `blank_marks` are the marks
    that the table uses for blank cells. `line_rows` and `space_rows` count the rows that have a value a line, and
    all on one line. `prints_all` says that the report leaves no cell blank, `has_wider_rows` that rows of glued digits
    hold more numbers than the table has columns. `is_size_doubtful` says that rows parted by
    spaces alone have more or fewer values than columns, or seem to have, `numbers_rows` that the first value of each is
    its number, `joins_lines` that rows on several lines have several values on one of them. `beside_rows` and
    `below_rows` count those whose first value stands on their label's line, and on a line of its own. `surplus` is
    how many more rows of a number of columns have more values than have as many, in a text.
    """

    prints_all: bool
    has_wider_rows: bool
    numbers_rows: bool
    full_rows: set[FullRow] = field(default_factory=set)
    sizes: dict[tuple[int, int], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    surplus: Counter[int] = field(default_factory=Counter)
    line_rows: int = 0
    joins_lines: bool = False
    beside_rows: int = 0
    below_rows: int = 0
    space_rows: int = 0
    has_chinese_numerals: bool = False
    blank_marks: set[str] = field(default_factory=set)
    is_size_doubtful: bool = False
    on_grid: int = 0
    off_grid: int = 0

    def leads(self, row: CutRow) -> set[int]:
        """Where the values of a row with blanks can begin, as the full rows show it; empty if they do not say."""
        size, span = len(row.cells), row.found.span
        if not row.row_size and size > row.width and len(self.sizes[span, row.width]) > 1:
            return set()
        if not self.full_rows:
            return {0} if self._is_known_layout(row) and size == row.width and self._is_usual(size) else set()
        alike = self._leads_of_alike(row)
        is_padded_whole = size == row.width + span - 1 > row.width
        if alike:
            rivals = {span - 1} if is_padded_whole and any(full.lead for full in self.full_rows) else set()
            return alike | rivals
        if is_padded_whole and self._pads_spans_on_the_right():
            return {span - 1}
        if self._may_begin_with_padding(row):
            return set()
        is_plain = size == row.width and not any(full.size > full.width for full in self.full_rows)
        is_even = row.row_size and all((full.row_size, full.lead) == (row.row_size, 0) for full in self.full_rows)
        return {0} if is_plain or is_even else set()

    def is_wider(self, row: CutRow) -> bool:
        """Whether far more rows of a text have more values than columns than have as many."""
        return not row.row_size and self.surplus[row.width] >= _FEWEST_WIDER

    def lacks_cell(self, row: CutRow) -> bool:
        """Whether a row of a source that keeps cells has one less than all full rows of its columns."""
        sizes = {full.row_size for full in self.full_rows if (full.span, full.width) == (row.found.span, row.width)}
        return sizes == {row.row_size + 1}

    def _leads_of_alike(self, row: CutRow) -> set[int]:
        """Where the values of full rows of a row's shape begin."""
        shape = (row.found.span, len(row.cells), row.row_size, row.cells[0].column)
        return {
            full.lead
            for full in self.full_rows
            if (full.span, full.size, full.row_size, full.start) == shape and (row.row_size or full.width == row.width)
        }

    def _is_known_layout(self, row: CutRow) -> bool:
        """Whether something but full rows says where a row begins and ends."""
        has_told_blank = any(token.kind == Kind.EMPTY and token.before == Boundary.SPACE for token in row.cells)
        is_bordered = row.row_size or row.found.label_before >= Boundary.BLANK or not row.found.has_label
        is_marked = has_told_blank or is_bordered
        return bool(is_marked) or sum(self.sizes.values(), Counter()).total() >= _MANY_ROWS

    def is_ragged(self) -> bool:
        """Whether full rows of one size have their values in different columns: padding was lost or set elsewhere."""
        places = defaultdict(set)
        for full in self.full_rows:
            places[full.row_size].add(full.start + full.lead)
        return any(len(columns) > 1 for size, columns in places.items() if size)

    def _is_usual(self, size: int) -> bool:
        """Whether nearly all rows of the table have a number of cells."""
        total = sum(self.sizes.values(), Counter())
        return total[size] >= _USUAL_SHARE * total.total()

    def _pads_spans_on_the_right(self) -> bool:
        """Whether labels that span grid columns are followed by a blank cell for each further column."""
        spanning = [full for full in self.full_rows if full.span > 1 and full.size == full.width + full.span - 1]
        return bool(spanning) and all(full.lead == full.span - 1 for full in spanning)

    def _may_begin_with_padding(self, row: CutRow) -> bool:
        """Whether the blank cell behind a label that spans columns may be the label's, and a value of the row be lost.

        Only a full row of such a label in a row of as many cells tells that labels are not padded.
        """
        if row.found.span == 1 or row.cells[0].kind != Kind.EMPTY:
            return False
        return not any(full.span > 1 and full.row_size == row.row_size for full in self.full_rows)


def calibrate(rows: Sequence[CutRow], *, prints_all: bool = False, has_wider_rows: bool = False) -> Calibration:
    """What the rows of one table say of its layout."""
    calibration = Calibration(prints_all, has_wider_rows, numbers_rows=_numbers_rows(rows))
    for row in rows:
        _learn_cells(calibration, row)
        _learn_full_row(calibration, row)
        _learn_grid(calibration, row)
    calibration.is_size_doubtful |= any(map(total_speaks_for_thousands, rows))
    return calibration


def _learn_cells(calibration: Calibration, row: CutRow) -> None:
    if not row.cells:
        return
    places = value_places(row.cells)
    calibration.sizes[row.found.span, row.width][len(row.cells)] += 1
    if not row.row_size:
        calibration.surplus[row.width] += (len(places) > row.width) - (len(places) == row.width)
    calibration.space_rows += is_on_one_line(row.cells)
    calibration.line_rows += any(token.before in (Boundary.LINE, Boundary.BLANK) for token in row.cells[1:])
    calibration.below_rows += row.begins_below
    calibration.beside_rows += not row.begins_below
    calibration.joins_lines |= not row.row_size and has_mixed_lines(row.cells)
    calibration.blank_marks |= _blank_marks(row)
    calibration.is_size_doubtful |= is_on_one_line(row.cells) and len(places) != row.width
    calibration.has_chinese_numerals |= any(is_chinese_numeral(row.cells[index].text) for index in places)


def _learn_full_row(calibration: Calibration, row: CutRow) -> None:
    places, span = value_places(row.cells), row.found.span
    is_full = len(places) == row.width and is_contiguous(places)
    if is_full and (places[0] == 0 or span > 1 or row.row_size):
        start = row.cells[0].column
        calibration.full_rows.add(FullRow(span, row.width, len(row.cells), row.row_size, start, places[0]))


def _learn_grid(calibration: Calibration, row: CutRow) -> None:
    """Count a row that stands on the grid of its header, or off it."""
    if not row.has_sized_grid:
        return
    own = set(row.found.grid.values())
    filled = {row.cells[index].column for index in value_places(row.cells)}
    is_known = row.found.untrusted is None and len(own) == row.width
    outside = filled - own
    calibration.on_grid += own <= filled or (is_known and bool(filled) and not outside)
    calibration.off_grid += is_known and bool(outside)


def _numbers_rows(rows: Iterable[CutRow]) -> bool:
    """Whether the rows of a table are numbered in a column that its header leaves without a label.

    The column is one of cells before those that the header names, and its values are 1, 2, 3 and so on.
    """
    numbers: list[str] = []
    for row in rows:
        grid = row.found.grid
        if not row.has_sized_grid or len(grid) != row.width:
            return False
        first, *_ = row.cells
        if first.column >= min(grid.values()):
            return False
        numbers.append(first.text)
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _blank_marks(row: CutRow) -> set[str]:
    """Blank marks among a row's cells, those that a page number at its end may have brought left out."""
    cells = row.cells[:-3] if ends_with_page_number(row.cells) else row.cells
    return {token.text for token in cells if parse_number(token.text).is_blank}
