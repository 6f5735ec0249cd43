"""The pieces of a page, and how its white space collapses."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.formats.html.pieces import GAP, LINE_BREAK, Boxes, Flow, Piece, collapse_spaces, preserve_spaces

HERE = "transforms.formats.html.pieces"

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._BETWEEN_WIDE",
        takes=("新收\n  申请", "规章 \n\n（件）"),
        leaves=("共\n12件", "a\nb", "新收 申请", "新收\xa0申请"),
        misses=("“年报”\n的",),
        found=("\n  ", " \n\n"),
    ),
    Pattern(f"{HERE}._SPACES", takes=("a \t\n b",), leaves=("年\u3000报", "年\xa0报"), found=(" \t\n ",)),
    Pattern(
        f"{HERE}._AROUND_BREAK",
        takes=(f"年 {LINE_BREAK} 报", f"年{LINE_BREAK}报"),
        leaves=("年 报", f"年 {GAP} 报"),
        found=(f" {LINE_BREAK} ", LINE_BREAK),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (" 共\n 12\n件 ", "共 12 件"),
        (f"年 {LINE_BREAK} 报", "年\n报"),
        (f"{GAP}1{GAP}2{GAP}", "1\u20032"),
        (preserve_spaces("规章\t0\r\n  行政"), "规章\t0\n  行政"),
        (" \n ", ""),
    ],
)
def test_white_space_collapses_as_in_a_browser(words: str, text: str) -> None:
    assert collapse_spaces(words) == text


def test_an_empty_line_is_a_paragraph_and_no_words_are_none() -> None:
    flow = Flow()
    flow.end_paragraph(0)
    flow.words.append(LINE_BREAK)
    flow.end_paragraph(3)
    assert [(piece.box, piece.text) for piece in flow.pieces] == [(3, "")]


def test_a_table_shows_each_row_on_a_line() -> None:
    assert Piece(0, rows=(("本年\n新收", "1"), ("总计", ""))).shown == "本年 新收\t1\n总计\t"


def test_a_box_holds_itself_and_those_that_opened_before_it_closed() -> None:
    boxes = Boxes()
    page = boxes.open(0)
    outer = boxes.open(page)
    inner = boxes.open(outer)
    boxes.close(inner)
    boxes.close(outer)
    beside = boxes.open(page)
    boxes.close(beside)
    boxes.close(page)
    assert boxes.holds(outer, outer)
    assert boxes.holds(outer, inner)
    assert not boxes.holds(outer, beside)
    assert not boxes.holds(inner, outer)
