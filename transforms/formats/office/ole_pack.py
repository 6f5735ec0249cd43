"""A clean compound file around one stream, for a reader that trusts what a broken container says of its sizes."""

from __future__ import annotations

import struct

_SECTOR = 512
_SMALLEST = 4096
_MOST_TABLES = 109
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PLACES = _SECTOR // 4


def pack_stream(name: str, data: bytes) -> bytes:
    """A compound file ([MS-CFB] version 3) with `data`, padded with zeros, as its only stream.

    Raises `ValueError` for more than 7 MB, whose table of sectors would need tables of its own.
    """
    data = data.ljust(_SMALLEST, b"\0")
    count = -(-len(data) // _SECTOR)
    tables = -(-(count + 1) // (_PLACES - 1))
    if tables > _MOST_TABLES:
        raise ValueError("the stream is too long for a plain table of sectors")
    first = tables
    chain = [*range(first + 1, first + count), _END]
    fat = [*[_FAT] * tables, *chain, _END]
    fat += [_FREE] * (tables * _PLACES - len(fat))
    size = count * _SECTOR
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, first, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, first + count, 0, 4096, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", place if place < tables else _FREE) for place in range(_MOST_TABLES))
    parts = (header, struct.pack(f"<{len(fat)}I", *fat), data, entries)
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
    return entry + b"\0" * 36 + struct.pack("<IQ", start, size)
