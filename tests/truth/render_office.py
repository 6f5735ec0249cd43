"""Reports as LibreOffice itself writes them: DOC, RTF, and its own makes of DOCX, ODT, XLSX, XLS and ODS.

`RENDERERS` is empty where LibreOffice is not installed; a document takes some seconds. DOC and RTF are read with the
converter of `flows.reading.office`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from flows.reading.office import find_program
from tests.truth import render_docx, render_spreadsheet
from tests.truth.document import Document

Renderer = Callable[[Document, Random], bytes]


def save_as(render: Renderer, source: str, target: str, export: str = "") -> Renderer:
    """The file of `render`, whose name ends in `source`, as LibreOffice saves it in the format `target`."""

    def render_converted(document: Document, rng: Random) -> bytes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"report.{source}"
            path.write_bytes(render(document, rng))
            command = [
                str(find_program()),
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
            ]
            command += [
                "--convert-to",
                f"{target}:{export}" if export else target,
                "--outdir",
                folder + "/out",
                str(path),
            ]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            return (Path(folder) / "out" / f"report.{target}").read_bytes()

    return render_converted


def _renderers() -> Mapping[str, Renderer]:
    if find_program() is None:
        return {}
    words, sheets = render_docx.RENDERERS, render_spreadsheet.RENDERERS
    return {
        "doc_merged": save_as(words["docx_merged"], "docx", "doc", "MS Word 97"),
        "doc_tracked": save_as(words["docx_tracked"], "docx", "doc", "MS Word 97"),
        "rtf_merged": save_as(words["docx_merged"], "docx", "rtf"),
        "docx_office": save_as(words["docx_hand_drawn"], "docx", "docx"),
        "odt_office": save_as(words["docx_tracked"], "docx", "odt"),
        "odt_office_notes": save_as(words["docx_notes"], "docx", "odt"),
        "xlsx_office": save_as(sheets["ods_sheets"], "ods", "xlsx"),
        "xls_office": save_as(sheets["xlsx_formats"], "xlsx", "xls", "MS Excel 97"),
        "ods_office": save_as(sheets["xlsx_formats"], "xlsx", "ods"),
        "ods_office_hidden": save_as(sheets["xlsx_hidden"], "xlsx", "ods"),
    }


RENDERERS: Mapping[str, Renderer] = _renderers()
