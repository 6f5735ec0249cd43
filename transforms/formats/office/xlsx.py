"""Excel workbooks: XLSX, XLSM and XLTX, Transitional and Strict.

The parts are read here, as no library gives what a cell shows: its number format, the hidden rows and columns, errors,
formulas that were never calculated, and raised note marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from transforms.formats.office.looks import UNSEEN_GAP
from transforms.formats.office.number_formats import built_in_format, show_number
from transforms.formats.office.package import Package
from transforms.formats.office.sheets import Place, Sheet, show_moment
from transforms.formats.office.xlsx_pictures import find_pictures, tell_pictures
from transforms.formats.office.xml_names import find_attribute, local_name
from transforms.formats.superscript import raise_marks
from transforms.text import IMAGE

if TYPE_CHECKING:
    from lxml.etree import _Element

# The built-in formats of dates and times (ECMA-376 part 1, 18.8.30, with those of Chinese Excel).
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# The number of the last day that Excel shows, 9999-12-31; a cell with more shows ####.
_LAST_DATE = 2_958_465
# White: with its opacity or without, as the theme's first colour, and in the old palette.
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
_PAPER_THEME = "0"
_WHITE_INDEXES = frozenset({"1", "9"})
# A formula of WPS for a picture that lies in its cell.
_CELL_PICTURE = "DISPIMG("
# Parts of a sheet that give cells a ground.
_GROUNDS = ("tableParts", "conditionalFormatting")
# Columns of a sheet in Excel.
_MOST_COLUMNS = 16_384
# The numbers that Excel stores are smaller (9.99E+307); what is near it would not fit a decimal of its digits.
_LARGEST = 1e300


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    return (child for child in parent if local_name(child) == name)


def _child(parent: _Element, name: str) -> _Element | None:
    return next(_children(parent, name), None)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")


def _number(text: str | None, otherwise: int) -> int:
    return int(text[:9]) if text and text.isascii() and text.isdigit() else otherwise


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share. `formats` are the number formats by style index, None for those of dates; `struck` are the
    styles that strike out what stands in a cell, `white` those with letters in the colour of the paper."""

    strings: tuple[_Element, ...]
    formats: tuple[str | None, ...]
    struck: frozenset[int]
    white: frozenset[int]
    counts_from_1904: bool


def read_sheets(package: Package) -> Iterator[Sheet]:
    """The visible worksheets in the order of the workbook; raises `PackageError`."""
    main = package.part_of_type("", "officeDocument") or "xl/workbook.xml"
    workbook = package.parse(main)
    targets = package.relationships(main)
    properties = _child(workbook, "workbookPr")
    style_part = package.part_of_type(main, "styles")
    styles = None if style_part is None else package.parse(style_part)
    book = _Book(
        _read_strings(package, package.part_of_type(main, "sharedStrings")),
        () if styles is None else _read_formats(styles),
        frozenset() if styles is None else _styles_with(styles, _is_struck),
        frozenset() if styles is None else _styles_with(styles, _is_white) - _filled(styles),
        properties is not None and _is_true(properties.get("date1904")),
    )
    for listed in _children(_child_or(workbook, "sheets"), "sheet"):
        kind, part = targets.get(find_attribute(listed, "id") or "", ("", ""))
        if kind == "worksheet" and listed.get("state", "visible") == "visible":
            yield _read_sheet(listed.get("name", ""), package.parse(part), book, find_pictures(package, part))


def _child_or(parent: _Element, name: str) -> _Element:
    found = _child(parent, name)
    return parent if found is None else found


def _read_strings(package: Package, part: str | None) -> tuple[_Element, ...]:
    return () if part is None else tuple(_children(package.parse(part), "si"))


