"""Where the first of several reports in a file ends."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.gazetteer import national_gazetteer
from transforms.outline.bounds import first_report
from transforms.report import ParsedReport, read_report

PERIOD = "本报告所列数据的统计期限自{0}年1月1日起至{0}年12月31日止。"
BODY = """一、总体情况
{0}主动公开政府信息{1}条。
二、主动公开政府信息情况
公开工作平稳有序，内容准确，更新及时，渠道畅通。
三、收到和处理政府信息公开申请情况
未收到政府信息公开申请。
六、其他需要报告的事项
无。
"""


HEAD = "样例镇2021年政府信息公开工作年度报告\n"
FIRST = HEAD + BODY.format("我镇共", 35)


def is_cut(behind: str, before: str = FIRST) -> bool:
    """Whether the report ends before what stands behind it."""
    return first_report(before + behind) == before


EVIDENCE = (
    Pattern(
        "transforms.outline.bounds._MENTION",
        takes=("政府信息公开", "信息年度公开", "信息 公 开"),
        leaves=("政务公开", "信息工作公开", "公开信息"),
    ),
    Pattern("transforms.outline.bounds._YEAR", takes=("2020年", "样例镇2020"), leaves=("1999年", "20年", "二〇二〇年")),
    Pattern(
        "transforms.outline.bounds._SENTENCE", takes=("平稳。", "标题：", "甲；"), leaves=("样例镇，", "样例镇、范例乡")
    ),
    Pattern(
        "transforms.outline.bounds._OPENING",
        takes=("统计期限自", "根据《中华人民共和国政府信息公开条例》", "按照政府信息公开条例"),
        leaves=("根据上级要求", "政府信息公开条例", "统计数据"),
        misses=("根据《条例》",),
    ),
    Threshold(
        "transforms.outline.bounds._LONGEST_TITLE",
        inside=lambda: is_cut(f"{'例' * 43}2020年政府信息公开工作年度报告\n{PERIOD.format(2020)}"),
        outside=lambda: is_cut(f"{'例' * 44}2020年政府信息公开工作年度报告\n{PERIOD.format(2020)}"),
        moved=61,
    ),
    Threshold(
        "transforms.outline.bounds._MOST_LINES",
        inside=lambda: is_cut(f"样例镇\n2020年政府信息公开\n工作年度报告\n{PERIOD.format(2020)}"),
        outside=lambda: is_cut(f"样例镇\n2020年政府\n信息公开工作\n年度报告\n{PERIOD.format(2020)}"),
        moved=4,
    ),
    Threshold(
        "transforms.outline.bounds._OPENING_CHARS",
        inside=lambda: is_cut(f"{HEAD.replace('2021', '2020')}{'字' * 590}统计期限为2020年。"),
        outside=lambda: is_cut(f"{HEAD.replace('2021', '2020')}{'字' * 600}统计期限为2020年。"),
        moved=700,
    ),
    Threshold(
        "transforms.outline.bounds._MIN_REPEATED",
        inside=lambda: is_cut(f"范例乡2020年政府信息公开年报\n{PERIOD}", HEAD + "一、总体情况\n好。\n六、其他\n无。\n"),
        outside=lambda: is_cut(f"范例乡2020年政府信息公开年报\n{PERIOD}", HEAD + "一、总体情况\n好。\n"),
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def parsed(text: str) -> ParsedReport:
    reading = read_report(text.encode(), "case.txt", gazetteer=national_gazetteer())
    assert reading.report is not None, reading.rejection
    return reading.report


def test_nothing_is_read_of_a_second_report() -> None:
    first = "临淄区朱台镇2021年政府信息公开工作年度报告\n" + BODY.format("我镇共", 35)
    second = f"临淄区凤凰镇2020年政府信息公开工作年度报告\n{PERIOD.format(2020)}\n" + BODY.format("凤凰镇共", 99)
    report = parsed(first + second)
    assert (report.report_year, report.township_code) == (2021, "370305104000")
    assert {int(fact.value) for fact in report.narrative if fact.metric == "proactive_disclosures"} == {35}
    assert not any("99" in section.text for section in report.sections)
    assert not any(doubt.rule == "year_conflict" for doubt in report.doubts)


def test_the_year_of_a_second_report_does_not_stand_in_for_a_damaged_one() -> None:
    first = f"样例镇�021年政府信息公开工作年度报告\n{PERIOD.format('�021')}\n" + BODY.format("我镇共", 35)
    second = f"样例镇2020年政府信息公开工作年度报告\n{PERIOD.format(2020)}\n" + BODY.format("我镇共", 99)
    assert first_report(first + second) == first
    rejection = read_report((first + second).encode(), "case.txt").rejection
    assert rejection is None or rejection.reason == "no_year"
    if rejection is None:
        assert parsed(first + second).report_year == 2021


@pytest.mark.parametrize(
    "behind",
    [
        "样例镇2021年政府信息公开工作年度报告\n" + BODY.format("我镇共", 35),
        "下一篇\n样例镇2020年政府信息公开工作年度报告\n",
        "附件：样例镇2020年政府信息公开工作年度报告.docx\n" + PERIOD.format(2021),
    ],
    ids=["the same report once more", "a link", "an attachment"],
)
def test_a_title_that_begins_no_other_report_ends_none(behind: str) -> None:
    text = "样例镇2021年政府信息公开工作年度报告\n" + BODY.format("我镇共", 35) + behind
    assert first_report(text) == text


def test_the_title_on_every_page_ends_no_report() -> None:
    head, body = "样例镇2021年政府信息公开工作年度报告\n", BODY.format("我镇共", 35)
    pages = body.replace("三、", head + "三、")
    assert first_report(head + pages) == head + pages
    assert first_report(pages) == pages
