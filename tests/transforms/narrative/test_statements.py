"""Sentences made ready, and numbers as they state them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.evidence import Evidence, Given, Pattern, check
from transforms.narrative.quantities import Quantity
from transforms.narrative.statements import Sentence, prepare_sentence, state, state_zero

EVIDENCE: tuple[Evidence, ...] = (
    Given("transforms.narrative.statements.REQUESTS_SECTION", source="the third section of the official form"),
    Given("transforms.narrative.statements.REVIEWS_SECTION", source="the fourth section of the official form"),
    Pattern(
        "transforms.narrative.statements._COMPARED",
        takes=("较上年的12条有所提升", "同比增加9条", "增长12%", "第50条", "〔2019〕60号", "不少于2次"),
        leaves=("新增加9条", "主动公开12条", "2020年公开"),
        misses=("比预期多3条",),
    ),
    Pattern(
        "transforms.narrative.statements._WHOLE_YEAR",
        takes=("自1月1日至12月31日", "2020年1月—12月", "1月1日起至2020年12月31日止"),
        leaves=("1月1日至6月30日", "3月至12月31日", "2018年1月1日至2020年12月31日"),
        found=("自1月1日至12月31日", "2020年1月—12月", "1月1日起至2020年12月31日止"),
    ),
    Pattern(
        "transforms.narrative.statements._DATED",
        takes=("3月5日收到1件", "截至2020年12月31日"),
        leaves=("1月1日至6月底", "3月收到"),
        found=("3月5日", "至2020年12月31日"),
    ),
    Pattern(
        "transforms.narrative.statements._TOTAL",
        takes=("共公开12条", "全年公开12条", "总计12条"),
        leaves=("新增12条", "其中12条"),
        oversteps=("公共服务信息12条",),
    ),
    Pattern(
        "transforms.narrative.statements._YEAR_IN_NUMERALS",
        takes=("二〇二〇年公开", "二零一九年"),
        leaves=("二十年", "二〇二〇号", "五二〇年"),
        found=("二〇二〇", "二零一九"),
    ),
    Pattern(
        "transforms.narrative.statements._SUM",
        takes=("共公开12条", "累计12条", "总数为12条"),
        leaves=("全年公开12条", "公共服务信息12条", "总体12条"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def ready(printed: str) -> Sentence:
    return prepare_sentence(printed, 1, 2020, is_other_year=False)


@pytest.mark.parametrize("printed", ["2020年较上年的１２条增加。", "2020年1月1日至12月31日公开12条。", "占９８％。"])
def test_what_is_blanked_keeps_its_place(printed: str) -> None:
    sentence = ready(printed)
    assert len(sentence.text) == len(printed)
    assert sentence.printed == printed


def test_a_comparison_is_blanked_and_the_number_before_it_stays() -> None:
    """Else the 9 of last year would stand for this year's disclosures."""
    assert ready("公开57条，较2019年增加9条。").text == "公开57条，＃＃＃＃＃＃＃＃＃＃。"


@pytest.mark.parametrize(
    ("printed", "is_total", "is_single"),
    [("2020年共公开8条", True, False), ("2020年3月5日公开8条", False, True), ("截至12月31日公开8条", False, False)],
)
def test_a_total_is_told_from_an_event_of_one_day(printed: str, is_total: bool, is_single: bool) -> None:
    place = printed.index("8")
    stated = state(ready(printed), "proactive_disclosures", "all", Quantity(Decimal(8), "条", False, place, place + 2))
    assert (stated.is_total, stated.is_single) == (is_total, is_single)


def test_nothing_is_a_total_of_the_year() -> None:
    stated = state_zero(ready("2020年3月5日止未收到申请。"), "requests_received", "all", 9)
    assert (int(stated.fact.value), stated.fact.period, stated.is_total, stated.is_single) == (0, "year", True, False)


def test_a_year_in_numerals_is_one_in_digits() -> None:
    """The number of 二〇一九年 would be loaded as one of the report's year."""
    assert ready("二〇一九年公开8条").text == "2019年公开8条"


def test_the_span_of_a_year_keeps_its_year() -> None:
    """A number of 2019 would be loaded as one of the report's year, whichever way its span is printed."""
    assert ready("2019年1月1日至12月31日公开8条").text.startswith("2019年全年＃")
    assert ready("自2019年1月1日起至2019年12月31日止公开8条").text.startswith("2019年全年＃")
    assert ready("1月1日至2019年12月31日公开8条").text.startswith("2019年全年＃")
