"""Spreadsheets of any make."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import xlwt

from tests.transforms.formats.office.sheet_pieces import label, row_of, sheet
from tests.transforms.office_files import make_odf, make_xlsx, read_file, save_xls
from transforms.doubts import Rejection
from transforms.formats.content import Content

CELLS = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("规章", "1"))
MAKERS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: make_xlsx(sheet(row_of(label("规章"), label("1")))),
    "xls": lambda: save_xls(fill),
    "ods": lambda: make_odf("spreadsheet", f"<table:table><table:table-row>{CELLS}</table:table-row></table:table>"),
}


def fill(sheet: xlwt.Worksheet) -> None:
    sheet.write(0, 0, "规章")
    sheet.write(0, 1, "1")


@pytest.mark.parametrize("name", MAKERS)
def test_the_same_sheet_is_the_same_table_and_says_its_layout(name: str) -> None:
    content = read_file(MAKERS[name]())
    assert isinstance(content, Content)
    assert content.blocks == ((("规章", "1"),),)
    assert content.layout == name


@pytest.mark.parametrize(
    "data",
    [
        lambda: make_xlsx(sheet()),
        lambda: save_xls(lambda _: None),
        lambda: make_odf("spreadsheet", "<table:table/>"),
    ],
    ids=["xlsx", "xls", "ods"],
)
def test_a_workbook_without_text_is_empty(data: Callable[[], bytes]) -> None:
    found = read_file(data())
    assert isinstance(found, Rejection)
    assert found.reason == "empty_file"
