"""File formats: each recognises its bytes and yields a document.

A format is one module and one line in `FORMATS`, in the order in which the bytes are tried. Every format yields the
same `Document`; nothing behind this package knows what the file was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.doubts import Rejection
from transforms.formats import plain_text
from transforms.formats.document import Document

UNSUPPORTED: Mapping[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "application/zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "application/x-ole-storage": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "application/gzip": (b"\x1f\x8b",),
    "application/x-rar": (b"Rar!",),
    "application/x-7z-compressed": (b"7z\xbc\xaf\x27\x1c",),
    "application/rtf": (b"{\\rtf",),
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8\xff",),
}

FORMATS: Mapping[str, Callable[[bytes], Document | Rejection]] = {
    "text/plain": plain_text.read_document,
}


def recognise(data: bytes) -> str:
    """The media type of a file, from its first bytes.

    >>> recognise(b"%PDF-1.7"), recognise("年报".encode())
    ('application/pdf', 'text/plain')
    """
    for media_type, beginnings in UNSUPPORTED.items():
        if data.startswith(beginnings):
            return media_type
    return "text/plain"


def yield_document(data: bytes, media_type: str) -> Document | Rejection:
    """Read a file of a known format, or say why it cannot be read."""
    read = FORMATS.get(media_type)
    if read is None:
        return Rejection("unsupported_format", f"Files of type {media_type} cannot be read yet.")
    return read(data)
