"""What is doubted by the sums of rows: broken numbers in a text without cells, two numbers in one cell.

The sums never choose a value (docs/decisions/0002-form-arithmetic.md): a row that does not add up is loaded as printed,
unless something else speaks against it as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

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
    broken = {} if row.cut.row_size else dict(_broken_sums(row))
    if not broken:
        return row
    values = [value for own in broken.values() for value in own]
    is_explained = breaks_cells or len(broken) > 1 or _has_rival(values, _digits_behind(row))
    if guard := BROKEN_SUM.when(is_explained):
        places = {place for own in broken for place in own}
        doubted = (doubt(cell, guard) if at in places else cell for at, cell in enumerate(row.readings))
        return replace(row, readings=tuple(doubted))
    return row


def _broken_sums(row: PlacedRow) -> Iterator[tuple[tuple[int, ...], list[Decimal]]]:
    """The places and the values of each sum of a row that is full and does not hold."""
    values = values_of(row.readings)
    for places in summed_columns(row.columns):
        own = [value for place in places if (value := values[place]) is not None]
        if len(own) == len(places) and not adds_up(own, len(own) - 1):
            yield places, own


def _has_rival(values: Sequence[Decimal], behind: str) -> bool:
    """Whether values, the total last, add up without the first or the last, or where neighbours are one number; a total
    of nothing says nothing.

    `behind` are the digits that stand behind the row: the line may have ended inside of its total (13 of 133).
    """
    *parts, total = values
    rivals = [values[1:], parts, *_joinings(list(map(str, values)))]
    if behind:
        rivals.append([*parts, Decimal(f"{total}{behind}")])
    return any(any(rival) and adds_up(rival, len(rival) - 1) for rival in rivals)


def _digits_behind(row: PlacedRow) -> str:
    """The digits that stand behind a row, alone on the next line."""
    text = next((token.text for token in row.cut.orphans), "")
    return text if text.isdecimal() and text.isascii() else ""


def _joinings(texts: Sequence[str]) -> Iterator[list[Decimal]]:
    """Whole numbers with each choice of neighbours joined: a number that broke, its digits in two cells."""
    if not all(map(str.isdigit, texts)):
        return
    for count in range(len(texts)):
        for joined in combinations(range(1, len(texts)), count):
            yield [Decimal("".join(texts[start:end])) for start, end in _spans(len(texts), joined)]


def _spans(size: int, joined: Collection[int]) -> Iterator[tuple[int, int]]:
    """Stretches of `size` neighbours that are parted everywhere but before those that are joined."""
    return pairwise([0, *(at for at in range(1, size) if at not in joined), size])


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
    sums = {place: places for places in summed_columns(row.columns) for place in places}
    values = values_of(row.readings)
    spaced = [place for place, cell in enumerate(row.readings) if cell.is_valued and is_spaced(cell) and place in sums]
    owns = [[values[at] for at in sums[place]] for place in spaced]
    return all(adds_up(own, len(own) - 1) for own in owns) if owns else None


def _doubt_spaced(row: PlacedRow, *, spaces_digits: bool) -> PlacedRow:
    settled = _is_settled(row)
    if not row.cut.row_size or settled or spaces_digits:
        return row
    looked: list[CellReading] = []
    for cell in row.readings:
        is_one = settled is None and has_thousands(str(cell.raw_text))
        guard = TWO_NUMBERS.when(is_spaced(cell) and not is_one)
        looked.append(doubt(cell, guard) if guard else cell)
    return replace(row, readings=tuple(looked))
