"""Office packages that are broken, locked or made to do harm."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.office_files import docx_members, make_docx, make_odf, make_xlsx, xlsx_members, zip_members
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.office.package import ODT, Package, PackageError, package_kind
from transforms.limits import Limits
from transforms.stream.document import read_document

PARAGRAPH = "<w:p><w:r><w:t>某镇2023年政府信息公开工作年度报告</w:t></w:r></w:p>"
SHEET = '<sheetData><row r="1"><c t="inlineStr"><is><t>规章</t></is></c><c><v>1</v></c></row></sheetData>'
TEXT = "<text:p>某镇2023年政府信息公开工作年度报告</text:p>"
CELLS = (
    "<table:table><table:table-row><table:table-cell><text:p>规章</text:p></table:table-cell></table:table-row>"
    "</table:table>"
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": lambda: make_docx(PARAGRAPH),
    "xlsx": lambda: make_xlsx(SHEET),
    "odt": lambda: make_odf("text", TEXT),
    "ods": lambda: make_odf("spreadsheet", CELLS),
}


def reason_of(data: bytes, limits: Limits | None = None) -> str:
    found = read_document(data, recognise(data), limits)
    return found.reason if isinstance(found, Rejection) else "read"


def with_mimetype(size: int) -> bytes:
    """A package whose compressed first member names OpenDocument text in so many bytes."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT.ljust(size))
    return buffer.getvalue()


def without_directory(end: int) -> bytes:
    """The beginning of a package whose stored first member names OpenDocument text in bytes that end at `end`."""
    header = b"PK\x03\x04" + bytes(22) + len(b"mimetype").to_bytes(2, "little") + bytes(2) + b"mimetype"
    return header.ljust(end - len(ODT)) + ODT.encode() + bytes(50)


