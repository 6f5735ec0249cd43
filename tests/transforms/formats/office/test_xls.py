"""Old Excel workbooks as they are shown."""

from __future__ import annotations

from datetime import date

import pytest
import xlwt

from tests.transforms.formats.office.sheet_pieces import MERGED_NUMBERS, save_xls
from tests.transforms.office_files import read_blocks, read_file
from transforms.doubts import Rejection
from transforms.formats import recognise
from transforms.stream.document import read_document


def test_a_number_of_several_places_is_marked_in_xls() -> None:
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


def test_struck_out_text_is_not_shown() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "规章")
        sheet.write(0, 1, 9, xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 2, 3)

    assert read_blocks(save_xls(fill)) == [(("规章", "3"),)]


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
    data = save_xls(fill_xls)[:size]
    found = read_document(data, recognise(data))
    assert isinstance(found, Rejection)
    assert found.reason == "damaged_file"


def test_an_old_workbook_that_lies_about_its_size_takes_no_memory_for_it() -> None:
    data = bytearray(save_xls(fill_xls))
    place = data.index(b"\x00\x02\x0e\x00") + 4
    data[place : place + 12] = b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff"
    assert read_blocks(bytes(data)) == read_blocks(save_xls(fill_xls))
