"""Web pages saved as one file."""

from __future__ import annotations

import pytest

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