def is_parsed(marks: int) -> bool:
    """Whether a part of so many elements is parsed where a table may have one cell."""
    package = Package(zip_members({"a.txt": "x"}), Limits(table_cells=1))
    try:
        package.parse_bytes(b"<a>" + b"<b/>" * (marks - 2) + b"</a>", "x.xml")
    except PackageError:
        return False
    return True


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.formats.office.package._LOCAL_HEADER",
        takes=(
            b"PK\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00mimetype",
        ),
        leaves=(
            b"PK\x01\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
            b"PK\x03\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
        ),
    ),
    Threshold(
        "transforms.formats.office.package._LONGEST_MIMETYPE",
        inside=lambda: package_kind(with_mimetype(100)),
        outside=lambda: package_kind(with_mimetype(101)),
        moved=200,
    ),
    Threshold(
        "transforms.formats.office.package._MIMETYPE_WITHIN",
        inside=lambda: package_kind(without_directory(120)),
        outside=lambda: package_kind(without_directory(121)),
        moved=150,
    ),
    Threshold(
        "transforms.formats.office.package._MARKS_PER_CELL",
        inside=lambda: is_parsed(8),
        outside=lambda: is_parsed(9),
        moved=10,
    ),
    Given("transforms.formats.office.package._IS_ENCRYPTED", source="APPNOTE 4.4.4, bit 0"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("name", MAKERS)
def test_the_kind_is_known_from_the_inside(name: str) -> None:
    ends = {"docx": "wordprocessingml.document", "xlsx": "spreadsheetml.sheet", "odt": "text", "ods": "spreadsheet"}
    assert recognise(MAKERS[name]()).endswith(ends[name])
    assert reason_of(MAKERS[name]()) == "read"


def test_an_ordinary_zip_is_no_document() -> None:
    assert recognise(zip_members({"word/document.xml": "<x/>"})) == "application/zip"
    assert recognise(zip_members({"报告/word/document.xml": "<x/>", "[Content_Types].xml": ""})) == "application/zip"
    assert recognise(zip_members({"a.txt": "年报"})) == "application/zip"


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("share", [0.5, 0.8, 0.99])
def test_a_cut_off_package_is_damaged(name: str, share: float) -> None:
    data = MAKERS[name]()
    assert reason_of(data[: int(len(data) * share)]) == "damaged_file"


@pytest.mark.parametrize("name", MAKERS)
def test_a_package_with_flipped_bytes_is_damaged_or_read(name: str) -> None:
    data = bytearray(MAKERS[name]())
    reasons = set()
    for place in range(0, len(data), 7):
        data[place] ^= 0xFF
        reasons.add(reason_of(bytes(data)))
        data[place] ^= 0xFF
    assert reasons <= {
        "read", "damaged_file", "encrypted_file", "unsupported_format", "archive_bomb", "archive_too_large",
        "empty_file", "binary_file", "undecodable",
    }  # fmt: skip
    assert "damaged_file" in reasons


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (lambda: docx_members(PARAGRAPH), "word/document.xml"),
        (lambda: docx_members(PARAGRAPH), "_rels/.rels"),
        (lambda: docx_members(PARAGRAPH, "<w:style/>"), "word/styles.xml"),
        (lambda: xlsx_members(SHEET), "xl/worksheets/sheet1.xml"),
        (lambda: xlsx_members(SHEET), "xl/sharedStrings.xml"),
        (lambda: xlsx_members(SHEET), "xl/workbook.xml"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(make: Callable[[], dict[str, str]], part: str, encoding: str) -> None:
    members = make()
    bomb = f'<?xml version="1.0" encoding="{encoding}"?>{LAUGHS}{members[part]}'
    assert reason_of(zip_members({**members, part: bomb.encode(encoding)})) == "unsafe_xml"


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_declared_entities_are_refused_in_open_documents(kind: str) -> None:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    assert reason_of(zip_members({"mimetype": mimetype, "content.xml": f"{LAUGHS}<x>&i;</x>"})) == "unsafe_xml"


def test_a_document_that_unpacks_a_thousandfold_is_refused() -> None:
    assert reason_of(make_docx("<w:p></w:p>" * 2_000_000)) == "archive_bomb"
    assert reason_of(make_docx(PARAGRAPH * 2000), Limits(archive_bytes=1000)) == "archive_too_large"
    assert reason_of(make_docx(PARAGRAPH * 2000), Limits(member_bytes=1000)) == "archive_too_large"
    assert reason_of(make_docx(PARAGRAPH * 2000), Limits(table_cells=100)) == "archive_too_large"


def test_a_declared_size_that_lies_gives_no_more_than_it_declares() -> None:
    data = bytearray(make_docx("<w:p></w:p>" * 100_000))
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 100)
    assert reason_of(bytes(data)) == "damaged_file"


def test_a_package_with_a_password_is_locked() -> None:
    data = bytearray(make_docx(PARAGRAPH))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.find(start)
        while place >= 0:
            data[place + (6 if start[2] == 3 else 8)] |= 1
            place = data.find(start, place + 4)
    assert reason_of(bytes(data)) == "encrypted_file"


def test_an_encrypted_open_document_is_locked() -> None:
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "garbage",
        "META-INF/manifest.xml": "<m><encryption-data/></m>",
    }
    assert reason_of(zip_members(members)) == "encrypted_file"


def test_nesting_without_end_is_damage_and_no_crash() -> None:
    depth = 5000
    nested = "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth
    assert reason_of(make_docx(nested)) in ("damaged_file", "archive_bomb")
    controls = "<w:sdt><w:sdtContent>" * 120 + PARAGRAPH + "</w:sdtContent></w:sdt>" * 120
    assert reason_of(make_docx(controls)) == "read"
    frames = "<w:tbl><w:tr><w:tc>" * 80 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 80
    assert reason_of(make_docx(frames)) == "read"


def test_a_package_without_its_main_part_is_damaged() -> None:
    members = docx_members(PARAGRAPH)
    del members["word/document.xml"]
    assert reason_of(zip_members({**members, "word/other.xml": "<x/>"})) == "damaged_file"


@pytest.mark.parametrize(("folder", "word"), [("ppt/slides/a.xml", "slides"), ("xl/workbook.bin", "XLSX")])
def test_other_office_files_say_what_to_do(folder: str, word: str) -> None:
    data = zip_members({"[Content_Types].xml": "<Types/>", folder: "x"})
    found = read_document(data, recognise(data))
    assert isinstance(found, Rejection)
    assert found.reason == "unsupported_format"
    assert word in found.detail
