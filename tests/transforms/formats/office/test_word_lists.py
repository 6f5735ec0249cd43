"""Numbers that Word generates before a paragraph."""

from __future__ import annotations

import pytest

from tests.transforms.formats.office.word_pieces import cell, row, run, table
from tests.transforms.office_files import WORD, docx_members, read_blocks, relationships, zip_members

LEVEL = '<w:lvl w:ilvl="0"><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'


def read(content: str, style: str = "", *, kind: str = "decimal", text: str = "%1.") -> object:
    members = docx_members(table(row(cell(run("规章")), cell(content))), style or "<w:docDefaults/>")
    members["word/_rels/document.xml.rels"] = relationships(
        {"rId1": ("styles", "styles.xml"), "rId2": ("numbering", "numbering.xml")}
    )
    numbered = f'<w:abstractNum w:abstractNumId="4">{LEVEL.format(kind, text)}</w:abstractNum>'
    numbered += '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num>'
    members["word/numbering.xml"] = f'<w:numbering xmlns:w="{WORD}">{numbered}</w:numbering>'
    (read_table,) = read_blocks(zip_members(members))
    return read_table[0][1]  # type: ignore[index]


NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr>'


@pytest.mark.parametrize(
    ("content", "kind", "text", "expected"),
    [
        (NUMBERED.format(7), "decimal", "%1.", "[list number]"),
        (NUMBERED.format(7) + run("3"), "decimal", "%1.", "3[list number]"),
        (NUMBERED.format(7) + run("属于国家秘密"), "decimal", "%1.", "属于国家秘密"),
        (NUMBERED.format(7) + run("3"), "bullet", "•", "3"),
        (NUMBERED.format(7) + run("3"), "none", "", "3"),
        (NUMBERED.format(0) + run("3"), "decimal", "%1.", "3"),
        (run("3"), "decimal", "%1.", "3"),
    ],
)
def test_a_generated_number_is_told(content: str, kind: str, text: str, expected: str) -> None:
    assert read(content, kind=kind, text=text) == expected


def test_a_style_puts_its_paragraphs_on_a_list() -> None:
    style = (
        f'<w:style w:type="paragraph" w:styleId="listed">{NUMBERED.format(7)}</w:style>'
        '<w:style w:type="paragraph" w:styleId="child"><w:basedOn w:val="listed"/></w:style>'
    )
    content = '<w:pPr><w:pStyle w:val="child"/></w:pPr>' + run("3")
    assert read(content, style) == "3[list number]"
