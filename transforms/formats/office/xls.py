"""Excel workbooks of the old make (BIFF5 and BIFF8), by xlrd: docs/decisions says why."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import pairwise

import xlrd
from xlrd.book import Book
from xlrd.formatting import XF
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as BookSheet
from xlrd.xldate import xldate_as_datetime

from transforms.doubts import Reason
from transforms.formats.office.looks import UNSEEN_GAP
from transforms.formats.office.number_formats import built_in_format, show_number
from transforms.formats.office.ole import read_stream
from transforms.formats.office.package import PackageError
from transforms.formats.office.sheets import MANY_SHEET_CELLS, Place, Sheet, show_moment
from transforms.formats.superscript import raise_marks
from transforms.language import Pair
from transforms.limits import Limits

Runs = Sequence[tuple[int, int]]
"""Where, counted in UTF-16 as Excel does, each other font begins, and its index."""

# What xlrd raises on broken input beside its own error: it trusts sizes and numbers that records give.
_XLRD_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)
# Kinds of records: the beginnings of what each version of BIFF writes, the end, and the place of a sheet.
_BOFS, _EOF, _BOUNDSHEET = frozenset([0x809, 0x409, 0x209, 0x9]), 0x0A, 0x85
# Names, links, notes, drawings, conditions and colours: no cell shows them, and xlrd fails on unusual ones. A link over
# all cells of a sheet, or names that repeat each other, would cost it all memory ([MS-XLS] 2.4 has the numbers).
_UNREAD = frozenset(
    [
        0x17,
        0x18,
        0x1C,
        0x23,
        0x5D,
        0x92,
        0xAB,
        0xEB,
        0xEC,
        0x15F,
        0x1AE,
        0x1B0,
        0x1B1,
        0x1B6,
        0x1B8,
        0x1BA,
        0x293,
        0x800,
    ]
)
# What they are marked as: BookExt, which xlrd passes over.
_IGNORED = 0x863
# The kind and the size before what a record holds.
_RECORD_HEAD = 4
# A workbook of the most cells that are read has half as many.
_MOST_RECORDS = 2_000_000
# White in the palette of a workbook ([MS-XLS] 2.5.161): the fixed one and the first of those that can be changed.
_WHITE = frozenset({1, 9})
_ELAPSED = ("[h", "[m", "[s")
# The day after the last one that a workbook knows, 9999-12-31.
_LAST_DAY = 2_958_466
_ACROSS = Pair("工作簿中的工作表互相重叠。", "The sheets of the workbook lie across each other.")
_MANY_RECORDS = Pair("工作表的记录超过读取上限。", "The sheets have more records than is read.")


def read_sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The visible worksheets in the order of the workbook; raises `PackageError`."""
    stream = read_stream(data, "Workbook", "Book")
    if stream is None:
        raise PackageError(Reason.DAMAGED_FILE, Pair("工作簿不完整或已损坏。", "The workbook is cut off or damaged."))
    try:
        yield from _read_sheets(_open_book(stream), limits)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            detail = Pair(
                "工作簿有密码保护，请另存为没有密码的。",
                "The workbook is protected by a password; save it without one.",
            )
            raise PackageError(Reason.ENCRYPTED_FILE, detail) from error
        detail = Pair("工作簿不完整或已损坏：{error}。", "The workbook is cut off or damaged: {error}.", error=error)
        raise PackageError(Reason.DAMAGED_FILE, detail) from error
    except _XLRD_ERRORS as error:
        detail = Pair(
            "工作簿已损坏，其中的记录互相矛盾。", "The workbook is damaged: its records contradict each other."
        )
        raise PackageError(Reason.DAMAGED_FILE, detail) from error


