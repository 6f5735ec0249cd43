from __future__ import annotations

import pytest
import xlwt

from tests.transforms.office_files import make_odf, make_xlsx, read_blocks, read_file, save_xls
from transforms.doubts import Rejection
from transforms.formats.office.number_formats import show_number
from transforms.limits import Limits

FORMATS = (
    '<numFmts><numFmt numFmtId="170" formatCode="0&quot;件&quot;"/><numFmt numFmtId="171" formatCode=";;;"/>'
    '<numFmt numFmtId="172" formatCode="[DBNum1]General"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/>'
    '<xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="43"/></cellXfs>'
)


def row_of(*cells: str, number: int = 1, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def label(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    return f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"


def shown(cell: str) -> str:
    """What a cell of a table of one row shows."""
    blocks = read_blocks(make_xlsx(sheet(row_of(label("规章"), cell, label("末"))), styles=FORMATS))
    (first, *middle, last) = blocks[0][0]  # type: ignore[index]
    assert (first, last) == ("规章", "末")
    return "".join(middle)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><v>12</v></c>", "12"),
        ("<c><v>12.0</v></c>", "12"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>0.35</v></c>", "0.35"),
        ("<c><v>1E3</v></c>", "1000"),
        ('<c s="1"><v>1234</v></c>', "1,234"),
        ('<c s="1"><v>0.35</v></c>', "0（0.35）"),
        ('<c s="2"><v>0.35</v></c>', "35%"),
        ('<c s="3"><v>45296</v></c>', "2024年1月5日"),
        ('<c s="4"><v>3</v></c>', "3件"),
        ('<c s="5"><v>3</v></c>', ""),
        ('<c s="6"><v>12</v></c>', "?（12）"),
        ('<c s="7"><v>0</v></c>', "-"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="str"><f>A1</f><v>无</v></c>', "无"),
        ("<c><f>SUM(A1:A9)</f></c>", "=SUM(A1:A9)"),
        ('<c t="s"><v>0</v></c>', "?（0）"),
        (
            '<c t="inlineStr"><is><r><t>5</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
            '<rPh sb="0" eb="1"><t>9</t></rPh></is></c>',
            "5²",
        ),
        ("<c/>", ""),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, expected: str) -> None:
    assert shown(cell) == expected


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (12.5, "General", "12.5"),
        (12.345, "0.00", "12.35"),
        (-3, "0_);(0)", "(3)"),
        (-3, "#,##0;[Red]-#,##0", "-3"),
        (5, "000", "?（5）"),
        (1234567, '0!.0,"万"', "?（1234567）"),
        (3, "[>2]0;0.0", "?（3）"),
        (0.5, "# ?/?", "?（0.5）"),
        (7, '"约"0', "约7"),
        (0, "#", ""),
        (120, "[$-804]0", "120"),
    ],
)
def test_a_number_format_is_applied_or_confessed(value: float, code: str, expected: str) -> None:
    assert show_number(value, code) == expected


def test_hidden_rows_columns_and_sheets_are_left_out() -> None:
    content = sheet(
        row_of(label("规章"), "<c><v>9</v></c>", "<c><v>1</v></c>"),
        row_of(label("隐藏"), "<c><v>8</v></c>", "<c><v>8</v></c>", number=2, attributes='hidden="1"'),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
    )
    assert read_blocks(make_xlsx(content)) == [(("规章", "1"),)]
    hidden = '<sheet name="a" sheetId="1" state="veryHidden" r:id="rId1"/>'
    assert read_file(make_xlsx(content, listed=hidden)) == Rejection(
        "empty_file", "No visible sheet of the workbook holds any text."
    )


def test_a_sheet_without_zeros_shows_blanks() -> None:
    rows = row_of(label("规章"), "<c><v>0</v></c>", "<c><v>1</v></c>")
    rows += row_of(label("处罚"), "<c><v>2</v></c>", "<c><v>3</v></c>", number=2)
    content = sheet(rows, before='<sheetViews><sheetView showZeros="0"/></sheetViews>')
    assert read_blocks(make_xlsx(content)) == [(("规章", "", "1"), ("处罚", "2", "3"))]


def test_what_a_merged_cell_covers_is_not_shown() -> None:
    content = sheet(
        row_of(label("申请人"), "<c><v>9</v></c>", label("总计")),
        row_of(label("自然人"), label("企业"), "<c><v>3</v></c>", number=2),
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    assert read_blocks(make_xlsx(content)) == [(("申请人", "", "总计"), ("自然人", "企业", "3"))]


def test_prose_in_cells_becomes_text_and_captions_stay_in_their_table() -> None:
    content = sheet(
        row_of(label("某镇年度报告"), number=1),
        row_of(label("一、总体情况"), number=2),
        row_of(label("本年公开信息。"), number=3),
        row_of(label("规章"), "<c><v>1</v></c>", number=5),
        row_of(label("第二十条第（五）项"), number=6),
        row_of(label("行政许可"), "<c><v>2</v></c>", number=7),
        row_of(label("五、存在的主要问题"), number=8),
    )
    assert read_blocks(make_xlsx(content, listed='<sheet name="年报" sheetId="1" r:id="rId1"/>')) == [
        "年报",
        "某镇年度报告",
        "一、总体情况",
        "本年公开信息。",
        (("规章", "1"), ("第二十条第（五）项", ""), ("行政许可", "2")),
        "五、存在的主要问题",
    ]


def test_a_column_of_blanks_between_values_stays() -> None:
    content = sheet(
        row_of(label("信息内容"), label("本年制发件数"), label("本年废止件数")),
        row_of(label("规章"), '<c r="C2"><v>4</v></c>', number=2),
    )
    assert read_blocks(make_xlsx(content)) == [(("信息内容", "本年制发件数", "本年废止件数"), ("规章", "", "4"))]


def test_cells_far_apart_are_not_filled_in_between() -> None:
    content = sheet(
        row_of(label("规章"), '<c r="XFD1"><v>1</v></c>'), row_of(label("处罚"), "<c><v>2</v></c>", number=1_048_576)
    )
    assert read_blocks(make_xlsx(content)) == [(("规章", "", "1"), ("", "", ""), ("处罚", "2", ""))]


MERGED_NUMBERS = (("许可", "5↔", ""), ("处罚", "6↔", "1⏎7"), ("强制", "", "2"))
"""One number in two columns of the header, one in the rows of two labels, and two numbers in one cell."""


def test_a_number_of_several_places_is_marked_in_xlsx() -> None:
    rows = (
        row_of(label("信息内容"), label("上一年项目数量"), label("处理决定数量")),
        row_of(label("许可"), "<c><v>5</v></c>", number=2),
        row_of(label("处罚"), "<c><v>6</v></c>", label("1\n7"), number=3),
        row_of(label("强制"), "<c/>", "<c><v>2</v></c>", number=4),
    )
    merged = '<mergeCells><mergeCell ref="B2:C2"/><mergeCell ref="B3:B4"/></mergeCells>'
    (table,) = read_blocks(make_xlsx(sheet(*rows, after=merged)))
    assert table[1:] == MERGED_NUMBERS  # type: ignore[index]


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


def test_struck_out_text_is_not_shown() -> None:
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    runs = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>8</t></r><r><t>3</t></r></is></c>'
    row = row_of(label("规章"), '<c s="1"><v>9</v></c>', runs, '<c s="0"><v>4</v></c>')
    (table,) = read_blocks(make_xlsx(sheet(row, row_of(label("末"), label("a"), number=2)), styles=styles))
    assert table == (("规章", "", "3", "4"), ("末", "a", "", ""))

    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "规章")
        sheet.write(0, 1, 9, xlwt.easyxf("font: struck_out on"))
        sheet.write(0, 2, 3)

    assert read_blocks(save_xls(fill)) == [(("规章", "3"),)]


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
