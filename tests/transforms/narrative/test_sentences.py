"""The sentences of the prose."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.narrative.sentences import read_paragraphs


def read(text: str) -> list[tuple[str, ...]]:
    return list(read_paragraphs(text))


EVIDENCE: tuple[Evidence, ...] = (
    Pattern("transforms.narrative.sentences._CELL_ENDS", takes=("规章\t0", "规章 | 0"), leaves=("规章  0", "规章、0")),
    Pattern(
        "transforms.narrative.sentences._SENTENCE_ENDS",
        takes=("公开5条。未收到", "完成！下一步"),
        leaves=("“你问我答！”栏目", "3.5条，"),
    ),
    Pattern(
        "transforms.narrative.sentences._PARAGRAPH_END",
        takes=("公开5条。", "情况如下："),
        leaves=("公开政", "公开5条，"),
    ),
    Pattern(
        "transforms.narrative.sentences._LIST_MARK",
        takes=("一、总体情况", "（二）", "3.培训", "●公开", "一是加强"),
        leaves=("三件申请", "府信息68条"),
        how="match",
        oversteps=("第一时间答复",),
    ),
    Pattern("transforms.narrative.sentences._HAN", takes=("公开5条",), leaves=("12345 (2020)",)),
    Pattern(
        "transforms.narrative.sentences._FORM_WORDS",
        takes=("一、本年新收政府信息公开申请数量3件", "（本列数据的勾稽关系为", "规范性文件2"),
        leaves=("全年作出行政许可5件", "我镇本年新收申请"),
    ),
    Pattern("transforms.narrative.sentences._GAP", takes=("公开 5条", "5 条"), leaves=("Web site", "12 34")),
    Threshold(
        "transforms.narrative.sentences._MIN_WRAPPED",
        inside=lambda: len(read("我镇通过各种形式和多种渠道共主动公开\n府信息68条。")) == 1,
        outside=lambda: len(read("我镇通过各种形式和渠道共主动公开政\n府信息68条。")) == 1,
        moved=10,
    ),
    Threshold(
        "transforms.narrative.sentences._MIN_PIECE",
        inside=lambda: read("未收到申请"),
        outside=lambda: read("无申请。"),
        moved=4,
    ),
    Threshold(
        "transforms.narrative.sentences._LONGEST_SENTENCE",
        inside=lambda: read("信" * 1499 + "。"),
        outside=lambda: read("信" * 1500 + "。"),
        moved=5000,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_wrapped_line_is_joined_and_an_item_begins_a_new_one() -> None:
    upper = "2020年，样例镇通过多种形式和渠道共主动公开政"
    assert read(f"{upper}\n府信息68条。") == [(f"{upper}府信息68条。",)]
    assert read(f"{upper}\n（二）依申请公开情况") == [(upper,), ("（二）依申请公开情况",)]


def test_cells_of_a_table_are_no_sentences_together() -> None:
    """Joined, 规章 and the 14 of its neighbour would state a number."""
    assert read("全年公开信息如下\t行政规范性文件共\t14件申请") == [
        ("全年公开信息如下",),
        ("行政规范性文件共",),
        ("14件申请",),
    ]


def test_spaces_of_typesetters_are_dropped_and_those_of_words_kept() -> None:
    assert read("2020 年公开 77 条 Web site。") == [("2020年公开77条Web site。",)]
