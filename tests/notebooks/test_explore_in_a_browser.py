"""The app and the one page in a real browser: one column on a phone, and nothing of them is cut off."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from notebooks.export import export_page
from tests.notebooks.browser import CHROMIUM, DESK, PHONE, SECONDS, Tab, open_tab

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

ROOT = Path(__file__).resolve().parents[2]
# Where the panels of the first row stand, and how far the drawings reach.
LEFTS = "new Set([...document.querySelector('.panels.of3').children].map(one => one.offsetLeft)).size"
DRAWN = "[...document.querySelectorAll('.panel svg *')].map(one => one.getBoundingClientRect().right)"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with open_tab(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def page(known_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the one page."""
    path = tmp_path_factory.mktemp("page") / "explore.html"
    path.write_text(export_page(known_path), "utf-8")
    return path.as_uri()


@pytest.mark.parametrize(("width", "columns"), [(PHONE, 1), (DESK, 3)])
def test_the_page_fits_a_phone_and_a_desk(tab: Tab, page: str, width: int, columns: int) -> None:
    tab.resize(width)
    tab.open(page)
    tab.wait_for("document.querySelectorAll('.panel svg').length === 12")
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert tab.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
    assert tab.evaluate(LEFTS) == columns
    assert tab.evaluate(f"Math.max(...{DRAWN})") <= width


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_app(warehouse: Path, log: Path) -> Iterator[str]:
    """The address of the app."""
    port = free_port()
    options = ["--headless", "--no-token", "--host", "127.0.0.1", "--port", str(port)]
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "marimo", "run", *options, "notebooks/explore.py"],
            cwd=ROOT,
            env={**os.environ, "NIANBAO_WAREHOUSE": str(warehouse)},
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_there(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=SECONDS)


def wait_until_there(address: str) -> None:
    """Return when a server answers."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=SECONDS).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} never answered")


def test_the_app_is_one_column_on_a_phone_and_three_at_a_desk(tab: Tab, known_path: Path, tmp_path: Path) -> None:
    with running_app(known_path, tmp_path / "log.txt") as address:
        for width, columns in ((PHONE, 1), (DESK, 3)):
            tab.resize(width)
            tab.open(address)
            tab.wait_for("document.querySelectorAll('.panels').length === 4")
            assert tab.evaluate(LEFTS) == columns
            assert tab.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [width, width]
        tab.open("about:blank")
