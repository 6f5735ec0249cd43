"""What gets into a page is text, never markup, whatever stands in a file."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from notebooks.site.text import escape, number, table

BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=st.sampled_from("<>&\"'/=ax \n")))
def test_no_text_opens_a_tag_or_leaves_an_attribute(text: str) -> None:
    tree = LexborHTMLParser(f'<p title="{escape(text)}">{escape(text)}</p>')
    (body,) = tree.css("body")
    (paragraph,) = tree.css("p")
    assert [node.tag for node in body.iter()] == ["p"]
    assert list(paragraph.iter()) == []
    assert list(paragraph.attributes) == ["title"]
    assert paragraph.text() == paragraph.attributes["title"] == " ".join(text.split())


@pytest.mark.parametrize("character", [*BIDIRECTIONAL, "\x00", "\x1b", "\x85", "\u2028"])
def test_no_character_commands_or_turns(character: str) -> None:
    assert character not in escape(f"前{character}后")


def test_an_absent_number_is_a_dash_and_no_zero() -> None:
    assert [number(value) for value in (None, 0, Decimal("12000.00"), -3)] == ["—", "0", "12,000", "-3"]


def test_a_table_scrolls_in_a_box_of_its_own() -> None:
    tree = LexborHTMLParser(table(["a", "b"], [["x", "1"], ["y", '<td class="s1">2</td>']]))
    assert [head.text() for head in tree.css(".scroll > table > thead th[scope=col]")] == ["a", "b"]
    assert [row.text() for row in tree.css("tbody th[scope=row]")] == ["x", "y"]
    assert [cell.text() for cell in tree.css("tbody td")] == ["1", "2"]
