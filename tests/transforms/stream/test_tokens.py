"""Labels are found wherever they stand; digits that belong to a word are no values."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.stream.cells import Boundary, read_cells, table_cells
from transforms.stream.tokens import Kind, Token, have_a_line_each, search_tokens


def tokens_of(text: str) -> list[Token]:
    return search_tokens(read_cells(text))


def parts_of(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens_of(text)]


EVIDENCE = (
    Threshold(
        "transforms.stream.tokens._LONGEST_SPOILT",
        inside=lambda: tokens_of("规章\t0" + "甲" * 11)[1].kind == "value",
        outside=lambda: tokens_of("规章\t0" + "甲" * 12)[1].kind == "value",
        moved=13,
    ),
    Threshold(
        "transforms.stream.tokens._MOST_PIECES",
        inside=lambda: len(tokens_of("甲0" * 500)) == 1000,
        outside=lambda: len(tokens_of("甲0" * 501)) == 1002,
        moved=1002,
    ),
    Pattern(
        "transforms.stream.tokens._MARKED_NUMBER",
        takes=("–2", "(12", "≥5", "50%", "(1,234)", "1."),
        leaves=("约5件", "5(1)", "第5", "(((5", "1-2", "–"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.stream.tokens._ARTICLE",
        takes=("第20条", "第十五项", "见第3章"),
        leaves=("20条", "第5", "第条"),
        oversteps=("第3批事项",),
    ),
    Pattern(
        "transforms.stream.tokens._ORDINAL_TEXT",
        takes=("一", "第三", "十二。"),
        leaves=("三类", "第三条", "一二三四", "。", "3"),
        misses=("壹",),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("规章000", [("label", "规章"), ("value", "000")]),
        ("规章\t\t0", [("label", "规章"), ("empty", ""), ("value", "0")]),
        ("本年新\n制作数量\n5", [("label", "本年新制作数量"), ("value", "5")]),
        ("规章 约5件", [("label", "规章"), ("value", "约5件")]),
        ("重复申请无", [("label", "重复申请"), ("value", "无")]),
        ("规章\t5。", [("label", "规章"), ("value", "5。")]),
        ("规章\t第20条", [("label", "规章"), ("text", "第"), ("text", "20"), ("text", "条")]),
        ("", []),
    ],
)
def test_the_tokens_of_a_text(text: str, parts: list[tuple[str, str]]) -> None:
    assert parts_of(text) == parts


def test_a_year_in_a_word_is_no_value() -> None:
    """Else the year would be loaded as two thousand requests of the row before it."""
    assert all(kind != "value" for kind, _ in parts_of("重复申请 2021年情况"))


def test_a_number_that_begins_a_line_of_words_is_not_the_row_s_before_it() -> None:
    assert parts_of("重复申请\n3 收到和处理政府信息公开申请情况")[1] == ("text", "3")


def test_a_list_number_is_known_by_its_label() -> None:
    label = tokens_of("3.重复申请 7")[0]
    assert (label.text, label.ordinal, label.before) == ("重复申请", "3", Boundary.LINE)
    assert tokens_of("（一）予以公开 7")[0].ordinal == "一"


def test_a_label_over_two_cells_keeps_the_boundary_before_it() -> None:
    tokens = tokens_of("0\t重复\n申请\t7")
    assert [(token.text, token.before) for token in tokens[1:]] == [("重复申请", Boundary.CELL), ("7", Boundary.CELL)]
    assert not tokens[1].is_glued


def test_glued_parts_say_so() -> None:
    assert [token.is_glued for token in tokens_of("规章0行政许可")] == [False, True, True]


def test_a_label_that_a_source_repeats_over_columns_is_one() -> None:
    rows = [["信息内容", "上一年项目数量", "本年增/减", "本年增/减"], ["行政事业性收费", "7", "425", "425"]]
    tokens = search_tokens(list(table_cells(rows)))
    assert [token.text for token in tokens if token.kind in (Kind.VALUE, Kind.EMPTY)] == ["", "7", "425", ""]


@pytest.mark.parametrize(
    ("text", "has_lines"),
    [("1\n2\n3", True), ("1\n\n2", True), ("1\n2 3", False), ("1\t2", False), ("1", False)],
)
def test_cells_may_have_a_line_each(text: str, has_lines: bool) -> None:
    assert have_a_line_each(search_tokens(read_cells(text))) == has_lines
