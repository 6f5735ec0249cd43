"""What is doubted by the sums of rows: broken numbers in a text without cells, two numbers in one cell.

The sums never choose a value (docs/decisions/0002-form-arithmetic.md): a row that does not add up is loaded as printed,
unless something else speaks against it as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from transforms.form import adds_up
from transforms.placement.place import PlacedRow
from transforms.placement.readings import CellReading, doubt, values_of
from transforms.placement.second_look import is_spaced
from transforms.placement.shapes import count_values, has_thousands
from transforms.placement.sums import summed_columns
from transforms.schemas import FactTable
from transforms.tables import BROKEN_SUM, TWO_NUMBERS

Tables = Mapping[FactTable, Sequence[PlacedRow]]

# Rows with spaced digits that add up, from which on a report is known to space its digits: one or two may by chance.
_FEWEST_SPACED = 3
# Rows with more values than columns, from which on a text is known to break numbers: one may have a stray.
_FEWEST_BROKEN = 2


def look_again_at_sums(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt full rows of a text without cells that do not add up, where a broken or a strange number explains it.

    A number that broke in its cell (68039 as 6803 and 9), or a stray (a page number), and a blank that left no trace
    make a row that is full and wrong. It is doubted where it adds up without its first or last number, with neighbours
    joined, or with the digits on the next line behind its total; where several sums are broken; and where other rows
    show that their text breaks cells.
    """
    bare = [row for rows in tables.values() for row in rows if not row.cut.row_size and row.is_known]
    too_many = sum(_has_too_many(row) for row in bare if any(summed_columns(row.columns)))
    breaks_cells = too_many >= _FEWEST_BROKEN
    return {table: [_doubt_sums(row, breaks_cells=breaks_cells) for row in rows] for table, rows in tables.items()}


def _has_too_many(row: PlacedRow) -> bool:
    """Whether a row has more values than columns: its text breaks cells."""
    return count_values(row.cut.cells) > row.cut.width


def _doubt_sums(row: PlacedRow, *, breaks_cells: bool) -> PlacedRow:
    sums = [] if row.cut.row_size or not row.is_known else list(_sums_of(row))
    broken = [places for places, holds in sums if not holds]
    if not broken:
        return row
    values = values_of(row.readings)
    is_explained = (
        breaks_cells or len(broken) > 1 or _has_rival([values[place] for place in broken[0]], _digits_behind(row))
    )
    if guard := BROKEN_SUM.when(is_explained):
        doubted = (
            doubt(cell, guard) if any(at in own for own in broken) else cell for at, cell in enumerate(row.readings)
        )
        return replace(row, readings=tuple(doubted))
    return row


def _sums_of(row: PlacedRow) -> Iterator[tuple[tuple[int, ...], bool]]:
    """The places of each sum of a row that is full and is not all zeros, and whether it holds."""
    values = values_of(row.readings)
    for places in summed_columns(row.columns):
        own = [values[place] for place in places]
        if any(own) and None not in own:
            yield places, adds_up(own, len(own) - 1)


def _has_rival(values: Sequence[Decimal | None], behind: str) -> bool:
    """Whether values, the total last, add up without the first or the last, or where neighbours are one number.

    `behind` are the digits that stand behind the row: the line may have ended inside of its total (13 of 133).
    """
    known = [value for value in values if value is not None]
    rivals = [known[1:], known[:-1], *_joinings(known)]
    if behind:
        rivals.append([*known[:-1], Decimal(f"{known[-1]}{behind}")])
    return any(rival[-1] and adds_up(rival, len(rival) - 1) for rival in rivals)


def _digits_behind(row: PlacedRow) -> str:
    """The digits that stand behind a row, alone on the next line."""
    text = row.cut.orphans[0].text if row.cut.orphans else ""
    return text if text.isdecimal() and text.isascii() else ""


def _joinings(values: Sequence[Decimal]) -> Iterator[list[Decimal]]:
    """The values with each choice of neighbours joined: a number that broke, its digits in two cells."""
    gaps = range(1, len(values))
    for count in range(1, len(values) - 1):
        for joined in combinations(gaps, count):
            yield _join(values, joined)


def _join(values: Sequence[Decimal], joined: Iterable[int]) -> list[Decimal]:
    texts: list[str] = []
    gaps = set(joined)
    for index, value in enumerate(values):
        if index in gaps:
            texts[-1] += str(value)
        else:
            texts.append(str(value))
    return [Decimal(text) for text in texts if text.isdigit()] or [Decimal(0)]


def look_again_at_spaced(tables: Tables) -> dict[FactTable, Sequence[PlacedRow]]:
    """Doubt digits with spaces between them in a cell of a source that keeps cells (5 3): they may be two numbers.

    They are one where their row adds up so, and in a table without totals where other rows show that the report spaces
    its digits, or where they are thousands (1 234).
    """
    settled = [_is_settled(row) for rows in tables.values() for row in rows if row.cut.row_size]
    spaces_digits = settled.count(True) >= _FEWEST_SPACED and False not in settled
    return {table: [_doubt_spaced(row, spaces_digits=spaces_digits) for row in rows] for table, rows in tables.items()}


def _is_settled(row: PlacedRow) -> bool | None:
    """Whether a row with spaced digits adds up; None for a row without any, or without a sum."""
    sums = {place: places for places in summed_columns(row.columns) for place in places} if row.is_known else {}
    values = values_of(row.readings)
    spaced = [place for place, cell in enumerate(row.readings) if cell.is_valued and is_spaced(cell) and place in sums]
    owns = [[values[at] for at in sums[place]] for place in spaced]
    return all(adds_up(own, len(own) - 1) for own in owns) if owns else None


def _doubt_spaced(row: PlacedRow, *, spaces_digits: bool) -> PlacedRow:
    settled = _is_settled(row)
    if not row.cut.row_size or settled or (settled is None and spaces_digits):
        return row
    has_sums = settled is not None
    looked: list[CellReading] = []
    for cell in row.readings:
        is_one = not has_sums and has_thousands(cell.raw_text or "")
        guard = TWO_NUMBERS.when(cell.is_valued and is_spaced(cell) and not is_one)
        looked.append(doubt(cell, guard) if guard else cell)
    return replace(row, readings=tuple(looked))
