"""The pages of a PDF: where the words of a report stand on them, in the makes that office programs leave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

CID_FONT = "STSong-Light"
TRUETYPE = "WenQuanYi"
TRUETYPE_FILE = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
LEADING = 1.25


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
def load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    if TRUETYPE_FILE.exists():
        pdfmetrics.registerFont(TTFont(TRUETYPE, str(TRUETYPE_FILE)))


def measure_width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


class Setter:
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
                if line and measure_width(line + char, self.font_of(line + char), size) > width:
                    lines.append(line)
                    line = ""
                line += char
            lines.append(line)
        return lines

    def set_paragraph(self, text: str, kind: str) -> None:
        size = self.make.size * (1.6 if kind == "title" else 1.1)
        indent = "\u3000\u3000" if kind == "paragraph" else ""
        for line in self.wrap(indent + text, self.inner, size):
            if self.y + size * LEADING > self.bottom:
                self.new_page()
            shift = len(line) - len(line.lstrip("\u3000"))
            x = self.make.margin + shift * size
            if kind == "title":
                x += (self.inner - measure_width(line, self.make.font, size)) / 2
            self.draw(self.sheets[-1], Piece(x, self.y + size, line.strip("\u3000"), self.make.font, size))
            self.y += size * LEADING * 1.2
        self.y += self.make.size * 0.4

    def draw(self, sheet: Sheet, piece: Piece) -> None:
        if piece.text.strip():
            sheet.pieces.append(piece)
            if self.make.bold and piece.style == "seen" and not piece.turned:
                sheet.pieces.append(replace(piece, x=piece.x + 0.04 * piece.size))
