"""Web pages saved as one file."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.doubts import Rejection
from transforms.formats import mhtml, recognise
from transforms.formats.content import Content
from transforms.limits import Limits

HEAD = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nMIME-Version: 1.0\r\n"
RELATED = 'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"{start}\r\n\r\n'
QUOTED = (
    "------x\r\nContent-Type: text/html\r\nContent-ID: <{id}>\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n"
)


def message(*pages: tuple[str, str], start: str = "") -> bytes:
    parts = "".join(QUOTED.format(id=name, page=page) for name, page in pages)
    image = "------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n"
    return (HEAD + RELATED.format(start=start) + image + parts + "------x--\r\n").encode()


def read(data: bytes) -> Content:
    content = mhtml.read_content(data, Limits())
    assert isinstance(content, Content)
    return content


def headers_of(size: int) -> bytes:
    """The headers of a message in so many bytes, the last of which tells its kind.

    A carriage return alone ends a line too, so that the line feed behind it may be cut.
    """
    last = b"Content-Type: multipart/related\r\n"
    return b"Subject: " + b"a" * (size - len(last) - 11) + b"\r\n" + last + b"\r\n"


def is_read(page: str) -> bool:
    """Whether a message with this page is read; its own headers name one message of parts, and three lines part it."""
    return isinstance(mhtml.read_content(message(("a", page)), Limits()), Content)


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.mhtml._HEADER",
        takes=(b"Subject: a\r\nDate: b\r\n", b"From: a\r\n continued\r\n"),
        leaves=(b"\xe6\xa0\x87\xe9\xa2\x98\xef\xbc\x9a\xe5\xb9\xb4\xe6\x8a\xa5\n", b"no header\n", b"Subject: a"),
        how="match",
    ),
    Pattern(
        "transforms.formats.mhtml._MULTIPART",
        takes=(b"Content-Type: multipart/related; x", b"A: b\ncontent-type : multipart/mixed"),
        leaves=(b"Content-Type: multipart/signed", b"X-Content-Type: multipart/related"),
    ),
    Pattern(
        "transforms.formats.mhtml._HTML_PART",
        takes=(b"Content-Type: text/html; charset=utf-8", b"Content-Type: application/xhtml+xml"),
        leaves=(b"Content-Type: text/plain",),
    ),
    Pattern(
        "transforms.formats.mhtml._NESTED",
        takes=(b"Content-Type: Multipart/mixed", b"message/rfc822"),
        leaves=(b"text/html", b"a message"),
    ),
    Pattern("transforms.formats.mhtml._BOUNDARY", takes=(b"\n--x", b"\r--x--"), leaves=(b"\n-->", b"a--b", b"\n- -")),
    Threshold(
        "transforms.formats.mhtml._HEAD_BYTES",
        inside=lambda: mhtml.recognises(headers_of(16_385)),
        outside=lambda: mhtml.recognises(headers_of(16_386)),
        moved=20_000,
    ),
    Threshold(
        "transforms.formats.mhtml._MOST_MULTIPARTS",
        inside=lambda: is_read("<p>message/</p>" * 19),
        outside=lambda: is_read("<p>message/</p>" * 20),
        moved=30,
    ),
    Threshold(
        "transforms.formats.mhtml._MOST_BOUNDARIES",
        inside=lambda: is_read("<p>a</p>" + "\n--a" * 19_997),
        outside=lambda: is_read("<p>a</p>" + "\n--a" * 19_998),
        moved=30_000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_page_of_a_message_is_read() -> None:
    data = message(("a", "<p>=E5=85=B1=E8=AE=A1</p><table><tr><td>1=\r\n2<td>=33</table>"))
    assert recognise(data) == "multipart/related"
    content = read(data)
    assert content.blocks == ("共计", (("12", "3"),))
    assert content.metadata == (("Subject", "年报"),)
    assert content.encoding == "utf-8"


def test_the_root_that_the_message_names_is_read() -> None:
    pages = (("a@x", "<p>=E7=94=B2</p>"), ("b@x", "<p>=E4=B9=99</p>"))
    assert read(message(*pages)).blocks == ("甲",)
    assert read(message(*pages, start=';\r\n\tstart="<b@x>"')).blocks == ("乙",)


def test_the_frames_of_a_message_follow_each_other() -> None:
    pages = (("a", "<frameset><frame src=3D1></frameset>"), ("b", "<p>=E7=94=B2</p>"), ("c", "<p>=E4=B9=99</p>"))
    assert read(message(*pages)).blocks == ("甲", "乙")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (message(), "no_content"),
        (message(("a", "<frameset><frame src=3D1></frameset>")), "no_content"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(2000)),
            "too_costly",
        ),
        ((HEAD + RELATED.format(start="")).encode() + b"------x\r\n\r\n" * 20_001, "too_costly"),
    ],
)
def test_messages_without_a_page_are_rejected(data: bytes, reason: str) -> None:
    content = mhtml.read_content(data, Limits())
    assert isinstance(content, Rejection)
    assert content.reason == reason


@pytest.mark.parametrize(
    "data", [b"Subject: a\n\ntext", "标题：年报\n\n一、总体情况".encode(), b"Content-Type: text/plain\n\na"]
)
def test_other_texts_with_headers_are_no_pages(data: bytes) -> None:
    assert recognise(data) == "text/plain"
