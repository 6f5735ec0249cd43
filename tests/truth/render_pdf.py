"""Reports as PDF files: typeset on pages with ruled tables, in the makes that office programs and printers leave.

The makes of `RENDERERS` need no program; `PRINTERS` are programs that print reports themselves.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from html import escape
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.truth import render_docx
from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import Cell, Grid
from tests.truth.marks import strip_marks

CID_FONT = "STSong-Light"
TRUETYPE = "WenQuanYi"
_TRUETYPE_FILE = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
_LEADING = 1.25
_COLUMN_SHARES = {4: (4, 2, 2, 2), 10: (9, 12, 28, 7, 7, 7, 7, 7, 7, 7), 15: (1,) * 15}
_RADICALS = str.maketrans(
    "一二八十人口土大小山工己干日月木水火生用田白目立老耳自至行见足",
    "⼀⼆⼋⼗⼈⼝⼟⼤⼩⼭⼯⼰⼲⽇⽉⽊⽔⽕⽣⽤⽥⽩⽬⽴⽼⽿⾃⾄⾏⻅⾜",
)


@dataclass(frozen=True)
class Make:
    """How a PDF is made.

    `rules` are lines, boxes (a stroked rectangle a cell), bars (thin filled rectangles), dots or none; `vertical`
    says how the labels of groups of rows are set: wrapped, characters (one a line) or rotated. `order` is that of the
    drawing: reading, shuffled lines or shuffled characters. Lengths are points.
    """

    font: str = CID_FONT
    digits: str = ""
    size: float = 10.0
    paper: tuple[float, float] = (595.0, 842.0)
    margin: float = 60.0
    padding: float = 3.0
    rules: str = "lines"
    vertical: str = "wrapped"
    order: str = "reading"
    repeats_header: bool = False
    cuts_rows: bool = False
    numbers_pages: str = "- {} -"
    running_head: str = ""
    bold: bool = False
    turned: bool = False
    decoys: bool = False
    notes: bool = False
    radicals: bool = False
    open_sides: bool = False
    shaded: bool = False
    aligned: str = "centre"


@dataclass(frozen=True)
class Piece:
    """A text on a page, from the upper left corner; `style` is seen, unseen (never shown), white or covered."""

    x: float
    y: float
    text: str
    font: str
    size: float
    turned: bool = False
    style: str = "seen"


@dataclass
class Sheet:
    """What is drawn on one page; rules are (x0, y0, x1, y1)."""

    pieces: list[Piece] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    shades: list[tuple[float, float, float, float]] = field(default_factory=list)


@cache
def _load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    if _TRUETYPE_FILE.exists():
        pdfmetrics.registerFont(TTFont(TRUETYPE, str(_TRUETYPE_FILE)))


def _width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


class _Setter:
    """Sets a report page by page; `y` is where the next line begins."""

    def __init__(self, make: Make, rng: Random) -> None:
        self.make, self.rng = make, rng
        self.sheets = [Sheet()]
        self.y = make.margin

    @property
    def bottom(self) -> float:
        return self.make.paper[1] - self.make.margin

    @property
    def inner(self) -> float:
        return self.make.paper[0] - 2 * self.make.margin

    def new_page(self) -> None:
        self.sheets.append(Sheet())
        self.y = self.make.margin

    def font_of(self, text: str) -> str:
        return self.make.digits if self.make.digits and text.isascii() and text.strip() else self.make.font

    def wrap(self, text: str, width: float, size: float) -> list[str]:
        """Lines of at most `width` points; Chinese text may break anywhere."""
        lines = []
        for paragraph in text.split("\n"):
            line = ""
            for char in paragraph:
                if line and _width(line + char, self.font_of(line + char), size) > width:
                    lines.append(line)
                    line = ""
                line += char
            lines.append(line)
        return lines

    def set_paragraph(self, text: str, kind: str) -> None:
        size = self.make.size * (1.6 if kind == "title" else 1.1)
        indent = "\u3000\u3000" if kind == "paragraph" else ""
        for line in self.wrap(indent + text, self.inner, size):
            if self.y + size * _LEADING > self.bottom:
                self.new_page()
            shift = len(line) - len(line.lstrip("\u3000"))
            x = self.make.margin + shift * size
            if kind == "title":
                x += (self.inner - _width(line, self.make.font, size)) / 2
            self.draw(self.sheets[-1], Piece(x, self.y + size, line.strip("\u3000"), self.make.font, size))
            self.y += size * _LEADING * 1.2
        self.y += self.make.size * 0.4

    def draw(self, sheet: Sheet, piece: Piece) -> None:
        if piece.text.strip():
            sheet.pieces.append(piece)
            if self.make.bold and piece.style == "seen" and not piece.turned:
                sheet.pieces.append(replace(piece, x=piece.x + 0.04 * piece.size))


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


def _place_cells(grid: Grid, setter: _Setter, size: float) -> list[_Placed]:
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


def _row_heights(placed: Sequence[_Placed], rows: int, setter: _Setter, size: float) -> list[float]:
    heights = [size * _LEADING + 2 * setter.make.padding] * rows
    for one in sorted(placed, key=lambda one: one.cell.rows):
        own = range(one.row, min(rows, one.row + one.cell.rows))
        needed = len(one.lines) * size * _LEADING + 2 * setter.make.padding
        if one.vertical == "rotated":
            needed = _width(one.lines[0], setter.make.font, size) + 2 * setter.make.padding
        lacking = needed - sum(heights[row] for row in own)
        for row in own:
            heights[row] += max(0.0, lacking) / len(own)
    return heights


def _header_rows(grid: Grid) -> int:
    return next((place for place, row in enumerate(grid.rows) if any(cell.is_value for cell in row)), 0)


def set_table(grid: Grid, setter: _Setter) -> None:
    """Set a table, over as many pages as it takes."""
    make = setter.make
    size = make.size if grid.width < 15 else min(make.size, 8.0)
    placed = _place_cells(grid, setter, size)
    heights = _row_heights(placed, len(grid.rows), setter, size)
    header = _header_rows(grid) if make.repeats_header else 0
    slices: list[_Slice] = []
    for row, needed in enumerate(heights):
        height, room = needed, setter.bottom - setter.y
        least = size * _LEADING + 2 * make.padding
        if height <= room:
            pass
        elif make.cuts_rows and room > least and height - room > 0.9 * size and row >= header and slices:
            cut = max(least, room // (size * _LEADING) * size * _LEADING)
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


def _break_page(setter: _Setter, placed: Sequence[_Placed], heights: Sequence[float], header: int, size: float) -> None:
    setter.new_page()
    slices = []
    for row in range(header):
        slices.append(_Slice(row, len(setter.sheets) - 1, setter.y, setter.y + heights[row]))
        setter.y += heights[row]
    for one in placed:
        own = [piece for piece in slices if one.row <= piece.row < one.row + one.cell.rows]
        if own:
            _draw_cell(one, own, setter, size)


def _draw_cell(one: _Placed, slices: Sequence[_Slice], setter: _Setter, size: float) -> None:
    waiting = list(one.lines)
    pages = sorted({piece.page for piece in slices})
    for page in pages:
        own = [piece for piece in slices if piece.page == page]
        top, bottom = min(piece.top for piece in own), max(piece.bottom for piece in own)
        sheet = setter.sheets[page]
        _rule_cell(sheet, one, top, bottom, setter.make)
        room = max(1, int((bottom - top - 2 * setter.make.padding + 1) / (size * _LEADING)))
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
    sheet: Sheet, one: _Placed, lines: Sequence[str], span: tuple[float, float], setter: _Setter, size: float
) -> None:
    make, cell = setter.make, one.cell
    top, bottom = span
    if one.vertical == "rotated":
        for line in lines:
            setter.draw(sheet, Piece((one.x0 + one.x1 + size) / 2, bottom - make.padding, line, make.font, size, True))
        return
    y = top + (bottom - top - len(lines) * size * _LEADING) / 2 + size * 1.02
    for line in lines:
        font = setter.font_of(line)
        width = _width(line, font, size)
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
        y += size * _LEADING


def _draw_decoy(sheet: Sheet, x: float, y: float, font: str, size: float, setter: _Setter) -> None:
    if setter.rng.random() < 0.3:
        style = setter.rng.choice(("unseen", "white", "covered", "clipped"))
        sheet.pieces.append(Piece(x, y, str(setter.rng.randint(1, 99)), font, size, style=style))


def render(make: Make, document: Document, rng: Random) -> bytes:
    """The PDF of a report."""
    _load_fonts()
    setter = _Setter(make, rng)
    for part in document_parts(document):
        if isinstance(part, Block):
            setter.set_paragraph(strip_marks(part.text), part.kind)
        else:
            rows = [tuple(replace(cell, text=strip_marks(cell.text)) for cell in row) for row in part.rows]
            set_table(part.with_rows(rows), setter)
    _draw_furniture(setter, document)
    return _write(setter)


def _draw_furniture(setter: _Setter, document: Document) -> None:
    make = setter.make
    wide, high = make.paper
    for number, sheet in enumerate(setter.sheets, start=1):
        if make.numbers_pages:
            text = make.numbers_pages.format(number)
            sheet.pieces.append(Piece(wide / 2 - 10, high - 30, text, make.font, 9.0))
        if make.running_head:
            text = make.running_head.format(document.prose.place.township, document.figures.year)
            sheet.pieces.append(Piece(make.margin, 35.0, text, make.font, 9.0))


def _write(setter: _Setter) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    make = setter.make
    wide, high = make.paper
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(wide, high), pageCompression=1, invariant=1)
    canvas.setTitle("政府信息公开工作年度报告")
    for sheet in setter.sheets:
        if make.turned:
            canvas.setPageRotation(90)
            canvas.translate(high, 0)
            canvas.rotate(90)
        _write_sheet(canvas, sheet, setter)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _write_sheet(canvas: Any, sheet: Sheet, setter: _Setter) -> None:
    make, rng = setter.make, setter.rng
    high = make.paper[1]
    canvas.setFillGray(0.9)
    for x0, y0, x1, y1 in sheet.shades:
        canvas.rect(x0, high - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x0, y0, x1, y1 in sheet.boxes:
        canvas.rect(x0, high - y1, x1 - x0, y1 - y0)
    for rule in sheet.rules:
        _write_rule(canvas, rule, make, high)
    pieces = sheet.pieces
    if make.order == "characters":
        pieces = [part for piece in pieces for part in _split_piece(piece)]
    if make.order != "reading":
        pieces = rng.sample(pieces, len(pieces))
    for piece in pieces:
        _write_piece(canvas, piece, high)


def _write_rule(canvas: Any, rule: tuple[float, float, float, float], make: Make, high: float) -> None:
    x0, y0, x1, y1 = rule
    canvas.setLineWidth(0.5)
    if make.rules == "bars":
        canvas.rect(x0 - 0.25, high - y1 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)
        return
    if make.rules == "dots":
        canvas.setDash(1, 1)
    canvas.line(x0, high - y0, x1, high - y1)


def _split_piece(piece: Piece) -> Iterator[Piece]:
    if piece.turned or piece.style != "seen":
        yield piece
        return
    for place, char in enumerate(piece.text):
        yield replace(piece, x=piece.x + _width(piece.text[:place], piece.font, piece.size), text=char)


def _write_piece(canvas: Any, piece: Piece, high: float) -> None:
    x, y = piece.x, high - piece.y
    canvas.saveState()
    canvas.setFont(piece.font, piece.size)
    if piece.turned:
        canvas.translate(x, y)
        canvas.rotate(90)
        x, y = 0.0, 0.0
    if piece.style == "white":
        canvas.setFillGray(1)
    if piece.style == "clipped":
        path = canvas.beginPath()
        path.rect(1, 1, 5, 5)
        canvas.clipPath(path, stroke=0)
    text = canvas.beginText(x, y)
    if piece.style == "unseen":
        text.setTextRenderMode(3)
    text.textOut(piece.text)
    canvas.drawText(text)
    if piece.style == "covered":
        canvas.setFillGray(1)
        canvas.rect(x - 0.2, y - 0.2 * piece.size, _width(piece.text, piece.font, piece.size) + 0.4, piece.size, 0, 1)
    canvas.restoreState()


_MAKES: dict[str, Make] = {
    "pdf_lines": Make(),
    "pdf_boxes": Make(rules="boxes", size=9.0, numbers_pages="第{}页", running_head="{0}{1}年年度报告"),
    "pdf_bars": Make(rules="bars", repeats_header=True, numbers_pages="{}", digits="Times-Roman", shaded=True),
    "pdf_dots": Make(rules="dots", vertical="characters", size=9.0, paper=(842.0, 595.0)),
    "pdf_rotated_labels": Make(vertical="rotated", repeats_header=True, digits="Helvetica"),
    "pdf_shuffled": Make(order="characters", padding=2.0, vertical="characters", aligned="left"),
    "pdf_shuffled_lines": Make(order="lines", rules="bars", aligned="right", digits="Times-Roman"),
    "pdf_fake_bold": Make(bold=True, rules="boxes", repeats_header=True),
    "pdf_turned": Make(turned=True, digits="Times-Roman"),
    "pdf_tight": Make(padding=0.6, size=8.0, aligned="right", digits="Helvetica", margin=90.0),
    "pdf_small": Make(size=6.0, padding=1.5, numbers_pages="{}"),
    "pdf_large": Make(size=13.0, margin=40.0, repeats_header=True, running_head="{0}政府信息公开"),
    "pdf_cut_rows": Make(cuts_rows=True, size=11.0, digits="Times-Roman"),
    "pdf_cut_rows_headed": Make(cuts_rows=True, size=11.0, repeats_header=True, vertical="characters"),
    "pdf_decoys": Make(decoys=True, padding=4.0, digits="Helvetica", shaded=True),
    "pdf_notes": Make(notes=True, digits="Times-Roman"),
    "pdf_radicals": Make(radicals=True, vertical="characters"),
    "pdf_open_sides": Make(open_sides=True, digits="Helvetica"),
    "pdf_unruled": Make(rules="none", digits="Times-Roman", numbers_pages="{}"),
    "pdf_unruled_shuffled": Make(rules="none", order="characters", aligned="left", size=8.5),
}
_TRUETYPE_MAKES: dict[str, Make] = {
    "pdf_truetype": Make(font=TRUETYPE, rules="bars", vertical="characters", repeats_header=True),
    "pdf_truetype_shuffled": Make(font=TRUETYPE, order="characters", bold=True, cuts_rows=True),
}

RENDERERS: Mapping[str, Callable[[Document, Random], bytes]] = {
    name: partial(render, make)
    for name, make in {**_MAKES, **(_TRUETYPE_MAKES if _TRUETYPE_FILE.exists() else {})}.items()
}
TRAITS: Mapping[str, Mapping[str, Any]] = {
    name: {"blanks": "hidden", "parts_values_with": "space", "is_hard": True}
    for name, make in _MAKES.items()
    if make.rules == "none"
}


def print_with_chromium(documents: Sequence[Document], rng: Random) -> list[bytes]:
    """The reports as Chromium prints them from HTML."""
    with TemporaryDirectory() as folder:
        printed = []
        for number, document in enumerate(documents):
            source, target = Path(folder) / f"{number}.html", Path(folder) / f"{number}.pdf"
            source.write_text(_as_html(document, rng), "utf-8")
            profile = f"--user-data-dir={folder}/profile"
            options = ["--headless", "--no-sandbox", "--disable-gpu", profile, f"--print-to-pdf={target}"]
            subprocess.run([str(_CHROMIUM), *options, source.as_uri()], check=True, capture_output=True, timeout=120)
            printed.append(target.read_bytes())
        return printed


def _as_html(document: Document, rng: Random) -> str:
    collapse = rng.choice(("collapse", "separate"))
    style = f"table {{border-collapse: {collapse}; width: 100%}} td {{border: 1px solid; padding: 2px 4px}}"
    parts = [f"<!doctype html><meta charset='utf-8'><style>{style}</style>"]
    for part in document_parts(document):
        if isinstance(part, Block):
            parts.append(f"<p>{escape(strip_marks(part.text))}</p>")
            continue
        rows = [
            "".join(
                f"<td colspan={cell.columns} rowspan={cell.rows}>{escape(strip_marks(cell.text))}</td>" for cell in row
            )
            for row in part.rows
        ]
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "\n".join(parts)


def print_with_libreoffice(documents: Sequence[Document], rng: Random) -> list[bytes]:
    """The reports as LibreOffice exports them from DOCX."""
    from docx import Document as open_docx

    with TemporaryDirectory() as folder:
        names = [f"{number}.docx" for number in range(len(documents))]
        for name, document in zip(names, documents, strict=True):
            word = open_docx(BytesIO(render_docx.RENDERERS["docx_library"](document, rng)))
            for table in word.tables:
                table.style = "Table Grid"
            word.save(str(Path(folder) / name))
        command = [str(_SOFFICE), f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *(str(Path(folder) / name) for name in names)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [(Path(folder) / name).with_suffix(".pdf").read_bytes() for name in names]


_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
Printer = Callable[[Sequence[Document], Random], list[bytes]]
PRINTERS: Mapping[str, tuple[str | None, Printer]] = {
    "chromium": (_CHROMIUM, print_with_chromium),
    "libreoffice": (_SOFFICE, print_with_libreoffice),
}
"""Programs that print reports, several at a time, by their names; None for one that is not installed."""
