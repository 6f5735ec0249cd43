"""The files before the tools: always the same bytes, and every value in them as it is in the document."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.truth.form import REQUEST
from tests.truth.tools.documents import DocumentId, draw
from tests.truth.tools.reading import Result, count_cells, source_bytes
from tests.truth.tools.registry import ROUTES
from tests.truth.tools.sources import SOURCES
from tests.truth.tools.word import TEXT_WIDTH, column_widths
from transforms.report import read_report

DIRECT = ("word", "web", "page-pdf", "page-pdf-unruled", "word-pdf-unruled", "workbook")


@pytest.mark.parametrize("route", DIRECT)
def test_the_same_document_gives_the_same_bytes(route: str) -> None:
    drawn = draw(DocumentId(route, ("few_blanks", "page_numbers"), "7"))
    assert source_bytes(drawn) == source_bytes(drawn)


@pytest.mark.parametrize("route", DIRECT)
@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_source_holds_every_value_of_its_document(route: str, seed: str) -> None:
    drawn = draw(DocumentId(route, ("none",), seed))
    report = read_report(source_bytes(drawn), "report.txt").report
    assert report is not None
    result = Result("", "", ("none",))
    count_cells(drawn, {(fact.table, *fact.key): fact for fact in report.facts}, "", result)
    assert (result.right, result.silent) == (result.valued, [])


@pytest.mark.parametrize(("damages", "expected"), [(("none",), False), (("page_numbers",), True)])
def test_pages_are_numbered_where_the_id_says_so(damages: tuple[str, ...], expected: bool) -> None:
    drawn = draw(DocumentId("word", damages, "3"))
    with ZipFile(BytesIO(source_bytes(drawn))) as package:
        assert ("word/footer1.xml" in package.namelist()) is expected
    printed = source_bytes(draw(DocumentId("page-pdf", damages, "3"))).decode()
    assert ("counter(page)" in printed) is expected


def test_cells_of_a_word_document_are_centred_vertically() -> None:
    drawn = draw(DocumentId("word", ("none",), "1"))
    with ZipFile(BytesIO(source_bytes(drawn))) as package:
        document = package.read("word/document.xml").decode()
    assert document.count('<w:vAlign w:val="center"/>') == document.count("<w:tc>")
    assert "<w:tblBorders>" in document


def test_a_web_page_names_the_charset_that_it_is_in() -> None:
    for seed in range(12):
        page = source_bytes(draw(DocumentId("web", ("none",), str(seed)))).decode("utf-8")
        assert not [word for word in ("gb2312", "gbk", "big5", "iso-8859-1") if f"charset={word}" in page]


def test_columns_fill_the_width_of_the_text() -> None:
    grid = draw(DocumentId("word", ("none",), "1")).document.grids[REQUEST]
    widths = column_widths(grid)
    assert len(widths) == grid.width
    assert TEXT_WIDTH - grid.width < sum(widths) <= TEXT_WIDTH
    assert min(widths[:3]) > widths[3] - 100


def test_every_route_has_a_source() -> None:
    assert {route.source for route in ROUTES.values()} == set(SOURCES)
