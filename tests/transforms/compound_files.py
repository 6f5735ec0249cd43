"""Compound files (OLE) written by hand, as Microsoft's [MS-CFB] lays them out."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def make_compound(streams: Mapping[str, bytes]) -> bytes:
    """A file of few streams of more than 4,096 bytes each; its directory comes last."""
    sectors, fat, entries = [b"\0" * _SECTOR], [_FAT], []
    for name, data in streams.items():
        start = len(sectors)
        _append(sectors, fat, data)
        entries.append(_entry(name, 2, start, len(data)))
    first = len(sectors)
    root = _entry("Root Entry", 5, _END, 0, child=1)
    _append(sectors, fat, b"".join([root, *entries]))
    sectors[0] = b"".join(struct.pack("<I", place) for place in fat).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    return header + b"".join(sectors)


def _append(sectors: list[bytes], fat: list[int], data: bytes) -> None:
    count = -(-len(data) // _SECTOR)
    for number in range(count):
        sectors.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
        fat.append(len(fat) + 1 if number < count - 1 else _END)


def _entry(name: str, kind: int, start: int, size: int, child: int = _NONE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _NONE, _NONE, child)
    return entry + b"\0" * 36 + struct.pack("<IQ", start, size)
