"""Reports as workbooks: XLSX by openpyxl, XLS by xlwt, ODS by hand; on one sheet or a sheet for each table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT, Cell, Grid, expand_spans
from tests.truth.render_docx import pack_members

SHEET_NAMES = {"fact_proactive": "主动公开", "fact_request": "依申请公开", "fact_review": "复议诉讼"}
ODF = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True)
class Placed:
    """A cell of a sheet at its place from 0; `stored` is a number where the cell stores one, `code` its format."""

    row: int
    column: int
    text: str
    columns: int = 1
    rows: int = 1
    stored: Decimal | None = None
    code: str = "General"


@dataclass
class SheetPlan:
    """A sheet before it is written. `decoys` are rows and columns that are hidden."""

    name: str
    cells: list[Placed] = field(default_factory=list)
    next_row: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    is_hidden: bool = False

    def add_text(self, text: str, columns: int) -> None:
        self.cells.append(Placed(self.next_row, 0, text, columns))
        self.next_row += 1


@dataclass(frozen=True)
class Plan:
    """How a report is laid out in a workbook."""

    a_sheet_each: bool = False
    is_merged: bool = True
    stores_numbers: bool = True
    codes: tuple[str, ...] = ("General",)
    has_hidden: bool = False
    has_gaps: bool = False

    def sheets(self, document: Document, rng: Random) -> list[SheetPlan]:
        sheets = [SheetPlan("Sheet1")]
        for part in document_parts(document):
            if isinstance(part, Block):
                sheets[0].add_text(part.text, 10 if self.is_merged else 1)
                continue
            if self.a_sheet_each:
                sheets.append(SheetPlan(SHEET_NAMES[part.name]))
            self._add_table(sheets[-1], part, rng)
            if self.has_gaps:
                sheets[-1].next_row += rng.randint(0, 2)
        return [*sheets, *self._hidden_sheets(rng)]

    def _hidden_sheets(self, rng: Random) -> list[SheetPlan]:
        if not self.has_hidden:
            return []
        decoy = SheetPlan("草稿", is_hidden=True)
        decoy.cells = [Placed(row, column, str(rng.randint(1, 99))) for row in range(5) for column in range(5)]
        return [decoy]

    def _add_table(self, sheet: SheetPlan, grid: Grid, rng: Random) -> None:
        code = rng.choice(self.codes)
        for row in expand_spans(grid):
            if self.has_hidden and rng.random() < 0.1:
                sheet.cells += [Placed(sheet.next_row, column, str(rng.randint(1, 99))) for column in range(grid.width)]
                sheet.hidden_rows.append(sheet.next_row)
                sheet.next_row += 1
            for column, cell in enumerate(row):
                if cell not in (SPANNED_FROM_ABOVE, SPANNED_FROM_LEFT):
                    sheet.cells.append(self._place(cell, sheet.next_row, column, code))
            sheet.next_row += 1

    def _place(self, cell: Cell, row: int, column: int, code: str) -> Placed:
        spans = (cell.columns, cell.rows) if self.is_merged and not self.has_hidden else (1, 1)
        number = _stored(cell) if self.stores_numbers else None
        if number is None:
            return Placed(row, column, cell.text, *spans)
        decimals = len(cell.text.partition(".")[2])
        return Placed(row, column, cell.text, *spans, number, f"0.{'0' * decimals}" if decimals else code)


def _stored(cell: Cell) -> Decimal | None:
    is_number = cell.is_value and re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", cell.text)
    return Decimal(cell.text) if is_number else None


def render_xlsx(plan: Plan) -> Callable[[Document, Random], bytes]:
    def render(document: Document, rng: Random) -> bytes:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

        book = Workbook()
        book.remove(book.active)
        for planned in plan.sheets(document, rng):
            sheet = book.create_sheet(planned.name)
            sheet.sheet_state = "hidden" if planned.is_hidden else "visible"
            for cell in planned.cells:
                own = sheet.cell(cell.row + 1, cell.column + 1)
                own.value = cell.text or None
                if cell.stored is not None:
                    own.value, own.number_format = float(cell.stored), cell.code
                    own.value = int(cell.stored) if cell.stored == int(cell.stored) else float(cell.stored)
                if cell.columns > 1 or cell.rows > 1:
                    ends = {"end_row": cell.row + cell.rows, "end_column": cell.column + cell.columns}
                    sheet.merge_cells(start_row=cell.row + 1, start_column=cell.column + 1, **ends)
            for row in planned.hidden_rows:
                sheet.row_dimensions[row + 1].hidden = True
            for column in planned.hidden_columns:
                sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        return _saved(book.save)

    return render


def render_xls(plan: Plan) -> Callable[[Document, Random], bytes]:
    def render(document: Document, rng: Random) -> bytes:
        from xlwt import Workbook, easyxf

        book = Workbook(encoding="utf-8")
        styles: dict[str, Any] = {}
        for planned in plan.sheets(document, rng):
            sheet = book.add_sheet(planned.name)
            sheet.visibility = int(planned.is_hidden)
            for cell in planned.cells:
                value = cell.text if cell.stored is None else float(cell.stored)
                style = styles.setdefault(cell.code, easyxf(num_format_str=cell.code))
                if cell.columns > 1 or cell.rows > 1:
                    last = (cell.row + cell.rows - 1, cell.column, cell.column + cell.columns - 1)
                    sheet.write_merge(cell.row, last[0], last[1], last[2], value, style)
                elif cell.text:
                    sheet.write(cell.row, cell.column, value, style)
            for row in planned.hidden_rows:
                sheet.row(row).hidden = True
        return _saved(book.save)

    return render


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    buffer = BytesIO()
    save(buffer)
    return buffer.getvalue()


def render_ods(plan: Plan) -> Callable[[Document, Random], bytes]:
    def render(document: Document, rng: Random) -> bytes:
        tables = "".join(_ods_table(planned) for planned in plan.sheets(document, rng))
        styles = (
            '<office:automatic-styles><style:style style:name="off" style:family="table"><style:table-properties '
            'table:display="false"/></style:style></office:automatic-styles>'
        )
        return pack_odf("spreadsheet", styles, tables)

    return render


def pack_odf(kind: str, styles: str, body: str) -> bytes:
    """A package of an OpenDocument `text` or `spreadsheet`."""
    spaces = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    spaces += f' xmlns:draw="{ODF}:drawing:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>{styles}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    entries = (("/", media_type), ("content.xml", "text/xml"))
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
    )
    manifest = f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0">{manifest}</manifest:manifest>'
    return pack_members({"mimetype": media_type, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_table(planned: SheetPlan) -> str:
    by_row = {row: list(cells) for row, cells in groupby(sorted(planned.cells, key=_row_of), key=_row_of)}
    covered = {
        (cell.row + down, cell.column + right)
        for cell in planned.cells
        for down in range(cell.rows)
        for right in range(cell.columns)
        if down or right
    }
    rows = []
    for number in range(planned.next_row or len(by_row)):
        hidden = ' table:visibility="collapse"' if number in planned.hidden_rows else ""
        cells = "".join(_ods_cells({cell.column: cell for cell in by_row.get(number, [])}, covered, number))
        rows.append(f"<table:table-row{hidden}>{cells}</table:table-row>")
    style = ' table:style-name="off"' if planned.is_hidden else ""
    end = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f"<table:table table:name={quoteattr(planned.name)}{style}>{''.join(rows)}{end}</table:table>"


def _row_of(cell: Placed) -> int:
    return cell.row


def _ods_cells(cells: dict[int, Placed], covered: set[tuple[int, int]], row: int) -> Iterator[str]:
    """The cells of a row; equal neighbours are written once, with their number."""
    texts = []
    for column in range(15):
        cell = cells.get(column)
        if (row, column) in covered:
            texts.append(("table:covered-table-cell", "", ""))
        elif cell is None or not cell.text:
            texts.append(("table:table-cell", "", ""))
        else:
            spans = f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
            spans = spans if cell.columns > 1 or cell.rows > 1 else ""
            stored = f' office:value-type="float" office:value="{cell.stored}"' if cell.stored is not None else ""
            texts.append(("table:table-cell", spans + stored, f"<text:p>{escape(cell.text)}</text:p>"))
    for (name, attributes, text), group in groupby(texts):
        count = len(list(group))
        repeated = f' table:number-columns-repeated="{count}"' if count > 1 else ""
        yield f"<{name}{attributes}{repeated}>{text}</{name}>"


_THOUSANDS = ("#,##0", '0"件"', "0", "0_ ", "#,##0_);[Red]-#,##0")

RENDERERS: Mapping[str, Callable[[Document, Random], bytes]] = {
    "xlsx_one_sheet": render_xlsx(Plan()),
    "xlsx_sheets": render_xlsx(Plan(a_sheet_each=True)),
    "xlsx_texts": render_xlsx(Plan(stores_numbers=False, is_merged=False)),
    "xlsx_formats": render_xlsx(Plan(codes=_THOUSANDS, has_gaps=True)),
    "xlsx_hidden": render_xlsx(Plan(has_hidden=True)),
    "xls_one_sheet": render_xls(Plan()),
    "xls_sheets": render_xls(Plan(a_sheet_each=True, codes=_THOUSANDS)),
    "xls_hidden": render_xls(Plan(has_hidden=True, stores_numbers=False)),
    "ods_one_sheet": render_ods(Plan()),
    "ods_sheets": render_ods(Plan(a_sheet_each=True, has_gaps=True)),
    "ods_hidden": render_ods(Plan(has_hidden=True)),
}

TRAITS: Mapping[str, Mapping[str, bool]] = {name: {"pads_rows": True} for name in RENDERERS}
"""A sheet has no ends of rows."""
