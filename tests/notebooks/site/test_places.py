"""What the pages of a county and a township say, and what they leave out."""

from __future__ import annotations

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from notebooks.site import reading
from notebooks.site.places import county_html, names_above, township_html
from notebooks.site.reading import County, list_counties, read_counties
from tests.flows.rows import CODES
from transforms.language import Language


@pytest.fixture(scope="module")
def counties(sited: duckdb.DuckDBPyConnection) -> list[County]:
    return list(read_counties(sited, list_counties(sited)))


@pytest.fixture(scope="module")
def page(counties: list[County]) -> LexborHTMLParser:
    """What the page of 示例县 says."""
    return LexborHTMLParser(county_html(counties[0], Language.ZH, lambda path, name: f'<a href="{path}">{name}</a>'))


def rows_of(table: LexborHTMLParser, kind: str) -> dict[str, list[str]]:
    """The cells of a table by the names of its rows."""
    return {
        row.css("th")[0].text(): [cell.text().strip() for cell in row.css("td")]
        for row in table.css(f"{kind} tbody tr")
    }


def test_counties_come_in_order_with_their_own(counties: list[County]) -> None:
    assert [county.row["county"] for county in counties] == ["示例县", "<b>县"]
    first, second = counties
    assert [report.row["report_id"] for report in first.own] == ["own"]
    assert [one.row["township_code"] for one in first.townships] == CODES
    assert [len(one.reports) for one in first.townships] == [2, 0, 0]
    assert second.own == []


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_counties_are_the_same_however_many_are_read_at_once(
    sited: duckdb.DuckDBPyConnection, counties: list[County], at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "REPORTS_AT_ONCE", at_once)
    assert list(read_counties(sited, list_counties(sited))) == counties


def test_the_county_says_who_published_when(page: LexborHTMLParser) -> None:
    (years,) = page.css("table.coverage thead")
    assert [year.text() for year in years.css("th")][1:] == ["2020", "2021", "2022"]
    rows = rows_of(page, "table.coverage")
    assert rows["范例镇"] == ["无", "无", "无"]
    assert [cell.partition(" ")[0] for cell in rows["示范镇"]] == ["有", "无", "有"]
    links = [link.attributes["href"] for link in page.css("table.coverage td a")]
    assert links == [f"township/{CODES[0]}.html#y2020", f"township/{CODES[0]}.html#y2022"]


def test_sums_are_of_townships_and_say_of_how_many(page: LexborHTMLParser) -> None:
    """2020 is the 12 of one township, 2021 has no report, and the 99 of the county's own report are in no sum."""
    rows = rows_of(page, "h2 + .scroll table:not([class])")
    assert rows["本年新收申请"] == ["12", "—", "0"]
    assert rows["行政复议总计"] == ["— (0/1)", "—", "— (0/1)"]


def test_the_reports_of_the_county_itself_stand_apart(page: LexborHTMLParser) -> None:
    headings = [heading.text() for heading in page.css("h2")]
    assert headings[:4] == ["公布情况", "合计", "未结疑点", "县级政府本级年报"]
    (own,) = page.css(".report")
    assert "示例县人民政府" in own.text()
    assert "99" in rows_of(LexborHTMLParser(own.html or ""), "table.printed")["一、本年新收政府信息公开申请数量"]


def test_a_township_says_its_years_and_what_it_lacks(counties: list[County]) -> None:
    page = LexborHTMLParser(township_html(counties[0].townships[0], Language.ZH))
    assert [year.text() for year in page.css("nav.years > *")] == ["2020年 有", "2021年 无", "2022年 有"]
    assert [value.text() for value in page.css("svg .value")] == ["12", "—", "0"]
    assert rows_of(page, ".charts table")["予以公开"] == ["6", "0"]


def test_a_township_without_a_report_says_so(counties: list[County]) -> None:
    assert LexborHTMLParser(township_html(counties[0].townships[1], Language.ZH)).text().strip() == "没有读到年报。"


def test_where_no_number_is_stated_words_say_so(counties: list[County]) -> None:
    page = LexborHTMLParser(county_html(counties[1], Language.ZH, lambda _, name: name))
    assert "没有数据。" in [words.text() for words in page.css(".words")]


def test_a_municipality_is_named_once() -> None:
    assert names_above({"province": "重庆市", "prefecture": "重庆市"}) == ["重庆市"]
    assert names_above({"province": "示例省", "prefecture": "示例市"}) == ["示例省", "示例市"]
