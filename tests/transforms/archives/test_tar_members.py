"""TAR archives: how one is known, and that no damage ends it in silence."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, check
from tests.hostile import make_tar
from transforms.archives.members import ArchiveFaultError, Budget
from transforms.archives.tar_members import BLOCK_BYTES, is_tar, list_tar
from transforms.limits import DEFAULT_LIMITS

FILES = [("示例镇/1.txt", b"1" * 600), ("示例镇/2.txt", b"2")]
EVIDENCE = (
    Given("transforms.archives.tar_members.BLOCK_BYTES", source="POSIX.1-1988 (ustar): a header is one block"),
    Given("transforms.archives.tar_members._MAGIC_AT", source="POSIX.1-1988 (ustar): the field `magic`"),
    Given("transforms.archives.tar_members._CHECKSUM_AT", source="POSIX.1-1988 (ustar): the field `chksum`"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def read_all(data: bytes, pieces: int = 1) -> dict[str, bytes]:
    size = -(-len(data) // pieces)
    chunks = [data[start : start + size] for start in range(0, len(data), size)]
    entries = list_tar(chunks, len(data), Budget(DEFAULT_LIMITS))
    return {entry.name: b"".join(entry.open_chunks()) for entry in entries}


@pytest.mark.parametrize("pieces", [1, 2, 7, 100])
def test_members_come_out_however_the_stream_is_cut(pieces: int) -> None:
    assert read_all(make_tar(FILES), pieces) == dict(FILES)


def test_the_oldest_make_is_known_by_its_checksum() -> None:
    header = bytearray(make_tar(FILES)[:BLOCK_BYTES])
    header[257:265] = bytes(8)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert is_tar(bytes(header))
    header[0] ^= 1
    assert not is_tar(bytes(header))


@pytest.mark.parametrize("start", [b"", bytes(512), "年报".encode() * 100, b"1234567 " * 64])
def test_what_is_no_tar(start: bytes) -> None:
    assert not is_tar(start)


def test_an_archive_without_its_end_mark_is_damaged() -> None:
    data = make_tar(FILES)
    end = data.rindex(b"2", 0, 2560) // BLOCK_BYTES * BLOCK_BYTES + BLOCK_BYTES
    with pytest.raises(ArchiveFaultError, match="cut off or damaged"):
        read_all(data[:end])
