"""The site in a real browser, as wide as a phone and as a desk: nothing is cut off, and the search box finds places."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.flows.rows import CODES
from tests.notebooks.browser import CHROMIUM, DESK, PHONE, Tab, open_tab

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

PAGES = ("index.html", "rest.html", "county/990101.html", f"township/{CODES[0]}.html")
TYPE = """
(text => {{
  const input = document.querySelector("form[role=search] input");
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input"));
}})({text!r})
"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with open_tab(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, which a plain web server carries."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_wider_than_the_window(tab: Tab, site: Path, page: str, width: int) -> None:
    tab.resize(width)
    tab.open((site / page).as_uri())
    assert tab.evaluate("innerWidth") == width
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.querySelector('h1').getBoundingClientRect().width") > width / 2


def test_a_wide_table_scrolls_in_its_box_on_a_phone(tab: Tab, site: Path) -> None:
    tab.resize(PHONE)
    tab.open((site / f"township/{CODES[0]}.html").as_uri())
    boxes = "[...document.querySelectorAll('.scroll')]"
    assert tab.evaluate(f"{boxes}.some(box => box.scrollWidth > box.clientWidth)")
    assert tab.evaluate(f"{boxes}.every(box => box.clientWidth <= innerWidth)")


def test_charts_and_tables_are_one_column_on_a_phone_and_two_at_a_desk(tab: Tab, site: Path) -> None:
    columns = "new Set([...document.querySelector('.charts').children].map(one => one.offsetLeft)).size"
    for width, expected in ((PHONE, 1), (DESK, 2)):
        tab.resize(width)
        tab.open((site / "index.html").as_uri())
        assert tab.evaluate(columns) == expected


def find(tab: Tab, text: str) -> list[str]:
    """The addresses that the search box shows for a text."""
    tab.evaluate(TYPE.format(text=text))
    tab.wait_for("window.nianbaoPlaces && document.querySelector('.hits a, form .note:not(:empty)') !== null")
    return list(tab.evaluate("[...document.querySelectorAll('.hits a')].map(link => link.href)"))


@pytest.mark.parametrize("page", ["index.html", "county/990101.html"])
def test_the_search_box_finds_a_township_and_leads_to_its_page(tab: Tab, site: Path, page: str) -> None:
    tab.resize(PHONE)
    tab.open((site / page).as_uri())
    township = (site / f"township/{CODES[0]}.html").as_uri()
    assert find(tab, "示例县 示范")[0] == township
    assert find(tab, CODES[0]) == [township]
    assert find(tab, "范例镇") == [(site / "county/990101.html").as_uri()]
    assert "没有年报" in tab.evaluate("document.querySelector('.hits').textContent")
    assert find(tab, "没有这个地方") == []
    assert tab.evaluate("document.querySelector('form .note').textContent") == "没有找到"
    find(tab, "示范镇")
    tab.evaluate("document.querySelector('form button').click()")
    tab.wait_for("document.querySelector('h1')?.textContent === '示范镇' && location.pathname.includes('/township/')")


def test_names_of_places_are_text_in_the_search_box(tab: Tab, site: Path) -> None:
    tab.open((site / "index.html").as_uri())
    find(tab, "<b>")
    assert tab.evaluate("document.querySelectorAll('.hits b').length") == 0
    assert tab.evaluate("document.querySelector('.hits a').textContent") == "<b>县"


def test_any_web_server_carries_it(tab: Tab, site: Path) -> None:
    with served(site) as address:
        tab.open(f"{address}/county/990101.html")
        assert find(tab, "示范镇")[0] == f"{address}/township/{CODES[0]}.html"


def test_no_text_of_a_file_runs(tab: Tab, site: Path) -> None:
    tab.open((site / f"township/{CODES[0]}.html").as_uri())
    assert tab.evaluate("document.title") == "示范镇"
