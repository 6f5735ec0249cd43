"""Whether the compressed streams of a PDF are whole: a reader of PDFs shows what it can of a damaged one, silently."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from transforms.formats.pdf.marks import TooComplexError
from transforms.limits import Limits

# The beginning of a stream: the end of its dictionary, the word, a line end (ISO 32000-1, 7.3.8.1). Leaves the word in
# text and `endstream`; a lone carriage return, which the standard forbids, is left.
_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
# Bytes before it in which its dictionary stands, unless an object begins later. Those of pages have some hundred.
_DICTIONARY_WITHIN = 2000
# A deflated stream, whose group says that it is written in letters as well. Leaves other first filters (DCTDecode of
# photographs, LZW), which have no checksum.
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*(/(?:ASCII85Decode|A85)\s*)?/(?:FlateDecode|Fl)\b")
# A picture, whose damage shows as a blot and costs no number, or an attached file, which is not drawn. Leaves
# ImageMask, which is a key of a picture.
_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/EmbeddedFile\b")
# Bytes that are unpacked at a time.
_CHUNK = 1 << 20
# Bytes of the checksum at the end of a deflated stream, and of its head (RFC 1950).
_CHECKSUM_BYTES, _HEAD_BYTES = 4, 2


def count_broken_streams(data: bytes, limits: Limits) -> int:
    """How many deflated streams break off or fail their checksum.

    Pictures are not looked at, nor is a file that is encrypted, nor what is left behind streams that unpack to as much
    as an archive may. Raises TooComplexError where one unpacks to more than a member of an archive may: fonts have up
    to 30 MB.
    """
    if b"/Encrypt" in data:
        return 0
    broken, left = 0, limits.archive_bytes
    for packed in _deflated_streams(data):
        size, is_whole = _unpacked_size(packed, limits.member_bytes) if packed else (0, packed is not None)
        if size > limits.member_bytes:
            raise TooComplexError
        left -= size
        if left <= 0:
            break
        broken += not is_whole
    return broken


def _deflated_streams(data: bytes) -> Iterator[bytes | None]:
    """The deflated bytes of each stream, None where not even their letters are whole."""
    for match in _STREAM.finditer(data):
        start = max(0, match.start() - _DICTIONARY_WITHIN)
        start = max(start, data.rfind(b"obj", start, match.start()))
        dictionary = data[start : match.start()]
        end = data.find(b"endstream", match.end())
        filters = _DEFLATED.search(dictionary)
        if end > 0 and filters and not _PICTURE.search(dictionary):
            packed = data[match.end() : end]
            yield _read_letters(packed) if filters[1] else packed


def _read_letters(letters: bytes) -> bytes | None:
    try:
        return base64.a85decode(letters.strip().removesuffix(b"~>"))
    except ValueError:
        return None


def _unpacked_size(packed: bytes, most: int) -> tuple[int, bool]:
    """The size of what a stream unpacks to, at most about `most`, and whether it is whole.

    A stream whose last block ends, but which lacks its checksum, is: some writers leave that out.
    """
    stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    size, checksum, rest = 0, 1, packed[_HEAD_BYTES:]
    try:
        while not stream.eof and size <= most:
            part = stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
            size += len(part)
            checksum = zlib.adler32(part, checksum)
            if not part and not rest:
                break
    except zlib.error:
        return size, False
    stated = stream.unused_data[:_CHECKSUM_BYTES]
    return size, stream.eof and (len(stated) < _CHECKSUM_BYTES or int.from_bytes(stated, "big") == checksum)
