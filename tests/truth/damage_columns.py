"""Columns that change places, headers and values together: the truth follows the headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.truth.document import Document, NothingToDamageError, choose
from tests.truth.form import ORGANISATION_KINDS, PROACTIVE, PROCEDURES, REQUEST, RESULTS, REVIEW, Key, row_of
from tests.truth.form_grid import Cell, Grid, Row

SIZE = len(RESULTS)


def _swap_contents(row: Row, first: int, second: int) -> Row:
    """Swap what two cells hold, leaving the spans where they are."""
    cells = list(row)
    cells[first] = replace(row[second], columns=row[first].columns, rows=row[first].rows)
    cells[second] = replace(row[first], columns=row[second].columns, rows=row[second].rows)
    return tuple(cells)


def _find(row: Row, role: str, key: Key) -> int | None:
    return next((place for place, cell in enumerate(row) if cell.role == role and cell.key == key), None)


def _swap_leaves(grid: Grid, keys: Sequence[tuple[Key, Key]]) -> Grid:
    """Swap pairs of columns, given as the keys of their headers, and the values below them."""
    headers = {cell.key for row in grid.rows for cell in row if cell.role == "header"}
    if not headers.issuperset(key for pair in keys for key in pair):
        raise NothingToDamageError
    rows = []
    for row in grid.rows:
        new = row
        for first, second in keys:
            places = [_find(new, "header", key) for key in (first, second)]
            if places[0] is None:
                at = {cell.key[-len(first) :]: place for place, cell in enumerate(new) if cell.is_value and cell.key}
                places = [at.get(key) for key in (first, second)]
            if places[0] is not None and places[1] is not None:
                new = _swap_contents(new, places[0], places[1])
        rows.append(new)
    return grid.with_rows(rows)


def _put(document: Document, grid: Grid) -> Document:
    return replace(document, grids={**document.grids, grid.name: grid})


def swap_measures(document: Document, rng: Random) -> Document:
    """Two columns of one clause of table two change places."""
    grid = document.grids[PROACTIVE]
    blocks: dict[Key, list[Key]] = {}
    for key in document.figures.cells:
        if key[0] == PROACTIVE and key[-1:] not in blocks.setdefault(key[:2], []):
            blocks[key[:2]].append(key[-1:])
    clause = choose(rng, [block for block, columns in blocks.items() if len(columns) > 1])
    first, second = rng.sample(blocks[clause], 2)
    bounds = _clause_bounds(grid, clause)
    part = _swap_leaves(Grid(PROACTIVE, grid.width, grid.rows[bounds[0] : bounds[1]]), [(first, second)])
    return _put(document, grid.with_rows([*grid.rows[: bounds[0]], *part.rows, *grid.rows[bounds[1] :]]))


def _clause_bounds(grid: Grid, clause: Key) -> tuple[int, int]:
    """The rows of a clause, from its caption to its last row."""
    own = [
        number
        for number, row in enumerate(grid.rows)
        if any(cell.is_value and cell.key and row_of(cell.key)[:2] == clause for cell in row)
    ]
    if not own:
        raise NothingToDamageError
    return own[0] - 2, own[-1] + 1


def swap_organisations(document: Document, rng: Random) -> Document:
    """Two kinds of organisations change places inside 法人或其他组织."""
    first, second = rng.sample(ORGANISATION_KINDS, 2)
    return _put(document, _swap_leaves(document.grids[REQUEST], [((first,), (second,))]))


def swap_person_and_total(document: Document, rng: Random) -> Document:
    """总计 stands first and 自然人 last."""
    return _put(document, _swap_leaves(document.grids[REQUEST], [(("natural_person",), ("total",))]))


def move_organisations(document: Document, rng: Random) -> Document:
    """法人或其他组织 stands before 自然人, or behind 总计."""
    grid = document.grids[REQUEST]
    order = rng.choice(((1, 0, 2), (0, 2, 1)))
    if len(grid.rows[1]) != len(order) or any(sum(cell.is_value for cell in row) not in (0, 7) for row in grid.rows):
        raise NothingToDamageError

    def reorder(number: int, row: Row) -> Row:
        values = [cell for cell in row if cell.is_value]
        if number == 1:
            return tuple(row[place] for place in order)
        if not values:
            return row
        start = row.index(values[0])
        parts = (values[:1], values[1:6], values[6:])
        return (*row[:start], *(cell for place in order for cell in parts[place]), *row[start + len(values) :])

    return _put(document, grid.with_rows([reorder(number, row) for number, row in enumerate(grid.rows)]))


def swap_results(document: Document, rng: Random) -> Document:
    """Two results of one procedure change places."""
    procedure = rng.choice(list(PROCEDURES))
    first, second = rng.sample(list(RESULTS), 2)
    return _put(document, _swap_leaves(document.grids[REVIEW], [((procedure, first), (procedure, second))]))


def swap_litigation(document: Document, rng: Random) -> Document:
    """复议后起诉 stands before 未经复议直接起诉, each with its five results."""
    return _put(document, _reorder_procedures(document.grids[REVIEW], ("litigation_after_review", "litigation_direct")))


def _reorder_procedures(grid: Grid, pair: tuple[str, str]) -> Grid:
    rows = []
    for row in grid.rows:
        groups: dict[str, list[Cell]] = {procedure: [] for procedure in pair}
        for cell in row:
            if cell.key and _procedure_of(cell) in pair:
                groups[_procedure_of(cell)].append(cell)
        moved = iter([cell for procedure in pair for cell in groups[procedure]])
        rows.append(tuple(next(moved) if cell.key and _procedure_of(cell) in pair else cell for cell in row))
    return grid.with_rows(rows)


def _procedure_of(cell: Cell) -> str:
    return str(cell.key[1] if cell.is_value else cell.key[0]) if cell.key else ""


def put_litigation_first(document: Document, rng: Random) -> Document:
    """行政诉讼 with its ten columns stands before 行政复议."""
    grid = document.grids[REVIEW]

    def is_reconsideration(cell: Cell) -> bool:
        return _procedure_of(cell) == "reconsideration" or (not cell.key and "行政复议" in cell.text)

    rows = [
        (
            *(cell for cell in row if not is_reconsideration(cell)),
            *(cell for cell in row if is_reconsideration(cell)),
        )
        for row in grid.rows
    ]
    return _put(document, grid.with_rows(rows))
