"""The text of a Word paragraph."""

from __future__ import annotations

import pytest

from tests.transforms.formats.office.word_pieces import field, read_paragraph, run


def test_a_word_in_many_runs_is_one_word() -> None:
    assert read_paragraph(run("1") + "<w:proofErr/>" + run("2") + run("件")) == "12件"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('<w:del w:id="1">' + run("9").replace("w:t>", "w:delText>") + "</w:del>" + run("3"), "3"),
        ('<w:moveFrom w:id="1">' + run("9") + "</w:moveFrom>" + run("3"), "3"),
        ('<w:ins w:id="1">' + run("3") + "</w:ins>", "3"),
        (run("9", "<w:vanish/>") + run("3"), "3"),
        (run("3", '<w:vanish w:val="0"/>'), "3"),
        (run("9", '<w:rStyle w:val="Ghost"/>') + run("3"), "3"),
        (run("5") + run("2", '<w:vertAlign w:val="superscript"/>'), "5²"),
        (run("5") + run("[1]", '<w:vertAlign w:val="superscript"/>'), "5[1]"),
        (run("5") + run("2", '<w:position w:val="8"/>'), "5²"),
        (run("52", '<w:position w:val="8"/>'), "52"),
        ("<w:r><w:ruby><w:rt>" + run("gui") + "</w:rt><w:rubyBase>" + run("规") + "</w:rubyBase></w:ruby></w:r>", "规"),
        ("<w:r><w:t>规章</w:t><w:tab/><w:t>0</w:t><w:br/><w:t>处罚</w:t></w:r>", "规章\t0\n处罚"),
        ("<w:hyperlink>" + run("章") + "</w:hyperlink>", "章"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "〓"),
        (run("1", '<w:rFonts w:ascii="Wingdings 2"/>'), "〓"),
        (run("88", "<w:strike/>") + run("8", "<w:dstrike/>") + run("3"), "3"),
        (run("3", '<w:strike w:val="0"/>'), "3"),
        (run("3") + "<w:r><w:footnoteReference w:id='2'/></w:r>", "3"),
    ],
)
def test_text_is_what_a_reader_sees(content: str, expected: str) -> None:
    styles = '<w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
    assert read_paragraph(content, styles) == expected


def test_a_fraction_is_no_row_of_digits() -> None:
    fraction = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    assert read_paragraph(f"<m:oMath {math}>{fraction}</m:oMath>") == "〓"


def test_the_result_of_a_field_is_shown_and_its_code_is_not() -> None:
    inner = field("begin") + run("9") + field("separate") + run("8") + field("end")
    assert read_paragraph(field("begin") + inner + field("separate") + run("3") + field("end")) == "3"


def test_a_field_without_an_end_hides_nothing() -> None:
    assert read_paragraph(field("begin") + run("3")) == "3"


def test_a_style_hides_text_also_by_the_one_that_it_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="Ghost"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    assert read_paragraph(run("9", '<w:rStyle w:val="Child"/>') + run("3"), styles) == "3"
    assert read_paragraph(run("3", '<w:rStyle w:val="Loop"/>'), styles) == "3"
