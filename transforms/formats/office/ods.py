"""OpenDocument spreadsheets, which keep the text that each cell shows beside the stored value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from transforms.formats.content import Block
from transforms.formats.office.number_formats import show_stored
from transforms.formats.office.odf import Walker, count_attribute
from transforms.formats.office.odf_styles import Styles, attribute, name_of
from transforms.formats.office.sheets import Place, Sheet, sheet_blocks
from transforms.formats.unread_cells import tell_unread
from transforms.limits import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW_CONTAINERS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_COLUMN_CONTAINERS = frozenset({"table:table-header-columns", "table:table-columns", "table:table-column-group"})
# Columns of a sheet in Excel and LibreOffice; hidden ones are stated up to the last.
_MOST_COLUMNS = 16_384
_HIDDEN = frozenset({"collapse", "filter"})


def read_blocks(content: _Element, styles: Styles, limits: Limits) -> Iterator[Block]:
    """The blocks of the visible sheets; raises `PackageError` where they hold too many cells."""
    walker = Walker(styles, limits)
    hidden_styles = _hidden_table_styles(content)
    body = next((element for element in content.iter() if name_of(element) == "office:spreadsheet"), None)
    tables = [] if body is None else [child for child in body if name_of(child) == "table:table"]
    shown = [table for table in tables if attribute(table, "table:style-name") not in hidden_styles]
    yield from sheet_blocks((_read_sheet(table, walker) for table in shown), limits)


def _hidden_table_styles(content: _Element) -> frozenset[str]:
    names = set()
    for element in content.iter():
        if name_of(element) == "style:table-properties" and attribute(element, "table:display") == "false":
            style = element.getparent()
            names.add("" if style is None else attribute(style, "style:name"))
    return frozenset(names - {""})


def _read_sheet(table: _Element, walker: Walker) -> Sheet:
    cells: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []
    number = 0
    columns = _column_styles(table)
    for row in _rows(table):
        times = count_attribute(row, "table:number-rows-repeated")
        texts = list(_row_texts(row, walker, columns))
        if texts and attribute(row, "table:visibility") not in _HIDDEN:
            for repeated in range(walker.allow(len(texts), times)):
                cells |= {(number + repeated, column): text for column, text in texts}
            merged += [((number, first), (number + rows, last)) for first, rows, last in _merged_cells(row)]
        number += times
    return Sheet(attribute(table, "table:name"), cells, tuple(merged), frozenset(), _hidden_columns(table))


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        name = name_of(child)
        if name == "table:table-row":
            yield child
        elif name in _ROW_CONTAINERS and attribute(child, "table:display") != "false":
            yield from _rows(child)


def _row_texts(row: _Element, walker: Walker, columns: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Columns and texts of the filled cells of a row; covered cells show nothing."""
    column = 0
    of_row = attribute(row, "table:default-cell-style-name")
    for cell in row:
        name = name_of(cell)
        if name not in ("table:table-cell", "table:covered-table-cell"):
            continue
        times = count_attribute(cell, "table:number-columns-repeated")
        style = of_row or _style_at(columns, column)
        text = _shown_text(cell, walker, style) if name == "table:table-cell" else ""
        if text.strip():
            for repeated in range(walker.allow(1, times)):
                yield column + repeated, text
        column += times


def _merged_cells(row: _Element) -> Iterator[tuple[int, int, int]]:
    """The cells of a row that span others: first column, rows below, last column."""
    column = 0
    for cell in row:
        if name_of(cell) not in ("table:table-cell", "table:covered-table-cell"):
            continue
        rows = count_attribute(cell, "table:number-rows-spanned")
        columns = count_attribute(cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            yield column, rows - 1, column + columns - 1
        column += count_attribute(cell, "table:number-columns-repeated")


def _shown_text(cell: _Element, walker: Walker, style: str) -> str:
    look = walker.styles.look_of("table-cell", attribute(cell, "table:style-name") or style)
    paragraphs = [child for child in cell if name_of(child) == "text:p"]
    drawings = [child for child in cell if name_of(child).startswith("draw:")]
    if paragraphs:
        text = "\n".join(walker.read_text(paragraph, drawings, look) for paragraph in paragraphs)
        return tell_unread(text, [], walker.name_drawings(drawings))
    if look.is_hidden or look.is_struck or look.is_clear:
        return ""
    stored = attribute(cell, "office:value")
    try:
        text = show_stored(float(stored)) if stored else attribute(cell, "office:string-value")
    except (ValueError, ArithmeticError):
        text = stored
    return tell_unread(text, [], walker.name_drawings(drawings))


def _columns(table: _Element) -> Iterator[_Element]:
    for child in table:
        name = name_of(child)
        if name == "table:table-column":
            yield child
        elif name in _COLUMN_CONTAINERS:
            yield from _columns(child)


def _column_styles(table: _Element) -> list[tuple[int, str]]:
    """The styles that columns give to their cells, each with the first column behind those that have it."""
    styles: list[tuple[int, str]] = []
    end = 0
    for column in _columns(table):
        end += count_attribute(column, "table:number-columns-repeated")
        styles.append((end, attribute(column, "table:default-cell-style-name")))
    return styles


def _style_at(columns: Sequence[tuple[int, str]], column: int) -> str:
    place = bisect_right(columns, column, key=lambda one: one[0])
    return columns[place][1] if place < len(columns) else ""


def _hidden_columns(table: _Element) -> frozenset[int]:
    hidden: set[int] = set()
    number = 0
    for column in _columns(table):
        times = count_attribute(column, "table:number-columns-repeated")
        if attribute(column, "table:visibility") in _HIDDEN:
            hidden.update(range(number, min(number + times, _MOST_COLUMNS)))
        number += times
    return frozenset(hidden)
