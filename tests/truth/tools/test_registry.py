"""The tools themselves, each where it is installed."""

from __future__ import annotations

import pytest

from tests.truth.tools.programs import find_program, inner_texts
from tests.truth.tools.registry import TOOLS, Tool

PAGE = (
    "<html><body><h1>报告</h1><table><tr><th>信息内容</th><th>本年制发件数</th></tr>"
    "<tr><td>规章</td><td>12</td></tr></table></body></html>"
).encode()


@pytest.mark.parametrize("tool", [tool for tool in TOOLS.values() if tool.takes == "html"], ids=lambda tool: tool.name)
def test_a_tool_of_web_pages_hands_over_the_figures(tool: Tool) -> None:
    if tool.missing or tool.make_text is None:
        pytest.skip(f"{tool.missing or tool.name} is not run here")
    if tool.name.startswith("trafilatura"):
        pytest.skip("it takes longer pages for articles only")
    made = tool.make_text(PAGE)
    text = made if isinstance(made, str) else made.decode()
    assert "规章" in text
    assert "12" in text


def test_a_package_that_is_not_there_is_named() -> None:
    assert Tool("none", "html", needs="py:no-such-package").missing == "no-such-package"
    assert Tool("none", "html", needs="no-such-program").missing == "no-such-program"
    assert Tool("none", "html").missing == ""


def test_the_key_of_a_result_names_tool_and_version() -> None:
    key = TOOLS["lxml-lines"].key
    assert key.startswith("lxml-lines ")
    assert key != TOOLS["lxml-content"].key


@pytest.mark.skipif(find_program("chromium") is None, reason="Chromium is not installed")
def test_a_browser_gives_the_text_of_each_page() -> None:
    first, second = inner_texts([PAGE, b"<p>two &lt; 3</p>"])
    assert first is not None
    assert first.decode().split("\n")[-1] == "规章\t12"
    assert second == b"two < 3"
