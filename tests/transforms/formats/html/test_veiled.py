"""Articles that a script makes visible."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.formats.html.pages import blocks
from transforms.formats import html
from transforms.formats.content import Content
from transforms.limits import Limits

ARTICLE = "<p>" + "年" * 300 + "</p>"


def is_read(page: str, text: str = "年年年") -> bool:
    content = html.read_content(f"<html><body>{page}</body></html>".encode(), Limits())
    return isinstance(content, Content) and any(text in str(block) for block in content.blocks)


def hidden_of(share: int) -> str:
    """A hidden article that is so many percent of a page."""
    return f"<p>{'月' * (1000 - 10 * share)}</p><div style='visibility:hidden'>{'年' * 10 * share}</div>"


def nested(depth: int) -> str:
    return "<div>" * (depth - 1) + f"<div style='visibility:hidden'>{ARTICLE}</div>"


EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.formats.html.veiled._LEAST_SHARE",
        inside=lambda: is_read(hidden_of(80)),
        outside=lambda: is_read(hidden_of(79)),
        moved=0.7,
    ),
    Threshold(
        "transforms.formats.html.veiled._LEAST_TEXT",
        inside=lambda: is_read(f"<div style='visibility:hidden'>{'年' * 200}</div>"),
        outside=lambda: is_read(f"<div style='visibility:hidden'>{'年' * 199}</div>"),
        moved=100,
    ),
    Threshold(
        "transforms.formats.html.veiled._DEEPEST",
        inside=lambda: is_read(nested(40)),
        outside=lambda: is_read(nested(41)),
        moved=41,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "style",
    ["visibility: hidden; opacity: 0;", "visibility:hidden", "opacity:0", "display:none"],
)
def test_the_article_of_a_page_is_read(style: str) -> None:
    assert is_read(f"<h1>年报</h1><div><div id=content style='{style}'><section>{ARTICLE}</section></div></div>")


def test_a_style_sheet_veils_too() -> None:
    assert is_read(f"<style>.rich {{visibility:hidden}}</style><div class=rich>{ARTICLE}</div>")


def test_what_is_hidden_inside_of_it_stays_hidden() -> None:
    inner = "<p>总计<span style='display:none'>9</span>679<span style='visibility:hidden'>8</span></p>"
    page = f"<div style='visibility:hidden;opacity:0'>{ARTICLE}{inner}</div>"
    assert is_read(page, "总计679")
    assert not is_read(page, "9679")
    assert not is_read(page, "6798")


def test_a_second_copy_for_telephones_stays_hidden() -> None:
    (read,) = blocks(f"<div>{ARTICLE}</div><div style='display:none'>{ARTICLE}</div>")
    assert len(str(read)) == 300
