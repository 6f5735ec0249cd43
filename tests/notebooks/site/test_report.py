"""A report on its page: tables as printed with the status of each cell, findings, sections, files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from notebooks.site.places import township_html
from notebooks.site.reading import list_counties, read_counties
from notebooks.warehouse import open_warehouse
from tests.flows.rows import CODES, open_for_writing, sha256_of
from tests.notebooks.known import ATTACK
from tests.notebooks.site.sited import TURNED, build_sited
from transforms.language import Language


def page_of(warehouse: duckdb.DuckDBPyConnection, language: Language = Language.ZH) -> LexborHTMLParser:
    """What the page of 示范镇 says."""
    (county,) = (one for one in read_counties(warehouse, list_counties(warehouse)) if one.row["county"] == "示例县")
    (township,) = (one for one in county.townships if one.row["township_code"] == CODES[0])
    return LexborHTMLParser(township_html(township, language))


@pytest.fixture(scope="module")
def page(sited: duckdb.DuckDBPyConnection) -> LexborHTMLParser:
    """The page in Chinese."""
    return page_of(sited)


def row_of(page: LexborHTMLParser, year: int, label: str) -> LexborNode:
    """The row of an official table whose label ends so."""
    (row,) = (
        row
        for row in page.css(f"#y{year} table.printed tbody tr")
        if row.css("th") and row.css("th")[0].text().endswith(label)
    )
    return row


def test_the_latest_year_stands_first(page: LexborHTMLParser) -> None:
    assert [report.attributes["id"] for report in page.css(".report")] == ["y2022", "y2020"]


def test_a_plain_cell_is_what_is_printed(page: LexborHTMLParser) -> None:
    first, *others = row_of(page, 2020, "结转政府信息公开申请数量").css("td")
    assert (first.text(), first.attributes) == ("0", {})
    assert len(others) == 6


def test_a_repaired_cell_says_so_beside_its_text_and_value(page: LexborHTMLParser) -> None:
    cell = row_of(page, 2020, "新收政府信息公开申请数量").css("td")[0]
    assert cell.text() == "1 2 已修复 ＝12"
    assert "repaired" in (cell.attributes["class"] or "")


def test_an_ambiguous_cell_has_its_text_and_no_value(page: LexborHTMLParser) -> None:
    cell = row_of(page, 2020, "予以公开").css("td")[0]
    assert cell.text().startswith(f"{ATTACK} 有歧义")
    assert "＝" not in cell.text()


def test_money_is_as_printed_with_its_value_in_yuan(page: LexborHTMLParser) -> None:
    assert row_of(page, 2022, "行政事业性收费").css("td")[0].text() == "0.35 ＝3500 元"


def test_a_cell_leads_to_its_findings_and_they_say_where_they_are(page: LexborHTMLParser) -> None:
    """Of 2020 outcomes of 6 and 4 are 10 for the total, and one of natural persons is blank: only 12 to 10 is found."""
    marked = page.css("#y2020 td.found")
    assert marked
    for cell in marked:
        (target, *_) = (link.attributes["href"] or "" for link in cell.css("a"))
        (finding,) = page.css(target)
        assert cell.css("a")[0].text() == f"※{target.rpartition('-')[2]}"
        assert "第三部分 › 收到和处理政府信息公开申请情况表" in finding.text()
    assert "request_balance" in {code.text() for code in page.css("#y2020 .findings code")}
    assert "错误" in {mark.text() for mark in page.css("#y2020 .gravity.error")}


def test_a_section_unfolds_to_its_text(page: LexborHTMLParser) -> None:
    (section,) = page.css("#y2020 details")
    assert section.css("summary")[0].text().startswith(f"一、总体情况{TURNED.replace(TURNED[0], '·')}")
    lines = (section.css(".text")[0].html or "").split("<br>")
    assert len(lines) == 2
    assert section.css("script") == []


def test_files_stand_with_their_hashes_and_what_they_are(page: LexborHTMLParser) -> None:
    rows = [[cell.text() for cell in row.css("th, td")] for row in page.css("#y2022 table.files tbody tr")]
    assert rows == [
        ["second.txt", "现行", "text/plain 10 B", sha256_of("second")],
        ["older.txt", "旧版", "text/plain 10 B", sha256_of("older")],
    ]


def test_labels_are_in_english_where_that_is_asked(sited: duckdb.DuckDBPyConnection) -> None:
    page = page_of(sited, Language.EN)
    assert row_of(page, 2020, "新收政府信息公开申请数量").css("td")[0].text() == "1 2 repaired ＝12"
    assert page.css("#y2020 h3")[0].text() == "Open findings"


def test_a_finding_is_said_in_chinese_where_the_warehouse_has_the_sentence(tmp_path: Path) -> None:
    path = build_sited(tmp_path / "nianbao.duckdb")
    with open_for_writing(path.resolve()) as connection:
        connection.execute("ALTER TABLE quality_finding ADD COLUMN IF NOT EXISTS message_zh VARCHAR")
        connection.execute("UPDATE quality_finding SET message_zh = '中文说明' || rule")
    with open_warehouse(path) as warehouse:
        sentences = {line.text() for line in page_of(warehouse).css(".findings li > p:first-of-type")}
        english = {line.text() for line in page_of(warehouse, Language.EN).css(".findings li > p:first-of-type")}
    assert "中文说明request_balance" in sentences
    assert not any("中文说明" in sentence for sentence in english)
