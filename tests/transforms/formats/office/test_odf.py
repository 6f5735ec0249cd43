"""Paragraphs, tables and styles of OpenDocument."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.evidence import Evidence, Given, Threshold, check
from tests.transforms.office_files import make_odf, read_blocks, read_file
from transforms.doubts import Rejection
from transforms.formats.office.odf import count_attribute

STYLES = "".join(
    f'<style:style style:family="text" style:name="{name}"><style:text-properties {properties}/></style:style>'
    for name, properties in (
        ("gone", 'text:display="none"'),
        ("struck", 'style:text-line-through-style="solid"'),
        ("up", 'style:text-position="super 58%"'),
    )
)


def cell(content: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{content}</text:p></table:table-cell>"


def table(*rows: str) -> str:
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


def width_of_gap(spaces: int) -> int:
    (text,) = read_blocks(make_odf("text", f'<text:p>a<text:s text:c="{spaces}"/>b</text:p>'))
    return len(str(text)) - 2


def stated(text: str) -> int:
    namespace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    return count_attribute(etree.fromstring(f'<a xmlns:text="{namespace}" text:c="{text}"/>'), "text:c")


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.office.odf._LONGEST_GAP",
        inside=lambda: width_of_gap(1000) == 1000,
        outside=lambda: width_of_gap(1001) == 1001,
        moved=2000,
    ),
    Threshold(
        "transforms.formats.office.odf._MOST_DIGITS",
        inside=lambda: stated("123456789") == 123456789,
        outside=lambda: stated("1234567890") == 1234567890,
        moved=10,
    ),
    Given("transforms.formats.office.odf._MOST_COLUMNS", source="columns of a sheet in LibreOffice before 7.4"),
    Given("transforms.formats.office.odf._MOST_ROWS", source="rows of a sheet in LibreOffice and Excel"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('规<text:span>章</text:span>章<text:s text:c="2"/>0<text:tab/>1<text:line-break/>2', "规章章  0\t1\n2"),
        ('<text:span text:style-name="gone">9</text:span>3', "3"),
        ('9<text:span text:style-name="struck">8</text:span>3', "93"),
        ('5<text:span text:style-name="up">2</text:span>', "5²"),
        ("5<text:note><text:note-citation>2</text:note-citation></text:note>件", "5件"),
        ("<text:ruby><text:ruby-base>规</text:ruby-base><text:ruby-text>gui</text:ruby-text></text:ruby>", "规"),
        ("5<office:annotation><text:p>9</text:p></office:annotation>", "5"),
    ],
)
def test_text_is_what_a_reader_sees(content: str, expected: str) -> None:
    assert read_blocks(make_odf("text", f"<text:p>{content}</text:p>", STYLES)) == [expected]


def test_tracked_deletions_and_hidden_sections_are_left_out() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:p>9</text:p></text:changed-region></text:tracked-changes>"
    )
    hidden = '<text:section text:display="none"><text:p>8</text:p></text:section>'
    shown = "<text:section><text:list><text:list-item><text:p>7</text:p></text:list-item></text:list></text:section>"
    assert read_blocks(make_odf("text", deleted + hidden + shown)) == ["7"]


def test_a_number_of_several_places_is_marked() -> None:
    covered = "<table:covered-table-cell/>"
    header = cell("信息内容") + cell("上一年项目数量") + cell("处理决定数量")
    wide = cell("许可") + cell("5", 'table:number-columns-spanned="2"') + covered
    high = cell("处罚") + cell("6", 'table:number-rows-spanned="2"') + cell("1<text:line-break/>7")
    (read,) = read_blocks(make_odf("text", table(header, wide, high, cell("强制") + covered + cell("2"))))
    assert read[1:] == (("许可", "5↔", ""), ("处罚", "6↔", "1⏎7"), ("强制", "6↔", "2"))  # type: ignore[index]


def test_spans_and_repeated_cells_are_expanded() -> None:
    covered = "<table:covered-table-cell/>"
    head = cell("申请人", 'table:number-columns-spanned="2"') + covered + cell("总计", 'table:number-rows-spanned="2"')
    below = cell("自然人") + cell("企业") + "<table:covered-table-cell><text:p>9</text:p></table:covered-table-cell>"
    values = cell("0", 'table:number-columns-repeated="3"')
    assert read_blocks(make_odf("text", table(head, below, values))) == [
        (("申请人", "", "总计"), ("自然人", "企业", ""), ("0", "0", "0"))
    ]


def test_a_table_in_a_cell_of_a_layout_table_is_found() -> None:
    inner = table(cell("规章") + cell("1"))
    outer = (
        f"<table:table><table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row></table:table>"
    )
    assert read_blocks(make_odf("text", outer)) == [(("规章", "1"),)]


def test_endless_repetitions_are_refused() -> None:
    row = f'<table:table-row table:number-rows-repeated="99999999">{cell("1")}</table:table-row>'
    found = read_file(make_odf("text", f"<table:table>{row}</table:table>"))
    assert isinstance(found, Rejection)
    assert found.reason == "too_many_cells"


@pytest.mark.parametrize("text", ["0", "-3", "viele", "³"])
def test_a_number_of_places_that_is_none_counts_as_one(text: str) -> None:
    assert stated(text) == 1
