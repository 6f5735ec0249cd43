"""ZIP archives by their directory: names, folders, members that are refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from tests.evidence import Evidence, Given, check
from tests.hostile import encrypt_zip, make_overlapping_zip, make_zip
from transforms.archives.members import ArchiveFaultError, Budget
from transforms.archives.zip_members import list_zip
from transforms.limits import DEFAULT_LIMITS

APPNOTE = "PKWARE, APPNOTE.TXT"
EVIDENCE = (
    Given("transforms.archives.zip_members._LOCAL_HEADER_BYTES", source=f"{APPNOTE}, 4.3.7"),
    Given("transforms.archives.zip_members._IS_ENCRYPTED", source=f"{APPNOTE}, 4.4.4: bits 0 and 6"),
    Given("transforms.archives.zip_members._IS_UTF8", source=f"{APPNOTE}, 4.4.4: bit 11"),
    Given("transforms.archives.zip_members._UNIX", source=f"{APPNOTE}, 4.4.2: the system that made the entry"),
    Given("transforms.archives.zip_members._DOS_FOLDER", source="MS-DOS: the attribute of a directory"),
    Given("transforms.archives.zip_members._EXTRA_FIELD", source=f"{APPNOTE}, 4.5.1"),
    Given("transforms.archives.zip_members._UNICODE_PATH", source=f"{APPNOTE}, 4.6.9"),
    Given("transforms.archives.zip_members._UNICODE_PATH_HEADER_BYTES", source=f"{APPNOTE}, 4.6.9"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def read_all(data: bytes) -> dict[str, bytes]:
    entries = list_zip(data, Budget(DEFAULT_LIMITS))
    return {entry.name: b"".join(entry.open_chunks()) for entry in entries if entry.refusal is None}


def refusals(data: bytes) -> dict[str, str]:
    entries = list_zip(data, Budget(DEFAULT_LIMITS))
    return {entry.name: entry.refusal.reason for entry in entries if entry.refusal is not None}


def zip_with_unicode_path(plain: str, checksum_of: bytes) -> bytes:
    """An entry that has its name in UTF-8 as an extra field, as Info-ZIP writes it."""
    value = b"\x01" + zlib.crc32(checksum_of).to_bytes(4, "little") + "示例镇.txt".encode()
    info = zipfile.ZipInfo(plain)
    info.extra = struct.pack("<HH", 0x0001, 2) + b"xx" + struct.pack("<HH", 0x7075, len(value)) + value
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, b"1")
    return file.getvalue()


def test_the_name_in_an_extra_field_counts_as_long_as_the_plain_one_was_not_changed() -> None:
    assert read_all(zip_with_unicode_path("a.txt", b"a.txt")) == {"示例镇.txt": b"1"}
    assert read_all(zip_with_unicode_path("a.txt", b"b.txt")) == {"a.txt": b"1"}


def test_folders_are_no_entries() -> None:
    assert read_all(make_zip([("示例镇/", b""), ("示例镇/1.txt", b"1")])) == {"示例镇/1.txt": b"1"}


def test_a_method_that_is_not_read_is_said() -> None:
    data = make_zip([("a.txt", b"1" * 100)], zipfile.ZIP_LZMA)
    assert refusals(data) == {"a.txt": "unsupported_format"}
    assert refusals(encrypt_zip(make_zip([("a.txt", b"1")]))) == {"a.txt": "encrypted_file"}


def test_bytes_that_two_members_share_refuse_the_archive() -> None:
    with pytest.raises(ArchiveFaultError) as raised:
        read_all(make_overlapping_zip(2, b"x" * 1000))
    assert raised.value.rejection.reason == "archive_bomb"


def test_what_is_left_of_an_office_document_is_no_archive() -> None:
    data = make_zip([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")])
    entries = list_zip(data[: data.index(b"PK\x01\x02")], Budget(DEFAULT_LIMITS))
    with pytest.raises(ArchiveFaultError, match="Nothing of it was read"):
        next(entries)