def _open_book(stream: bytes) -> Book:
    """The workbook, whose sheets are read one by one, no row of them longer than what is in it."""
    return xlrd.open_workbook(
        file_contents=_without_unread(stream),
        logfile=StringIO(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )


def _without_unread(stream: bytes) -> bytes:
    """The stream with the records that are not read marked as ones that xlrd passes over."""
    cleared = bytearray(stream)
    _mark_unread(cleared)
    if _mark_unread(cleared):
        raise PackageError(Reason.DAMAGED_FILE, _ACROSS)
    return bytes(cleared)


def _mark_unread(stream: bytearray) -> int:
    """Mark the records that are not read, wherever xlrd will meet them; how many there were."""
    starts, marked, left = [0], 0, _MOST_RECORDS
    for start in starts:
        for offset, kind in _walk(stream, start):
            left -= 1
            if left < 0:
                raise PackageError(Reason.TOO_MANY_CELLS, _MANY_RECORDS)
            if start == 0 and kind == _BOUNDSHEET:
                starts.append(struct.unpack_from("<I", stream, offset + _RECORD_HEAD)[0])
            elif kind in _UNREAD:
                struct.pack_into("<H", stream, offset, _IGNORED)
                marked += 1
    return marked


def _walk(stream: bytearray, offset: int) -> Iterator[tuple[int, int]]:
    """The place and kind of each record up to the end of a sheet or of what stands before the first."""
    depth = 0
    while offset + _RECORD_HEAD <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield offset, kind
        depth += (kind in _BOFS) - (kind == _EOF)
        if depth <= 0:
            break
        offset += _RECORD_HEAD + size


@dataclass(frozen=True, slots=True)
class _Opened:
    """A workbook and the codes of the number formats that it defines; xlrd's own are those of America."""

    book: Book
    codes: Mapping[int, str]

    def code_of(self, style: XF) -> str:
        return self.codes.get(style.format_key) or built_in_format(style.format_key)


def _read_sheets(book: Book, limits: Limits) -> Iterator[Sheet]:
    opened = _Opened(book, {one.format_key: one.format_str for one in book.format_list})
    left = limits.table_cells
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        left -= sheet.nrows * sheet.ncols
        if left < 0:
            raise PackageError(Reason.TOO_MANY_CELLS, MANY_SHEET_CELLS)
        if sheet.visibility == 0:
            yield _read_sheet(sheet, opened)
        book.unload_sheet(index)


def _read_sheet(sheet: BookSheet, opened: _Opened) -> Sheet:
    return Sheet(
        sheet.name,
        dict(_shown_cells(sheet, opened)),
        tuple(((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells),
        frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
    )


def _shown_cells(sheet: BookSheet, opened: _Opened) -> Iterator[tuple[Place, str]]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _show(cell, sheet.rich_text_runlist_map.get((row, column), ()), opened)
            if text and (text != "0" or sheet.show_zero_values):
                yield (row, column), text


def _show(cell: Cell, runs: Runs, opened: _Opened) -> str:
    """The text of a cell as it is shown; '' where it is blank or struck out."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    style = opened.book.xf_list[cell.xf_index]
    if cell.ctype == xlrd.XL_CELL_TEXT:
        ground = _is_empty_ground(style)
        return _show_text(cell.value, [(0, style.font_index), *runs], opened.book, on_paper=ground)
    font = opened.book.font_list[style.font_index]
    if font.struck_out or (font.colour_index in _WHITE and _is_empty_ground(style)):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    is_date = cell.ctype == xlrd.XL_CELL_DATE and 0 <= cell.value < _LAST_DAY
    code = opened.code_of(style)
    return _show_date(cell.value, code, opened.book) if is_date else show_number(cell.value, code)


def _is_empty_ground(style: XF) -> bool:
    """Whether a cell has the ground of the paper, on which white letters are not seen."""
    ground = style.background
    return ground.fill_pattern == 0 or ground.pattern_colour_index in _WHITE


def _show_text(text: str, runs: Runs, book: Book, *, on_paper: bool) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    shown = []
    for (start, number), (end, _) in pairwise([*runs, (len(units), 0)]):
        piece, font = units[2 * start : 2 * end].decode("utf-16-le"), book.font_list[number]
        if font.colour_index in _WHITE and on_paper and piece.strip():
            piece = UNSEEN_GAP
        shown.append("" if font.struck_out else raise_marks(piece) if font.escapement else piece)
    return "".join(shown)


def _show_date(value: float, code: str, book: Book) -> str:
    if any(mark in code.lower() for mark in _ELAPSED):
        return show_moment(timedelta(days=value))
    moment = xldate_as_datetime(value, book.datemode)
    return show_moment(moment if value >= 1 else moment.time())
