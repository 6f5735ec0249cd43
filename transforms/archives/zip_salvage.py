"""Members of a ZIP archive that lost its directory, which stands at the end: by the headers before the members."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from zipfile import ZIP_DEFLATED, ZIP_STORED

from transforms.archives.members import CHUNK_BYTES, Budget, Entry
from transforms.archives.names import find_name_encoding

# The header before a member, as PKWARE has it (APPNOTE.TXT), and flags in it.
_HEADER = struct.Struct("<4s2xHH4xIIIHH")
_SIGNATURE = b"PK\x03\x04"
_DESCRIPTOR_SIGNATURE = b"PK\x07\x08"
_IS_ENCRYPTED, _HAS_DESCRIPTOR = 0x1, 0x8


@dataclass(frozen=True, slots=True)
class _Header:
    """A member's header; `start` is where its packed bytes begin, `packed` their number or None if a later one says."""

    name: str
    method: int
    checksum: int
    packed: int | None
    start: int
    is_encrypted: bool


def salvage_zip(data: bytes, budget: Budget) -> Iterator[Entry]:
    """The entries that are whole, by length and checksum, up to the first that is not."""
    at = 0
    while (header := _read_header(data, at)) is not None and not header.is_encrypted:
        found = _unpack(data, header, budget)
        if found is None:
            return
        content, at = found
        if not header.name.endswith("/"):
            yield Entry(header.name, partial(_once, content))


def _once(content: bytes) -> Iterator[bytes]:
    yield content


def _read_header(data: bytes, at: int) -> _Header | None:
    if len(data) - at < _HEADER.size:
        return None
    signature, flags, method, checksum, packed, _, name_size, extra_size = _HEADER.unpack_from(data, at)
    if signature != _SIGNATURE:
        return None
    raw = data[at + _HEADER.size : at + _HEADER.size + name_size]
    encoding = find_name_encoding([raw])
    return _Header(
        raw.decode(encoding),
        method,
        checksum,
        None if flags & _HAS_DESCRIPTOR else packed,
        at + _HEADER.size + name_size + extra_size,
        bool(flags & _IS_ENCRYPTED),
    )


def _unpack(data: bytes, header: _Header, budget: Budget) -> tuple[bytes, int] | None:
    """The content of a member and where the next header stands; None where the member is not whole."""
    if header.method == ZIP_STORED and header.packed is not None:
        content, end = data[header.start : header.start + header.packed], header.start + header.packed
    elif header.method == ZIP_DEFLATED:
        inflated = _inflate(data, header, budget)
        if inflated is None:
            return None
        content, end = inflated
    else:
        return None
    checksum = header.checksum
    if header.packed is None:
        has_signature = data[end : end + 4] == _DESCRIPTOR_SIGNATURE
        described = data[end + 4 * has_signature :][:12]
        checksum, end = int.from_bytes(described[:4], "little"), end + 4 * has_signature + len(described)
    return (content, end) if zlib.crc32(content) == checksum else None


class _Inflater:
    """A packed stream of unknown length, inflated piece by piece; `end` is where it ended."""

    def __init__(self, packed: memoryview) -> None:
        self._packed = packed
        self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        self._fed = 0

    def chunks(self) -> Iterator[bytes]:
        """The inflated chunks. Raises `zlib.error`."""
        while not self._decoder.eof:
            feed = self._decoder.unconsumed_tail or self._next_piece()
            if not feed:
                return
            yield self._decoder.decompress(feed, CHUNK_BYTES)

    def _next_piece(self) -> bytes:
        piece = bytes(self._packed[self._fed : self._fed + CHUNK_BYTES])
        self._fed += len(piece)
        return piece

    @property
    def end(self) -> int | None:
        """The number of packed bytes up to the end mark; None where it has not come."""
        return self._fed - len(self._decoder.unused_data) if self._decoder.eof else None


def _inflate(data: bytes, header: _Header, budget: Budget) -> tuple[bytes, int] | None:
    """Inflate up to the end mark of the stream. Raises `ArchiveFaultError` where it grows beyond the limits."""
    stop = None if header.packed is None else header.start + header.packed
    packed = memoryview(data)[header.start : stop]
    inflater = _Inflater(packed)
    content = bytearray()
    try:
        for chunk in budget.count_chunks(inflater.chunks(), len(packed)):
            content += chunk
            if len(content) > budget.limits.member_bytes:
                return None
    except zlib.error:
        return None
    return None if inflater.end is None else (bytes(content), header.start + inflater.end)
