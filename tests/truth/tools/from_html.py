"""The text that tools give of a web page, in their usual calls."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

from tests.truth.tools.programs import run_filter

TextMaker = Callable[[bytes], str | bytes]


def _text(data: bytes) -> str:
    return data.decode("utf-8")


def soup_text(separator: str = "", *, strip: bool = False) -> TextMaker:
    """`get_text` of BeautifulSoup with a separator."""

    def make(data: bytes) -> str:
        from bs4 import BeautifulSoup

        return str(BeautifulSoup(_text(data), "lxml").get_text(separator, strip=strip))

    return make


def lxml_content(data: bytes) -> str:
    from lxml.html import document_fromstring

    return str(document_fromstring(_text(data)).text_content())


def lxml_lines(data: bytes) -> str:
    """Each text node that is not empty on a line of its own."""
    from lxml.html import document_fromstring

    return "\n".join(text.strip() for text in document_fromstring(_text(data)).itertext() if text.strip())


def html2text_markdown(data: bytes) -> str:
    import html2text

    return str(html2text.html2text(_text(data)))


def html2text_unwrapped(data: bytes) -> str:
    import html2text

    maker = html2text.HTML2Text()
    maker.body_width = 0
    maker.pad_tables = True
    return str(maker.handle(_text(data)))


def trafilatura_text(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(_text(data)) or ""


def trafilatura_markdown(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(_text(data), output_format="markdown", favor_recall=True) or ""


def markdownify_page(data: bytes) -> str:
    from markdownify import markdownify

    return str(markdownify(_text(data)))


def inscriptis_text(data: bytes) -> str:
    from inscriptis import get_text

    return str(get_text(_text(data)))


def browser_dump(program: str) -> TextMaker:
    """The text of a page as a browser of terminals shows it, tables with their borders."""
    return lambda data: run_filter(program, [*_DUMPS[program], "{}"], data, "html")


_DUMPS = {
    "w3m": ("-dump", "-I", "UTF-8", "-O", "UTF-8"),
    "lynx": ("-dump", "-nolist", "-assume_charset=utf-8", "-display_charset=utf-8"),
    "elinks": ("-dump", "-dump-charset", "utf-8", "-no-references", "-no-numbering"),
    "links2": ("-dump", "-codepage", "utf-8", "-html-assume-codepage", "utf-8"),
}


def pandoc_html(target: str) -> TextMaker:
    return lambda data: run_filter("pandoc", ["-f", "html", "-t", target, "{}"], data, "html")


def pandas_tables(write: Callable[[Any], str]) -> TextMaker:
    """The text of the page, each innermost table in it as `read_html` reads and `write` writes it."""

    def make(data: bytes) -> str:
        import pandas
        from bs4 import BeautifulSoup

        soup = BeautifulSoup(_text(data), "lxml")
        written = []
        for table in soup.find_all("table"):
            if table.find("table"):
                continue
            frames = pandas.read_html(StringIO(str(table)))
            written.append("\n".join(write(frame) for frame in frames))
            table.replace_with(f"\n@@{len(written) - 1}@@\n")
        text = str(soup.get_text("\n"))
        for number, printed in enumerate(written):
            text = text.replace(f"@@{number}@@", printed)
        return text

    return make


def frame_csv(frame: Any) -> str:
    return str(frame.to_csv(index=False))


def frame_csv_index(frame: Any) -> str:
    return str(frame.to_csv())


def frame_string(frame: Any) -> str:
    return str(frame.to_string())


def frame_string_bare(frame: Any) -> str:
    return str(frame.to_string(index=False))


def frame_markdown(frame: Any) -> str:
    return str(frame.to_markdown())


def frame_markdown_bare(frame: Any) -> str:
    return str(frame.to_markdown(index=False))
