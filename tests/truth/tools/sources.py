"""The files in which reports are written before a tool sees them: Word documents, printed pages, web pages, workbooks.

The same document and seed always give the same bytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.truth import render_html, render_spreadsheet
from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import Grid
from tests.truth.tools.word import render_word

Writer = Callable[[Document, Random, bool], bytes]
"""Writes a document without marks; the last argument says whether its pages are numbered."""
_CHARSET = re.compile(r"""(charset=["']?)[\w-]+""")
_TIME_OF_DAY = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# What people's editors make, without what only a browser would hide or only a style sheet would show.
WEB_PAGES = (
    "html_plain",
    "html_bare",
    "html_word",
    "html_layout_tables",
    "html_divs",
    "html_breaks",
    "html_letters",
    "html_entities",
)
WORKBOOKS = ("xlsx_one_sheet", "xlsx_sheets", "xlsx_texts")


@dataclass(frozen=True)
class Source:
    """One make of file: how its names end, and who writes it."""

    suffix: str
    write: Writer


def write_web_page(document: Document, rng: Random, numbered: bool) -> bytes:
    """A page of a web site, in one of the makes that editors leave; its charset is the one that it is in."""
    page = render_html.RENDERERS[rng.choice(WEB_PAGES)](document, rng)
    return _CHARSET.sub(r"\1utf-8", str(page)).encode("utf-8")


def write_workbook(document: Document, rng: Random, numbered: bool) -> bytes:
    return steady(render_spreadsheet.RENDERERS[rng.choice(WORKBOOKS)](document, rng))


def print_page(rules: bool) -> Writer:
    """A page as it is made to be printed: tables over the whole width, with rules or without."""

    def write(document: Document, rng: Random, numbered: bool) -> bytes:
        return _printed(document, rng, rules=rules, numbered=numbered).encode("utf-8")

    return write


def _printed(document: Document, rng: Random, *, rules: bool, numbered: bool) -> str:
    size = rng.choice((9, 10, 10.5, 12))
    counter = rng.choice(("counter(page)", '"- " counter(page) " -"', '"第" counter(page) "页"'))
    page_box = f"@bottom-center {{content: {counter}}}" if numbered else ""
    collapse = rng.choice(("collapse", "separate; border-spacing: 0"))
    padding = rng.choice(("1px 2px", "2px 4px", "4px"))
    styles = (
        f"@page {{size: A4{rng.choice(('', '', ' landscape'))}; margin: 20mm; {page_box}}}\n"
        f"body {{font: {size}pt serif}} h1 {{text-align: center}} p {{text-indent: 2em}}\n"
        f"table {{border-collapse: {collapse}; width: 100%}}\n"
        f"td {{{'border: 1px solid;' if rules else ''} padding: {padding}; vertical-align: middle;"
        f" text-align: {rng.choice(('center', 'center', 'left'))}}}\n"
    )
    parts = [f"<!doctype html><html><head><meta charset='utf-8'><style>{styles}</style></head><body>"]
    for part in document_parts(document):
        parts.append(_printed_table(part) if isinstance(part, Grid) else _printed_block(part))
    return "\n".join([*parts, "</body></html>"])


def _printed_block(block: Block) -> str:
    tag = {"title": "h1", "heading": "h3"}.get(block.kind, "p")
    text = html.escape(block.text, quote=False).replace("\n", "<br>")
    return f"<{tag}>{text}</{tag}>"


def _printed_table(grid: Grid) -> str:
    rows = [
        "".join(
            f"<td colspan={cell.columns} rowspan={cell.rows}>{html.escape(cell.text, quote=False)}</td>" for cell in row
        )
        for row in grid.rows
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def steady(data: bytes) -> bytes:
    """A ZIP package with one time of day for all its members, so that the same document gives the same bytes."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as given, ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for member in given.infolist():
            content = given.read(member)
            if member.filename == "docProps/core.xml":
                content = _TIME_OF_DAY.sub(b"2024-01-01T00:00:00Z", content)
            kind = ZIP_STORED if member.filename == "mimetype" else ZIP_DEFLATED
            made.writestr(ZipInfo(member.filename), content, kind)
    return buffer.getvalue()


def write_word(rules: bool) -> Writer:
    """A Word document, its tables with rules or without."""

    def write(document: Document, rng: Random, numbered: bool) -> bytes:
        return steady(render_word(document, rng, rules=rules, numbered=numbered))

    return write


SOURCES: Mapping[str, Source] = {
    "word": Source("docx", write_word(rules=True)),
    "word_unruled": Source("docx", write_word(rules=False)),
    "printed": Source("html", print_page(rules=True)),
    "printed_unruled": Source("html", print_page(rules=False)),
    "web": Source("html", write_web_page),
    "workbook": Source("xlsx", write_workbook),
}
