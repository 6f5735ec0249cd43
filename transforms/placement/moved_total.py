"""Rows whose sums show that the columns stand in another order than their header was read in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from transforms.form import adds_up
from transforms.placement.place import PlacedRow
from transforms.placement.readings import values_of
from transforms.placement.sums import summed_columns
from transforms.schemas import FactTable
from transforms.tables import MOVED_TOTAL

Tables = Mapping[FactTable, Sequence[PlacedRow]]

# Rows that add up at the same column and not at the total, from which on that may stand there: one may be a slip.
_FEWEST_MOVED = 2


def doubt_moved_totals(tables: Tables, seen: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt all rows of a table of which most add up at another column than the total's, but under a header whose cells
    tell the places.

    Of `0 12 0 0 0 0 12` nobody knows then which of the two is the total, though it adds up. The sums are those of the
    same tables as they were `seen` before any sum was doubted.
    """
    doubted = dict(tables)
    for table, rows in seen.items():
        if guard := MOVED_TOTAL.when(_has_moved_total(rows)):
            doubted[table] = [row if _is_alike_everywhere(row) else row.doubted(guard) for row in tables[table]]
    return doubted


def _is_alike_everywhere(row: PlacedRow) -> bool:
    """Whether a row is the same in every order: zeros alone, none of them blank."""
    return {reading.value for reading in row.readings} <= {Decimal(0)}


def _has_moved_total(rows: Sequence[PlacedRow]) -> bool:
    summed: dict[tuple[int, ...], list[list[Decimal | None]]] = {}
    for row in rows:
        if not row.cut.has_sized_grid:
            values = values_of(row.readings)
            for places in summed_columns(row.columns):
                summed.setdefault(places, []).append([values[at] for at in places])
    return any(map(_add_up_elsewhere, summed.values()))


def _add_up_elsewhere(rows: Sequence[Sequence[Decimal | None]]) -> bool:
    """Whether more rows add up at one other place than at the last, of those that do at one of the two alone."""
    last = len(rows[0]) - 1
    whole = [row for row in rows if None not in row and any(row)]
    at_last = [adds_up(row, last) for row in whole]
    for place in range(last):
        at_place = [adds_up(row, place) for row in whole]
        there = sum(here and not end for here, end in zip(at_place, at_last, strict=True))
        usual = sum(end and not here for here, end in zip(at_place, at_last, strict=True))
        if there >= _FEWEST_MOVED and there > usual:
            return True
    return False
