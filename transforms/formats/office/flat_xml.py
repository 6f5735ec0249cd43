"""Office documents saved as one XML file: Word and Excel 2003 XML, Flat OPC, flat OpenDocument.

They are not read, and must not pass for pages or plain text, whose readers would take their mark-up for text.
"""

from __future__ import annotations

from typing import Final

from transforms.doubts import Reason, Rejection
from transforms.formats.content import Content
from transforms.language import Pair
from transforms.limits import Limits

MEDIA_TYPE: Final = "application/x-office-xml"
_MARKS = (
    b"<?mso-application",
    b"schemas.microsoft.com/office/word/2003/wordml",
    b"schemas.microsoft.com/office/2006/xmlPackage",
    b"urn:oasis:names:tc:opendocument:xmlns:office:1.0",
)
# Bytes in which an office program names its vocabulary: the declarations at its root, in UTF-16 twice as long.
_HEAD_BYTES = 4096


def recognises(data: bytes) -> bool:
    """Whether bytes are XML, in UTF-8 or UTF-16, whose head names an office program's own vocabulary."""
    head = data[:_HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<?xml", b"<office:document")) and any(mark in head for mark in _MARKS)


def read_content(data: bytes, limits: Limits) -> Content | Rejection:
    """Reject the file, with what to do."""
    return Rejection(
        Reason.UNSUPPORTED_FORMAT,
        Pair(
            "不读取单个 XML 文件的办公文档，请另存为 DOCX 或 XLSX。",
            "Office documents in a single XML file are not read: save it as DOCX or XLSX.",
        ),
    )
