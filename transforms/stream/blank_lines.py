"""Empty lines that are blank cells, in a text that gives each cell of a row a line and leaves out none.

A loop over the cells of a table (python-docx's `row.cells`) prints each on a line of its own, and a blank one as an
empty line. There every row of table three has exactly as many lines behind its label as the form has columns, values
and empty lines together, and a word behind them. Where all rows do and several of the report have empty lines, no cell
is lost, and an empty line keeps the place of its cell. A text that drops blank cells has rows with fewer lines; one
that sets an empty line between cells, with more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.form import Role, Table, applicants, fold_label, review_columns
from transforms.stream.headers import NOTES
from transforms.stream.wrapped_rows import names_label
from transforms.text import is_value_text

# What the reader of cells takes for one that is blank.
BLANK_CELL = "\t"
# Rows of table three at least for their numbers of lines to say something, and rows of the report with empty lines: one
# may have lost a cell and have the empty line of a page's end instead.
_FEWEST_ROWS, _FEWEST_WITH_BLANKS = 8, 2
_CORNER = "信息内容"


def mark_blank_cells(lines: Sequence[str]) -> list[str]:
    """The lines, as many as before, with a tab for each empty one that is a blank cell.

    >>> rows = [line for label in ("新收", "结转") for line in (label, "1", "", "0", "0", "0", "0", "1")]
    >>> mark_blank_cells(rows) == rows  # no labels of the form
    True
    """
    marked = list(lines)
    if any("\t" in line for line in lines):
        return marked
    width = len(applicants()) + any(fold_label(line) in NOTES for line in lines)
    requests = [range(row + 1, row + 1 + width) for row in _rows(lines, Table.REQUESTS)]
    if not _fit(lines, requests):
        return marked
    rows = [*requests, *(cells for cells in _rows_of_other_tables(lines) if _are_cells(lines, cells))]
    if sum(_has_blanks(lines, cells) for cells in rows) >= _FEWEST_WITH_BLANKS:
        for cells in rows:
            marked[cells.start : cells.stop] = [lines[at] or BLANK_CELL for at in cells]
    return marked


def _rows_of_other_tables(lines: Sequence[str]) -> Iterator[range]:
    """The lines behind each label of table two and behind the header of table four that are cells if no blank one is
    left out."""
    for row in _rows(lines, Table.PROACTIVE):
        yield range(row + 1, row + 1 + _columns_above(lines, row))
    for end in _header_ends(lines):
        yield range(end + 1, end + 1 + len(review_columns()))


def _fit(lines: Sequence[str], rows: Sequence[range]) -> bool:
    """Whether each row of table three has as many lines as columns, and another row begins behind them."""
    are_whole = len(rows) >= _FEWEST_ROWS and all(_are_cells(lines, cells) for cells in rows)
    return are_whole and all(_begins_row(lines, cells.stop) for cells in rows[:-1])


def _has_blanks(lines: Sequence[str], cells: range) -> bool:
    return any(not lines[at] for at in cells)


def _are_cells(lines: Sequence[str], places: range) -> bool:
    return places.stop <= len(lines) and all(not lines[at] or _is_value(lines[at]) for at in places)


def _begins_row(lines: Sequence[str], place: int) -> bool:
    """Whether a word stands on a line, or a number and then a word: a row has begun."""
    first, second = (lines[place], *lines[place + 1 : place + 2], "")[:2]
    return _is_word(first) or (first.isdigit() and _is_word(second))


def _is_value(line: str) -> bool:
    return is_value_text(line, is_whole=True)


def _is_word(line: str) -> bool:
    return bool(line) and not _is_value(line)


def _rows(lines: Sequence[str], table: Table) -> Iterator[int]:
    """The lines with the labels of a table's rows that a line of values or an empty one follows."""
    for place, line in enumerate(lines[:-1]):
        if names_label(line, table, Role.ROW) and not _is_word(lines[place + 1]):
            yield place


def _columns_above(lines: Sequence[str], row: int) -> int:
    """How many labels stand behind the corner of the block of table two in which a row stands; 0 if that is unknown."""
    corner = next((at for at in range(row - 1, -1, -1) if fold_label(lines[at]) == _CORNER), None)
    if corner is None:
        return 0
    labels = [names_label(line, Table.PROACTIVE, Role.COLUMN) for line in lines[corner + 1 : row]]
    return labels.index(False) if False in labels else len(labels)


def _header_ends(lines: Sequence[str]) -> Iterator[int]:
    """The lines with the last label of the header of table four."""
    for place, line in enumerate(lines[:-1]):
        if names_label(line, Table.REVIEWS, Role.COLUMN) and not _is_word(lines[place + 1]):
            yield place
