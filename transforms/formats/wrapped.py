"""A page inside of a message between programs: JSON of an interface, a feed, other XML. The page is read as such."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from transforms.doubts import Reason, Rejection
from transforms.formats import html
from transforms.formats.content import Content
from transforms.formats.decoded import decode_text
from transforms.formats.xml_text import parse_xml
from transforms.language import Pair
from transforms.limits import Limits

JSON: Final = "application/json"
XML: Final = "application/xml"

Field = tuple[str, str]
"""The name of a field and its text."""

# The beginning of JSON, also as the argument of a function (JSONP). Leaves words in brackets ([图]).
_JSON_BEGINNING = re.compile(r"\s*(?:[\w.$]{1,60}\(\s*)?[\[{]\s*[\[{\"]")
_JSONP = re.compile(r"\s*[\w.$]{1,60}\(\s*(.*?)\s*\)\s*;?\s*", re.S)
# The beginning of XML that is no page: a declaration or the root of a feed. XHTML is told by its root.
_XML_BEGINNING = re.compile(r"\s*(?:<\?xml\b|<(?:rss|feed|rdf:RDF)\b)", re.I)
_XHTML = re.compile(
    r"(?:\s|<!--.{0,20000}?-->|<\?[^>]{0,200}>|<!doctype[^>]{0,300}>)*+<(?:html|body|div|p|table)\b", re.I | re.S
)
# A tag of a page as it stands in a field, or escaped there, several times too. Leaves a sign for less (<5).
_TAG = re.compile(r"(?:<|&(?:amp;)*lt;)\\?/?(?:table|tr|td|p|div|span|br|h[1-6])\b", re.I)
# So many of them are a page, as for HTML itself.
_LEAST_TAGS = 12
# Fields inside of each other; what programs write has a few.
_DEEPEST = 30
# Names of fields that say something of the page beside them.
_STATED = re.compile(r"(?:\w{0,20}(?:title|date|time)|source|author|url|name)", re.I)
# Characters of such a statement.
_LONGEST_STATED = 200
# Labels of the form by which a page holds its tables.
_LEAST_LABELS = 3


def recognises_json(data: bytes) -> bool:
    """Whether bytes are JSON with a page in one of its fields.

    >>> recognises_json(('{"a": "' + "<td>1<\\\\/td>" * 9 + '"}').encode()), recognises_json(b'{"a": "1"}')
    (True, False)
    """
    return data.lstrip()[:1] not in (b"<", b"") and _find_json(data) is not None


def recognises_xml(data: bytes) -> bool:
    """Whether bytes are XML, no page itself, with a page in the text of one of its elements."""
    return b"<" in data[:1000] and _find_xml(data) is not None


def read_json_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read the page. Rejections besides those of HTML: `several_reports`."""
    return _read(data, _find_json(data), limits)


def read_xml_content(data: bytes, limits: Limits) -> Content | Rejection:
    """As `read_json_content`."""
    return _read(data, _find_xml(data), limits)


@lru_cache(maxsize=1)
def _find_json(data: bytes) -> tuple[Field, ...] | None:
    """The fields of JSON in their order; None where none of them holds a page."""
    decoded = decode_text(data)
    if decoded is None or not _JSON_BEGINNING.match(decoded.text) or not _is_page(decoded.text):
        return None
    match = _JSONP.fullmatch(decoded.text)
    try:
        text = match[1] if match else decoded.text.strip().lstrip("\ufeff")
        value = json.loads(text, object_pairs_hook=_Object)
        fields = tuple(_fields("", value, 0))
    except (ValueError, RecursionError):
        return None
    return fields if any(_is_page(text) for _, text in fields) else None


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of JSON with all that it says: of a name that stands twice a dictionary keeps the last alone."""

    pairs: Sequence[tuple[str, object]]


def _fields(name: str, value: object, depth: int) -> Iterator[Field]:
    if isinstance(value, str):
        yield name, value
    elif depth < _DEEPEST and isinstance(value, _Object):
        for key, inner in value.pairs:
            yield from _fields(key, inner, depth + 1)
    elif depth < _DEEPEST and isinstance(value, list):
        for inner in value:
            yield from _fields(name, inner, depth + 1)


@lru_cache(maxsize=1)
def _find_xml(data: bytes) -> tuple[Field, ...] | None:
    from lxml import etree

    decoded = decode_text(data)
    if decoded is None or not _XML_BEGINNING.match(decoded.text) or _XHTML.match(decoded.text):
        return None
    if not _is_page(decoded.text):
        return None
    root = parse_xml(decoded.text)
    if root is None:
        return None
    fields = tuple((_bare_name(str(one.tag)), one.text) for one in root.iter(etree.Element) if one.text)
    return fields if any(_is_page(text) for _, text in fields) else None


def _bare_name(tag: str) -> str:
    """The name of an element without its namespace, or without the prefix of one that the file does not declare."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _is_page(text: str) -> bool:
    return len(_TAG.findall(text)) >= _LEAST_TAGS


def _read(data: bytes, fields: tuple[Field, ...] | None, limits: Limits) -> Content | Rejection:
    decoded = decode_text(data)
    pages = [text for _, text in fields or () if _is_page(text)]
    if decoded is None or not pages:
        return Rejection(Reason.NO_CONTENT, Pair("文件里没有网页。", "The file holds no page."))
    reports = [text for text in pages if html.count_labels(text) >= _LEAST_LABELS]
    if len(reports) > 1:
        return Rejection(
            Reason.SEVERAL_REPORTS,
            Pair(
                "文件里有{count}个带报告表格的网页，请分开保存。",
                "The file holds {count} pages with tables of a report; part them.",
                count=len(reports),
            ),
        )
    content = html.read_text(max(reports or pages, key=len), limits)
    if isinstance(content, Rejection):
        return content
    stated = [(name, " ".join(text.split())) for name, text in fields or () if _STATED.fullmatch(name)]
    return replace(
        content,
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        evidence=decoded.evidence,
        metadata=(*((name, text) for name, text in stated if text and len(text) <= _LONGEST_STATED), *content.metadata),
        doubts=(*decoded.doubts, *content.doubts),
    )
