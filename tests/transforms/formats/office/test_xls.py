"""Old Excel workbooks: cells as they are shown, and files that are broken or made to do harm."""

from __future__ import annotations

import struct
from datetime import date
from random import Random

import pytest
import xlwt

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.compound_files import make_compound
from tests.transforms.formats.office.sheet_pieces import MERGED_NUMBERS
from tests.transforms.office_files import read_blocks, read_file, save_xls
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.formats.office.ole import read_stream
from transforms.formats.office.package import PackageError
from transforms.formats.office.xls import _without_unread


def fill_xls(sheet: xlwt.Worksheet) -> None:
    sheet.write_merge(0, 0, 0, 1, "规章")
    sheet.write(0, 2, 1234, xlwt.easyxf(num_format_str="#,##0"))
    sheet.write(1, 0, "处罚")
    sheet.write(1, 1, 0.35, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 2, date(2024, 1, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 0, "隐藏")
    sheet.write(2, 1, 9)
    sheet.row(2).hidden = True
    sheet.write(3, 0, "强制")
    sheet.write(3, 1, 12)
    sheet.write(3, 2, 2.5)
    sheet.row(3).set_cell_error(3, "#REF!")


def test_an_old_workbook_is_read_as_it_is_shown() -> None:
    assert read_blocks(save_xls(fill_xls)) == [
        (
            ("规章", "", "1,234", ""),
            ("处罚", "35%", "2024年1月5日", ""),
            ("", "", "", ""),
            ("强制", "12", "2.5", "#REF!"),
        )
    ]


def test_an_old_workbook_of_one_far_cell_is_refused_before_it_is_filled() -> None:
    data = save_xls(lambda sheet: sheet.write(65_535, 255, 1))
    found = read_file(data)
    assert isinstance(found, Rejection)
    assert found.reason == "too_many_cells"


@pytest.mark.parametrize("size", [600, 2000, 4000])
def test_a_cut_off_old_workbook_is_damaged(size: int) -> None:
    from transforms.stream.document import read_document

    data = save_xls(fill_xls)[:size]
    found = read_document(data, recognise(data))
    assert isinstance(found, Rejection)
    assert found.reason == "damaged_file"


def test_an_old_workbook_that_lies_about_its_size_takes_no_memory_for_it() -> None:
    data = bytearray(save_xls(fill_xls))
    place = data.index(b"\x00\x02\x0e\x00") + 4
    data[place : place + 12] = b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff"
    assert read_blocks(bytes(data)) == read_blocks(save_xls(fill_xls))


def shown(value: object, code: str) -> str:
    """What a cell with a number format shows between two labels."""

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "规章")
        sheet.write(0, 1, value, xlwt.easyxf(num_format_str=code))
        sheet.write(0, 2, "末")

    (table,) = read_blocks(save_xls(fill))
    assert isinstance(table, tuple)
    return str(table[0][1])


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12, '0"件"', "12件"),
        (12, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "12"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
        (3, "[DBNum1]General", "?（3）"),
        (True, "General", "TRUE"),
        (44566, 'yyyy"年"m"月"d"日"', "2022年1月5日"),
        (44566.75, "yyyy-mm-dd hh:mm", "2022年1月5日"),
        (0.5, "hh:mm", "12:00:00"),
        (0.04, "[h]:mm", "0:57:36"),
        (-5, "yyyy-mm-dd", "?（-5）"),
        (1e9, "yyyy-mm-dd", "?（1000000000）"),
        (float("nan"), "0", "?"),
        (float("inf"), "0.00", "?"),
    ],
)
def test_a_number_shows_under_its_format(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_raised_and_struck_letters_of_a_cell_are_no_digits_of_its_number() -> None:
    """A reader sees 679 with the mark 1, and 379 behind a struck 9."""

    def fill(sheet: xlwt.Worksheet) -> None:
        plain, raised = xlwt.easyfont(""), xlwt.easyfont("escapement superscript")
        struck, bold = xlwt.easyfont("struck_out on"), xlwt.easyfont("bold on")
        sheet.write(0, 0, "规章")
        sheet.write_rich_text(0, 1, (("679", plain), ("1", raised)))
        sheet.write_rich_text(0, 2, (("9", struck), ("379", plain)))
        sheet.write_rich_text(0, 3, ("4", ("2", bold)))
        sheet.write_rich_text(0, 4, ("𠮷12", ("3", raised)))
        sheet.write(0, 5, "2", xlwt.easyxf("font: escapement superscript"))
        sheet.write(0, 6, "9", xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 7, "末")

    assert read_blocks(save_xls(fill)) == [(("规章", "679¹", "379", "42", "𠮷12³", "²", "末"),)]


def test_what_an_old_workbook_hides_is_not_read() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.show_zero_values = False
        for column, value in enumerate(("规章", 9, 0, 7)):
            sheet.write(0, column, value)
        sheet.write(1, 0, "处罚")
        sheet.write(1, 2, 3)
        sheet.col(1).hidden = True

    assert read_blocks(save_xls(fill)) == [(("规章", "", "7"), ("处罚", "3", ""))]


def are_walked(records: int) -> bool:
    """Whether a workbook of so many records is looked through, its beginning and end among them."""
    stream = BOF + b"\x01\0\0\0" * (records - 2) + EOF
    try:
        _without_unread(stream)
    except PackageError:
        return False
    return True


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BOF, EOF = record(0x809, struct.pack("<HHHH", 0x600, 0x10, 0, 0)), record(0x0A, b"")

HERE = "transforms.formats.office.xls"
EVIDENCE: tuple[Evidence, ...] = (
    Given(f"{HERE}._EOF", source="[MS-XLS] 2.4.103"),
    Given(f"{HERE}._BOUNDSHEET", source="[MS-XLS] 2.4.28"),
    Given(f"{HERE}._IGNORED", source="[MS-XLS] 2.4.23"),
    Given(f"{HERE}._RECORD_HEAD", source="[MS-XLS] 2.1.4"),
    Threshold(
        f"{HERE}._MOST_RECORDS",
        inside=lambda: are_walked(2_000_000),
        outside=lambda: are_walked(2_000_001),
        moved=2_000_001,
    ),
    Threshold(
        f"{HERE}._LAST_DAY",
        inside=lambda: shown(2_958_465, "yyyy-mm-dd") == "9999年12月31日",
        outside=lambda: shown(2_958_466, "yyyy-mm-dd") != "?（2958466）",
        moved=2_958_465,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def workbook_stream() -> bytes:
    stream = read_stream(save_xls(fill_xls), "Workbook")
    assert stream is not None
    return stream


def with_records(records: bytes, *, in_sheet: bool) -> bytes:
    """An old workbook with more records at the end of its sheet, or of what stands before it."""
    stream = workbook_stream()
    listed = stream.index(b"\x85\x00") + 4
    (start,) = struct.unpack_from("<I", stream, listed)
    end = stream.rindex(b"\x0a\x00\x00\x00") if in_sheet else start - 4
    assert stream[end : end + 4] == b"\x0a\x00\x00\x00"
    moved = bytearray(stream[:end] + records + stream[end:])
    struct.pack_into("<I", moved, listed, start if in_sheet else start + len(records))
    return make_compound({"Workbook": bytes(moved).ljust(8192, b"\0")})


def everywhere() -> bytes:
    """A link over all cells of all sheets: 65,536 rows and as many columns."""
    guid = b"\xd0\xc9\xea\x79\xf9\xba\xce\x11\x8c\x82\x00\xaa\x00\x4b\xa9\x0b"
    body = struct.pack("<HHHH", 0, 65_535, 0, 65_535) + guid + b"\x02\0\0\0" + struct.pack("<i", 8)
    return record(0x1B8, body + struct.pack("<I", 2) + "a\0".encode("utf-16-le"))


def names(count: int) -> bytes:
    """Names of which each is a text twice as long as the one before: the first "xxxx", then first & first."""
    text = b"\x17\x04\x00xxxx"
    made = []
    for number in range(count):
        before = b"\x23" + struct.pack("<HH", number, 0)
        formula = text if number == 0 else before + before + b"\x08"
        head = struct.pack("<HBBHHH", 0, 0, 2, len(formula), 0, 0) + bytes(4)
        made.append(record(0x18, head + b"\x00" + f"n{number:x}"[-2:].encode() + formula))
    return b"".join(made)


@pytest.mark.parametrize(
    "data",
    [
        with_records(everywhere(), in_sheet=True),
        with_records(names(60), in_sheet=False),
        with_records(record(0x5D, b"\xff" * 9) + record(0x1C, b"\xff"), in_sheet=True),
    ],
)
def test_records_that_no_cell_shows_cost_nothing(data: bytes) -> None:
    assert read_blocks(data) == read_blocks(save_xls(fill_xls))


def test_a_sheet_inside_of_a_record_of_another_costs_nothing() -> None:
    inner = BOF + everywhere() + EOF
    stream = bytearray(read_stream(with_records(record(0x1C, inner), in_sheet=True), "Workbook") or b"")
    struct.pack_into("<I", stream, stream.index(b"\x85\x00") + 4, stream.index(inner))
    found = read_file(make_compound({"Workbook": bytes(stream)}))
    assert isinstance(found, Rejection)
    assert found.reason == "empty_file"


def test_sheets_that_lie_across_each_other_are_damaged() -> None:
    """What is a link in the second sheet is the length of one in the first, behind which a link waits."""
    second = BOF + struct.pack("<HH", 0xFFF, len(BOF) + 2)
    first = BOF + struct.pack("<HHH", 0xFFF, 0x1B8, 0) + EOF
    first = (first.ljust(len(BOF) + 4 + 0x1B8, b"\0") + EOF).ljust(len(BOF) + 4 + 0x863, b"\0") + everywhere() + EOF
    listed = [record(0x85, struct.pack("<IBBBB", place, 0, 0, 1, 0) + name) for place, name in ((0, b"a"), (0, b"b"))]
    start = len(BOF + b"".join(listed) + EOF)
    for number, place in enumerate((start + len(second), start)):
        listed[number] = listed[number][:4] + struct.pack("<I", place) + listed[number][8:]
    stream = BOF + b"".join(listed) + EOF + second + first
    found = read_file(make_compound({"Workbook": stream.ljust(8192, b"\0")}))
    assert isinstance(found, Rejection)
    assert "across each other" in found.detail


@pytest.mark.parametrize("seed", range(4))
def test_a_workbook_of_changed_bytes_is_read_or_rejected(seed: int) -> None:
    rng, stream = Random(seed), workbook_stream()
    reasons = set()
    for _ in range(60):
        changed = bytearray(stream)
        for _ in range(rng.choice((1, 2, 8, 50))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        found = read_file(make_compound({"Workbook": bytes(changed)}))
        reasons.add(found.reason if isinstance(found, Rejection) else "")
    assert {"", "damaged_file"} <= reasons <= {"", "damaged_file", "too_many_cells", "encrypted_file", "empty_file"}


def test_a_number_of_several_places_is_marked() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        for column, text in enumerate(("信息内容", "上一年项目数量", "处理决定数量")):
            sheet.write(0, column, text)
        for row, text in enumerate(("许可", "处罚", "强制"), 1):
            sheet.write(row, 0, text)
        sheet.write_merge(1, 1, 1, 2, 5)
        sheet.write_merge(2, 3, 1, 1, 6)
        sheet.write(2, 2, "1\n7")
        sheet.write(3, 2, 2)

    (table,) = read_blocks(save_xls(fill))
    assert table[1:] == MERGED_NUMBERS  # type: ignore[index]


def test_a_struck_out_cell_is_not_shown() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "规章")
        sheet.write(0, 1, 9, xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 2, 3)

    assert read_blocks(save_xls(fill)) == [(("规章", "3"),)]
