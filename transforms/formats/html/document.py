"""HTML in any encoding: the report of a page as blocks, without what the page shows around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING

from transforms.doubts import Doubt, Reason, Rejection
from transforms.formats.content import Block, Content
from transforms.formats.decoded import decode_file
from transforms.formats.dressed_letters import undress_letters
from transforms.formats.html.article import Article, count_labels, find_article, find_title_years, heading_number
from transforms.formats.html.cascade import CostlyStylesError
from transforms.formats.html.guard import refuse_costly
from transforms.formats.html.page import Page, read_page
from transforms.formats.html.pieces import Piece
from transforms.formats.html.tables import TooManyCellsError, align_tables
from transforms.formats.pictures import PictureReader
from transforms.language import Pair, listed
from transforms.limits import Limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# Bytes that are looked at. A page that begins with scripts has its body far behind them, but begins as a page does.
_HEAD_BYTES = 65_536
# The beginning of a page: a tag of HTML behind nothing but blanks, comments and the declaration of XML. Leaves tags of
# other names (<paragraph>), words in angle brackets and a page with text before its first tag (see `_LEAST_TAGS`).
# Misses rarer elements in front (<header>, <i>).
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<!--.{0,20000}?-->|<\?xml[^>]{0,200}>)*+"
    rb"(?:<!doctype\s+html\b|<(?:html|head|body|meta|title|base|link|style|script|div|p|span|table|tbody|tr|center|font|h[1-6]"
    rb"|article|section|main|form|ul|ol|dl|pre|br|hr|b|strong|a|img|o:p)(?=[\s>/]))",
    re.I | re.S,
)
# A tag that pages have many of, wherever it stands: a copied text has tables, a page a line of a server on top.
# Leaves the rare ones. Misses one with more than 500 characters of attributes.
_TAG = re.compile(
    rb"</(?:p|div|td|tr|table|span|html|body|h[1-6]|pre|li|a)\s*>|<(?:td|tr|br|p|div|hr|body)\b[^<>]{0,500}>", re.I
)
# So many of them are a page. A text about tags names one or two pairs, the smallest table of the form has dozens.
_LEAST_TAGS = 12
# A row of a table in Markdown, whose cells have line breaks of HTML.
_PIPE_ROW = re.compile(rb"^[ \t]*\|[^\r\n]*\|[ \t]*\r?$", re.M)
# Such rows by which a text with no table of HTML is Markdown. The smallest table of the form has as many.
_LEAST_PIPE_ROWS = 3
# The rule of a table that only Markdown has: dashes for each column, or dashes between crossings. The tables of HTML
# beside it are those that Markdown has no form for (`page_markdown`). Leaves the rule of a heading and one of pipes.
_TABLE_RULE = re.compile(rb"^ {0,3}(?:-{3,}(?: +-{3,})+|\+(?:[-=:]{3,}\+)+) *\r?$", re.M)
# A heading or a division of Markdown, by which a text that begins with a tag is Markdown too, and what only pages have.
_MARKDOWN_BLOCK = re.compile(rb"^(?:#{1,6} |:::)", re.M)
_PAGE = re.compile(rb"<(?:!doctype|html|head|body)\b", re.I)
# A tag that was escaped, several times too (&amp;lt;td&gt;). Leaves the signs for less and more (&lt;5).
_ESCAPED_TAG = re.compile(r"&(?:amp;)*lt;/?(?:p|div|td|tr|table|span|h[1-6]|br)\b", re.I)
# By an editor, by a content system and by a gateway; deeper ones are left.
_MOST_ESCAPES = 3
# A cell of a page that has its tables as they should be: what is escaped beside it is text.
_OPEN_CELL = re.compile(r"<t[dh]\b", re.I)
# XML that is no page, by its root: an icon (svg) or a list of news (feed) may also stand inside of a page, and is left.
_NOT_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s|<!--.{0,20000}?-->|<\?(?!mso-application)[^>]{0,200}>|<!doctype[^>]{0,300}>)*+"
    rb"(?:<\?mso-application|<(?:w:wordDocument|Workbook|office:document|rss|feed|svg)\b)",
    re.I | re.S,
)
# An empty element as XHTML writes it (<title/>, <script src="x"/>), whose slash HTML passes over: it would swallow what
# follows. Leaves those that hold nothing anyway (<br/>). Misses rarer ones (<select/>).
_SELF_CLOSED = re.compile(
    r"<(title|script|style|textarea|iframe|noscript|div|span|a|p|b|i|td|th)((?:\s[^<>]*)?)/>", re.I
)
# XHTML says so in its first line. Leaves pages that are XHTML by their document type alone: browsers read them as HTML.
_XML = re.compile(r"\s*<\?xml", re.I)
# What parts lines in a page. Without any of it, as in a text with only its tables as HTML, the line ends of the source
# are those of the text. Misses other blocks (<dd>, <section>): nobody has seen a page of them alone.
_LINE_MAKERS = re.compile(r"<(?:p|div|br|li|pre|h[1-6]|body|html)\b", re.I)
# Another page in a frame of this one. Leaves the frameset itself, as one without frames shows nothing.
_FRAME = re.compile(r"<i?frame\b", re.I)
# The end of a page that was not cut off: an element that holds others is closed there. Leaves the end of a cell.
_END = re.compile(r"</(?:html|body|div|article|section|table)\s*>(?:\s|<!--.{0,2000}?-->)*\Z", re.I | re.S)
# What sends a browser on: the header in `meta`, or a script. Leaves other headers and words that end alike. Takes
# comparisons (location == x) too, which does no harm on a page without text. Misses location.assign.
_REDIRECT = re.compile(r"http-equiv\s*=\s*[\"']?refresh|location\s*(?:\.href|\.replace)?\s*[=(]", re.I)
# Characters from which a page with frames or a redirection has a text of its own: a notice (正在跳转…) is shorter, and
# every report longer.
_LEAST_TEXT = 40
# The sections of the outline that hold the official tables.
_TABLE_SECTIONS = (2, 3, 4)
# Different labels of the form in one paragraph that are a table set as text. Prose about requests has one or two.
_TOLD_LABELS = 3
# Names under which a page says something of itself (PubDate, ContentSource, og:title). Leaves those for browsers and
# robots, but takes their rarer ones too (baidu-site-verification), which does no harm.
_METADATA_NAMES = re.compile(
    r"(?!viewport|robots|renderer|generator|format-detection|referrer|theme|msapplication|apple|progid)[\w.:-]{1,60}",
    re.I,
)
# Characters of one value that are kept: a description that repeats the preamble has some hundred, one that holds the
# report any number.
_LONGEST_METADATA = 2_000
# Elements `meta` that are looked at; a page of a site has some dozens.
_MOST_METADATA = 200


def recognises(data: bytes) -> bool:
    """Whether bytes are HTML: they begin with a tag of HTML or hold many, in any encoding that keeps ASCII readable.

    >>> recognises(b"<p>1</p>"), recognises("<html>".encode("utf-16")), recognises("以 <p> 标签为例".encode())
    (True, True, False)
    """
    head = data[:_HEAD_BYTES].replace(b"\x00", b"")
    if _NOT_HTML.match(head) or _is_pandoc_markdown(head):
        return False
    if _BEGINNING.match(head) or len(_ESCAPED_TAG.findall(head.decode("latin-1"))) >= _LEAST_TAGS:
        return True
    return len(_TAG.findall(head)) >= _LEAST_TAGS and not _is_markdown(head)


def _is_pandoc_markdown(head: bytes) -> bool:
    """Whether bytes are Markdown with a table between rules, whatever tags stand beside it."""
    if not _TABLE_RULE.search(head) or _PAGE.search(head):
        return False
    return not _BEGINNING.match(head) or _MARKDOWN_BLOCK.search(head) is not None


def _is_markdown(head: bytes) -> bool:
    return len(_PIPE_ROW.findall(head)) >= _LEAST_PIPE_ROWS and not _OPEN_CELL.search(head.decode("latin-1"))


def read_content(data: bytes, limits: Limits, pictures: PictureReader | None = None) -> Content | Rejection:
    """Read a page. Rejections besides those of `decode`: `file_too_large`, `too_costly`, `too_many_cells`,
    `text_too_long`, `no_content`, `several_reports`.

    The bytes decide the encoding, whatever the page says of it.
    """
    if len(data) > limits.member_bytes:
        return Rejection(
            Reason.FILE_TOO_LARGE,
            Pair(
                "网页有{size:,}字节，最多读取{most:,}字节。",
                "The page has {size:,} bytes; at most {most:,} are read.",
                size=len(data),
                most=limits.member_bytes,
            ),
        )
    decoded = decode_file(data)
    if isinstance(decoded, Rejection):
        return decoded
    content = read_text(decoded.text, limits, pictures)
    if isinstance(content, Rejection):
        return content
    return Content(
        content.blocks,
        decoded.encoding,
        decoded.confidence,
        decoded.evidence,
        metadata=content.metadata,
        doubts=(*decoded.doubts, *content.doubts),
        layout=content.layout,
        is_whole=content.is_whole,
    )


def read_text(text: str, limits: Limits, pictures: PictureReader | None = None) -> Content | Rejection:
    """Read the text of a page, as `read_content` does."""
    from selectolax.lexbor import LexborHTMLParser

    text = undress_letters(_unescape_page(text))
    if _XML.match(text):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    if refusal := refuse_costly(text):
        return refusal
    parser = LexborHTMLParser(text)
    page = _read_page(parser, text, limits, pictures)
    if isinstance(page, Rejection):
        return page
    if refusal := _refuse_empty(page, text):
        return refusal
    characters = sum(len(piece.shown) for piece in page.pieces)
    if characters > limits.text_characters:
        detail = Pair(
            "网页显示{characters:,}字，超过读取上限{most:,}字。",
            "The page shows {characters:,} characters, more than the {most:,} that are read.",
            characters=characters,
            most=limits.text_characters,
        )
        return Rejection(Reason.TEXT_TOO_LONG, detail)
    article = find_article(page)
    if len(years := find_title_years(article)) > 1:
        detail = Pair(
            "网页里上下排着{years}年的报告，请分开保存。",
            "The page holds the reports for {years} below each other; part them.",
            years=listed(years),
        )
        return Rejection(Reason.SEVERAL_REPORTS, detail)
    return Content(
        tuple(_blocks(align_tables(article.pieces))),
        metadata=(*_stated_metadata(parser), *article.metadata),
        doubts=tuple(_doubts(article)),
        layout="html" if any(piece.rows for piece in article.pieces) else "",
        is_whole=bool(_END.search(text)),
    )


def _unescape_page(text: str) -> str:
    """The text of a page whose own mark-up was escaped, once or several times, by the program that put it in."""
    for _ in range(_MOST_ESCAPES):
        if _OPEN_CELL.search(text) or len(_ESCAPED_TAG.findall(text)) < _LEAST_TAGS:
            return text
        text = unescape(text)
    return text


def _read_page(parser: LexborHTMLParser, text: str, limits: Limits, pictures: PictureReader | None) -> Page | Rejection:
    try:
        return read_page(parser, limits.table_cells, keeps_lines=not _LINE_MAKERS.search(text), pictures=pictures)
    except TooManyCellsError:
        detail = Pair(
            "网页中表格的单元格超过{most}个。",
            "The tables of the page have more than {most} cells.",
            most=limits.table_cells,
        )
        return Rejection(Reason.TOO_MANY_CELLS, detail)
    except CostlyStylesError:
        detail = Pair("网页的样式表计算量太大。", "The style sheets of the page take too many steps to match.")
        return Rejection(Reason.TOO_COSTLY, detail)


def _stated_metadata(parser: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """The title of the page and what its elements `meta` name."""
    title = parser.css_first("title")
    if title is not None and (text := " ".join(title.text().split())):
        yield "title", text[:_LONGEST_METADATA]
    for meta in parser.css("meta")[:_MOST_METADATA]:
        name, value = meta.attributes.get("name") or meta.attributes.get("property"), meta.attributes.get("content")
        if name and value and _METADATA_NAMES.fullmatch(name):
            yield name, value[:_LONGEST_METADATA]


def _refuse_empty(page: Page, text: str) -> Rejection | None:
    """Why a page without text of its own is no report: it only shows or sends to others, or waits for a script."""
    characters = sum(len(piece.shown.strip()) for piece in page.pieces)
    if characters >= _LEAST_TEXT:
        return None
    if _FRAME.search(text):
        return Rejection(
            Reason.NO_CONTENT,
            Pair(
                "网页只有框架，报告在框架显示的网页里。",
                "The page holds nothing but frames; the report is in the pages that they show.",
            ),
        )
    if _REDIRECT.search(text):
        return Rejection(
            Reason.NO_CONTENT, Pair("网页只是跳转到另一个网页。", "The page only sends the reader on to another one.")
        )
    if not characters:
        detail = Pair(
            "网页没有文字：它是空的，是图片，或者由脚本写出。",
            "The page shows no text: it is empty, a picture, or written by a script.",
        )
        return Rejection(Reason.NO_CONTENT, detail)
    return None


def _blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
    for is_table, group in groupby(
        (piece for piece in pieces if not (piece.is_image or piece.unread)), key=lambda piece: bool(piece.rows)
    ):
        if is_table:
            yield from (piece.rows for piece in group)
        else:
            yield "\n".join(piece.text for piece in group)


def _doubts(article: Article) -> Iterator[Doubt]:
    """One doubt for each table section that shows an image and nothing of the official table."""
    if not any(piece.is_image for piece in article.pieces):
        return
    images: dict[int, int] = {}
    told: set[int] = set()
    section = 0
    for piece, text in zip(article.pieces, article.texts, strict=True):
        section = heading_number(text) or section
        if piece.is_image:
            images[section] = images.get(section, 0) + 1
        elif piece.rows or count_labels(text) >= _TOLD_LABELS:
            told.add(section)
    sections = _TABLE_SECTIONS if any(images.get(number) for number in _TABLE_SECTIONS) else (0,) if not told else ()
    for number in sections:
        if images.get(number) and number not in told:
            yield _image_doubt(number, images)


def _image_doubt(section: int, images: Mapping[int, int]) -> Doubt:
    return Doubt(
        "table_is_image",
        "warning",
        Pair(
            "{place}有{count}张图片或嵌入的网页，没有表格，其中显示的内容读不出，请改为文字表格。",
            "{place} shows {count} image(s) or embedded pages and no table; what they show is not read.",
            place=Pair("第{section}部分", "Section {section}", section=section)
            if section
            else Pair("报告", "The report"),
            count=images[section],
        ),
        "report_section",
        "a table",
        f"{images[section]} image(s)",
    )
