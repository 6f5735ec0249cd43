"""How a run of Word looks through its styles: what a reader sees of the digits beside a number."""

from __future__ import annotations

import pytest

from tests.transforms.formats.office.word_pieces import cell, read_paragraph, row, run, table
from tests.transforms.office_files import make_docx, read_blocks

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>
<w:style w:type="character" w:styleId="note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="a9"><w:name w:val="footnote reference"/></w:style>
<w:style w:type="character" w:styleId="a7"><w:basedOn w:val="note"/></w:style>
<w:style w:type="character" w:styleId="flat"><w:basedOn w:val="note"/>
  <w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="struck"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="twice"><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="child"><w:basedOn w:val="struck"/></w:style>
<w:style w:type="character" w:styleId="ghost"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="dot"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="dark"><w:pPr><w:shd w:val="clear" w:fill="1F3864"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="GhostTable"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Banded"><w:tblStylePr w:type="firstRow"><w:tcPr>
  <w:shd w:val="clear" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>
"""


def styled(style: str, text: str = "1") -> str:
    return run(text, f'<w:rStyle w:val="{style}"/>')


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("679") + styled("note"), "679¹"),
        (run("679") + styled("a7"), "679¹"),
        (run("679") + styled("flat"), "6791"),
        (run("679") + styled("a9"), "679¹"),
        (run("679") + run("1", '<w:rStyle w:val="a7"/><w:vertAlign w:val="baseline"/>'), "6791"),
        (run("679") + styled("FootnoteReference"), "679¹"),
        (run("679") + styled("nowhere"), "6791"),
        (styled("struck", "9") + run("679"), "679"),
        (styled("child", "9") + run("679"), "679"),
        (styled("twice", "9") + run("679"), "679"),
        (run("9", '<w:rStyle w:val="child"/><w:strike w:val="0"/>') + run("679"), "9679"),
        (styled("ghost", "9") + run("679"), "679"),
        (styled("dot", "9") + run("679"), "679"),
        (styled("white", "9") + run("679"), "\u2003679"),
        (run("9", '<w:rStyle w:val="white"/><w:highlight w:val="black"/>') + run("679"), "9679"),
        (run("9", '<w:color w:val="000000" w:themeColor="background1"/>') + run("679"), "\u2003679"),
        (run("679", '<w:color w:val="auto"/>'), "679"),
        ('<w:pPr><w:pStyle w:val="gone"/></w:pPr>' + run("679"), ""),
        ('<w:pPr><w:pStyle w:val="gone"/></w:pPr>' + styled("struck", "679"), "679"),
        ('<w:pPr><w:pStyle w:val="dark"/></w:pPr>' + styled("white", "679"), "679"),
        (
            run("679")
            + '<w:r><w:rPr><w:rStyle w:val="flat"/></w:rPr><w:footnoteReference w:customMarkFollows="1" w:id="2"/>'
            + "<w:t>1</w:t></w:r>",
            "679",
        ),
        (run("679") + '<w:r><w:endnoteReference w:id="2"/></w:r>', "679"),
    ],
)
def test_a_run_looks_as_word_resolves_it(content: str, expected: str) -> None:
    assert (read_paragraph(content, STYLES) or "") == expected


def test_the_defaults_of_a_document_count_last() -> None:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert read_paragraph(run("9") + run("679", '<w:vanish w:val="0"/>'), defaults) == "679"


def read_styled_table(properties: str, shading: str = "") -> object:
    content = run("信息"), run("679") + styled("white", "9")
    cells = "".join(cell(part, shading) for part in content)
    return read_blocks(make_docx(f"<w:tbl><w:tblPr>{properties}</w:tblPr>{row(cells)}</w:tbl>", STYLES))


def test_the_style_and_the_ground_of_a_table_count() -> None:
    assert read_styled_table("") == [(("信息", "679\u2003"),)]
    assert read_styled_table('<w:tblStyle w:val="Banded"/>') == [(("信息", "6799"),)]
    assert read_styled_table("", '<w:shd w:val="clear" w:fill="4472C4"/>') == [(("信息", "6799"),)]
    assert read_styled_table("", '<w:shd w:val="clear" w:fill="FFFFFF"/>') == [(("信息", "679\u2003"),)]
    assert read_styled_table('<w:tblStyle w:val="GhostTable"/>') == []


def test_a_hundred_thousand_runs_and_styles_are_read() -> None:
    styles = "".join(
        f'<w:style w:styleId="s{number}"><w:basedOn w:val="s{number + 1}"/></w:style>' for number in range(20_000)
    )
    text = read_paragraph(styled("s0", "3") * 50_000, styles)
    assert text == "3" * 50_000


def test_what_a_cell_shows_through_fields_and_drawings() -> None:
    def read(content: str) -> object:
        (read_table,) = read_blocks(make_docx(table(row(cell(run("规章")), cell(content)))))
        return read_table[0][1]  # type: ignore[index]

    menu = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="0"/><w:listEntry w:val="679"/></w:ddList>'
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    assert read(begin.format(menu) + end) == "679"
    assert read(begin.format("<w:ddList/>") + end) == "[form field]"
    assert read(begin.format("<w:checkBox/>") + end) == "[form field]"
    assert read(picture) == "[image]"
    assert read(run("12") + picture) == "12[image]"
    assert read("<w:r><w:object><v:shape/></w:object></w:r>") == "[object]"
