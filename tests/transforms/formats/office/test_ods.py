"""OpenDocument spreadsheets."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, check
from tests.transforms.formats.office.sheet_pieces import MERGED_NUMBERS
from tests.transforms.office_files import make_odf, read_blocks, read_file
from transforms.doubts import Rejection
from transforms.limits import Limits

EVIDENCE: tuple[Evidence, ...] = (
    Given("transforms.formats.office.ods._MOST_COLUMNS", source="columns of a sheet in Excel and LibreOffice"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_of_several_places_is_marked_in_ods() -> None:
    def cell(text: str, attributes: str = "") -> str:
        lines = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
        return f"<table:table-cell {attributes}>{lines}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    rows = (
        cell("信息内容") + cell("上一年项目数量") + cell("处理决定数量"),
        cell("许可") + cell("5", 'table:number-columns-spanned="2"') + covered,
        cell("处罚") + cell("6", 'table:number-rows-spanned="2"') + cell("1\n7"),
        cell("强制") + covered + cell("2"),
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    (table,) = read_blocks(make_odf("spreadsheet", f"<table:table>{body}</table:table>"))
    assert table[1:] == MERGED_NUMBERS  # type: ignore[index]


def ods_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_an_open_document_sheet_gives_the_text_that_it_shows() -> None:
    twice, spanned = 'table:number-columns-repeated="2"', 'table:number-columns-spanned="2"'
    covered = "<table:covered-table-cell><text:p>9</text:p></table:covered-table-cell>"
    percent = ods_cell("35%", 'office:value="0.35"')
    rows = (
        f"<table:table-row>{ods_cell('规章')}{percent}{ods_cell('0', twice)}</table:table-row>"
        f'<table:table-row table:visibility="filter">{ods_cell("9")}{ods_cell("9")}</table:table-row>'
        f"<table:table-row>{ods_cell('处罚')}{ods_cell('7', spanned)}{covered}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    assert read_blocks(make_odf("spreadsheet", f'<table:table table:name="a">{rows}</table:table>')) == [
        (("规章", "35%", "0", "0"), ("", "", "", ""), ("处罚", "7", "", ""))
    ]


def test_an_open_document_sheet_of_endless_repetitions_is_refused() -> None:
    row = f'<table:table-row table:number-rows-repeated="99999999">{ods_cell("1")}</table:table-row>'
    found = read_file(make_odf("spreadsheet", f"<table:table>{row}</table:table>"), Limits())
    assert isinstance(found, Rejection)
    assert found.reason == "too_many_cells"


def test_a_hidden_sheet_is_left_out() -> None:
    style = '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
    row = f"<table:table-row>{ods_cell('规章')}{ods_cell('1')}</table:table-row>"
    hidden = f'<table:table table:style-name="off">{row}</table:table>'
    assert read_blocks(make_odf("spreadsheet", hidden + f"<table:table>{row}</table:table>", style)) == [
        (("规章", "1"),)
    ]
