"""Numbers of the prose: what a case of one sentence cannot show."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from transforms.knowledge import read_rows
from transforms.narrative.facts import NarrativeFact, read_narrative
from transforms.narrative.rules import RULES
from transforms.report import ReadSettings, read_report
from transforms.schemas.codes import NARRATIVE_CHANNELS, NARRATIVE_METRICS

REPORT = """示例县样例镇2020年政府信息公开工作年度报告
统计期限自2020年1月1日起至2020年12月31日止。2020年，我镇主动公开政府信息7条。
一、总体情况
2020年，我镇配备政务公开工作人员2名，联系人手机13900000000。
三、收到和处理政府信息公开申请情况
全年未收到申请。
五、存在的主要问题及改进情况
2021年，我镇将主动公开政府信息900条。
"""


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
    assert (fact.value, fact.channel, fact.is_approximate) == (number, "all", False)


def test_codes_are_those_of_the_schema() -> None:
    channels = {row["channel"] for row in read_rows("narrative_channels")} | {rule.channel for rule in RULES}
    assert channels <= set(NARRATIVE_CHANNELS)
    assert {rule.metric for rule in RULES} <= set(NARRATIVE_METRICS)
