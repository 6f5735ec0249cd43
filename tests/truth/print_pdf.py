"""Programs that print reports as PDF themselves; each may be installed or not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.truth import render_docx
from tests.truth.document import Block, Document, document_parts
from tests.truth.marks import strip_marks

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


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


Printer = Callable[[Sequence[Document], Random], list[bytes]]
PRINTERS: Mapping[str, tuple[str | None, Printer]] = {
    "chromium": (_CHROMIUM, print_with_chromium),
    "libreoffice": (_SOFFICE, print_with_libreoffice),
}
"""Programs that print reports, several at a time, by their names; None for one that is not installed."""
