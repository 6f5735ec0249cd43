"""The tables of a PDF: their cells set on pages, with rules, over page breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.truth.form_grid import Cell, Grid
from tests.truth.pdf_pages import LEADING, Make, Piece, Setter, Sheet, measure_width

_COLUMN_SHARES = {3: (8, 2, 3), 4: (4, 2, 2, 2), 10: (9, 12, 28, 7, 7, 7, 7, 7, 7, 7), 15: (1,) * 15}
_RADICALS = str.maketrans(
    "一二八十人口土大小山工己干日月木水火生用田白目立老耳自至行见足",
    "⼀⼆⼋⼗⼈⼝⼟⼤⼩⼭⼯⼰⼲⽇⽉⽊⽔⽕⽣⽤⽥⽩⽬⽴⽼⽿⾃⾄⾏⻅⾜",
)


@dataclass(frozen=True)
class _Slice:
    """A row of a table, or a part of a row that a page break cut, where it stands."""

    row: int
    page: int
    top: float
    bottom: float


@dataclass(frozen=True)
class _Placed:
    """A cell of a table with its lines and its place in the table: rows and the x of its edges."""

    cell: Cell
    row: int
    x0: float
    x1: float
    lines: tuple[str, ...]
    vertical: str


def _place_cells(grid: Grid, setter: Setter, size: float) -> list[_Placed]:
    make = setter.make
    shares = _COLUMN_SHARES.get(grid.width, (1,) * grid.width)
    edges = [make.margin + setter.inner * sum(shares[:place]) / sum(shares) for place in range(grid.width + 1)]
    taken: set[tuple[int, int]] = set()
    placed = []
    for row_no, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (row_no, column) in taken:
                column += 1
            taken |= {(row_no + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            x0, x1 = edges[min(column, grid.width)], edges[min(column + cell.columns, grid.width)]
            vertical = make.vertical if cell.role == "group" and cell.rows > 2 else "wrapped"
            text = cell.text.translate(_RADICALS) if make.radicals and not cell.is_value else cell.text
            lines = (
                tuple(text) if vertical == "characters" else tuple(setter.wrap(text, x1 - x0 - 2 * make.padding, size))
            )
            placed.append(_Placed(cell, row_no, x0, x1, lines if vertical != "rotated" else (text,), vertical))
            column += cell.columns
    return placed


def _row_heights(placed: Sequence[_Placed], rows: int, setter: Setter, size: float) -> list[float]:
    heights = [size * LEADING + 2 * setter.make.padding] * rows
    for one in sorted(placed, key=lambda one: one.cell.rows):
        own = range(one.row, min(rows, one.row + one.cell.rows))
        needed = len(one.lines) * size * LEADING + 2 * setter.make.padding
        if one.vertical == "rotated":
            needed = measure_width(one.lines[0], setter.make.font, size) + 2 * setter.make.padding
        lacking = needed - sum(heights[row] for row in own)
        for row in own:
            heights[row] += max(0.0, lacking) / len(own)
    return heights


def _header_rows(grid: Grid) -> int:
    return next((place for place, row in enumerate(grid.rows) if any(cell.is_value for cell in row)), 0)


def set_table(grid: Grid, setter: Setter) -> None:
    """Set a table, over as many pages as it takes."""
    make = setter.make
    size = make.size if grid.width < 15 else min(make.size, 8.0)
    placed = _place_cells(grid, setter, size)
    heights = _row_heights(placed, len(grid.rows), setter, size)
    header = _header_rows(grid) if make.repeats_header else 0
    slices: list[_Slice] = []
    for row, needed in enumerate(heights):
        height, room = needed, setter.bottom - setter.y
        least = size * LEADING + 2 * make.padding
        if height <= room:
            pass
        elif make.cuts_rows and room > least and height - room > 0.9 * size and row >= header and slices:
            cut = max(least, room // (size * LEADING) * size * LEADING)
            slices.append(_Slice(row, len(setter.sheets) - 1, setter.y, setter.y + cut))
            _break_page(setter, placed, heights, header, size)
            height = height - cut + 2 * make.padding
        else:
            _break_page(setter, placed, heights, header if slices and row >= header else 0, size)
        slices.append(_Slice(row, len(setter.sheets) - 1, setter.y, setter.y + height))
        setter.y += height
    for one in placed:
        _draw_cell(one, [piece for piece in slices if one.row <= piece.row < one.row + one.cell.rows], setter, size)
    setter.y += make.size


def _break_page(setter: Setter, placed: Sequence[_Placed], heights: Sequence[float], header: int, size: float) -> None:
    setter.new_page()
    slices = []
    for row in range(header):
        slices.append(_Slice(row, len(setter.sheets) - 1, setter.y, setter.y + heights[row]))
        setter.y += heights[row]
    for one in placed:
        own = [piece for piece in slices if one.row <= piece.row < one.row + one.cell.rows]
        if own:
            _draw_cell(one, own, setter, size)


def _draw_cell(one: _Placed, slices: Sequence[_Slice], setter: Setter, size: float) -> None:
    waiting = list(one.lines)
    pages = sorted({piece.page for piece in slices})
    for page in pages:
        own = [piece for piece in slices if piece.page == page]
        top, bottom = min(piece.top for piece in own), max(piece.bottom for piece in own)
        sheet = setter.sheets[page]
        _rule_cell(sheet, one, top, bottom, setter.make)
        room = max(1, int((bottom - top - 2 * setter.make.padding + 1) / (size * LEADING)))
        lines = waiting if page == pages[-1] else waiting[:room]
        waiting = waiting[len(lines) :]
        _draw_lines(sheet, one, lines, (top, bottom), setter, size)


def _rule_cell(sheet: Sheet, one: _Placed, top: float, bottom: float, make: Make) -> None:
    if make.rules == "none":
        return
    if make.shaded and one.cell.role == "header":
        sheet.shades.append((one.x0, top, one.x1, bottom))
    if make.rules == "boxes":
        sheet.boxes.append((one.x0, top, one.x1, bottom))
        return
    left, right = make.margin, make.paper[0] - make.margin
    sheet.rules += [(one.x0, top, one.x1, top), (one.x0, bottom, one.x1, bottom)]
    sheet.rules += [(x, top, x, bottom) for x in (one.x0, one.x1) if not make.open_sides or left + 1 < x < right - 1]


def _draw_lines(
    sheet: Sheet, one: _Placed, lines: Sequence[str], span: tuple[float, float], setter: Setter, size: float
) -> None:
    make, cell = setter.make, one.cell
    top, bottom = span
    if one.vertical == "rotated":
        for line in lines:
            setter.draw(sheet, Piece((one.x0 + one.x1 + size) / 2, bottom - make.padding, line, make.font, size, True))
        return
    y = top + (bottom - top - len(lines) * size * LEADING) / 2 + size * 1.02
    for line in lines:
        font = setter.font_of(line)
        width = measure_width(line, font, size)
        x = one.x0 + make.padding
        if cell.role in ("value", "header", "caption", "group"):
            spare = one.x1 - one.x0 - width - 2 * make.padding
            x += spare * {"centre": 0.5, "left": 0.0, "right": 1.0}[make.aligned]
        setter.draw(sheet, Piece(x, y, line, font, size))
        if cell.is_value and make.decoys:
            _draw_decoy(sheet, x + width, y, font, size, setter)
        if cell.is_value and make.notes and line == cell.text and line.isdigit() and setter.rng.random() < 0.15:
            mark = setter.rng.choice(("1", "2", "[1]", "*"))
            sheet.pieces.append(Piece(x + width, y - 0.35 * size, mark, font, 0.6 * size))
        y += size * LEADING


def _draw_decoy(sheet: Sheet, x: float, y: float, font: str, size: float, setter: Setter) -> None:
    if setter.rng.random() < 0.3:
        style = setter.rng.choice(("unseen", "white", "covered", "clipped"))
        sheet.pieces.append(Piece(x, y, str(setter.rng.randint(1, 99)), font, size, style=style))
