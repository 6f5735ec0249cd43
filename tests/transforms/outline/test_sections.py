"""Sections: headings as they are printed, numbered and lost."""

from __future__ import annotations

import re

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.case_files import Case, params
from transforms.knowledge import read_rows
from transforms.outline.sections import find_outline, find_sections

KEYWORDS = read_rows("heading_keywords")


def first_text(text: str) -> str:
    """The text of the first section, where another one follows."""
    return find_sections(f"{text}\n六、其他需要报告的事项\n无。")[0].text


def parts(count: int) -> str:
    """A text whose parts are its sections, if there are enough of them, and whose second part has a sub-heading."""
    headings = (
        "第一部分 概述\n甲。",
        "第二部分 主动公开政府信息的情况\n二、主动公开情况\n乙。",
        "第三部分 依申请公开\n丙。",
    )
    return "\n".join((*headings[:count], "无。"))


EVIDENCE = (
    Pattern(
        "transforms.outline.sections._LINE_END",
        takes=("。\n", "：\n", "|正文", "", "\n"),
        leaves=("，\n", "良好", "、行政诉讼"),
        how="match",
    ),
    Pattern(
        "transforms.outline.sections._GOES_ON",
        takes=("、不予公开和咨询情况", "和咨询情况：\n甲。"),
        leaves=(" 甲。", "、甲乙。", "，公开5条"),
        how="match",
    ),
    Pattern(
        "transforms.outline.sections._NUMBER_BEFORE",
        takes=("一、", "（一）", "1. ", "第一部分 ", "第三章：", "一 "),
        leaves=("其中一是", "一", "2020年", "表一", "总计\t0\n", "总计\t12 \n", "总计\t114\t"),
        misses=("①",),
    ),
    Pattern(
        "transforms.outline.sections._LINE_START",
        takes=("", "正文\n", "| ", "\n## ", "\n[image 1] "),
        leaves=("正文", "\n• ", "：", "\n["),
    ),
    Pattern(
        "transforms.outline.sections._SENTENCE_START",
        takes=("平稳。", "平稳；\n", "平稳\t", "|"),
        leaves=("平稳，", "", "包括：", "、"),
    ),
    Pattern(
        "transforms.outline.sections._NUMBERED_LINE",
        takes=("一、工作成效", "（一）主动公开情况", "第三部分 依申请公开", "| 一、概述 |", "一、2020年工作情况"),
        leaves=("1.5 总体", "一、公开情况，良好", "三、受理3件", "一是加强公开", "一、"),
        misses=("①概述", "第一章 概述"),
    ),
    Pattern(
        "transforms.outline.sections._FORM_LINES",
        takes=("本年新收政府信息公开申请数量", "本年度办理结果", "结转下年度继续办理"),
        leaves=("主动公开政府信息情况", "申请办理情况"),
        oversteps=("主动公开政府信息数量",),
    ),
    Threshold(
        "transforms.outline.sections._LONGEST_BEFORE",
        inside=lambda: find_sections("正文。一、" + " " * 38 + "总体情况 甲。"),
        outside=lambda: find_sections("正文。一、" + " " * 39 + "总体情况 甲。"),
        moved=41,
    ),
    Threshold(
        "transforms.outline.sections._MIN_NUMBERED",
        inside=lambda: find_sections(parts(3))[1].text.startswith("二、"),
        outside=lambda: find_sections(parts(2))[0].text.startswith("甲"),
        moved=2,
    ),
    Threshold(
        "transforms.outline.sections._OWN_NUMBER",
        inside=lambda: first_text("一、总体情况\n甲。\n总体情况\n乙。").startswith("甲"),
        outside=lambda: first_text("总体情况\n甲。\n总体情况\n乙。").startswith("甲"),
        moved=0.0,
    ),
    Threshold(
        "transforms.outline.sections._STARTS_LINE",
        inside=lambda: first_text("一、总体情况 甲。\n如下。一、总体情况\n乙。").startswith("甲"),
        outside=lambda: first_text("如下。一、总体情况 甲。\n如下。一、总体情况\n乙。").startswith("甲"),
        moved=0.1,
    ),
    Threshold(
        "transforms.outline.sections._ENDS_LINE",
        inside=lambda: first_text("一、总体情况\n甲。\n一、总体情况 乙。").startswith("甲"),
        outside=lambda: first_text("一、总体情况 甲。\n一、总体情况 乙。").startswith("甲"),
        moved=0.0,
    ),
    Threshold(
        "transforms.outline.sections._KEYWORDS_ALONE",
        inside=lambda: first_text("四、公开引发的应诉\n甲。\n另见。三、行政复议、诉讼情况 乙。").startswith("甲"),
        outside=lambda: first_text("四、公开引发的应诉\n甲。\n三、行政复议、诉讼情况 乙。").startswith("甲"),
        moved=1.0,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("row", KEYWORDS, ids=lambda row: f"section {row['section_no']}")
def test_keywords_take_their_example_and_leave_the_counter_example(row: dict[str, str]) -> None:
    assert re.search(row["keywords"], row["example"])
    assert not re.search(row["keywords"], row["counter_example"])
    assert [section.section_no for section in find_sections(f"三、{row['example']}\n正文。")] == [
        int(row["section_no"])
    ]
    assert find_sections(f"三、{row['counter_example']}\n正文。") == ()


def test_what_stands_before_the_first_heading_is_preamble() -> None:
    outline = find_outline("样例镇年报\n根据条例编制。\n一、总体情况\n良好。")
    assert outline.preamble == "样例镇年报\n根据条例编制。\n"
    assert [section.heading for section in outline.sections] == ["一、总体情况"]


def test_a_text_without_headings_is_all_preamble() -> None:
    outline = find_outline("我镇举办运动会。")
    assert (outline.preamble, outline.sections) == ("我镇举办运动会。", ())


def test_headings_that_come_back_in_the_text_do_not_cut_it() -> None:
    """Cut there, the numbers of the prose would be read under the wrong section."""
    own = "一、总体情况\n（一）主动公开情况\n5条。\n（二）依申请公开情况\n无。\n"
    text = f"{own}二、主动公开政府信息情况\n见表。\n六、其他\n无。"
    assert [section.section_no for section in find_sections(text)] == [1, 2, 6]


@params("sections")
def test_the_sections_of_a_text(case: Case) -> None:
    sections = find_sections(case.original)
    assert [[section.section_no, section.heading, section.text] for section in sections] == case.expected


def test_a_heading_goes_to_the_end_of_its_line() -> None:
    text = "一、概述\n甲。\n三、依申请公开、不予公开及咨询政府信息情况\n乙。"
    assert [(section.heading, section.text) for section in find_sections(text)] == [
        ("一、概述", "甲。"),
        ("三、依申请公开、不予公开及咨询政府信息情况", "乙。"),
    ]


@pytest.mark.parametrize("last", ["0", "12", "11407", "0 "])
def test_the_last_cell_of_a_table_is_no_number_of_the_heading_below(last: str) -> None:
    text = (
        f"总体情况\n良好。\n收到和处理政府信息公开申请情况\n四、结转下年度继续办理\t1\t{last}\n"
        "政府信息公开行政复议、行政诉讼情况\n无。\n"
    )
    found = find_sections(text)
    assert [section.section_no for section in found] == [1, 3, 4]
    assert found[1].text == f"四、结转下年度继续办理\t1\t{last}".strip()
