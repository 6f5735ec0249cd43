"""The overview: how much there is, and who published, of all counties in every year."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from notebooks.site.coverage import provinces_html, published_by_year, read_coverage
from notebooks.site.reading import list_counties
from tests.flows.rows import CODES
from transforms.language import Language


@pytest.fixture(scope="module")
def page(site: Path) -> LexborHTMLParser:
    """The overview of `sited`."""
    return LexborHTMLParser((site / "index.html").read_text("utf-8"))


def test_the_facts_are_those_of_the_warehouse(page: LexborHTMLParser) -> None:
    """Three current reports of two of four townships; that of the county, and one of no known place, have no code."""
    facts = {fact.css("dt")[0].text(): fact.css("dd")[0].text() for fact in page.css(".facts > div")}
    assert facts["现行年报"] == "5"
    assert facts["有年报的乡镇街道"] == "2 / 4"
    assert facts["年度"] == "2020–2022"
    assert facts["读不准的单元格（值留空）"] == "1"
    assert facts["未能入库的文件"] == "1"
    assert facts["非乡镇或未识别乡镇的年报"] == "2"


def test_a_group_counts_the_townships_of_all_its_counties_in_every_year(page: LexborHTMLParser) -> None:
    """<b>县 has no report before 2022: its cells are blank, and its township still is one of the four."""
    rows = {row.css("th")[0].text(): [cell.text() for cell in row.css("td")] for row in page.css("details tbody tr")}
    assert rows["示例省"][:3] == rows["示例市"][:3] == ["1/4", "0/4", "2/4"]
    assert rows["示例县"][:3] == ["1/3", "0/3", "1/3"]
    assert rows["<b>县"][:3] == ["", "", "1/1"]
    assert page.css("details summary small")[0].text().endswith("2022: 2/4")


def test_a_county_has_as_many_findings_as_its_townships(
    page: LexborHTMLParser, sited: duckdb.DuckDBPyConnection
) -> None:
    rows = {row.css("th")[0].text(): row.css("td")[-1].text() for row in page.css("details tbody tr")}
    (of_township,) = sited.execute(
        "SELECT count(*) FROM open_finding WHERE township_code = ?", [CODES[0]]
    ).fetchone() or (0,)
    assert int(rows["示例县"]) == of_township > 0


def test_trends_are_of_all_townships(page: LexborHTMLParser, sited: duckdb.DuckDBPyConnection) -> None:
    assert published_by_year(read_coverage(sited)) == {2020: (1, 4), 2021: (0, 4), 2022: (2, 4)}
    published, requests = page.css("main svg")
    assert [value.text() for value in published.css(".value")] == ["1", "0", "2"]
    assert [value.text() for value in requests.css(".value")] == ["12", "—", "0"]


def test_shades_tell_none_some_most_and_all_apart(page: LexborHTMLParser) -> None:
    shades = {cell.text(): cell.attributes["class"] for cell in page.css("details td[class]")}
    assert shades == {"0/3": "s0", "0/4": "s0", "1/3": "s1", "1/4": "s1", "2/4": "s1", "1/1": "s3"}


def test_several_provinces_are_folded(sited: duckdb.DuckDBPyConnection) -> None:
    first, second = list_counties(sited)
    counties = [first, {**second, "province_code": "980000", "province": "另一省"}]
    page = LexborHTMLParser(provinces_html(counties, read_coverage(sited), Language.ZH, lambda _, name: name))
    assert [one.css("summary")[0].text().split()[0] for one in page.css("details")] == ["示例省", "另一省"]
    assert page.css("details[open]") == []
