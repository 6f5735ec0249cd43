"""Sources of wiki pages are told from texts with pipes, and not read."""

from __future__ import annotations

import pytest

from tests.evidence import Pattern, check
from transforms.doubts import Reason, Rejection
from transforms.formats import read_content, recognise
from transforms.formats.wiki_source import MEDIA_TYPE

TABLE = '年报\n{| class="wikitable"\n|-\n| 14\n| 4\n|\n|}\n'


HERE = "transforms.formats.wiki_source"
EVIDENCE = (
    Pattern(f"{HERE}._BEGINS", takes=("{| class", "年\n{|"), leaves=("x {|", "| {|")),
    Pattern(f"{HERE}._PARTS_ROWS", takes=("|-", '|-style="x"'), leaves=("|---|", "|- | 2 |", "|-|")),
    Pattern(f"{HERE}._ENDS", takes=("|}", "| 1\n|}"), leaves=("| 1 |}",)),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Pattern) -> None:
    check(evidence)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_source_with_a_table_is_rejected_with_advice(encoding: str) -> None:
    data = TABLE.encode(encoding)
    assert recognise(data) == MEDIA_TYPE
    rejection = read_content(data, MEDIA_TYPE)
    assert isinstance(rejection, Rejection)
    assert rejection.reason == Reason.UNSUPPORTED_FORMAT


@pytest.mark.parametrize("text", ["| 1 | - |\n|---|---|\n| 2 |", TABLE.replace("|-\n", ""), TABLE.replace("|}", "")])
def test_other_texts_with_pipes_are_texts(text: str) -> None:
    assert recognise(text.encode()) == "text/plain"


def test_a_source_between_elements_of_html_is_one_too() -> None:
    """As pandoc writes a page: what has no mark-up of a wiki stays HTML."""
    data = f'<div class="main">\n\n= 年报 =\n\n{TABLE}\n</div>'.encode()
    assert recognise(data) == MEDIA_TYPE
