"""Excel workbooks of the old make (BIFF5 and BIFF8).

python-calamine gives values and merged cells; number formats, hidden rows and columns and errors, which decide what
a cell shows, are taken from the records themselves (Microsoft's [MS-XLS]).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from transforms.formats.office.number_formats import built_in_format, show_number
from transforms.formats.office.ole import read_stream
from transforms.formats.office.ole_pack import pack_stream
from transforms.formats.office.package import PackageError
from transforms.formats.office.sheets import Place, Sheet, show_moment
from transforms.limits import Limits

_BOF, _EOF, _FILEPASS, _FONT, _XF, _FORMAT, _BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x31, 0xE0, 0x41E, 0x85
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR, _MULBLANK = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0xBE
_ROW, _COLINFO, _WINDOW2, _SST, _DIMENSIONS = 0x208, 0x7D, 0x23E, 0xFC, 0x200
_CELL_RECORDS = frozenset({_NUMBER, _RK, _FORMULA, _BOOLERR, 0xFD, 0x204, 0xD6})
_BIFF8 = 0x600
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class _SheetRecords:
    """What the records of one sheet say beside the values."""

    styles: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shows_zeros: bool = True
    last_row: int = 0
    last_column: int = 0

    def add(self, place: Place, style: int) -> None:
        self.styles[place] = style
        self.last_row, self.last_column = max(self.last_row, place[0]), max(self.last_column, place[1])


@dataclass
class _BookRecords:
    """Whether each font strikes out, font and format index of every style, codes of the formats, and where the sheets
    begin."""

    struck_fonts: list[bool] = field(default_factory=list)
    fonts: list[int] = field(default_factory=list)
    styles: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    sheet_offsets: list[int] = field(default_factory=list)
    is_biff8: bool = True


def read_sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """The visible worksheets in the order of the workbook; raises `PackageError`."""
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    stream = read_stream(data, "Workbook", "Book")
    if stream is None:
        raise PackageError("damaged_file", "The workbook is cut off or damaged.")
    book, records = _read_records(stream)
    if sum((sheet.last_row + 1) * (sheet.last_column + 1) for sheet in records) > limits.table_cells:
        raise PackageError("too_many_cells", "The sheets span more cells than is read.")
    name = "Workbook" if book.is_biff8 else "Book"
    try:
        clean = pack_stream(name, _without_dimensions(stream, book))
    except ValueError as error:
        raise PackageError("archive_too_large", "The workbook holds more than 7 MB; save it as XLSX.") from error
    try:
        workbook = load_workbook(BytesIO(clean))
        for index, listed in enumerate(workbook.sheets_metadata):
            if listed.visible == SheetVisibleEnum.Visible and listed.typ == SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_index(index)
                rows = sheet.to_python(skip_empty_area=False)
                own = records[index] if index < len(records) else _SheetRecords()
                cells = dict(_shown_cells(rows, own, book))
                merged = tuple(sheet.merged_cell_ranges or ())
                hidden = frozenset(own.hidden_rows), frozenset(own.hidden_columns)
                yield Sheet(listed.name, cells, merged, *hidden)
    except PasswordError as error:
        raise PackageError("encrypted_file", "The workbook is protected by a password; save it without one.") from error
    except CalamineError as error:
        raise PackageError("damaged_file", f"The workbook is cut off or damaged: {error}.") from error
    except BaseException as error:
        # What python-calamine raises where its Rust code panics is no Exception and has no module to import it from.
        if type(error).__name__ != "PanicException":
            raise
        raise PackageError("damaged_file", "The workbook is damaged: its records contradict each other.") from error


Value = int | float | str | bool | time | date | datetime | timedelta


def _shown_cells(rows: list[list[Value]], records: _SheetRecords, book: _BookRecords) -> Iterator[tuple[Place, str]]:
    for row_number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = (row_number, column)
            text = records.errors.get(place) or _show(value, records.styles.get(place), book)
            if text and (text != "0" or records.shows_zeros) and not _is_struck(records.styles.get(place), book):
                yield place, text


def _is_struck(style: int | None, book: _BookRecords) -> bool:
    if style is None or style >= len(book.fonts) or book.fonts[style] >= len(book.struck_fonts):
        return False
    return book.struck_fonts[book.fonts[style]]


def _show(value: Value, style: int | None, book: _BookRecords) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show_number(float(value), _code(style, book))
    return show_moment(value)


def _code(style: int | None, book: _BookRecords) -> str:
    if style is None or style >= len(book.styles):
        return "General"
    number = book.styles[style]
    return book.codes.get(number) or built_in_format(number)


def _records(stream: bytes, offset: int = 0) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _without_dimensions(stream: bytes, book: _BookRecords) -> bytes:
    """The stream with the declared sizes of the sheets set to nothing: memory would be taken for them unseen."""
    cleared = bytearray(stream)
    for start in book.sheet_offsets:
        offset = start
        while offset + 4 <= len(stream):
            kind, size = struct.unpack_from("<HH", stream, offset)
            end = min(offset + 4 + size, len(stream))
            if kind == _DIMENSIONS:
                cleared[offset + 4 : end] = bytes(end - offset - 4)
            offset += 4 + size
            if kind == _EOF:
                break
    return bytes(cleared)


def _read_records(stream: bytes) -> tuple[_BookRecords, list[_SheetRecords]]:
    book = _BookRecords()
    try:
        for kind, body in _records(stream):
            if kind == _EOF:
                break
            _read_global(kind, body, book)
            if kind == _SST and struct.unpack_from("<I", body, 4)[0] > len(stream):
                raise PackageError("damaged_file", "The workbook counts more texts than it can hold.")
        return book, [_read_sheet_records(stream, offset) for offset in book.sheet_offsets]
    except (struct.error, IndexError) as error:
        raise PackageError("damaged_file", "The records of the workbook are damaged.") from error


def _read_global(kind: int, body: bytes, book: _BookRecords) -> None:
    if kind == _FILEPASS:
        raise PackageError("encrypted_file", "The workbook is protected by a password; save it without one.")
    if kind == _BOF:
        book.is_biff8 = struct.unpack_from("<H", body)[0] == _BIFF8
    elif kind == _FONT:
        book.struck_fonts.append(bool(struct.unpack_from("<H", body, 2)[0] & 0x8))
    elif kind == _XF:
        font, number = struct.unpack_from("<HH", body)
        book.fonts.append(font - (font > 4))  # no font has the index 4
        book.styles.append(number)
    elif kind == _FORMAT:
        number = struct.unpack_from("<H", body)[0]
        book.codes[number] = _format_code(body, is_biff8=book.is_biff8)
    elif kind == _BOUNDSHEET:
        book.sheet_offsets.append(struct.unpack_from("<I", body)[0])


def _format_code(body: bytes, *, is_biff8: bool) -> str:
    if not is_biff8:
        return body[3:].decode("gb18030", "backslashreplace")
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "backslashreplace")


def _read_sheet_records(stream: bytes, offset: int) -> _SheetRecords:
    sheet, depth = _SheetRecords(), 0
    for kind, body in _records(stream, offset):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            break
        if depth == 1:
            _read_sheet_record(kind, body, sheet)
    return sheet


def _read_sheet_record(kind: int, body: bytes, sheet: _SheetRecords) -> None:
    if kind in _CELL_RECORDS:
        row, column, style = struct.unpack_from("<HHH", body)
        sheet.add((row, column), style)
        error = _error_code(kind, body)
        if error is not None:
            sheet.errors[row, column] = _ERRORS.get(error, "#N/A")
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", body)
        for place in range((len(body) - 6) // 6):
            sheet.add((row, first + place), struct.unpack_from("<H", body, 4 + 6 * place)[0])
    elif kind == _ROW:
        row, _, _, _, _, _, flags = struct.unpack_from("<HHHHHHH", body)
        if flags & 0x20:
            sheet.hidden_rows.add(row)
    elif kind == _COLINFO:
        first, last, _, _, flags = struct.unpack_from("<HHHHH", body)
        if flags & 0x1:
            sheet.hidden_columns.update(range(first, min(last, 255) + 1))
    elif kind == _WINDOW2:
        sheet.shows_zeros = bool(struct.unpack_from("<H", body)[0] & 0x10)


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        return body[6] if body[7] else None
    # The result of a formula that is an error: 02 00 code 00 00 00 FF FF.
    if kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
        return body[8]
    return None
