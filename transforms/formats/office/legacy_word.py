"""Word documents that only an office program can read: DOC, WPS and RTF, converted to DOCX by whoever can."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import Final, Protocol

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.formats.office import docx
from transforms.formats.office.ole import DOC, ole_kind, read_stream
from transforms.formats.office.package import PROTECTED
from transforms.language import Pair
from transforms.limits import Limits

RTF: Final = "application/rtf"
MEDIA_TYPES = frozenset({DOC, RTF})
# A flag of FibBase ([MS-DOC] 2.5.2), fEncrypted, and where the flags stand in the stream.
_IS_ENCRYPTED = 0x0100
_FLAGS_AT, _FLAGS_END = 0x0A, 0x0C


class Converter(Protocol):
    """Turns the bytes of a DOC, WPS or RTF file into those of a DOCX file, or says why it cannot."""

    def __call__(self, data: bytes, /) -> bytes | Rejection: ...


def recognises_doc(data: bytes) -> bool:
    """Whether bytes are a compound file with a Word document in it, as Word 97 to 2003 and WPS write it."""
    return ole_kind(data) == DOC


def recognises_rtf(data: bytes) -> bool:
    """Whether bytes are rich text."""
    return data.startswith(b"{\\rtf")


def read_content(data: bytes, limits: Limits, converter: Converter | None = None) -> Content | Rejection:
    """Read a document by the converter. Rejections: `needs_libreoffice` without one, `encrypted_file`, whatever the
    converter says, and those of DOCX."""
    if not recognises_rtf(data) and _is_encrypted(data):
        return Rejection(Reason.ENCRYPTED_FILE, PROTECTED)
    if converter is None:
        return Rejection(
            Reason.NEEDS_LIBREOFFICE,
            Pair(
                "DOC、WPS、RTF 文件须经 LibreOffice 读取，这里没有用它。",
                "DOC, WPS and RTF files are read by way of LibreOffice, which was not asked for here.",
            ),
        )
    converted = converter(data)
    if isinstance(converted, Rejection):
        return converted
    content = docx.read_content(converted, limits)
    if isinstance(content, Rejection):
        detail = Pair("经 LibreOffice 转换后：{detail}", "As converted by LibreOffice: {detail}", detail=content.detail)
        return Rejection(content.reason, detail)
    return replace(content, repairs=("converted:docx", *content.repairs))


def _is_encrypted(data: bytes) -> bool:
    """Whether the document's header (FibBase, [MS-DOC] 2.5.2) says that it is encrypted or obfuscated."""
    stream = read_stream(data, "WordDocument")
    return (
        stream is not None
        and len(stream) > _FLAGS_END
        and bool(struct.unpack_from("<H", stream, _FLAGS_AT)[0] & _IS_ENCRYPTED)
    )
