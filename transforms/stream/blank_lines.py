"""Empty lines that are blank cells, in a text that gives each cell of a row a line and leaves out none.

A loop over the cells of a table (python-docx's `row.cells`) prints each on a line of its own, and a blank one as an
empty line; docx2txt prints each paragraph of a cell with an empty line behind it. There every row of table three has
exactly as many lines behind its label as the form has columns, values and empty lines together, and a row begins behind
them. Where all rows do and several of the report have empty lines, no cell is lost, and an empty line keeps the place
of its cell. A text that drops blank cells has rows with fewer lines; one that sets an empty line between rows, more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transforms.form import Role, Table, applicants, fold_label, review_columns
from transforms.stream.header_blocks import NOTES
from transforms.stream.wrapped_rows import names_label
from transforms.text import is_value_text

# What the reader of cells takes for one that is blank.
BLANK_LINE = "\t"
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
    notes = (line for line in lines if any(note[0] in line for note in NOTES))
    width = len(applicants()) + any(fold_label(line) in NOTES for line in notes)
    for step in (1, 2):  # the next cell stands on the next line, or behind an empty one
        requests = [_cells_behind(row, width, step) for row in _ends_of_labels(lines, Table.REQUESTS, Role.ROW, step)]
        if _fit(lines, requests):
            others = (cells for cells in _rows_of_other_tables(lines, step) if _are_cells(lines, cells))
            rows = [*requests, *others]
            if sum(not all(lines[at] for at in cells) for cells in rows) >= _FEWEST_WITH_BLANKS:
                for at in (at for cells in rows for at in cells if not lines[at]):
                    marked[at] = BLANK_LINE
            break
    return marked


def _rows_of_other_tables(lines: Sequence[str], step: int) -> Iterator[range]:
    """The lines behind each label of table two and behind the header of table four that are cells if no blank one is
    left out."""
    for row in _ends_of_labels(lines, Table.PROACTIVE, Role.ROW, step):
        yield _cells_behind(row, _columns_above(lines[row % step : row : step]), step)
    for end in _ends_of_labels(lines, Table.REVIEWS, Role.COLUMN, step):
        yield _cells_behind(end, len(review_columns()), step)


def _cells_behind(label: int, width: int, step: int) -> range:
    return range(label + step, label + step * (width + 1), step)


def _fit(lines: Sequence[str], rows: Sequence[range]) -> bool:
    """Whether each row of table three has as many cells as columns, and another row begins behind them."""
    are_whole = len(rows) >= _FEWEST_ROWS and all(_are_cells(lines, cells) for cells in rows)
    return are_whole and all(_begins_row(lines[cells.stop :: cells.step], cells.step) for cells in rows[:-1])


def _are_cells(lines: Sequence[str], cells: range) -> bool:
    """Whether lines at equal steps are values or empty, and those between them empty."""
    if cells.stop - cells.step >= len(lines):
        return False
    between = (at for cell in cells for at in range(cell - cells.step + 1, cell))
    return not any(lines[at] for at in between) and all(not lines[at] or _is_value(lines[at]) for at in cells)


def _begins_row(lines: Sequence[str], step: int) -> bool:
    """Whether a row begins with these cells: with its number or not, in a text of paragraphs with an empty one for each
    cell above that spans rows, and with its label."""
    start = 1 if lines and lines[0].isdigit() else 0
    word = next((at for at, line in enumerate(lines) if at >= start and line), len(lines))
    if word == len(lines) or _is_value(lines[word]):
        return False
    return word - start in (_spanned(lines[word]) if step > 1 else (0,))


def _spanned(label: str) -> Sequence[int]:
    """How many cells that span rows can stand before a label of table three, where another row stands above."""
    if not any(names_label(label, Table.REQUESTS, role) for role in (Role.ROW, Role.GROUP)):
        return (0, 1, 2)
    return (2,) if fold_label(label)[:1].isdigit() else (1,) if label.lstrip()[:1] in "（(" else (0,)


def _is_value(line: str) -> bool:
    return is_value_text(line, is_whole=True)


def _columns_above(lines: Sequence[str]) -> int:
    """How many labels stand behind the corner of the last block of table two; 0 if that is unknown."""
    corner = next((at for at in range(len(lines) - 1, -1, -1) if fold_label(lines[at]) == _CORNER), None)
    if corner is None:
        return 0
    labels = [names_label(line, Table.PROACTIVE, Role.COLUMN) for line in lines[corner + 1 :]]
    return labels.index(False) if False in labels else len(labels)


def _ends_of_labels(lines: Sequence[str], table: Table, role: Role, step: int) -> Iterator[int]:
    """The lines with labels of a table behind which a cell stands that is no word."""
    for place, line in enumerate(lines[:-step]):
        following = lines[place + step]
        if (not following or _is_value(following)) and names_label(line, table, role):
            yield place
