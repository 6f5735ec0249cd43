"""One compressed stream: gzip, bzip2, xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BufferedIOBase, BytesIO

from transforms.archives.members import CHUNK_BYTES, ArchiveFaultError, Budget
from transforms.doubts import Reason
from transforms.language import Pair
from transforms.limits import Limits

# What the decoder of the strongest preset (xz -9) takes, twice.
_XZ_MEMORY = 128 * 1024 * 1024
_STREAM_ERRORS = (OSError, zlib.error, lzma.LZMAError, ValueError)

STREAM_STARTS: Mapping[str, tuple[bytes, ...]] = {
    "application/gzip": (b"\x1f\x8b",),
    "application/x-bzip2": tuple(b"BZh%d1AY&SY" % level for level in range(1, 10)),
    "application/x-xz": (b"\xfd7zXZ\x00",),
}


class CutOffError(ArchiveFaultError):
    """A stream ends before its end mark; what came before is as it was written."""


def check_stream(data: bytes, media_type: str, limits: Limits) -> None:
    """Unpack a stream once for its checksum, which stands at its end.

    Raises `ArchiveFaultError` where it does not fit: any figure that was unpacked before may then be another than was
    packed. A stream that is merely cut off passes.
    """
    try:
        for _ in Budget(limits).count_chunks(unpack_stream(data, media_type), len(data)):
            pass
    except CutOffError:
        return


def unpack_stream(data: bytes, media_type: str) -> Iterator[bytes]:
    """The chunks of a compressed stream. Raises `ArchiveFaultError` where it is damaged, `CutOffError` at its end."""
    try:
        yield from _READERS[media_type](data)
    except EOFError as error:
        detail = Pair(
            "压缩文件不完整，只读取了断开之前的内容。",
            "The compressed file is cut off; only what stands before the end was read.",
        )
        raise CutOffError(Reason.DAMAGED_FILE, detail) from error
    except _STREAM_ERRORS as error:
        raise ArchiveFaultError(
            Reason.DAMAGED_FILE,
            Pair(
                "压缩文件已损坏：{error}。没有读取任何内容。",
                "The compressed file is damaged: {error}. Nothing of it was read.",
                error=error,
            ),
        ) from error


def _read_in_chunks(file: BufferedIOBase) -> Iterator[bytes]:
    with file:
        while chunk := file.read1(CHUNK_BYTES):  # unlike read, it gives what stands before an error
            yield chunk


def _read_gzip(data: bytes) -> Iterator[bytes]:
    return _read_in_chunks(gzip.GzipFile(fileobj=BytesIO(data)))


def _read_bzip2(data: bytes) -> Iterator[bytes]:
    return _read_in_chunks(bz2.BZ2File(BytesIO(data)))


def _read_xz(data: bytes) -> Iterator[bytes]:
    """As `lzma.LZMAFile` reads, but bounded: a header of some bytes may ask for gigabytes."""
    rest = data
    while rest:
        decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)
        feed = rest
        while not decoder.eof:
            chunk = decoder.decompress(feed, CHUNK_BYTES)
            feed = b""
            if chunk:
                yield chunk
            elif decoder.needs_input:
                raise EOFError("it ends before its end mark")
        rest = decoder.unused_data.lstrip(b"\0")


_READERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "application/gzip": _read_gzip,
    "application/x-bzip2": _read_bzip2,
    "application/x-xz": _read_xz,
}
