"""Compound files (OLE): which office program's document is inside."""

from __future__ import annotations

import struct
from functools import lru_cache
from io import BytesIO
from typing import Final

OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
ENCRYPTED: Final = "application/x-ole-encrypted"
# What olefile raises on broken input beside its own error, which is an OSError.
OLE_ERRORS = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError)
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("HwpSummaryInformation", "application/x-hwp"),
    ("\x05HwpSummaryInformation", "application/x-hwp"),
)


@lru_cache(maxsize=1)
def ole_kind(data: bytes) -> str | None:
    """The media type of a compound file; None for other bytes and for files that are damaged or hold something else."""
    if not data.startswith(OLE_START):
        return None
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as file:
            return next((kind for stream, kind in _STREAMS if file.exists(stream)), None)
    except OLE_ERRORS:
        return None


def is_damaged(data: bytes) -> bool:
    """Whether the directory of a compound file cannot be read, or the file ends before it."""
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as file:
            return not file.listdir()
    except OLE_ERRORS:
        return True


def read_stream(data: bytes, *names: str) -> bytes | None:
    """The first of the streams that the file has; None where it has none of them or is damaged."""
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as file:
            for name in names:
                if file.exists(name):
                    return bytes(file.openstream(name).read())
    except OLE_ERRORS:
        return None
    return None
