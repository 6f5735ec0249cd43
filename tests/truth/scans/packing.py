"""Pictures of reports as files: scans as PDF, and pictures in the place of tables in PDF, Word and HTML."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping, Sequence
from html import escape
from random import Random
from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.truth.document import Block, Document
from tests.truth.marks import strip_marks
from tests.truth.scans.printing import POINTS, draw_pages, draw_table, html_of, parts_of, print_html, style_of
from tests.truth.scans.spoiling import Spoil

A4 = (595.0, 842.0)


def encode(page: Any, kind: str) -> bytes:
    """Pixels as a picture file."""
    held = io.BytesIO()
    Image.fromarray(page).save(held, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return held.getvalue()


def scanned_pdf(document: Document, rng: Random, dots: int, spoil: Spoil) -> tuple[bytes, int]:
    """All pages as pictures."""
    pages = draw_pages(print_html(html_of(parts_of(document), style_of(rng))), dots)
    held = io.BytesIO()
    canvas = Canvas(held)
    for page in pages:
        spoilt = spoil(page, rng)
        size = spoilt.shape[1] / dots * POINTS, spoilt.shape[0] / dots * POINTS
        canvas.setPageSize(size)
        kind = rng.choice(("JPEG", "JPEG", "JPEG", "PNG"))
        canvas.drawImage(ImageReader(io.BytesIO(encode(spoilt, kind))), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return held.getvalue(), len(pages)


def mixed_pdf(document: Document, rng: Random, dots: int, spoil: Spoil) -> tuple[bytes, int]:
    """Pages with text, and one of their tables as a picture."""
    parts, style = parts_of(document), style_of(rng)
    grids = [place for place, part in enumerate(parts) if not isinstance(part, Block)]
    chosen = rng.choice(grids)
    written = [html_of([part], "") if place != chosen else "" for place, part in enumerate(parts)]
    pictures = _table_pictures(parts[chosen], style, rng, dots, spoil)
    written[chosen] = "".join(_tag(picture, "width:100%") for picture in pictures)
    page = f"<!doctype html><html lang=zh-CN><meta charset='utf-8'><style>{style}</style>" + "\n".join(written)
    return print_html(page), len(pictures)


def _table_pictures(grid: Any, style: str, rng: Random, dots: int, spoil: Spoil) -> list[Any]:
    return [spoil(page, rng) for page in draw_table(grid, style, dots)]


def _tag(picture: Any, look: str = "") -> str:
    data = base64.b64encode(encode(picture, "JPEG")).decode()
    return f'<p style="text-indent:0"><img style="{look}" src="data:image/jpeg;base64,{data}"></p>'


def pictured_html(document: Document, rng: Random, dots: int, spoil: Spoil) -> tuple[bytes, int]:
    """A page of the web that shows its tables as pictures."""
    style, count = style_of(rng), 0
    written = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for part in parts_of(document):
        if isinstance(part, Block):
            written.append(f"<p>{escape(strip_marks(part.text))}</p>")
            continue
        pictures = _table_pictures(part, style, rng, dots, spoil)
        count += len(pictures)
        written += [_tag(picture) for picture in pictures]
    return "\n".join([*written, "</body></html>"]).encode(), count


def pictured_docx(document: Document, rng: Random, dots: int, spoil: Spoil) -> tuple[bytes, int]:
    """A Word document that shows its tables as pictures."""
    from docx import Document as open_docx
    from docx.shared import Cm

    word, style, count = open_docx(), style_of(rng), 0
    for part in parts_of(document):
        if isinstance(part, Block):
            word.add_paragraph(strip_marks(part.text))
            continue
        for picture in _table_pictures(part, style, rng, dots, spoil):
            count += 1
            word.add_picture(io.BytesIO(encode(picture, "PNG")), width=Cm(15))
    held = io.BytesIO()
    word.save(held)
    return held.getvalue(), count


Pack = Callable[[Document, Random, int, Spoil], tuple[bytes, int]]
PACKS: Mapping[str, Pack] = {
    "scanned pdf": scanned_pdf,
    "mixed pdf": mixed_pdf,
    "html": pictured_html,
    "docx": pictured_docx,
}
"""How pictures come: a function that gives the file and how many pictures it has."""


def weights(names: Sequence[str]) -> list[int]:
    """How often each way comes: most pictures are scans."""
    return [5 if name == "scanned pdf" else 1 for name in names]
