"""Members of archives: every kind, every name, every damage; and nothing of what some are made for."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence import Evidence, Threshold, check
from tests.hostile import (
    encrypt_zip,
    make_docx,
    make_gzip_bomb,
    make_link_zip,
    make_overlapping_zip,
    make_special_tar,
    make_tar,
    make_zip,
    nest_zip,
    rename_in_zip,
)
from transforms.archives import archive_type, unpack
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.report import read_file

# Three that no packing makes much smaller, so that each has blocks of its own.
FILES = [(f"镇/{number}.txt", b"".join(b"%d,%d;" % (i * number, i % 97) for i in range(4000))) for number in (1, 2, 3)]
SMALL = replace(DEFAULT_LIMITS, expansion_floor=1000, expansion_ratio=50)

MAKERS: dict[str, Callable[[list[tuple[str, bytes]]], bytes]] = {
    "zip": make_zip,
    "zip, stored": lambda files: make_zip(files, zipfile.ZIP_STORED),
    "zip, bzip2": lambda files: make_zip(files, zipfile.ZIP_BZIP2),
    "tar": make_tar,
    "tar.gz": lambda files: make_tar(files, "w:gz"),
    "tar.bz2": lambda files: make_tar(files, "w:bz2"),
    "tar.xz": lambda files: make_tar(files, "w:xz"),
}


def contents(data: bytes, limits: Limits = DEFAULT_LIMITS) -> dict[str, bytes | None]:
    """What can be read, by source path."""
    return {member.name: member.data for member in unpack(data, "a", limits) if member.rejection is None}


def reasons(data: bytes, limits: Limits = DEFAULT_LIMITS) -> dict[str, str]:
    """What cannot, by source path."""
    return {member.name: member.rejection.reason for member in unpack(data, "a", limits) if member.rejection}


def shown_name(length: int) -> str:
    """The path under which a member with a path of so many characters is refused."""
    [path] = (path for path in reasons(make_zip([("../" + "a" * (length - 3), b"1"), ("b.txt", b"2")])))
    return path.removeprefix("a!/")


EVIDENCE = (
    Threshold(
        "transforms.archives.unpacking._LONGEST_SHOWN_NAME",
        inside=lambda: len(shown_name(200)) == 200,
        outside=lambda: len(shown_name(201)) == 201,
        moved=300,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_members_come_out_as_they_went_in(make: Callable[[list[tuple[str, bytes]]], bytes]) -> None:
    data = make(FILES)
    assert contents(data) == {f"a!/{name}": content for name, content in FILES}
    assert reasons(data) == {}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_file_has_the_name_of_the_stream_without_its_ending(pack: Callable[[bytes], bytes]) -> None:
    [member] = unpack(pack(b"abc"), "folder/2021.txt.gz", DEFAULT_LIMITS)
    assert (member.name, member.data) == ("folder/2021.txt.gz!/2021.txt", b"abc")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_streams_behind_each_other_are_one_file(pack: Callable[[bytes], bytes]) -> None:
    assert contents(pack(b"abc") + pack(b"def")) == {"a!/a": b"abcdef"}


def test_what_is_no_archive_comes_out_as_itself() -> None:
    docx = make_docx("<w:document/>")
    for data in (b"", "年报".encode(), b"PK", docx):
        assert archive_type(data) is None
        assert contents(data) == {"a": data}
    assert contents(docx[: len(docx) // 2]) == {}


def test_archives_inside_archives() -> None:
    inner = make_tar([("b.txt", b"1")], "w:gz")
    assert contents(make_zip([("x/inner.tgz", inner), ("c.txt", b"2")])) == {
        "a!/x/inner.tgz!/b.txt": b"1",
        "a!/c.txt": b"2",
    }


def test_what_no_person_put_there_is_not_seen() -> None:
    names = ("__MACOSX/._a.txt", ".DS_Store", "x/.git/config", "x/Thumbs.db", "folder/")
    assert contents(make_zip([*((name, b"") for name in names), ("a.txt", b"1")])) == {"a!/a.txt": b"1"}
    assert reasons(make_zip([(name, b"") for name in names])) == {"a": "empty_file"}
    assert reasons(make_zip([])) == {"a": "empty_file"}


# --- names ---


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_without_a_flag_are_in_what_all_of_them_are(encoding: str) -> None:
    names = (
        ["政府信息公開工作年度報告.txt", "聯通.txt", "誠.txt"]
        if encoding == "big5"
        else ["政府信息公开年度报告.txt", "联通.txt"]
    )
    raw = [name.encode(encoding) for name in names]
    stand_ins = [bytes([ord("A") + number]) * len(name) for number, name in enumerate(raw)]
    data = make_zip((stand_in.decode(), b"1") for stand_in in stand_ins)
    assert set(contents(rename_in_zip(data, dict(zip(stand_ins, raw, strict=True))))) == {
        f"a!/{name}" for name in names
    }


def test_names_of_a_tar_may_be_in_a_code_page() -> None:
    name = "示例镇/年报.txt".encode("gbk")
    data = make_tar([("x" * len(name), b"1")]).replace(b"x" * len(name), name)
    header = bytearray(data[:512])
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    assert contents(bytes(header) + data[512:]) == {"a!/示例镇/年报.txt": b"1"}


def test_members_of_one_name_are_told_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = make_zip([("a.txt", b"1"), ("a.txt", b"2"), ("a.txt (2)", b"3"), ("x\\b.txt", b"4"), ("x/b.txt", b"5")])
    assert contents(data) == {
        "a!/a.txt": b"1",
        "a!/a.txt (2)": b"2",
        "a!/a.txt (2) (2)": b"3",
        "a!/x/b.txt": b"4",
        "a!/x/b.txt (2)": b"5",
    }


def test_a_folder_whose_name_looks_like_an_archive_is_none() -> None:
    assert set(contents(make_zip([("b.zip!/c.txt", b"1")]))) == {r"a!/b.zip\u0021/c.txt"}


@pytest.mark.parametrize(
    "name", ["../e.txt", "a/../../e.txt", "..\\e.txt", "/e.txt", "\\e.txt", "C:\\e.txt", "C:e.txt"]
)
@pytest.mark.parametrize("make", [make_zip, make_tar], ids=["zip", "tar"])
def test_a_path_that_leads_out_is_refused_and_the_others_are_read(make: Callable[..., bytes], name: str) -> None:
    data = make([(name, b"1"), ("b.txt", b"2")])
    assert contents(data) == {"a!/b.txt": b"2"}
    assert list(reasons(data).values()) == ["unsafe_member"]


def test_links_and_devices_are_not_followed() -> None:
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    assert reasons(make_special_tar(kinds)) == {f"a!/{number}.txt": "unsafe_member" for number in range(5)}
    assert reasons(make_link_zip("l.txt", "/etc/passwd")) == {"a!/l.txt": "unsafe_member"}


def test_a_password_is_said() -> None:
    assert reasons(encrypt_zip(make_zip([("a.txt", b"1")]))) == {"a!/a.txt": "encrypted_file"}


# --- damage ---


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
@given(share=st.floats(0.01, 0.99))
def test_of_an_archive_that_is_cut_off_nothing_wrong_is_read(
    make: Callable[[list[tuple[str, bytes]]], bytes], share: float
) -> None:
    data = make(FILES)
    cut = data[: int(len(data) * share)]
    if archive_type(cut) is not None:
        assert contents(cut).items() <= {f"a!/{name}": content for name, content in FILES}.items()
        is_padding = make is make_tar and len(data) - len(cut) < tarfile.RECORDSIZE and len(contents(cut)) == len(FILES)
        assert is_padding or reasons(cut) == {"a": "damaged_file"}


@pytest.mark.parametrize("name", ["zip", "zip, stored", "zip, bzip2", "tar.gz", "tar.bz2", "tar.xz"])
@given(place=st.integers(0, 10**6), flipped=st.integers(1, 255))
def test_of_an_archive_with_a_wrong_byte_nothing_wrong_is_read(name: str, place: int, flipped: int) -> None:
    """Plain TAR has no checksum of the contents, as a plain file has none. Names and kinds may come out otherwise."""
    data = bytearray(MAKERS[name](FILES))
    data[place % len(data)] ^= flipped
    if archive_type(bytes(data)) is not None:
        assert set(contents(bytes(data)).values()) <= {content for _, content in FILES}


def test_members_before_the_damage_stay() -> None:
    zipped, packed = make_zip(FILES), make_tar(FILES, "w:gz")
    for data in (
        zipped[: zipped.index(b"PK\x01\x02")],
        zipped[: -len(FILES[2][1]) // 4],
        packed[: len(packed) * 2 // 3],
    ):
        assert next(iter(contents(data))) == "a!/镇/1.txt"
        assert reasons(data) == {"a": "damaged_file"}


def test_a_damaged_member_costs_itself_alone() -> None:
    data = bytearray(make_zip(FILES, zipfile.ZIP_STORED))
    data[data.index(FILES[1][1]) + 5] ^= 1
    assert list(contents(bytes(data))) == ["a!/镇/1.txt", "a!/镇/3.txt"]
    assert reasons(bytes(data)) == {"a!/镇/2.txt": "damaged_file"}


def test_a_damaged_header_in_a_tar_is_no_silent_end() -> None:
    data = bytearray(make_tar([(f"{number}.txt", b"x" * 600) for number in range(3)]))
    data[data.index(b"1.txt")] ^= 1
    assert list(contents(bytes(data))) == ["a!/0.txt"]
    assert reasons(bytes(data)) == {"a": "damaged_file"}


@given(st.binary(max_size=300))
def test_rubbish_behind_the_beginning_of_an_archive_never_raises(rubbish: bytes) -> None:
    for start in (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh91AY&SY", b"\xfd7zXZ\x00", make_tar(FILES)[:512]):
        assert all(member.name.startswith("a") for member in unpack(start + rubbish, "a", DEFAULT_LIMITS))


# --- limits ---


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_stream_that_grows_like_a_bomb_is_refused(pack: Callable[[bytes], bytes]) -> None:
    assert reasons(pack(bytes(10**7))) == {"a": "archive_bomb"}
    assert reasons(make_gzip_bomb(64 * 1024 * 1024)) == {"a": "archive_bomb"}


def test_a_member_that_grows_like_a_bomb_costs_itself_alone() -> None:
    data = make_zip([("bomb.txt", bytes(10**7)), ("a.txt", b"1")])
    assert reasons(data) == {"a!/bomb.txt": "archive_bomb"}
    assert contents(data) == {"a!/a.txt": b"1"}


def test_small_files_may_pack_well() -> None:
    assert contents(make_zip([("a.txt", b" " * 900)]), SMALL) == {"a!/a.txt": b" " * 900}
    assert reasons(make_zip([("a.txt", b" " * 9000)]), SMALL) == {"a!/a.txt": "archive_bomb"}


def test_members_that_share_their_bytes_are_a_bomb() -> None:
    assert reasons(make_overlapping_zip(3, FILES[0][1])) == {"a": "archive_bomb"}
    assert contents(make_overlapping_zip(1, FILES[0][1])) == {"a!/0000.txt": FILES[0][1]}


def test_archives_inside_each_other_end_somewhere() -> None:
    depth = DEFAULT_LIMITS.archive_depth
    assert list(contents(nest_zip(b"1", depth)).values()) == [b"1"]
    [(path, reason)] = reasons(nest_zip(b"1", depth + 1)).items()
    assert reason == "archive_too_deep"
    assert path.count("!/") == depth


@pytest.mark.parametrize("make", [make_zip, make_tar], ids=["zip", "tar"])
def test_more_members_than_the_limit_are_not_read(make: Callable[..., bytes]) -> None:
    data = make((f"{number}.txt", b"1") for number in range(5))
    limits = replace(DEFAULT_LIMITS, archive_members=3)
    assert len(contents(data, limits)) == 3
    assert reasons(data, limits) == {"a": "archive_too_large"}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_more_bytes_than_the_limit_are_not_read(make: Callable[[list[tuple[str, bytes]]], bytes]) -> None:
    limits = replace(DEFAULT_LIMITS, archive_bytes=len(FILES[0][1]) + 2000)
    assert reasons(make(FILES), limits) == {"a": "archive_too_large"}
    assert len(contents(make(FILES), limits)) <= 1


def test_the_limits_hold_for_all_archives_inside_one_file_together() -> None:
    data = make_zip([("1.zip", make_zip(FILES[:1])), ("2.zip", make_zip(FILES[1:]))])
    found = reasons(data, replace(DEFAULT_LIMITS, archive_members=3))
    assert found == {"a!/2.zip": "archive_too_large"}


@pytest.mark.parametrize("make", [make_zip, make_tar], ids=["zip", "tar"])
def test_a_member_that_is_too_large_costs_itself_alone(make: Callable[..., bytes]) -> None:
    data = make([("large.txt", b"x" * 1001), ("small.txt", b"x" * 1000)])
    limits = replace(DEFAULT_LIMITS, member_bytes=1000)
    assert reasons(data, limits) == {"a!/large.txt": "file_too_large"}
    assert list(contents(data, limits)) == ["a!/small.txt"]


def test_members_are_unpacked_when_they_are_asked_for() -> None:
    members = unpack(make_zip([("a.txt", b"1"), ("bomb.txt", bytes(10**7))]), "a", DEFAULT_LIMITS)
    assert next(members).name == "a!/a.txt"
    assert next(members).rejection is not None


# --- reading ---


def test_a_file_has_one_reading_and_an_archive_one_for_each_member() -> None:
    [reading] = read_file(b"abc", "a.txt")
    assert (reading.name, reading.media_type) == ("a.txt", "text/plain")
    readings = {reading.name: reading for reading in read_file(make_zip([("b.txt", b""), ("../c", b"1")]), "a.zip")}
    assert {name: read.rejection and read.rejection.reason for name, read in readings.items()} == {
        "a.zip!/b.txt": "empty_file",
        "a.zip!/../c": "unsafe_member",
    }
    assert readings["a.zip!/../c"].source_sha256 is None


def test_an_archive_with_something_wrong_has_a_reading_of_its_own() -> None:
    *_, last = read_file(make_zip(FILES)[:-30], "a.zip")
    assert (last.name, last.media_type) == ("a.zip", "application/zip")
    assert last.source_sha256 is not None


def lying_tar(size: int, kind: bytes = tarfile.REGTYPE) -> bytes:
    """A TAR archive whose only member claims so many bytes, or, of a sparse one, so many after its holes are filled."""
    info = tarfile.TarInfo("lie.txt")
    info.type, info.size = kind, 512 if kind == tarfile.GNUTYPE_SPARSE else size
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    if kind == tarfile.GNUTYPE_SPARSE:
        header[386:410] = b"00000000000\0" + b"00000001000\0"  # one piece: its place, its length
        header[483:495] = b"%011o\0" % size
        header[148:156] = b" " * 8
        header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + b"x" * 512 + bytes(1024)


def lying_zip64(size: int) -> bytes:
    """A ZIP archive whose directory claims, in the fields of ZIP64, so many bytes for a member of a thousand."""
    plain = make_zip([("lie.txt", b"x" * 1000)])
    start, end = plain.index(b"PK\x01\x02"), plain.index(b"PK\x05\x06")
    entry, tail = bytearray(plain[start:end]), bytearray(plain[end:])
    packed = int.from_bytes(entry[20:24], "little")
    entry[20:28] = b"\xff" * 8
    extra = struct.pack("<HHQQ", 1, 16, size, packed)
    entry[30:32] = struct.pack("<H", len(extra))
    tail[12:16] = struct.pack("<I", len(entry) + len(extra))
    return plain[:start] + bytes(entry) + extra + bytes(tail)


@pytest.mark.parametrize(
    ("archive", "reasons"),
    [
        (lying_tar(2**60), {"damaged_file"}),
        (lying_tar(8 * 2**30), {"damaged_file"}),
        (lying_tar(2**33 - 1, tarfile.GNUTYPE_SPARSE), {"file_too_large"}),
        (lying_zip64(5), {"damaged_file"}),
        (lying_zip64(2**33), {None}),
        (lying_zip64(2**62), {None}),
    ],
    ids=["huge tar", "large tar", "sparse tar", "zip64 too little", "zip64 much", "zip64 huge"],
)
def test_an_archive_that_lies_about_its_sizes_is_refused_or_read_as_it_is(
    archive: bytes, reasons: set[str | None]
) -> None:
    members = list(unpack(archive, "lie", DEFAULT_LIMITS))
    assert {member.rejection.reason if member.rejection else None for member in members} == reasons
    assert all(member.data == b"x" * 1000 for member in members if member.rejection is None)
