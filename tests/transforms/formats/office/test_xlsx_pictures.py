"""Pictures over the cells of a sheet, and letters that nobody sees."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, check
from tests.transforms.formats.office.sheet_pieces import label, row_of, sheet
from tests.transforms.office_files import make_xlsx, read_blocks, relationships, save_xls, xlsx_members, zip_members

EVIDENCE: tuple[Evidence, ...] = (
    Given(
        "transforms.formats.office.xlsx_pictures._MOST_PICTURES", source="a bound of cost; a report has some pictures"
    ),
    Given("transforms.formats.office.xlsx_pictures._MOST_DIGITS", source="1,048,576 rows of a sheet in Excel"),
)
ROWS = row_of(label("信息"), label("本年"), label("上年")) + row_of(label("规章"), "<c/>", "<c><v>5</v></c>", number=2)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def read_with(anchor: str) -> object:
    members = xlsx_members(sheet(ROWS))
    members["xl/worksheets/_rels/sheet1.xml.rels"] = relationships({"rId1": ("drawing", "../drawings/drawing1.xml")})
    members["xl/drawings/drawing1.xml"] = f"<wsDr>{anchor}</wsDr>"
    (table,) = read_blocks(zip_members(members))
    return table


def anchor(row: int, column: int, kind: str = "pic") -> str:
    corner = f"<from><col>{column}</col><colOff>0</colOff><row>{row}</row></from>"
    return f"<twoCellAnchor>{corner}<{kind}/></twoCellAnchor>"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (anchor(1, 1), ("规章", "[image]", "5")),
        (anchor(1, 1, "graphicFrame"), ("规章", "[object]", "5")),
        (anchor(1, 2), ("规章", "", "5")),
        (anchor(40, 40), ("规章", "", "5")),
        ("<absoluteAnchor><pic/></absoluteAnchor>", ("规章", "", "5")),
        (anchor(1, 1).replace("<row>1", "<row>x"), ("规章", "", "5")),
    ],
)
def test_a_picture_over_an_empty_cell_is_told(drawn: str, expected: tuple[str, ...]) -> None:
    assert read_with(drawn)[1] == expected  # type: ignore[index]


FONTS = (
    "<fonts><font/><font><strike/></font><font><color rgb='FFFFFFFF'/></font><font><color theme='0'/></font></fonts>"
    "<fills><fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>"
    "<fill><patternFill patternType='solid'><fgColor rgb='FF1F3864'/></patternFill></fill></fills>"
    "<cellXfs><xf/><xf fontId='1'/><xf fontId='2' fillId='0'/><xf fontId='3' fillId='0'/>"
    "<xf fontId='2' fillId='2'/></cellXfs>"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c s="1"><v>7</v></c>', ""),
        ('<c s="2"><v>7</v></c>', ""),
        ('<c s="3"><v>7</v></c>', ""),
        ('<c s="4"><v>7</v></c>', "7"),
        ('<c s="1" t="inlineStr"><is><r><rPr><b/></rPr><t>7</t></r></is></c>', "7"),
        ('<c s="1" t="inlineStr"><is><r><t>9</t></r><r><rPr><b/></rPr><t>7</t></r></is></c>', "7"),
        ('<c t="inlineStr"><is><r><t>7</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></is></c>', "7¹"),
        ('<c t="inlineStr"><is><r><rPr><strike/></rPr><t>9</t></r><r><t>7</t></r></is></c>', "7"),
        ('<c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>', "[image]"),
        ('<c t="e" vm="1"><v>#VALUE!</v></c>', "[image]"),
        ('<c t="e"><v>#VALUE!</v></c>', "#VALUE!"),
    ],
)
def test_a_cell_shows_what_its_fonts_let_it(cell: str, expected: str) -> None:
    rows = row_of(label("信息"), label("本年"), label("上年")) + row_of(
        label("规章"), cell, "<c><v>5</v></c>", number=2
    )
    (table,) = read_blocks(make_xlsx(sheet(rows), styles=FONTS))
    assert table[1] == ("规章", expected, "5")  # type: ignore[index]


def test_white_letters_may_stand_on_a_table_of_the_sheet() -> None:
    rows = row_of(label("信息"), label("本年")) + row_of(label("规章"), '<c s="2"><v>7</v></c>', number=2)
    (table,) = read_blocks(make_xlsx(sheet(rows, after="<tableParts/>"), styles=FONTS))
    assert table[1] == ("规章", "7")  # type: ignore[index]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("font: colour white", ""),
        ("font: colour white; pattern: pattern solid, fore_colour dark_blue", "7"),
        ("font: struck_out on", ""),
        ("font: colour black", "7"),
    ],
)
def test_an_old_workbook_does_too(style: str, expected: str) -> None:
    import xlwt

    def fill(page: xlwt.Worksheet) -> None:
        for row, column, text in ((0, 0, "信息"), (0, 1, "本年"), (0, 2, "上年"), (1, 0, "规章")):
            page.write(row, column, text)
        page.write(1, 1, 7, xlwt.easyxf(style))
        page.write(1, 2, 5)

    (table,) = read_blocks(save_xls(fill))
    assert table[1] == ("规章", expected, "5")  # type: ignore[index]
