"""Known reports as Chromium prints them with fonts of this machine: whole, or a table alone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from contextlib import closing
from html import escape
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pypdfium2

from tests.truth.document import Block, Document, document_parts
from tests.truth.form_grid import Grid
from tests.truth.marks import strip_marks

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Song, hei, kai and ming, as offices print; those that are not installed are replaced by the browser.
FONTS = (
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "AR PL UMing CN",
    "AR PL UKai CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
POINTS = 72
Part = Block | Grid


def print_html(page: str) -> bytes:
    """A page of HTML as PDF."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "a.html", Path(folder) / "a.pdf"
        source.write_text(page, "utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        options += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        subprocess.run([str(CHROMIUM), *options, source.as_uri()], check=True, capture_output=True, timeout=300)
        return target.read_bytes()


def style_of(rng: Random) -> str:
    """How a report is set: a font for words and perhaps another for digits, as offices have it."""
    font = rng.choice(FONTS)
    digits = rng.choice(("'Times New Roman', 'Liberation Serif',", "", "'DejaVu Sans',", ""))
    size, padding = rng.choice((10.5, 10.5, 12, 9)), rng.choice((2, 3, 5))
    rule = rng.choice((0.5, 0.75, 1, 1.5))
    align = rng.choice(("center", "center", "left", "right"))
    return (
        f"@page {{size: A4; margin: {rng.choice((15, 20, 25))}mm}} body {{font: {size}pt/1.5 {digits} '{font}'}}"
        f"table {{border-collapse: collapse; width: 100%; margin: 8pt 0}}"
        f"td {{border: {rule}pt solid #000; padding: {padding}pt; text-align: {align}; line-height: 1.3}}"
        "h1 {font-size: 18pt; text-align: center} p {margin: 4pt 0; text-indent: 2em}"
    )


def html_of(parts: Iterable[Part], style: str) -> str:
    """Parts of a report as a page."""
    written = [f"<!doctype html><html lang=zh-CN><meta charset='utf-8'><style>{style}</style>"]
    for part in parts:
        if isinstance(part, Block):
            tag = "h1" if part.kind == "title" else "p"
            written.append(f"<{tag}>{escape(strip_marks(part.text))}</{tag}>")
            continue
        rows = (
            "".join(
                f"<td colspan={cell.columns} rowspan={cell.rows}>{escape(strip_marks(cell.text))}</td>" for cell in row
            )
            for row in part.rows
        )
        written.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "\n".join(written)


def parts_of(document: Document) -> list[Part]:
    """What a report consists of, in order."""
    return list(document_parts(document))


def draw_pages(printed: bytes, dots: int) -> list[Any]:
    """The pages of a PDF as pixels (height x width x 3), so many to the inch."""
    with closing(pypdfium2.PdfDocument(printed)) as document:
        return [page.render(scale=dots / POINTS, rev_byteorder=True).to_numpy()[:, :, :3].copy() for page in document]


def draw_table(grid: Grid, style: str, dots: int) -> list[Any]:
    """A table alone, each page that it takes cut to what is printed there."""
    return [_cut(page) for page in draw_pages(print_html(html_of([grid], style)), dots)]


def _cut(page: Any, margin: int = 12) -> Any:
    ys, xs = np.nonzero(page.min(axis=2) < 200)
    if not len(ys):
        return page
    top, left = max(0, ys.min() - margin), max(0, xs.min() - margin)
    return page[top : ys.max() + margin, left : xs.max() + margin].copy()
