"""The text that tools give of a PDF, in their usual calls."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from tests.truth.tools.programs import run_filter

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of the fonts of every page that Chromium prints


def pdftotext_layout(data: bytes) -> bytes:
    return run_filter("pdftotext", ["-layout", "{}", "-"], data, "pdf")


def pdftotext_raw(data: bytes) -> bytes:
    return run_filter("pdftotext", ["-raw", "{}", "-"], data, "pdf")


def pdftotext_plain(data: bytes) -> bytes:
    return run_filter("pdftotext", ["{}", "-"], data, "pdf")


def mutool_text(data: bytes) -> bytes:
    return run_filter("mutool", ["draw", "-q", "-F", "text", "{}"], data, "pdf")


def mutool_page(data: bytes) -> bytes:
    """A web page of paragraphs, the lines of each joined."""
    return run_filter("mutool", ["draw", "-q", "-F", "xhtml", "{}"], data, "pdf")


def pdftotext_words(data: bytes) -> bytes:
    """XHTML of pages with the box of each word."""
    return run_filter("pdftotext", ["-bbox", "{}", "-"], data, "pdf")


def pdftohtml_words(data: bytes) -> bytes:
    """XML of pages with the box of each stretch of a line."""
    return run_filter("pdftohtml", ["-q", "-i", "-xml", "-stdout", "{}"], data, "pdf")


def mutool_words(data: bytes) -> bytes:
    """XML of pages with the box of each character."""
    return run_filter("mutool", ["draw", "-q", "-F", "stext", "{}"], data, "pdf")


def plumber_text(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def plumber_layout(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return "\n".join(page.extract_text(layout=True) for page in pdf.pages)


def plumber_tables(data: bytes) -> str:
    """Every page from top to bottom: its tables as rows of tabs, between them the text that is in none."""
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return "\n".join(piece for page in pdf.pages for piece in _page_pieces(page))


def _page_pieces(page: Any) -> list[str]:
    pieces, top = [], page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda table: float(table.bbox[1])):
        start, end = table.bbox[1], table.bbox[3]
        if start > top:
            pieces.append(page.crop((page.bbox[0], top, page.bbox[2], start)).extract_text())
        rows = [[(cell or "").replace("\n", "") for cell in row] for row in table.extract()]
        pieces += ["\t".join(row) for row in rows]
        top = max(top, end)
    if top < page.bbox[3]:
        pieces.append(page.crop((page.bbox[0], top, page.bbox[2], page.bbox[3])).extract_text())
    return pieces


def pypdf_text(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def pypdf_layout(data: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text(extraction_mode="layout") for page in PdfReader(BytesIO(data)).pages)
