"""Where a row ends: the cells behind its label, parted from what stands behind the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transforms.placement.shapes import count_values, ends_with_page_number
from transforms.stream import Boundary, Token
from transforms.tables import FoundRow


@dataclass(frozen=True, slots=True)
class CutRow:
    """A found row with its own cells; `orphans` are cells that stand behind the row but not in it, or several rows of
    values of which one is the row's."""

    found: FoundRow
    cells: tuple[Token, ...] = ()
    orphans: tuple[Token, ...] = ()

    @property
    def width(self) -> int:
        """Number of its columns."""
        return self.found.width

    @property
    def row_size(self) -> int:
        """Number of cells in the whole row, its label included; 0 where the source keeps no rows."""
        return next((token.row_size for token in self.cells), 0)

    @property
    def begins_below(self) -> bool:
        """Whether its first value stands on a line below that of its label."""
        return bool(self.cells) and self.cells[0].before in (Boundary.LINE, Boundary.BLANK)

    @property
    def has_sized_grid(self) -> bool:
        """Whether the header tells the columns' places, in rows of as many cells as this one."""
        return bool(self.found.grid) and self.found.grid_size == self.row_size


def cut_rows(rows: Sequence[FoundRow], *, header_before: bool) -> tuple[CutRow, ...]:
    """Cut each row of a table.

    `header_before` says that the cells follow a header row instead of a row label (table four): then the one row
    that has values counts, wherever it begins.
    """
    weakest_end = Boundary.ROW if _blank_lines_part_cells(rows) else Boundary.BLANK
    return tuple(_cut_row(row, weakest_end, header_before=header_before) for row in rows)


def _blank_lines_part_cells(rows: Iterable[FoundRow]) -> bool:
    """Whether a source has a blank line after each cell, and not only after each row."""
    parted, joined = 0, 0
    for row in rows:
        for token in row.tail:
            parted += token.before == Boundary.BLANK
            joined += token.before < Boundary.BLANK
    return parted > joined


def _cut_row(row: FoundRow, weakest_end: Boundary, *, header_before: bool) -> CutRow:
    groups = _group(row.tail, weakest_end)
    if not groups:
        return CutRow(row)
    if header_before:
        filled = [group for group in groups if count_values(group)]
        return CutRow(row, tuple(filled.pop())) if len(filled) == 1 else CutRow(row, (), tuple(row.tail))
    own = groups[0] if groups[0][0].before < weakest_end else []
    others = [token for group in groups[1 if own else 0 :] for token in group]
    if count_values(own) == row.width + 3 and ends_with_page_number(own):
        own, others = own[:-3], [*own[-3:], *others]
    cells, strays = _first_full_line(own, row.width)
    return CutRow(row, cells, (*strays, *others))


def _group(tail: Iterable[Token], weakest_end: Boundary) -> list[list[Token]]:
    groups: list[list[Token]] = []
    for token in tail:
        if not groups or token.before >= weakest_end:
            groups.append([])
        groups[-1].append(token)
    return groups


def _first_full_line(cells: Sequence[Token], width: int) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The values on the label's own line, where they fill the row and more lines follow (a page number, a stray)."""
    if any(token.before > Boundary.LINE for token in cells):
        return tuple(cells), ()
    on_line = next((index for index, token in enumerate(cells) if token.before == Boundary.LINE), len(cells))
    if on_line == width and cells[0].before < Boundary.LINE:
        return tuple(cells[:on_line]), tuple(cells[on_line:])
    return tuple(cells), ()
