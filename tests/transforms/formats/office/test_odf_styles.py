"""Styles of OpenDocument, with what they have of their parents."""

from __future__ import annotations

import pytest

from tests.transforms.office_files import make_odf, read_blocks

STYLES = "".join(
    f'<style:style style:family="{family}" style:name="{name}" {more}>{properties}</style:style>'
    for family, name, more, properties in (
        ("text", "up", "", '<style:text-properties style:text-position="super 58%"/>'),
        ("text", "child", 'style:parent-style-name="up"', ""),
        ("text", "level", 'style:parent-style-name="up"', '<style:text-properties style:text-position="0% 100%"/>'),
        ("text", "loop", 'style:parent-style-name="loop"', ""),
        ("text", "lost", 'style:parent-style-name="nowhere"', ""),
        ("text", "struck", "", '<style:text-properties style:text-line-through-type="double"/>'),
        ("text", "gone", "", '<style:text-properties text:display="none"/>'),
        ("text", "heir", 'style:parent-style-name="gone"', ""),
        ("text", "white", "", '<style:text-properties fo:color="#FFFFFF"/>'),
        ("text", "dot", "", '<style:text-properties fo:font-size="1pt"/>'),
        ("text", "Footnote_20_Symbol", "", ""),
        ("paragraph", "up", "", ""),
        ("paragraph", "gone", "", '<style:text-properties text:display="none"/>'),
        ("paragraph", "white", "", '<style:text-properties fo:color="#ffffff"/>'),
        ("table-cell", "dark", "", '<style:table-cell-properties fo:background-color="#1f3864"/>'),
        ("table-cell", "white", "", '<style:text-properties fo:color="#ffffff"/>'),
        ("table-cell", "gone", "", '<style:text-properties style:text-line-through-style="solid"/>'),
    )
).replace("<style:style ", '<style:style xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ')


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("679" + span("up", "1"), "679¹"),
        ("679" + span("child", "1"), "679¹"),
        ("679" + span("level", "1"), "6791"),
        ("679" + span("Footnote_20_Symbol", "1"), "679¹"),
        ("679" + span("loop", "1"), "6791"),
        ("679" + span("lost", "1"), "6791"),
        ("679" + span("child", span("level", "1")), "6791"),
        (span("struck", "9") + "679", "679"),
        (span("heir", "9") + "679", "679"),
        (span("gone", span("up", "9")) + "679", "679"),
        (span("white", "9") + "679", "\u2003679"),
        (span("dot", "9") + "679", "679"),
    ],
)
def test_text_is_what_a_reader_sees(content: str, expected: str) -> None:
    assert read_blocks(make_odf("text", f"<text:p>{content}</text:p>", STYLES)) == [expected]


def test_families_do_not_share_their_names() -> None:
    assert read_blocks(make_odf("text", '<text:p text:style-name="up">679</text:p>', STYLES)) == ["679"]


def read_row(kind: str, cells: str, styles: str = STYLES) -> object:
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    return read_blocks(make_odf(kind, table, styles))


def cell(content: str, style: str = "") -> str:
    return f'<table:table-cell table:style-name="{style}">{content}</table:table-cell>'


def test_white_letters_are_seen_on_the_ground_of_their_cell() -> None:
    white = '<text:p text:style-name="white">9</text:p>'
    label, number = cell("<text:p>规章</text:p>"), cell("<text:p>5</text:p>")
    assert read_row("text", label + cell(white, "dark") + number) == [(("规章", "9", "5"),)]
    assert read_row("text", label + cell(white) + number) == [(("规章", "\u2003", "5"),)]


@pytest.mark.parametrize(
    ("style", "content", "expected"),
    [
        ("", "<text:p>7</text:p>", "7"),
        ("gone", "<text:p>7</text:p>", ""),
        ("gone", "", ""),
        ("dark", "<text:p>7</text:p>", "7"),
    ],
)
def test_a_cell_of_a_sheet_has_the_look_of_its_style(style: str, content: str, expected: str) -> None:
    cells = "".join(cell(f"<text:p>{text}</text:p>") for text in ("规章", "1"))
    last = cell("<text:p>2</text:p>")
    assert read_row("spreadsheet", cells + cell(content, style) + last) == [
        (("规章", "1", *([expected] if expected else []), "2"),)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<text:p><draw:frame><draw:image/></draw:frame></text:p>", "[image]"),
        ('<text:p>5<draw:frame text:anchor-type="as-char"><draw:image/></draw:frame></text:p>', "5[image]"),
        ('<text:p>5<draw:frame text:anchor-type="page"><draw:image/></draw:frame></text:p>', "5"),
        ("<text:p><draw:control/></text:p>", "[form field]"),
        ("<text:p><draw:frame><draw:object/><draw:image/></draw:frame></text:p>", "[object][image]"),
        (
            '<text:list text:style-name="L"><text:list-item><text:p>5</text:p></text:list-item></text:list>',
            "5[list number]",
        ),
        ('<text:list text:style-name="B"><text:list-item><text:p>5</text:p></text:list-item></text:list>', "5"),
    ],
)
def test_what_a_cell_shows_and_nobody_reads_is_told(content: str, expected: str) -> None:
    lists = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/>'
        "</text:list-style>"
    )
    assert read_row("text", cell("<text:p>规章</text:p>") + cell(content), lists) == [(("规章", expected),)]
