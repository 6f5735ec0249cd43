"""Where the first of several reports in a file ends."""

from __future__ import annotations

import pytest

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
