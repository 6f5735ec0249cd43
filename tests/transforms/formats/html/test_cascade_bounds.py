"""Style sheets made to cost time or memory, or to break a parser: they hide nothing, or their page is rejected."""

from __future__ import annotations

import pytest

from tests.transforms.formats.html.styled_pages import LIMITS, read, styled
from transforms.doubts import Rejection
from transforms.formats import html

LONG = 100_000


@pytest.mark.parametrize(
    "sheet",
    [
        "[" * LONG,
        "{" * LONG,
        "a{" * LONG,
        "@media all{" * LONG,
        "." + "n" * LONG + "{display:none}",
        ".n" * LONG + "{display:none}",
        "span " * LONG + "{display:none}",
        "x," * LONG + "{display:none}",
        ":not(" * LONG + ".n{display:none}",
        ".n{font-size:" + "calc(" * LONG + "0px}",
        ".n{font-size:calc(" + "1px + " * LONG + "0px)}",
        ".n{font-size:" + "9" * LONG + "px}",
        ".n{font-size:1e" + "9" * LONG + "px}",
        ".n{font-size:calc(1px*1e999)}",
        ".n{color:hsl(1e999 0% 0%)}",
        ".n{font-size:0" + ";x:y" * LONG + ";font-size:1px}",
        ".n:nth-child(" + "9" * LONG + "){display:none}",
        "/*" * LONG,
        '"\n' * LONG,
        "\\" * LONG,
    ],
)
def test_hostile_sheets_hide_nothing(sheet: str) -> None:
    assert styled(sheet) == "9379"


DEEP = "<div>" * 200 + "<b>1</b>" * 500 + "</div>" * 200


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        ("i " + "div " * 9 + "b{display:none}", DEEP),
        ("i ~ b ~ b ~ b ~ b{display:none}", DEEP),
        ("".join(f".a{n} div b{{display:none}}" for n in range(3_000)), DEEP),
        (":has(:has(i)) b, div:not(div div div div div) b{display:none}", DEEP),
        ("b + b + b + i{display:none}", "<!-- --><b>1</b>" * 5_000),
    ],
)
def test_selectors_are_matched_in_linear_time(sheet: str, body: str) -> None:
    (text,) = read(f"<html><style>{sheet}</style><body><p>年</p>{body}").blocks
    assert "111" in str(text)


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        ("".join(f"b:nth-child({n}n+1){{display:none}}" for n in range(2, 99)), "<b>1</b>" * 20_000),
        ("".join(f"b:not(.a{n}){{display:none}}" for n in range(2, 99)), "<b>1</b>" * 20_000),
    ],
)
def test_a_page_whose_sheets_take_too_long_is_rejected(sheet: str, body: str) -> None:
    rejection = html.read_content(f"<html><style>{sheet}</style><body>年{body}".encode(), LIMITS)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "too_costly"