def _rich_text(item: _Element, *, is_struck: bool = False, is_white: bool = False) -> str:
    """The text of a string, with its raised runs as note marks, without struck ones and phonetic guides; what has no
    font of its own has that of the cell."""
    pieces = []
    for child in item:
        name = local_name(child)
        own = _child(child, "rPr")
        if name not in ("t", "r") or (_is_struck(own) if own is not None else is_struck):
            continue
        text = child.text or "" if name == "t" else "".join(part.text or "" for part in _children(child, "t"))
        if text.strip() and is_white and (own is None or _is_white(own)):
            text = UNSEEN_GAP
        pieces.append(raise_marks(text) if _is_raised(child) else text)
    return "".join(pieces)


def _is_raised(run: _Element) -> bool:
    properties = _child(run, "rPr")
    aligned = None if properties is None else _child(properties, "vertAlign")
    return aligned is not None and aligned.get("val") in ("superscript", "subscript")


def _read_formats(styles: _Element) -> tuple[str | None, ...]:
    codes = {
        _number(item.get("numFmtId"), -1): item.get("formatCode", "")
        for item in _children(_child_or(styles, "numFmts"), "numFmt")
    }
    used = [_number(item.get("numFmtId"), 0) for item in _children(_child_or(styles, "cellXfs"), "xf")]
    return tuple(_format(number, codes) for number in used)


def _styles_with(styles: _Element, is_so: Callable[[_Element], bool]) -> frozenset[int]:
    """The styles of cells whose font is so."""
    fonts = list(_children(_child_or(styles, "fonts"), "font"))
    found = {number for number, font in enumerate(fonts) if is_so(font)}
    used = enumerate(_children(_child_or(styles, "cellXfs"), "xf"))
    return frozenset(style for style, item in used if _number(item.get("fontId"), -1) in found)


def _filled(styles: _Element) -> frozenset[int]:
    """The styles of cells with a ground of their own; which colour it has is not asked."""
    fills = [_child(fill, "patternFill") for fill in _children(_child_or(styles, "fills"), "fill")]
    empty = {
        number
        for number, fill in enumerate(fills)
        if fill is not None and (fill.get("patternType", "none") == "none" or _is_white(fill, "fgColor"))
    }
    used = enumerate(_children(_child_or(styles, "cellXfs"), "xf"))
    return frozenset(style for style, item in used if _number(item.get("fillId"), 0) not in empty)


def _is_white(properties: _Element, name: str = "color") -> bool:
    colour = _child(properties, name)
    if colour is None:
        return False
    is_tinted = colour.get("tint", "0") not in ("0", "0.0")
    is_theme = colour.get("theme") == _PAPER_THEME and not is_tinted
    return is_theme or colour.get("rgb", "").upper() in _WHITE or colour.get("indexed") in _WHITE_INDEXES


