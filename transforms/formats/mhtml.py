"""MHTML: a web page saved as one file, a MIME message whose parts are the page and what it shows (RFC 2557)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from transforms.doubts import Reason, Rejection
from transforms.formats import html
from transforms.formats.content import Content
from transforms.language import Pair
from transforms.limits import Limits

if TYPE_CHECKING:
    from email.message import Message

# Bytes in which the headers of a message end: browsers write some hundred.
_HEAD_BYTES = 16_384
# Headers of a message: lines with a name and a colon, and those that go on with them (RFC 5322, 2.2.3). Leaves a text
# whose first line has no Latin name (标题：年报).
_HEADER = re.compile(rb"\s*(?:[A-Za-z][\w-]{0,60}:[^\r\n]*+(?:\r\n?|\n)(?:[ \t][^\r\n]*+(?:\r\n?|\n))*+)+")
# A message of several parts, of the kinds that hold a page. Leaves signed and encrypted ones.
_MULTIPART = re.compile(rb"^content-type\s*:\s*multipart/(?:related|alternative|mixed)\b", re.I | re.M)
# A message that is a page itself. Leaves text/plain.
_HTML_PART = re.compile(rb"^content-type\s*:\s*(?:text/html|application/xhtml)", re.I | re.M)
# A message inside of a message, or one of parts; the parser of them calls itself for each.
_NESTED = re.compile(rb"(?i)multipart/|message/")
# How many of them a file may name. A saved page has one or two.
_MOST_MULTIPARTS = 20
# A line that may part a message. Leaves the end of a comment (-->); takes custom properties of style sheets (--x: 1px).
_BOUNDARY = re.compile(rb"[\r\n]--(?!>)")
# How many of them are read: a saved page has some hundred parts, style sheets some thousand lines that begin alike, and
# each part takes some 30 microseconds and a kilobyte.
_MOST_BOUNDARIES = 20_000
_NAMES = ("Subject", "Date", "Snapshot-Content-Location", "Content-Location")


def recognises(data: bytes) -> bool:
    """Whether bytes are a MIME message that holds a page: they begin with its headers.

    >>> recognises(b"MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n\\n--x"), recognises(b"a: b")
    (True, False)
    """
    head = _HEADER.match(data[:_HEAD_BYTES])
    return head is not None and bool(_MULTIPART.search(head.group()) or _HTML_PART.search(head.group()))


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Read the page of a message. Rejections besides those of HTML: `too_costly`, `no_content`.

    The root is the part that the message names, else its first page; where that only shows frames, its frames follow
    each other as they stand in the message.
    """
    import email

    if len(data) > limits.member_bytes:
        return Rejection(
            Reason.FILE_TOO_LARGE,
            Pair(
                "文件有{size:,}字节，最多读取{most:,}字节。",
                "The file has {size:,} bytes; at most {most:,} are read.",
                size=len(data),
                most=limits.member_bytes,
            ),
        )
    if len(_NESTED.findall(data)) > _MOST_MULTIPARTS:
        return Rejection(
            Reason.TOO_COSTLY,
            Pair(
                "邮件里嵌套的邮件超过{most}封。",
                "The message has more than {most} messages inside of each other.",
                most=_MOST_MULTIPARTS,
            ),
        )
    if sum(1 for _ in islice(_BOUNDARY.finditer(data), _MOST_BOUNDARIES + 1)) > _MOST_BOUNDARIES:
        detail = Pair(
            "邮件里可能是分隔线的行超过{most:,}行。",
            "The message has more than {most:,} lines that may part it.",
            most=_MOST_BOUNDARIES,
        )
        return Rejection(Reason.TOO_COSTLY, detail)
    message = email.message_from_bytes(data)
    pages = list(_pages(message))
    if not pages:
        return Rejection(Reason.NO_CONTENT, Pair("邮件里没有网页。", "The message holds no page."))
    root = html.read_content(pages[0], limits)
    if isinstance(root, Rejection) and root.reason == Reason.NO_CONTENT:
        root = _read_frames(pages[1:], limits) or root
    if isinstance(root, Rejection):
        return root
    return replace(root, metadata=(*_headers(message), *root.metadata))


def _pages(message: Message) -> Iterator[bytes]:
    """The pages of a message, its root first."""
    parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "").strip("<> ")
    for part in sorted(parts, key=lambda part: str(part["Content-ID"] or "").strip("<> ") != start):
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield payload


def _read_frames(pages: Sequence[bytes], limits: Limits) -> Content | None:
    contents = [content for page in pages if isinstance(content := html.read_content(page, limits), Content)]
    if not contents:
        return None
    return replace(
        contents[0],
        blocks=tuple(block for content in contents for block in content.blocks),
        doubts=tuple(doubt for content in contents for doubt in content.doubts),
        layout=next((content.layout for content in contents if content.layout), ""),
    )


def _headers(message: Message) -> Iterator[tuple[str, str]]:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    for name in _NAMES:
        if value := message[name]:
            try:
                yield name, " ".join(str(make_header(decode_header(str(value)))).split())
            except (HeaderParseError, LookupError, UnicodeError, ValueError):
                continue
