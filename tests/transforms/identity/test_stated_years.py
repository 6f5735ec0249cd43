"""The years that a text states: of its figures, of itself, of what its body did."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.stated_years import (
    any_years,
    closing_years,
    count_years,
    named_years,
    own_years,
    period_years,
    split_preamble,
    without_name,
)


def is_called(filler: int) -> bool:
    """Whether the name of the period, so many characters before it, tells it from another one."""
    other = "2019年1月1日至2019年12月31日"
    return period_years(f"{other}。统计期限{'字' * filler}2020年1月1日至2020年12月31日") == {2020: 1}


EVIDENCE = (
    Pattern(
        "transforms.identity.stated_years._SENTENCES", takes=("公开。较", "公开\n较"), leaves=("公开，较", "公开；较")
    ),
    Pattern(
        "transforms.identity.stated_years._CHINESE_YEAR",
        takes=("二〇二一年", "二0一七 年", "二零二零年度"),
        leaves=("二〇二一", "一九九八年", "二〇四五年"),
    ),
    Pattern(
        "transforms.identity.stated_years._TORN_YEAR",
        takes=("2 023年", "20 2 3 年", "自2023年"),
        leaves=("12 023年", "3 2023年", "2  023年", "2 023件", "2 123年"),
        misses=("20\n23年",),
    ),
    Pattern(
        "transforms.identity.stated_years._PERIOD",
        takes=(
            *("2020年1月1日起至2020年12月31日止", "2020年1月1日至12月31日", "201211日起至20121231日"),
            *("20241月1日起至2024年12月31日", "2018年1月1日—2018年12月15日", "2019年12月16日起至2020年12月15日"),
            *("2020.1.1-2020.12.31", "2020/01/01-2020/12/31", "2020年1月至12月", "2020-01-01至2020-12-31"),
            "2020年1-12月",
        ),
        leaves=(
            *("2020年1月1日至6月30日", "2020年3月1日至2020年12月31日", "2020年1月1日，我镇12月31日"),
            *("发布时间：2020-12-15", "2020-1-12", "2020.1.1-2020.6.30"),
        ),
        misses=("2020年元月1日至12月31日",),
    ),
    Pattern(
        "transforms.identity.stated_years._PERIOD_WORDS",
        takes=("统计期限为2020年1月", "统计数据自2020年 1 月", "数据的统计时限自2020年1月"),
        leaves=("统计期限为2020年度", "数据截至2020年6月", "数据。2020年1月", "自2020年1月1日"),
    ),
    Pattern(
        "transforms.identity.stated_years._WHOLE_YEAR",
        takes=("统计期限为2020年度", "统计时间：2020年全年", "统计期间是2020年。"),
        leaves=("统计期限为2020年1月1日", "数据为2020年度", "统计2020年"),
    ),
    Pattern(
        "transforms.identity.stated_years._PERIOD_NAME",
        takes=("本报告所列数据的统计期限自", "统计时间为", "统计时限自"),
        leaves=("统计期限。", "本年度自", "统计时间\n", "统计"),
    ),
    Pattern(
        "transforms.identity.stated_years._CLOSING_DATE",
        takes=("截至2020年12月31日", "截止202012月31日", "截至2020年12月底", "截止到2020年12月", "截止2020年底"),
        leaves=("截至2020年6月", "截至12月31日", "2020年12月31日", "截至2020年，"),
    ),
    Pattern(
        "transforms.identity.stated_years._FIRST_HEADING",
        takes=("一、总体情况", "字\n　　一、概述", "1.总体情况", "## 一、概述"),
        leaves=("一是加强", "概述：一、总体", "1.5万条", "二、主动公开"),
        misses=("概述",),
    ),
    Pattern(
        "transforms.identity.stated_years._NAMED_REPORT",
        takes=(
            *("2020年政府信息公开工作年度报告", "2020年度样例镇信息公开情况", "2020样例镇政府信息公开年报"),
            *("信息公开工作2020年度报告", "2020年度政务公开工作报告"),
        ),
        leaves=(
            *("2020年信息公开指南", "2020年，样例镇政府信息公开报告", "12020年信息公开年报"),
            "2020年信息公开年度报告编制工作",
        ),
    ),
    Pattern(
        "transforms.identity.stated_years._REPORTED",
        takes=("现将2021年度工作情况报告如下", "现就我镇2020年政务公开情况汇报如下", "现公布2013年度工作报告"),
        leaves=("2021年度工作情况", "现将有关情况报告如下", "现将情况报告。2021年度报告", "现2021年底报告"),
    ),
    Pattern(
        "transforms.identity.stated_years._OWN_YEAR",
        takes=(
            *(
                "2020年，我镇",
                "2020年度全县",
                "2020年样例镇",
                "2020年，样例街道",
                "我镇2020年度未收到",
                "本机关在2020年",
            ),
            "我街2020年",
        ),
        leaves=(
            "2020年主动公开",
            "2020年，根据要求",
            "2020年5月，我镇",
            "12020年，我镇",
            "我镇2020年5月",
            "2020年底样例镇",
        ),
    ),
    Pattern(
        "transforms.identity.stated_years._DONE",
        takes=("2020年，共收到", "2020年度未发生", "2020年主动公开"),
        leaves=("2020年5月共收到", "2020年底共", "12020年共", "2020年工作"),
    ),
    Pattern(
        "transforms.identity.stated_years._ANY_YEAR",
        takes=("2020年", "2020 年度"),
        leaves=("2020年1月", "2020", "12020年"),
    ),
    Threshold(
        "transforms.identity.stated_years.FIRST_YEAR",
        inside=lambda: count_years(["2008"]),
        outside=lambda: count_years(["2007"]),
        moved=2007,
    ),
    Threshold(
        "transforms.identity.stated_years.LAST_YEAR",
        inside=lambda: count_years(["2034"]),
        outside=lambda: count_years(["2035"]),
        moved=2035,
    ),
    Threshold(
        "transforms.identity.stated_years._LONGEST_NAME",
        inside=lambda: is_called(32),
        outside=lambda: is_called(33),
        moved=40,
    ),
    Threshold(
        "transforms.identity.stated_years._PREAMBLE_CHARS",
        inside=lambda: named_years(split_preamble("字" * 1485 + "2020年政府信息公开年度报告")[0]),
        outside=lambda: named_years(split_preamble("字" * 1486 + "2020年政府信息公开年度报告")[0]),
        moved=1600,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_period_that_ends_in_another_year_states_both() -> None:
    """Taken for its beginning or its end alone, the slip in one of the two would load all figures into a wrong year."""
    assert period_years("统计期限自2020年1月1日起至2021年12月31日止") == {2020: 1, 2021: 1}
    assert period_years("统计期限自2019年12月16日起至2020年12月15日止") == {2020: 1}


def test_a_period_that_is_called_one_goes_before_others() -> None:
    assert period_years("2019年1月1日至12月31日开展。统计期限自2020年1月1日至12月31日") == {2020: 1}
    assert period_years("2019年1月1日至12月31日，2020年1月1日至12月31日") == {}


def test_a_sentence_is_counted_once_however_many_patterns_take_it() -> None:
    assert own_years("", "我镇2020年度未收到申请。") == {2020: 1}


def test_what_is_reported_farther_down_is_no_name_of_the_report() -> None:
    preamble, body = split_preamble(
        "现公布2021年政府信息公开年度报告。\n一、总体情况\n2020年政府信息公开年度报告的问题。"
    )
    assert named_years(preamble) == {2021: 1}
    assert own_years(preamble, body) == {2020: 1}


def test_the_sentence_that_names_the_report_is_no_second_witness() -> None:
    """Counted as words about the body too, its slip would outweigh the day of publication without a doubt."""
    preamble = "现公布2016年示例县人民政府政府信息公开工作年度报告。"
    assert named_years(preamble) == {2016: 1}
    assert own_years(without_name(preamble), "") == {}


def test_the_closing_date_is_that_of_a_whole_year() -> None:
    assert closing_years("截至2021年6月底公开5条，截至2021年12月31日公开9条") == {2021: 1}


def test_a_year_among_destroyed_characters_says_nothing() -> None:
    assert any_years("较2021年增长2.6%") == {2021: 1}
    assert any_years("2022年工作\n杈\ufffd2021年\ufffd长2.6%") == {2022: 1}
    assert any_years("2022年工作。杈\ufffd2021年\ufffd长2.6%。完") == {2022: 1}
