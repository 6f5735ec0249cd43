"""Compressed streams: what is asked of memory, and what is read of one that is cut off or damaged."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.archives.members import ArchiveFaultError
from transforms.archives.streams import STREAM_STARTS, CutOffError, check_stream, unpack_stream
from transforms.limits import DEFAULT_LIMITS

DATA = b"".join(b"%d;" % number for number in range(20_000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "application/gzip": gzip.compress,
    "application/x-bzip2": bz2.compress,
    "application/x-xz": lzma.compress,
}
# Of an xz file: where the block's header stands, and in it the size of the dictionary (xz file format, 3.1 and 5.3.1).
BLOCK, DICTIONARY, CHECKSUM = 12, 16, 20
MEBIBYTES_96, MEBIBYTES_128 = 29, 30


def ask_for_memory(size_code: int) -> bytes:
    """An xz file of three bytes whose header asks for a dictionary of a size."""
    data = bytearray(lzma.compress(b"abc"))
    data[DICTIONARY] = size_code
    data[CHECKSUM : CHECKSUM + 4] = zlib.crc32(data[BLOCK:CHECKSUM]).to_bytes(4, "little")
    return bytes(data)


def is_read(data: bytes) -> bool:
    try:
        return b"".join(unpack_stream(data, "application/x-xz")) == b"abc"
    except ArchiveFaultError:
        return False


EVIDENCE = (
    Threshold(
        "transforms.archives.streams._XZ_MEMORY",
        inside=lambda: is_read(ask_for_memory(MEBIBYTES_96)),
        outside=lambda: is_read(ask_for_memory(MEBIBYTES_128)),
        moved=256 * 1024 * 1024,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("media_type", PACKERS)
def test_a_stream_is_known_by_its_start_and_comes_out_whole(media_type: str) -> None:
    packed = PACKERS[media_type](DATA)
    assert packed.startswith(STREAM_STARTS[media_type])
    assert b"".join(unpack_stream(packed, media_type)) == DATA
    check_stream(packed, media_type, DEFAULT_LIMITS)


@pytest.mark.parametrize("media_type", PACKERS)
def test_a_stream_that_is_cut_off_gives_what_stands_before(media_type: str) -> None:
    packed = PACKERS[media_type](DATA)
    got = b""
    with pytest.raises(CutOffError) as raised:
        for chunk in unpack_stream(packed[:-20], media_type):
            got += chunk
    assert DATA.startswith(got)
    assert raised.value.rejection.reason == "damaged_file"
    check_stream(packed[:-20], media_type, DEFAULT_LIMITS)


@pytest.mark.parametrize("media_type", PACKERS)
def test_a_wrong_checksum_refuses_all_of_it(media_type: str) -> None:
    """A digit that was unpacked before the checksum may be another than was packed."""
    packed = bytearray(PACKERS[media_type](DATA))
    packed[len(packed) // 2] ^= 1
    with pytest.raises(ArchiveFaultError) as raised:
        check_stream(bytes(packed), media_type, DEFAULT_LIMITS)
    assert not isinstance(raised.value, CutOffError)


def test_zeros_behind_an_xz_stream_are_padding() -> None:
    assert b"".join(unpack_stream(lzma.compress(b"abc") + bytes(8), "application/x-xz")) == b"abc"
