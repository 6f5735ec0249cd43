"""Numbers of the prose: what a case of one sentence cannot show."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.narrative import NarrativeFact, read_narrative
from transforms.report import ReadSettings, read_report


def section_behind(heading: str) -> bool:
    """Whether what stands behind a heading is in no section."""
    (fact,) = read_narrative([(3, f"{heading}\n全年收到政府信息公开申请5件。")], 2020)
    return fact.section_no is None


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.facts._HAS_NUMBER",
        takes=("公开12条", "四十余条"),
        leaves=("未收到申请。",),
        oversteps=("统一发布",),
    ),
    Pattern(
        "transforms.narrative.facts._LEAD",
        takes=("2021年打算：一是", "如下:"),
        leaves=("一是培训3次；", "：一是"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.facts._MAIN_HEADING",
        takes=("四、审批事项", "十一、附件"),
        leaves=("（四）审批事项", "4、审批事项"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.facts._OF_THE_SECTION",
        takes=("四、依申请公开情况", "行政诉讼情况"),
        leaves=("四、审批事项及处理情况",),
    ),
    Threshold(
        "transforms.narrative.facts._LONGEST_HEADING",
        inside=lambda: section_behind("四、" + "办事" * 13 + "项："),
        outside=lambda: section_behind("四、" + "办事" * 14 + "："),
        moved=31,
    ),
)

REPORT = """示例县样例镇2020年政府信息公开工作年度报告
统计期限自2020年1月1日起至2020年12月31日止。2020年，我镇主动公开政府信息7条。
一、总体情况
2020年，我镇配备政务公开工作人员2名，联系人手机13900000000。
三、收到和处理政府信息公开申请情况
全年未收到申请。
五、存在的主要问题及改进情况
2021年，我镇将主动公开政府信息900条。
"""


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def read(settings: ReadSettings | None = None) -> tuple[NarrativeFact, ...]:
    report = read_report(REPORT.encode(), "2020.txt", settings=settings).report
    assert report is not None
    return report.narrative


def test_each_number_knows_its_section() -> None:
    found = {fact.metric: (fact.value, fact.section_no) for fact in read()}
    assert found == {
        "proactive_disclosures": (Decimal(7), None),
        "staff": (Decimal(2), 1),
        "requests_received": (Decimal(0), 3),
    }


def test_personal_data_in_a_sentence_is_masked_unless_it_is_kept() -> None:
    masked, kept = read(), read(ReadSettings(keep_personal_data=True))
    assert not any("13900000000" in fact.sentence for fact in masked)
    assert any("＊＊＊" in fact.sentence for fact in masked)
    assert any("13900000000" in fact.sentence for fact in kept)


@given(st.integers(0, 99_999_999))
def test_any_number_is_read_as_it_is_printed(number: int) -> None:
    (fact,) = read_narrative([(1, f"2020年，我镇共主动公开政府信息{number}条。")], 2020)
    assert (int(fact.value), fact.channel, fact.is_approximate) == (number, "all", False)


def test_a_sentence_without_a_year_goes_on_about_the_one_before() -> None:
    """Last year's two requests would be loaded as this year's."""
    text = "2019年情况回顾。共收到政府信息公开申请2件。2020年，共收到政府信息公开申请5件。"
    assert [fact.value for fact in read_narrative([(1, text)], 2020)] == [5]


def test_nothing_is_stated_in_no_text() -> None:
    assert read_narrative([], 2020) == ()
    assert read_narrative([(None, "")], None) == ()


def test_behind_a_heading_that_is_none_of_the_six_no_section_speaks() -> None:
    """The approvals of a bureau would be loaded as requests for information, by the section before them."""
    text = "全年收到申请5件。\n四、审批事项及处理情况\n全年受理申请117件，办结110件。"
    facts = read_narrative([(3, text)], 2020)
    assert [(fact.metric, int(fact.value)) for fact in facts] == [("requests_received", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "2021年打算从两处着手：一是公开信息200条；二是开展政务公开培训3次。",
        "下一步，我镇从两处着手。一是开展政务公开培训3次。",
        "（三）下一步工作安排\n开展政务公开培训3次。",
    ],
)
def test_a_plan_goes_on_behind_its_first_words(text: str) -> None:
    """Trainings that are yet to be held would be loaded as those of the year."""
    assert read_narrative([(1, text)], 2020) == ()
