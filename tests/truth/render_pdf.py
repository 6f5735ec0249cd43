"""Reports as PDF files: typeset on pages with ruled tables, in the makes that office programs and printers leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from tests.truth.document import Block, Document, document_parts
from tests.truth.marks import strip_marks
from tests.truth.pdf_canvas import write_pages
from tests.truth.pdf_pages import TRUETYPE, TRUETYPE_FILE, Make, Piece, Setter, load_fonts
from tests.truth.pdf_tables import set_table


def render(make: Make, document: Document, rng: Random) -> bytes:
    """The PDF of a report."""
    load_fonts()
    setter = Setter(make, rng)
    for part in document_parts(document):
        if isinstance(part, Block):
            setter.set_paragraph(strip_marks(part.text), part.kind)
        else:
            rows = [tuple(replace(cell, text=strip_marks(cell.text)) for cell in row) for row in part.rows]
            set_table(part.with_rows(rows), setter)
    _draw_furniture(setter, document)
    return write_pages(setter)


def _draw_furniture(setter: Setter, document: Document) -> None:
    make = setter.make
    wide, high = make.paper
    for number, sheet in enumerate(setter.sheets, start=1):
        if make.numbers_pages:
            text = make.numbers_pages.format(number)
            sheet.pieces.append(Piece(wide / 2 - 10, high - 30, text, make.font, 9.0))
        if make.running_head:
            text = make.running_head.format(document.prose.place.township, document.figures.year)
            sheet.pieces.append(Piece(make.margin, 35.0, text, make.font, 9.0))


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
    for name, make in {**_MAKES, **(_TRUETYPE_MAKES if TRUETYPE_FILE.exists() else {})}.items()
}
TRAITS: Mapping[str, Mapping[str, Any]] = {
    name: {"blanks": "hidden", "parts_values_with": "space", "is_hard": True}
    for name, make in _MAKES.items()
    if make.rules == "none"
}
