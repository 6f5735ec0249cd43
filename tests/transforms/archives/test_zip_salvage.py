"""ZIP archives without their directory: the members that are whole, and none behind the first that is not."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from tests.evidence import Evidence, Given, check
from tests.hostile import encrypt_zip, make_zip
from transforms.archives.members import ArchiveFaultError, Budget
from transforms.archives.zip_salvage import salvage_zip
from transforms.limits import DEFAULT_LIMITS, Limits

FILES = [("示例镇/1.txt", b"1" * 5000), ("示例镇/2.txt", b"22;" * 900), ("3.txt", b"")]
EVIDENCE = (
    Given("transforms.archives.zip_salvage._HEADER", source="PKWARE, APPNOTE.TXT, 4.3.7"),
    Given("transforms.archives.zip_salvage._IS_ENCRYPTED", source="PKWARE, APPNOTE.TXT, 4.4.4: bit 0"),
    Given("transforms.archives.zip_salvage._HAS_DESCRIPTOR", source="PKWARE, APPNOTE.TXT, 4.4.4: bit 3"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


class Pipe(io.RawIOBase):
    """A file that cannot be sought in, as a pipe: the sizes of its members stand behind them."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.data += bytes(data)
        return len(data)


def zip_to_a_pipe() -> bytes:
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES:
            archive.writestr(name, content)
    return pipe.data


def salvage(data: bytes, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes]:
    return {entry.name: b"".join(entry.open_chunks()) for entry in salvage_zip(data, Budget(limits))}


def without_directory(data: bytes) -> bytes:
    return data[: data.index(b"PK\x01\x02")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_whole_members_come_out(method: int) -> None:
    assert salvage(without_directory(make_zip(FILES, method))) == dict(FILES)


def test_members_whose_sizes_stand_behind_them_come_out() -> None:
    data = zip_to_a_pipe()
    assert data[6] & 0x8
    assert salvage(without_directory(data)) == dict(FILES)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wrong_byte_ends_it(method: int) -> None:
    data = bytearray(without_directory(make_zip(FILES, method)))
    name = "示例镇/2.txt".encode()
    data[data.index(name) + len(name) + 3] ^= 1
    assert salvage(bytes(data)) == dict(FILES[:1])


def test_a_member_that_is_cut_off_is_not_given() -> None:
    data = make_zip(FILES, zipfile.ZIP_STORED)
    assert salvage(data[: data.index(b"22;") + 100]) == dict(FILES[:1])


def test_what_is_packed_otherwise_or_protected_ends_it() -> None:
    assert salvage(without_directory(make_zip(FILES, zipfile.ZIP_BZIP2))) == {}
    assert salvage(without_directory(encrypt_zip(make_zip(FILES[:1])))) == {}
    assert salvage(b"") == {}


def test_a_bomb_is_one_here_too() -> None:
    data = without_directory(make_zip([("bomb.txt", bytes(10**7))]))
    with pytest.raises(ArchiveFaultError) as raised:
        salvage(data)
    assert raised.value.rejection.reason == "archive_bomb"
    assert salvage(data, replace(DEFAULT_LIMITS, expansion_ratio=10**6, member_bytes=10**6)) == {}