def _is_struck(properties: _Element | None) -> bool:
    strike = None if properties is None else _child(properties, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false", "off")


def _format(number: int, codes: dict[int, str]) -> str | None:
    if number in codes:
        return None if is_date_format(codes[number]) else codes[number]
    return None if number in _DATE_FORMATS else built_in_format(number)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or time.

    >>> [is_date_format(code) for code in ('yyyy"年"m"月"d"日"', '#,##0"元"', "[Red]0.00", "General")]
    [True, False, False, False]
    """
    bare, is_quoted, depth = [], False, 0
    for char in code.partition(";")[0].lower():
        if char == '"':
            is_quoted = not is_quoted
        elif char in "[]":
            depth += 1 if char == "[" else -1
        elif not is_quoted and depth <= 0:
            bare.append(char)
    text = "".join(bare)
    return "general" not in text and "e+" not in text and any(char in "ymdhs" for char in text)


def _read_sheet(name: str, sheet: _Element, book: _Book, pictures: Mapping[Place, str]) -> Sheet:
    shows_zeros = all(
        view.get("showZeros") not in ("0", "false") for view in _children(_child_or(sheet, "sheetViews"), "sheetView")
    )
    # A table or a condition may lay a ground below white letters.
    white = book.white if all(_child(sheet, name) is None for name in _GROUNDS) else frozenset()
    cells: dict[Place, str] = {}
    hidden_rows = set()
    row_number = -1
    for row in _children(_child_or(sheet, "sheetData"), "row"):
        row_number = _number(row.get("r"), row_number + 2) - 1
        if _is_true(row.get("hidden")) or row.get("ht") == "0":
            hidden_rows.add(row_number)
        column = -1
        for cell in _children(row, "c"):
            column = column_of(cell.get("r", ""), column + 1)
            text = _show_cell(cell, book, white)
            if text and (text != "0" or shows_zeros):
                cells[row_number, column] = text
    merged = tuple(_merged(sheet))
    return Sheet(name, tell_pictures(cells, pictures), merged, frozenset(hidden_rows), _hidden_columns(sheet))


def _hidden_columns(sheet: _Element) -> frozenset[int]:
    hidden: set[int] = set()
    for column in _children(_child_or(sheet, "cols"), "col"):
        if (_is_true(column.get("hidden")) or column.get("width") == "0") and len(hidden) < _MOST_COLUMNS:
            first, last = _number(column.get("min"), 1), _number(column.get("max"), 1)
            hidden.update(range(first - 1, min(last, _MOST_COLUMNS)))
    return frozenset(hidden)


def _merged(sheet: _Element) -> Iterator[tuple[Place, Place]]:
    for item in _children(_child_or(sheet, "mergeCells"), "mergeCell"):
        first, _, last = item.get("ref", "").partition(":")
        if first and last:
            yield _place(first), _place(last)


def _place(reference: str) -> Place:
    return _number("".join(filter(str.isdigit, reference)), 1) - 1, column_of(reference, 0)


def column_of(reference: str, otherwise: int) -> int:
    """The column of a reference such as AB12, from 0.

    >>> column_of("A1", 9), column_of("AB12", 9), column_of("", 9)
    (0, 27, 9)
    """
    letters = [char for char in reference if "A" <= char <= "Z"][:3]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if letters else otherwise


def _show_cell(cell: _Element, book: _Book, white: frozenset[int]) -> str:
    """The text that a cell shows; a formula that was never calculated shows itself, as what it gives is unknown."""
    kind, style = cell.get("t", "n"), _number(cell.get("s"), 0)
    if _shows_picture(cell, kind):
        return IMAGE
    found = _child(cell, "is" if kind == "inlineStr" else "v")
    text = "" if found is None else (found.text or "").strip()
    if kind in ("inlineStr", "s"):
        string = found if kind == "inlineStr" else _string_at(text, book)
        is_struck, is_white = style in book.struck, style in white
        if string is not None:
            return _rich_text(string, is_struck=is_struck, is_white=is_white)
        return f"?（{text}）" if text else ""
    if style in book.struck or style in white:
        return ""
    return _show_plain(cell, kind, text, book)


def _string_at(text: str, book: _Book) -> _Element | None:
    index = _number(text, -1)
    return book.strings[index] if 0 <= index < len(book.strings) else None


def _show_plain(cell: _Element, kind: str, text: str, book: _Book) -> str:
    if not text:
        formula = _child(cell, "f")
        return "" if formula is None or kind == "str" else f"={formula.text or ''}"
    if kind == "b":
        return "TRUE" if text == "1" else "FALSE"
    return _show_value(text, _number(cell.get("s"), 0), book) if kind == "n" else text


def _shows_picture(cell: _Element, kind: str) -> bool:
    """Whether a picture lies in a cell: a rich value of Excel, or the formula of WPS."""
    formula = _child(cell, "f")
    return (kind == "e" and "vm" in cell.attrib) or (formula is not None and _CELL_PICTURE in (formula.text or ""))


def _show_value(text: str, style: int, book: _Book) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if not abs(value) < _LARGEST:
        return text
    code = book.formats[style] if style < len(book.formats) else "General"
    if code is not None:
        return show_number(value, code)
    if not 0 <= value <= _LAST_DATE:
        return f"?（{text}）"
    start = datetime(1904, 1, 1) if book.counts_from_1904 else datetime(1899, 12, 30)
    return show_moment(start + timedelta(days=int(value)))
