"""Reports that a tool prints alike: of two such, no reader can be right about both.

A header whose labels wrap has no order of columns in a text without places: with two kinds of organisations in each
other's place, which no form prints, it is the header of the form, character by character. Whether that is so of an
output is not assumed but tried: the tool gets the report once more with the labels alone in the form's order.
"""

from __future__ import annotations

from dataclasses import replace

from tests.truth.document import Document
from tests.truth.form import ORGANISATION_KINDS, REQUEST, Key
from tests.truth.form_grid import Cell, Row


def with_labels_of_form(document: Document) -> Document | None:
    """A report with the labels of the kinds of organisations in the form's order, and all values where they were.

    None where they stand in that order, or not all in one row.
    """
    grid = document.grids[REQUEST]
    rows = [_in_order(row) for row in grid.rows]
    if rows == list(grid.rows):
        return None
    return replace(document, grids={**document.grids, REQUEST: grid.with_rows(rows)})


def twin_of(key: Key, document: Document) -> Key:
    """The cell in whose place the twin prints this one's: the kind that stands there under the labels of the form."""
    if key[0] != REQUEST or key[-1] not in ORGANISATION_KINDS:
        return key
    printed = next(kinds for row in document.grids[REQUEST].rows if len(kinds := _kinds_in(row)) > 1)
    return (*key[:-1], printed[ORGANISATION_KINDS.index(str(key[-1]))])


def _kinds_in(row: Row) -> list[str]:
    return [kind for cell in row if (kind := _kind_of(cell)) is not None]


def _in_order(row: Row) -> Row:
    places = {kind: place for place, cell in enumerate(row) if (kind := _kind_of(cell)) is not None}
    if len(places) < len(ORGANISATION_KINDS):
        return row
    cells = list(row)
    for place, kind in zip(sorted(places.values()), ORGANISATION_KINDS, strict=True):
        cells[place] = replace(row[places[kind]], columns=row[place].columns, rows=row[place].rows)
    return tuple(cells)


def _kind_of(cell: Cell) -> str | None:
    [code] = cell.key if cell.role == "header" and cell.key and len(cell.key) == 1 else (None,)
    return code if isinstance(code, str) and code in ORGANISATION_KINDS else None
