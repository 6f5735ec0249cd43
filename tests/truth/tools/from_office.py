"""The text that tools give of a Word document or a workbook, in their usual calls."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from tests.truth.tools.from_html import TextMaker
from tests.truth.tools.programs import run_filter


def docx_loop(separator: str, *, tables_last: bool = False) -> TextMaker:
    """Paragraphs and tables by python-docx, a line for each row, `row.cells` joined by a separator."""

    def make(data: bytes) -> str:
        from docx import Document

        document = Document(BytesIO(data))
        if tables_last:
            parts: list[Any] = [*document.paragraphs, *document.tables]
        else:
            parts = list(document.iter_inner_content())
        return "\n".join(_part_text(part, separator) for part in parts)

    return make


def _part_text(part: Any, separator: str) -> str:
    if not hasattr(part, "rows"):
        return str(part.text)
    return "\n".join(separator.join(cell.text for cell in row.cells) for row in part.rows)


def docx2txt_text(data: bytes) -> str:
    import docx2txt

    return str(docx2txt.process(BytesIO(data)))


def pandoc_docx(target: str) -> TextMaker:
    return lambda data: run_filter("pandoc", ["-f", "docx", "-t", target, "{}"], data, "docx")


def antiword_text(data: bytes) -> bytes:
    return run_filter("antiword", ["-m", "UTF-8.txt", "{}"], data, "doc")


def antiword_wide(data: bytes) -> bytes:
    """The option that people use against wrapped cells: lines as long as their paragraphs."""
    return run_filter("antiword", ["-m", "UTF-8.txt", "-w", "0", "{}"], data, "doc")


def excel_sheets(write: Callable[[Any], str], *, header: bool = False) -> TextMaker:
    """Every sheet of a workbook as `read_excel` reads and `write` writes it, its first row as the header or not."""

    def make(data: bytes) -> str:
        import pandas

        sheets = pandas.read_excel(BytesIO(data), sheet_name=None, header=0 if header else None)
        return "\n\n".join(write(sheet) for sheet in sheets.values())

    return make
