"""File formats: each recognises its bytes and yields the blocks of the file.

A format is one module and one line in `FORMATS`, in the order in which the bytes are tried. Every format yields the
same `Content`; nothing behind this package knows what the file was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from transforms.doubts import Rejection
from transforms.formats import plain_text
from transforms.formats.content import Content
from transforms.formats.document import Document, build_document
from transforms.limits import Limits


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type: whether bytes are of it, and how they are read."""

    media_type: str
    recognises: Callable[[bytes], bool]
    read_content: Callable[[bytes, Limits], Content | Rejection]


FORMATS: Sequence[Format] = (Format("text/plain", lambda data: True, plain_text.read_content),)

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


def recognise(data: bytes) -> str:
    """The media type of a file, from its bytes.

    >>> recognise(b"%PDF-1.7"), recognise("年报".encode())
    ('application/pdf', 'text/plain')
    """
    for media_type, beginnings in UNSUPPORTED.items():
        if data.startswith(beginnings):
            return media_type
    return next(known.media_type for known in FORMATS if known.recognises(data))


def yield_document(data: bytes, media_type: str, limits: Limits | None = None) -> Document | Rejection:
    """Read a file of a known format, or say why it cannot be read."""
    found = next((known for known in FORMATS if known.media_type == media_type), None)
    if found is None:
        return Rejection("unsupported_format", f"Files of type {media_type} cannot be read yet.")
    content = found.read_content(data, limits or Limits())
    return content if isinstance(content, Rejection) else build_document(content)
