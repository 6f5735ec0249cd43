"""Word documents with the documents of other formats that they take over."""

from __future__ import annotations

from transforms.doubts import Rejection
from transforms.formats import html, mhtml, plain_text
from transforms.formats.content import Content
from transforms.formats.office import docx
from transforms.formats.office.chunks import Reader
from transforms.formats.pictures import PictureReader
from transforms.limits import Limits


def read_docx(data: bytes, limits: Limits, pictures: PictureReader | None = None) -> Content | Rejection:
    """Read a Word document, with pages, texts and Word documents that it takes over; those take over none."""
    return docx.read_content(data, limits, find_reader, pictures)


def find_reader(data: bytes, part: str) -> Reader | None:
    """Who reads the bytes of a part, None for formats that need another program.

    >>> find_reader(b"<html><p>1</p></html>", "a") is html.read_content, find_reader(b"{\\rtf1}", "a.rtf")
    (True, None)
    """
    if docx.recognises(data):
        return docx.read_content
    if mhtml.recognises(data):
        return mhtml.read_content
    if html.recognises(data):
        return html.read_content
    return plain_text.read_content if part.lower().endswith(".txt") else None
