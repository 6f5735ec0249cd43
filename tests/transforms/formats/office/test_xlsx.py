"""Excel workbooks as they are shown."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.formats.office.sheet_pieces import MERGED_NUMBERS, label, row_of, sheet
from tests.transforms.office_files import make_xlsx, read_blocks, read_file
from transforms.doubts import Reason, Rejection
from transforms.language import Pair

FORMATS = (
    '<numFmts><numFmt numFmtId="170" formatCode="0&quot;件&quot;"/><numFmt numFmtId="171" formatCode=";;;"/>'
    '<numFmt numFmtId="172" formatCode="[DBNum1]General"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="9"/><xf numFmtId="14"/><xf numFmtId="170"/>'
    '<xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="43"/></cellXfs>'
)


def shown(cell: str) -> str:
    """What a cell of a table of one row shows."""
    blocks = read_blocks(make_xlsx(sheet(row_of(label("规章"), cell, label("末"))), styles=FORMATS))
    (first, *middle, last) = blocks[0][0]  # type: ignore[index]
    assert (first, last) == ("规章", "末")
    return "".join(middle)


EVIDENCE: tuple[Evidence, ...] = (
    Given("transforms.formats.office.xlsx._LAST_DATE", source="9999-12-31, the last day of Excel"),
    Given("transforms.formats.office.xlsx._MOST_COLUMNS", source="columns of a sheet in Excel"),
    Threshold(
        "transforms.formats.office.xlsx._LARGEST",
        inside=lambda: shown("<c><v>1e299</v></c>") == "1" + "0" * 299,
        outside=lambda: shown("<c><v>1e301</v></c>") == "1" + "0" * 301,
        moved=1e305,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


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


def test_hidden_rows_columns_and_sheets_are_left_out() -> None:
    content = sheet(
        row_of(label("规章"), "<c><v>9</v></c>", "<c><v>1</v></c>"),
        row_of(label("隐藏"), "<c><v>8</v></c>", "<c><v>8</v></c>", number=2, attributes='hidden="1"'),
        before='<cols><col min="2" max="2" hidden="1"/></cols>',
    )
    assert read_blocks(make_xlsx(content)) == [(("规章", "1"),)]
    hidden = '<sheet name="a" sheetId="1" state="veryHidden" r:id="rId1"/>'
    assert read_file(make_xlsx(content, listed=hidden)) == Rejection(
        Reason.EMPTY_FILE,
        Pair("工作簿中看得见的工作表都没有文字。", "No visible sheet of the workbook holds any text."),
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


def test_struck_out_text_is_not_shown() -> None:
    styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    runs = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>8</t></r><r><t>3</t></r></is></c>'
    row = row_of(label("规章"), '<c s="1"><v>9</v></c>', runs, '<c s="0"><v>4</v></c>')
    (table,) = read_blocks(make_xlsx(sheet(row, row_of(label("末"), label("a"), number=2)), styles=styles))
    assert table == (("规章", "", "3", "4"), ("末", "a", "", ""))
