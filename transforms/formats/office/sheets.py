"""Sheets of cells as they are shown → blocks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from transforms.doubts import Reason
from transforms.formats.content import Block, Table
from transforms.formats.merged_cells import MERGED, Span, find_merged_numbers, part_digits
from transforms.formats.office.package import PackageError
from transforms.formats.prose_rows import part_prose_rows
from transforms.language import Pair
from transforms.limits import Limits
from transforms.text import is_han

# Places that are looked at for merged cells. They do not overlap in honest files, whose places are visited once; ten
# thousand that all cover one area would take hours.
_MOST_VISITS = 5_000_000

Place = tuple[int, int]
"""Row and column, from 0."""
MANY_SHEET_CELLS = Pair("工作表的单元格超过读取上限。", "The sheets span more cells than is read.")
"""What is said of a workbook whose sheets have more cells than is read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet. `cells` are the texts that its cells show; `merged` the first and last place of merged cells."""

    name: str
    cells: Mapping[Place, str]
    merged: tuple[tuple[Place, Place], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def sheet_blocks(sheets: Iterable[Sheet], limits: Limits) -> Iterator[Block]:
    """Each sheet as its tables and texts, under its name where that has Chinese words.

    Hidden rows and columns are left out, of blank rows in succession all but one; the text of a merged cell stands at
    its first visible place, marked where it is a number of several rows or columns (`merged_cells`). Raises
    `PackageError` where the sheets span more cells than is read.
    """
    cells_left = limits.table_cells
    for sheet in sheets:
        shown_at = _shown_places(sheet)
        texts = _visible_texts(sheet, shown_at)
        columns = sorted({column for _, column in texts})
        numbers = sorted({row for row, _ in texts})
        cells_left -= 2 * len(columns) * len(numbers)
        if cells_left < 0:
            raise PackageError(Reason.TOO_MANY_CELLS, MANY_SHEET_CELLS)
        if texts and any(is_han(char) for char in sheet.name) and "工作表" not in sheet.name:
            yield sheet.name
        ends = {shown_at[first]: last for first, last in sheet.merged if first in shown_at}
        for place in list(_merged_numbers(texts, numbers, columns, ends)):
            texts[place] += MERGED
            below = range(place[0] + 1, ends.get(place, place)[0] + 1)
            texts |= {(row, place[1]): texts[place] for row in numbers if row in below}
        for block in part_prose_rows(list(_rows(texts, numbers, columns))):
            yield block if isinstance(block, str) else _without_far_columns(block)


def _without_far_columns(table: Table) -> Table:
    """A table without the columns to its right, which only other tables of the sheet have."""
    width = max(place + 1 for row in table for place, cell in enumerate(row) if cell.strip())
    return tuple(row[:width] for row in table)


def _shown_places(sheet: Sheet) -> dict[Place, Place]:
    """The first visible place of each merged cell that has one, by its first place."""
    shown = {first: _first_visible(first, last, sheet) for first, last in sheet.merged if first in sheet.cells}
    return {first: place for first, place in shown.items() if place is not None}


def _visible_texts(sheet: Sheet, shown_places: Mapping[Place, Place]) -> dict[Place, str]:
    covered = _covered_places(sheet)
    texts: dict[Place, str] = {}
    for place, text in sheet.cells.items():
        shown_at = shown_places.get(place, place)
        is_hidden = shown_at[0] in sheet.hidden_rows or shown_at[1] in sheet.hidden_columns
        if text.strip() and not is_hidden and place not in covered:
            texts[shown_at] = part_digits(text)
    return texts


def _merged_numbers(
    texts: Mapping[Place, str], numbers: list[int], columns: list[int], ends: Mapping[Place, Place]
) -> Iterator[Place]:
    """The places of the numbers of which nobody can tell whose values they are."""
    if not ends:
        return
    places: dict[int, list[Place]] = {}
    for place in sorted(texts):
        places.setdefault(place[0], []).append(place)
    spans: list[list[Span]] = []
    for row, number in enumerate(numbers):
        spans.append([])
        for place in places[number]:
            end, column = ends.get(place, place), bisect_left(columns, place[1])
            size = bisect_right(columns, end[1]) - column, bisect_right(numbers, end[0]) - row
            spans[-1].append(Span(column, size[0], size[1], texts[place]))
    for row, index in find_merged_numbers(spans):
        yield places[numbers[row]][index]


def _first_visible(first: Place, last: Place, sheet: Sheet) -> Place | None:
    row = next((row for row in range(first[0], last[0] + 1) if row not in sheet.hidden_rows), None)
    column = next((column for column in range(first[1], last[1] + 1) if column not in sheet.hidden_columns), None)
    return None if row is None or column is None else (row, column)


def _covered_places(sheet: Sheet) -> frozenset[Place]:
    """The filled places that a merged cell covers; what is stored there is not shown."""
    filled_of_row: dict[int, list[int]] = {}
    for row, column in sheet.cells:
        filled_of_row.setdefault(row, []).append(column)
    end = max(filled_of_row, default=0) + 1
    visits = 0
    covered: set[Place] = set()
    for first, last in sheet.merged:
        for row in range(first[0], min(last[0] + 1, end)):
            filled = filled_of_row.get(row, ())
            visits += 1 + len(filled)
            if visits > _MOST_VISITS:
                detail = Pair(
                    "工作表中合并的单元格超过读取上限。", "The merged cells of a sheet cover more cells than is read."
                )
                raise PackageError(Reason.TOO_MANY_CELLS, detail)
            covered.update((row, column) for column in filled if first[1] <= column <= last[1])
        covered.discard(first)
    return frozenset(covered)


def _rows(texts: Mapping[Place, str], numbers: list[int], columns: list[int]) -> Iterator[tuple[str, ...]]:
    previous = numbers[0] - 1 if numbers else 0
    for number in numbers:
        if number > previous + 1:
            yield ("",) * len(columns)
        yield tuple(texts.get((number, column), "") for column in columns)
        previous = number


def show_moment(value: date | datetime | time | timedelta) -> str:
    """A date or time as Chinese reports write it.

    >>> show_moment(datetime(2024, 1, 5)), show_moment(timedelta(hours=1))
    ('2024年1月5日', '1:00:00')
    """
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
