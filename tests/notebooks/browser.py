"""A real browser for tests: Chromium without a window, told what to do over its DevTools protocol."""

from __future__ import annotations

import base64
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PHONE, DESK = 390, 1440
SECONDS = 120
"""How long a start or an answer may take on a machine that is busy."""
_OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0")


# What Chromium answers where the page goes on to another meanwhile.
_NAVIGATED = "Inspected target navigated or closed"


class Navigated(AssertionError):
    """The page went on to another one before it could answer."""


class Tab:
    """One page of a browser."""

    def __init__(self, socket: Connection) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the protocol."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=SECONDS))
            if answer.get("id") == number:
                error = answer.get("error")
                if error and error["message"] == _NAVIGATED:
                    raise Navigated
                assert error is None, error
                return dict(answer["result"])

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """The value of an expression as soon as there is one."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with suppress(Navigated):
                if value := self.evaluate(expression):
                    return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def resize(self, width: int, height: int = 844) -> None:
        """Have the page as wide as a window or a phone of so many pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width <= PHONE,
        )

    def open(self, address: str) -> None:
        """Load a page and wait until it is there."""
        self.call("Page.navigate", url=address)
        where = json.dumps(address.partition("#")[0])
        self.wait_for(f"document.readyState === 'complete' && location.href.startsWith({where})")

    def screenshot(self, path: Path, height: int | None = None) -> None:
        """Take a picture of the whole page, or of its first so many pixels."""
        size = self.call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"], "scale": 1}
        taken = self.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(taken["data"]))


@contextmanager
def open_tab(profile: Path) -> Iterator[Tab]:
    """A page of a browser that reaches no host but this machine; `profile` is an empty folder."""
    assert CHROMIUM is not None
    apart = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={profile}"]
    browser = subprocess.Popen([CHROMIUM, *_OPTIONS, *apart, "about:blank"], stderr=subprocess.DEVNULL)
    try:
        with connect(_address_of_page(profile), max_size=None, open_timeout=SECONDS, proxy=None) as socket:
            yield Tab(socket)
    finally:
        browser.terminate()
        browser.wait(timeout=SECONDS)


def _address_of_page(profile: Path) -> str:
    """Where the first page of the browser listens, as soon as it does."""
    end = time.monotonic() + SECONDS
    file = profile / "DevToolsActivePort"
    while time.monotonic() < end:
        if file.is_file() and len(lines := file.read_text("utf-8").splitlines()) == 2:
            return _first_page(f"ws://127.0.0.1:{lines[0]}{lines[1]}", lines[0])
        time.sleep(0.05)
    raise AssertionError("the browser did not start")


def _first_page(browser: str, port: str) -> str:
    with connect(browser, max_size=None, open_timeout=SECONDS, proxy=None) as socket:
        targets = Tab(socket).call("Target.getTargets")["targetInfos"]
    return next(f"ws://127.0.0.1:{port}/devtools/page/{one['targetId']}" for one in targets if one["type"] == "page")
