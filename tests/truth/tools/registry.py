"""Every tool by name, the conversions before it, and the routes: which source goes to which tools."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version

from tests.truth.tools import from_html, from_office, from_pdf
from tests.truth.tools.from_html import TextMaker
from tests.truth.tools.programs import (
    convert_with_office,
    find_program,
    inner_texts,
    print_with_chromium,
    program_version,
)

Batch = Callable[[Sequence[bytes]], list[bytes | None]]
_READ_AS_THEY_ARE = ("docx", "html", "pdf", "xlsx", "odt", "rtf", "doc", "ods", "xls")


@dataclass(frozen=True)
class Tool:
    """One way of getting at a report.

    `takes` is the kind of file that it reads; without `make_text` that file itself is the result. `needs` is a package
    (`py:`) or a program. `parts` is how the result parts neighbouring values, as in `Layout.parts_values_with`. A tool
    that `pads_rows` makes of a row that is too short one whose last cell is blank.
    """

    name: str
    takes: str
    make_text: TextMaker | None = None
    needs: str = ""
    parts: str = "cell"
    pads_rows: bool = True

    @property
    def is_text(self) -> bool:
        return self.make_text is not None or self.takes == "innertext"

    @property
    def missing(self) -> str:
        """The package or program that is absent, if any."""
        return "" if not self.needs or _version(self.needs) else self.needs.removeprefix("py:")

    @property
    def key(self) -> str:
        """What its result depends on, beside the file: name, version, and the code that calls it."""
        code = inspect.getsource(inspect.getmodule(self.make_text) or from_html)
        return f"{self.name} {_version(self.needs)} {hashlib.sha256(code.encode()).hexdigest()}"


@cache
def _version(need: str) -> str:
    if not need.startswith("py:"):
        return program_version(need) if find_program(need) else ""
    try:
        return version(need.removeprefix("py:"))
    except PackageNotFoundError:
        return ""


@dataclass(frozen=True)
class Conversion:
    """A program that makes files of one kind from files of another, several at a time."""

    program: str
    convert: Batch

    @property
    def is_missing(self) -> bool:
        return find_program(self.program) is None

    @property
    def key(self) -> str:
        return f"{self.program} {program_version(self.program)}"


def _office(source: str, target: str, export: str = "") -> Conversion:
    return Conversion("soffice", partial(_convert, source=source, target=target, export=export))


def _convert(sources: Sequence[bytes], source: str, target: str, export: str) -> list[bytes | None]:
    return convert_with_office(sources, source, target, export)


CONVERSIONS: Mapping[tuple[str, str], Conversion] = {
    ("docx", "pdf"): _office("docx", "pdf"),
    ("docx", "odt"): _office("docx", "odt"),
    ("docx", "rtf"): _office("docx", "rtf"),
    ("docx", "doc"): _office("docx", "doc", "MS Word 97"),
    ("xlsx", "ods"): _office("xlsx", "ods"),
    ("xlsx", "xls"): _office("xlsx", "xls", "MS Excel 97"),
    ("html", "pdf"): Conversion("chromium", partial(print_with_chromium, options=("--no-pdf-header-footer",))),
    ("html", "innertext"): Conversion("chromium", inner_texts),
}


def _tools() -> Iterator[Tool]:
    yield from (Tool(name, name, pads_rows=name not in ("docx", "html")) for name in _READ_AS_THEY_ARE)
    yield Tool("pdftotext-layout", "pdf", from_pdf.pdftotext_layout, "pdftotext", "space")
    yield Tool("pdftotext-raw", "pdf", from_pdf.pdftotext_raw, "pdftotext", "space")
    yield Tool("pdftotext", "pdf", from_pdf.pdftotext_plain, "pdftotext", "space")
    yield Tool("pdfplumber", "pdf", from_pdf.plumber_text, "py:pdfplumber", "space")
    yield Tool("pdfplumber-layout", "pdf", from_pdf.plumber_layout, "py:pdfplumber", "space")
    yield Tool("pdfplumber-tables", "pdf", from_pdf.plumber_tables, "py:pdfplumber")
    yield Tool("pypdf", "pdf", from_pdf.pypdf_text, "py:pypdf", "space")
    yield Tool("pypdf-layout", "pdf", from_pdf.pypdf_layout, "py:pypdf", "space")
    yield Tool("mutool-text", "pdf", from_pdf.mutool_text, "mutool", "space")
    yield Tool("mutool-page", "pdf", from_pdf.mutool_page, "mutool", "space")
    yield Tool("pdftotext-bbox", "pdf", from_pdf.pdftotext_words, "pdftotext", "space")
    yield Tool("pdftohtml-xml", "pdf", from_pdf.pdftohtml_words, "pdftohtml", "space")
    yield Tool("mutool-stext", "pdf", from_pdf.mutool_words, "mutool", "space")
    yield Tool("innertext", "innertext")
    yield from _page_tools()
    yield from _office_tools()


def _page_tools() -> Iterator[Tool]:
    soup, pandas = "py:beautifulsoup4", "py:pandas"
    yield Tool("bs4", "html", from_html.soup_text(), soup, "", pads_rows=False)
    yield Tool("bs4-newline", "html", from_html.soup_text("\n"), soup, "line", pads_rows=False)
    yield Tool("bs4-newline-strip", "html", from_html.soup_text("\n", strip=True), soup, "line", pads_rows=False)
    yield Tool("bs4-space", "html", from_html.soup_text(" "), soup, "space", pads_rows=False)
    yield Tool("bs4-tab", "html", from_html.soup_text("\t"), soup, pads_rows=False)
    yield Tool("lxml-content", "html", from_html.lxml_content, "py:lxml", "", pads_rows=False)
    yield Tool("lxml-lines", "html", from_html.lxml_lines, "py:lxml", "line", pads_rows=False)
    yield Tool("html2text", "html", from_html.html2text_markdown, "py:html2text")
    yield Tool("html2text-unwrapped", "html", from_html.html2text_unwrapped, "py:html2text")
    yield Tool("trafilatura", "html", from_html.trafilatura_text, "py:trafilatura")
    yield Tool("trafilatura-markdown", "html", from_html.trafilatura_markdown, "py:trafilatura")
    yield Tool("markdownify", "html", from_html.markdownify_page, "py:markdownify")
    yield Tool("inscriptis", "html", from_html.inscriptis_text, "py:inscriptis", "space")
    for name in ("w3m", "lynx", "elinks", "links2"):
        yield Tool(name, "html", from_html.browser_dump(name), name, "space")
    for name in ("plain", "markdown", "gfm"):
        yield Tool(f"pandoc-html-{name}", "html", from_html.pandoc_html(name), "pandoc", _pandoc_parts(name))
    for name, write in _FRAMES.items():
        yield Tool(f"pandas-html-{name}", "html", from_html.pandas_tables(write), pandas, _frame_parts(name))


def _pandoc_parts(target: str) -> str:
    return "space" if target != "gfm" else "cell"


def _frame_parts(name: str) -> str:
    return "space" if name.startswith("string") else "cell"


_FRAMES = {
    "csv": from_html.frame_csv,
    "csv-index": from_html.frame_csv_index,
    "string": from_html.frame_string,
    "string-bare": from_html.frame_string_bare,
    "markdown": from_html.frame_markdown,
    "markdown-bare": from_html.frame_markdown_bare,
}


def _office_tools() -> Iterator[Tool]:
    docx, pandas = "py:python-docx", "py:pandas"
    for name, separator in (("tab", "\t"), ("newline", "\n"), ("pipe", " | ")):
        parts = "line" if name == "newline" else "cell"
        yield Tool(f"python-docx-{name}", "docx", from_office.docx_loop(separator), docx, parts)
    yield Tool("python-docx-tables-last", "docx", from_office.docx_loop("\t", tables_last=True), docx)
    yield Tool("docx2txt", "docx", from_office.docx2txt_text, "py:docx2txt", "line")
    for name in ("plain", "markdown", "gfm"):
        yield Tool(f"pandoc-docx-{name}", "docx", from_office.pandoc_docx(name), "pandoc", _pandoc_parts(name))
    yield Tool("antiword", "doc", from_office.antiword_text, "antiword")
    yield Tool("antiword-wide", "doc", from_office.antiword_wide, "antiword")
    for name, write in _FRAMES.items():
        yield Tool(f"pandas-excel-{name}", "xlsx", from_office.excel_sheets(write), pandas, _frame_parts(name))
    yield Tool("pandas-excel-headed", "xlsx", from_office.excel_sheets(from_html.frame_csv, header=True), pandas)


TOOLS: Mapping[str, Tool] = {tool.name: tool for tool in _tools()}


@dataclass(frozen=True)
class Route:
    """A source with the tools that it goes to; `share` is how often it is drawn beside the others."""

    name: str
    source: str
    takes: tuple[str, ...]
    share: int = 1

    @property
    def tools(self) -> list[Tool]:
        return [tool for tool in TOOLS.values() if tool.takes in self.takes]


ROUTES: Mapping[str, Route] = {
    route.name: route
    for route in (
        Route("word", "word", ("docx",)),
        Route("word-saved", "word", ("odt", "rtf", "doc")),
        Route("word-pdf", "word", ("pdf",), 2),
        Route("word-pdf-unruled", "word_unruled", ("pdf",)),
        Route("web", "web", ("html", "innertext"), 2),
        Route("page-pdf", "printed", ("pdf",)),
        Route("page-pdf-unruled", "printed_unruled", ("pdf",)),
        Route("workbook", "workbook", ("xlsx", "ods", "xls")),
    )
}
