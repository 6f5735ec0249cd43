"""When the numbers of a sentence were."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.narrative import read_narrative
from transforms.narrative.times import (
    is_of_year,
    is_planned_behind,
    is_rate_behind,
    is_this_year_named,
    is_up_to_a_day,
    own_years,
    period_of,
)

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.times._PLANNED",
        takes=("下一步公开", "力争公开", "计划开展培训", "将组织"),
        leaves=("工作计划", "拟定", "下年度继续办理", "将信息", "按计划完成", "确保信息准确，全年公开"),
        misses=("须公开",),
    ),
    Pattern("transforms.narrative.times._RATE", takes=("每季度召开", "每个月", "每次"), leaves=("每一", "季度")),
    Pattern("transforms.narrative.times._YEAR_NAMED", takes=("2020年公开",), leaves=("二〇二〇年", "12020年", "20年")),
    Pattern("transforms.narrative.times._SPAN_BEFORE", takes=("截至", "自", "截止到"), leaves=("截至目前，", "在")),
    Pattern(
        "transforms.narrative.times._LAST_YEAR",
        takes=("上年公开", "去年"),
        leaves=("上年结转2件", "上年度结转2件", "今年"),
    ),
    Pattern("transforms.narrative.times._THIS_YEAR", takes=("今年公开", "本年度"), leaves=("近年", "同年", "全年")),
    Pattern("transforms.narrative.times._BEGIN_BEFORE", takes=("自", "自从"), leaves=("截至", "自成立以来，")),
    Pattern(
        "transforms.narrative.times._PART_OF_YEAR",
        takes=("上半年", "1-11月", "疫情期间", "月均", "12月，", "十一月发布"),
        leaves=("统计期间", "“十三五”期间", "12月底", "十二月底", "全年"),
        misses=("换届时",),
    ),
    Pattern(
        "transforms.narrative.times._CLOSING_MONTH",
        takes=("截至12月底", "截止2020年12月31日"),
        leaves=("12月公开", "自1月"),
    ),
    Pattern(
        "transforms.narrative.times._TO_COME",
        takes=("下一步，", "五、下年度工作安排", "2021年打算："),
        leaves=("工作情况", "下年度继续办理", "计划完成"),
        misses=("展望未来",),
    ),
    Pattern(
        "transforms.narrative.times._PLANNED_BEHIND",
        takes=("的目标任务", "以上的年度目标", "的要求"),
        leaves=("，完成目标", "的信息"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.times._RATE_BEHIND",
        takes=("/月", "（/月）", "／季度", "每周"),
        leaves=("，每月公开", "/30条", "。"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.times._SAME_YEAR",
        takes=("当年公开", "该年度", "全年公开", "一年来"),
        leaves=("近年", "当年轻人"),
    ),
    Pattern(
        "transforms.narrative.times._UP_TO_A_MONTH",
        takes=("截至11月底", "截止到2020年9月", "截至2021年1月"),
        leaves=("截至12月底", "11月公开"),
        misses=("截至三季度末",),
    ),
    Pattern(
        "transforms.narrative.times._SEVERAL_YEARS",
        takes=("2018-2020年", "近三年来", "“十三五”", "2019年、2020年"),
        leaves=("2020年", "五年规划编制", "2020年1月"),
    ),
    Pattern(
        "transforms.narrative.times._SINCE", takes=("历年", "截至", "累计", "自开通以来"), leaves=("共公开", "全年")
    ),
    Pattern(
        "transforms.narrative.times._SINCE_A_DAY", takes=("历年", "截至", "自开通以来"), leaves=("累计培训", "目前共")
    ),
    Pattern(
        "transforms.narrative.times._OF_ALL_YEARS", takes=("历年公开", "自2015年以来"), leaves=("截至2020年", "累计")
    ),
    Pattern(
        "transforms.narrative.times._SINCE_ONE_YEAR", takes=("今年以来", "2020年以来"), leaves=("自开通以来", "历年")
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def is_of_2020(group: str, period: str = "year", *, is_other_year: bool = False) -> bool:
    return is_of_year(group, period, 2020, is_other_year=is_other_year)


@pytest.mark.parametrize(
    "group",
    [
        "2020年，我镇共公开",
        "全年公开",
        "2019年公开12条，2020年公开",
        "截至2020年12月底公开",
        "截至2020年12月31日，当年公开",
        "公开",
    ],
)
def test_a_number_of_the_year_is_read(group: str) -> None:
    assert is_of_2020(group)


@pytest.mark.parametrize(
    "group",
    [
        "2019年公开",
        "去年公开",
        "上半年公开",
        "2018-2020年公开",
        "力争公开",
        "近三年来公开",
        "2020年1-11月公开",
        "截至2019年12月31日，当年公开",
        "2019年全年公开",
        "截至2020年11月底公开",
        "确保公开",
    ],
)
def test_a_number_of_another_time_is_not(group: str) -> None:
    """Each would be loaded as a number of 2020."""
    assert not is_of_2020(group)


def test_what_goes_on_about_another_year_needs_a_word_of_this_one() -> None:
    assert not is_of_2020("共收到", is_other_year=True)
    assert is_of_2020("今年共收到", is_other_year=True)


@pytest.mark.parametrize(
    ("text", "metric", "period"),
    [
        ("历年累计公开8条", "proactive_disclosures", "cumulative"),
        ("2020年累计公开8条", "proactive_disclosures", "year"),
        ("新增20条，累计8条", "proactive_disclosures", "cumulative"),
        ("累计培训8次", "trainings", "year"),
        ("今年以来公开8条", "proactive_disclosures", "year"),
        ("截至2020年12月31日，当年公开8条", "proactive_disclosures", "year"),
        ("截至2020年12月31日，公开8条", "proactive_disclosures", "cumulative"),
    ],
)
def test_what_a_number_covers(text: str, metric: str, period: str) -> None:
    assert period_of(text, text.index("8"), metric) == period


@pytest.mark.parametrize(
    "span", ["2019年1月1日至12月31日", "2018年1月1日至2020年12月31日", "《2019年要点》印发以来，2019年"]
)
def test_a_span_of_another_year_is_not_this_year(span: str) -> None:
    assert read_narrative([(1, f"{span}，主动公开政府信息8条。")], 2020) == ()


def test_the_year_in_a_title_is_not_the_year_that_is_spoken_of() -> None:
    (fact,) = read_narrative([(1, "按照《2019年政务公开工作要点》，全年主动公开政府信息8条。")], 2020)
    assert (int(fact.value), fact.period) == (8, "year")


def test_the_end_of_a_span_is_no_year_of_its_own() -> None:
    assert own_years("2019年至2020年，截至2021年") == [2019]
    assert is_this_year_named("今年")


def test_what_stands_behind_a_number_may_make_it_a_plan() -> None:
    assert is_planned_behind("的目标任务。")
    assert not is_planned_behind("，超额完成目标。")


def test_what_was_counted_up_to_a_day_goes_on_in_the_next_sentence() -> None:
    """The parts of a number of all years would be loaded as the year's."""
    assert is_up_to_a_day("截至2020年12月31日，共公开700条。", is_since=False)
    assert is_up_to_a_day("网站公开65条。", is_since=True)
    assert not is_up_to_a_day("全年公开65条。", is_since=True)
    assert period_of("网站公开65条", 4, "proactive_disclosures", is_since=True) == "cumulative"
    assert period_of("2020年网站公开65条", 9, "proactive_disclosures", is_since=True) == "year"


def test_a_number_for_each_month_is_none_of_the_year() -> None:
    assert is_rate_behind("/月。")
    assert not is_rate_behind("，每月更新。")
    assert read_narrative([(1, "2020年，我镇主动公开政府信息20条/月。")], 2020) == ()
    assert [fact.value for fact in read_narrative([(1, "2020年，我镇主动公开政府信息20条。")], 2020)] == [20]
