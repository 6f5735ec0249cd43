"""Rows of cells that span columns of a grid → rows in which a column has one index."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from transforms.formats.headed_blocks import Place, find_answers
from transforms.formats.merged_cells import MERGED, Span, find_merged_numbers, part_digits

# A stray border is nearer to its own than this part of the narrowest filled cell, so that each cell keeps most of its
# place.
_STRAY_PART = 3
# Two borders that stand closer are one border drawn by hand: 2 mm in twentieths of a point, less than a digit needs
# between the margins of its cell.
_CLOSE = 115
# Borders of a table whose stray ones are looked for: more than any that a reader can follow has.
_MOST_BORDERS = 200


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a row: how many columns of the grid it takes, whether it is part of a cell that spans rows and the
    first part of it, and whether it only continues the cell to its left. `rows` are those that it takes, where its
    parts in the rows below are not marked."""

    text: str
    columns: int = 1
    spans_rows: bool = False
    is_first_part: bool = False
    continues_left: bool = False
    rows: int = 1


_Placed = tuple[int, int, GridCell]


def build_rows(rows: Sequence[Sequence[GridCell]], widths: Sequence[int] = ()) -> tuple[tuple[str, ...], ...]:
    """Expand spans: text at a cell's first place, '' at the rest; columns in which no cell begins are left out.

    What stands in a cell that continues the one above is not shown, unless there is no cell above to continue. Numbers
    that span labelled rows or columns, and digits on lines of their own, are marked (`merged_cells`). Columns of the
    grid whose borders stand within 2 mm of each other, as `widths` (twentieths of a point) say, are one, and borders
    that a row has a little beside those of the others are theirs. Rows that answer a header cell by cell have its
    borders.

    >>> build_rows([[GridCell("总计", 2), GridCell("0")], [GridCell("1"), GridCell("2"), GridCell("3")]])
    (('总计', '', '0'), ('1', '2', '3'))
    >>> build_rows([[GridCell("总计", 2), GridCell("0")], [GridCell("1", 2), GridCell("3")]])
    (('总计', '0'), ('1', '3'))
    """
    snapped = _snap_borders([_place_cells(row) for row in rows], widths)
    spans = _spans(snapped)
    if answers := find_answers(spans):
        snapped = _move_cells(snapped, answers)
        spans = _spans(snapped)
    merged = find_merged_numbers(spans)
    covered = _covered_below(snapped, spans, merged)
    starts = sorted({start for row in snapped for start, _, _ in row})
    built: list[tuple[str, ...]] = []
    open_columns: set[int] = set()
    for number, row in enumerate(snapped):
        line: list[str] = []
        for index, (start, end, cell) in enumerate(row):
            is_continued = cell.spans_rows and not cell.is_first_part and start in open_columns
            line += [""] * (bisect_left(starts, start) - len(line))
            text = part_digits(cell.text) + (MERGED if (number, index) in merged else "")
            is_part = is_continued or cell.continues_left or not text
            line.append(covered.get((number, start), "") if is_part else text)
            line += [""] * (bisect_left(starts, end) - len(line))
        built.append(tuple(line))
        open_columns = {start for start, _, cell in row if cell.spans_rows}
    return tuple(built)


def _move_cells(rows: Sequence[Sequence[_Placed]], answers: Mapping[Place, Place]) -> list[list[_Placed]]:
    return [
        [(*answers.get((number, index), (start, end)), cell) for index, (start, end, cell) in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _covered_below(
    rows: Sequence[Sequence[_Placed]], spans: Sequence[Sequence[Span]], merged: Collection[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """The places that a number of a row above takes too, by row and column: they are not blank."""
    return {
        (below, rows[number][index][0]): part_digits(rows[number][index][2].text) + MERGED
        for number, index in merged
        for below in range(number + 1, min(number + spans[number][index].rows, len(rows)))
    }


def _spans(rows: Sequence[Sequence[_Placed]]) -> list[list[Span]]:
    """The cells with all columns and rows that they take; parts of cells that begin elsewhere are without text."""
    spans: list[list[Span]] = []
    parts_below: dict[int, int] = {}
    for row in reversed(rows):
        line: list[Span] = []
        parts: dict[int, int] = {}
        right = 0
        for start, end, cell in reversed(row):
            last, depth = max(end, right), parts_below.get(start, 0)
            right = last if cell.continues_left else 0
            if cell.spans_rows and not cell.is_first_part:
                parts[start] = depth + 1
            if cell.continues_left or start in parts:
                line.append(Span(start, end - start, 1, ""))
            else:
                line.append(Span(start, last - start, max(cell.rows, 1 + depth * cell.is_first_part), cell.text))
        spans.append(line[::-1])
        parts_below = parts
    return spans[::-1]


def _place_cells(row: Sequence[GridCell]) -> list[_Placed]:
    ends = list(accumulate(cell.columns for cell in row))
    return [(end - cell.columns, end, cell) for cell, end in zip(row, ends, strict=True)]


def _snap_borders(rows: list[list[_Placed]], widths: Sequence[int]) -> list[list[_Placed]]:
    """The rows with close borders made one, then stray ones; as they are where the widths say nothing."""
    last = max((end for row in rows for _, end, _ in row), default=0)
    if not widths or last > len(widths):
        return rows
    close = _move_borders(rows, dict(enumerate(_borders(widths))))
    return _move_borders(close, _stray_borders(close, [0, *accumulate(widths)]))


def _move_borders(rows: list[list[_Placed]], border_of: Mapping[int, int]) -> list[list[_Placed]]:
    """The rows with moved borders; as they are where a cell would vanish."""
    moved = [[(border_of[start], border_of[end], cell) for start, end, cell in row] for row in rows]
    return rows if any(start >= end for row in moved for start, end, _ in row) else moved


def _stray_borders(rows: Sequence[Sequence[_Placed]], edges: Sequence[int]) -> dict[int, int]:
    """For every border the one of more rows that it was drawn for: the only one that is nearer than a third of the
    narrowest filled cell and that none of its own rows has, so that every cell keeps most of its place."""
    rows_of: dict[int, set[int]] = {}
    for number, row in enumerate(rows):
        for start, end, _ in row:
            rows_of.setdefault(start, set()).add(number)
            rows_of.setdefault(end, set()).add(number)
    if len(rows_of) > _MOST_BORDERS:
        return {border: border for border in rows_of}
    filled = (edges[end] - edges[start] for row in rows for start, end, cell in row if cell.text.strip())
    narrowest = min(filled, default=0)
    kept: dict[int, set[int]] = {}
    border_of: dict[int, int] = {}
    for border in sorted(rows_of, key=lambda border: (-len(rows_of[border]), border)):
        near = [other for other in kept if _STRAY_PART * abs(edges[other] - edges[border]) < narrowest]
        is_stray = len(near) == 1 and not kept[near[0]] & rows_of[border]
        border_of[border] = near[0] if is_stray else border
        kept.setdefault(border_of[border], set()).update(rows_of[border])
    return border_of


def _borders(widths: Sequence[int]) -> list[int]:
    """For every border of the grid, from 0 on, the first of those that are one with it."""
    edges = [0, *accumulate(widths)]
    borders = [0]
    for index in range(1, len(edges)):
        first = borders[-1]
        borders.append(first if edges[index] - edges[first] < _CLOSE else index)
    return borders
