"""The text of a cell as a number: what is read, what is blank, and what is left to a person."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from transforms.text import MONEY, numbers
from transforms.text.numbers import find_money_unit, is_value_text, money_factor, parse_number


def is_cached(text: str) -> bool:
    numbers._parse_cached.cache_clear()
    parse_number(text)
    return numbers._parse_cached.cache_info().currsize == 1


EVIDENCE = (
    Pattern(
        "transforms.text.numbers._MARK_BEHIND",
        takes=("3\U000f0000", "零\U000f0007"),
        leaves=("3", "3\U000f000014", "3\ue000"),
    ),
    Pattern(
        "transforms.text.numbers._UNREAD_MARKS",
        takes=("[image]", "3[formfield]", "3[object][image]"),
        leaves=("[1]", "image", "[image]件", "[form field]"),
    ),
    Pattern(
        "transforms.text.numbers._INNER_SPACE",
        takes=("1 2", "1\u30002", "1\u200b2", "1\xad2", "\ufeff"),
        leaves=("12", "1,2", "1·2", "1_2"),
    ),
    Pattern(
        "transforms.text.numbers._ANY_MONEY_UNIT",
        takes=("采购总金额（单位：万元）", "（万美元）", "百元", "十万元", "人民币千元", "港币", "（单位：\ufffd元）"),
        found=("万元", "万美元", "百元", "十万元", "千元", "港币", "\ufffd元"),
        leaves=("采购总金额", "万件", "美国", "英国", "2020年元月", "多元化", "单元", "万\ufffd"),
        misses=("5角", "万卢布"),
        oversteps=("多元共治",),
    ),
    Pattern(
        "transforms.text.numbers._NUMBER",
        how="fullmatch",
        takes=(
            "0",
            "1,472",
            "-3",
            "增3",
            "减少2项",
            "1.5万",
            "29.05万元",
            "6²",
            "6*",
            "6[2]",
            "6(注1)",
            "3人民币",
            "22(其中修订16件)",
            "1(网上)",
            "3(信函申请)",
        ),
        leaves=(
            "22(修订16件)",
            "5(上年)",
            "5(网上上年)",
            "5(3)",
            "约3",
            "1,47",
            "1件2项",
            "50%",
            "1.2.3",
            "5/",
            "(1)",
            ".5",
            "3-5",
            "十二",
            "",
        ),
        misses=("1件1项", "5。", "3 万余"),
    ),
    Pattern(
        "transforms.text.numbers._SPLIT_DIGITS",
        takes=("1 2", "1\u200b2", "1 ,472"),
        found=("1 2", "1\u200b2", "1 ,"),
        leaves=("12 件", "- 3", "1, 472", "1\xad2"),
    ),
    Pattern(
        "transforms.text.numbers._DIGIT_GROUP",
        takes=("1 472", "件12"),
        found=("1", "12"),
        leaves=("十二", "②", " , "),
    ),
    Pattern(
        "transforms.text.numbers._BLANK_MARK",
        how="fullmatch",
        takes=("-", "——", "/", "\\", "／", "…", "......", "-/-", "\ue0f8"),
        leaves=("0", "", "无", "一", ".", "-------", "-3", "暂无"),
        misses=("空", "*"),
    ),
    Pattern(
        "transforms.text.numbers._CHINESE_NUMERAL",
        how="fullmatch",
        takes=("十二", "二十三件", "一百零五", "两件", "一", "壹", "廿三"),
        leaves=("第十二", "十二、", "12", "十余件", "", "一二三四五六七八九十"),
        oversteps=("十百", "伍"),
    ),
    Pattern(
        "transforms.text.numbers._SCALED_NUMBER",
        how="fullmatch",
        takes=("12万5千元", "1亿2千万", "3千5百件", "12"),
        leaves=("万5", "12.5万3千", "12万5千元左右"),
        misses=("12万零5百元",),
    ),
    Pattern(
        "transforms.text.numbers._CLOSED",
        takes=("5000元整", "12万元正"),
        found=("整", "正"),
        leaves=("5000元", "整", "5000整"),
    ),
    Pattern(
        "transforms.text.numbers._IN_WORDS",
        takes=("5000元(大写伍仟元整)", "5万元(人民币大写:伍万圆)"),
        found=("(大写伍仟元整)", "(人民币大写:伍万圆)"),
        leaves=("5000元(伍仟元整)", "5000元(大写5000元)", "(大写伍仟元整)等"),
        misses=("5000.50元(大写伍仟元伍角)",),
    ),
    Pattern(
        "transforms.text.numbers._NEAR_NUMBER",
        how="fullmatch",
        takes=("约10件", "260余", "30件左右", "3-5", "3~5件", "一", "O", "若干", "不详", "见附件", "暂无"),
        leaves=("规章", "共收到申请3件", "50%", "第3", "N/A", "", "见附件中的各项明细表"),
        misses=("十余件", "大概3件"),
        oversteps=("附件", "1,47", "见证人"),
    ),
    Pattern(
        "transforms.text.numbers._DAMAGED_VALUE",
        how="fullmatch",
        takes=("1\ufffd3", "\ufffd", "5\ufffd件", "\ufffd万元", "无\ufffd"),
        leaves=("13", "规\ufffd", "约\ufffd", "", "件"),
        misses=("5\ufffd次数",),
    ),
    Threshold(
        "transforms.text.numbers._LONGEST_VALUE",
        inside=lambda: is_value_text("1" + " " * 30 + "2", is_whole=True),
        outside=lambda: is_value_text("1" + " " * 31 + "2", is_whole=True),
        moved=40,
    ),
    Threshold(
        "transforms.text.numbers._LONGEST_CACHED",
        inside=lambda: is_cached("1" * 32),
        outside=lambda: is_cached("1" * 33),
        moved=40,
    ),
    Threshold(
        "transforms.text.numbers._MOST_DIGITS",
        inside=lambda: numbers._parse("123456789012").value is not None,
        outside=lambda: numbers._parse("1234567890123").value is not None,
        moved=13,
    ),
    Given("transforms.text.numbers._CACHED_TEXTS", source="the memory that a cache may take: a few megabytes"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("１，４７２ 件", "1472", "件"),
        ("29.05万元", "29.05", "万元"),
        ("152790元", "152790", "元"),
        ("3人民币", "3", "元"),
        ("1.5万", "15000", "万"),
        ("2亿", "200000000", "亿"),
        ("减少2项", "-2", "项"),
        ("一万二千", "12000", "万"),
        ("无。", "0", ""),
        ("12万5千元", "125000", "元"),
        ("1万2千条", "12000", "条"),
        ("3千5百", "3500", "万"),
        ("5000元整", "5000", "元"),
        ("12万5千元整（大写：壹拾贰万伍仟元整）", "125000", "元"),
        ("1.2万元（大写壹万贰仟圆整）", "1.2", "万元"),
        ("叁件", "3", "件"),
    ],
)
def test_a_value_and_its_unit(text: str, value: str, unit: str) -> None:
    number = parse_number(text)
    assert (number.value, number.unit) == (Decimal(value), unit)


def test_words_that_say_another_amount_make_it_unreadable() -> None:
    """A clerk changed one and forgot the other; either may be right."""
    assert parse_number("12万5千元整（大写壹拾贰万陆仟元整）").value is None


@pytest.mark.parametrize("text", ["12万5", "5²0", "①", "3件2", "约3", "1:2", "10%"])
def test_nothing_is_guessed(text: str) -> None:
    number = parse_number(text)
    assert (number.value, number.is_readable, number.is_merged) == (None, False, False)


@pytest.mark.parametrize(("text", "groups"), [("1 2", ("1", "2")), ("12 件", ()), ("0 0 3", ("0", "0", "3"))])
def test_gaps_part_groups_of_digits(text: str, groups: tuple[str, ...]) -> None:
    assert parse_number(text).groups == groups


def test_money_is_told_from_counts() -> None:
    assert [money_factor(unit) for unit in ("元", "千元", "万元", "亿元")] == [1, 1000, 10_000, 100_000_000]
    assert money_factor("件") is money_factor("美元") is None
    assert find_money_unit("金额（万元/元）") == "万元/元"
    assert parse_number("3元").is_money
    assert not parse_number("3件").is_money


def test_every_unit_of_yuan_is_one_of_money() -> None:
    for unit in numbers.MONEY_UNITS.split("|"):
        assert find_money_unit(f"（{unit}）") == unit
        assert re.fullmatch(MONEY, unit)


@pytest.mark.parametrize("numeral", ["三四", "五六", "两三", "二三十", "十七八", "三五"])
def test_a_range_in_numerals_is_no_number(numeral: str) -> None:
    """五六 would be loaded as 56, ten times of what was meant."""
    assert parse_number(numeral).value is None
