"""Pages drawn as a PDF file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from tests.truth.pdf_pages import Make, Piece, Setter, Sheet, measure_width


def write_pages(setter: Setter) -> bytes:
    """The PDF file of what was set."""
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


def _write_sheet(canvas: Any, sheet: Sheet, setter: Setter) -> None:
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
        yield replace(piece, x=piece.x + measure_width(piece.text[:place], piece.font, piece.size), text=char)


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
        canvas.rect(
            x - 0.2, y - 0.2 * piece.size, measure_width(piece.text, piece.font, piece.size) + 0.4, piece.size, 0, 1
        )
    canvas.restoreState()
