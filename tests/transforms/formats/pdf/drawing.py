"""PDFs drawn for tests, and what is read of them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from io import BytesIO
from typing import Any

from pypdfium2 import PdfDocument
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.truth.pdf_pages import CID_FONT
from transforms.doubts import Rejection
from transforms.formats.content import Block, Content, Table
from transforms.formats.pdf import read_content
from transforms.formats.pdf.marks import Budget, PageMarks
from transforms.formats.pdf.page import read_page
from transforms.limits import Limits

Draw = Callable[[Any], None]
PAPER = (400.0, 500.0)
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PROSE = "本页写满了字，不是一张图片。"


def make_pdf(*pages: Draw, **options: Any) -> bytes:
    """A PDF of pages as they are drawn, of 400 × 500 points, in 12 points."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=PAPER, **options)
    for draw in pages:
        canvas.setFont(CID_FONT, 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw, **options: Any) -> Content:
    content = read_content(make_pdf(*pages, **options), Limits())
    assert isinstance(content, Content), content
    return content


def reject(data: bytes, limits: Limits | None = None) -> Rejection:
    rejection = read_content(data, limits or Limits())
    assert isinstance(rejection, Rejection)
    return rejection


def lines_of(content: Content) -> list[str]:
    return [line for block in content.blocks if isinstance(block, str) for line in block.split("\n")]


def table_of(content: Content) -> Table:
    (table,) = (block for block in content.blocks if not isinstance(block, str))
    return table


def write(*pieces: tuple[float, float, str], size: float = 12) -> Draw:
    """Text at places, with a line of prose at the foot so that the page is none that only shows a picture."""

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 100, PROSE)
        canvas.setFont(CID_FONT, size)
        for x, y, text in pieces:
            canvas.drawString(x, y, text)

    return draw


def rule(canvas: Any, xs: Iterable[float], ys: Iterable[float]) -> None:
    canvas.grid(list(xs), list(ys))


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects; the first is its catalogue."""
    data, offsets = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return data + head + table + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(data))


def page_of(stream: bytes) -> bytes:
    """A PDF of one page with these instructions, F its font."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def page_with_flate(stream: bytes) -> bytes:
    """As `page_of`, the instructions compressed."""
    packed = zlib.compress(stream)
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def grey_picture() -> ImageReader:
    return ImageReader(BytesIO(b"P5 4 4 255 " + bytes(range(100, 116))))


def text_of(block: Block) -> str:
    return block if isinstance(block, str) else "".join(cell for row in block for cell in row)


def marks_of(data: bytes, steps: int = 1_000_000) -> PageMarks:
    """The visible marks of the first page; raises `TooComplexError` where they cost more than `steps`."""
    with closing(PdfDocument(data)) as document, closing(document[0]) as page:
        return read_page(document, page, Budget(steps))


def glyphs_of(data: bytes) -> str:
    """The characters that are seen on the first page."""
    return "".join(glyph.text for glyph in marks_of(data).glyphs)
