"""Numbers in Chinese numerals, and digits with Chinese scales."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from transforms.text.numerals import parse_chinese_numeral, parse_scaled_digits

EVIDENCE = (
    Pattern(
        "transforms.text.numerals._SCALED",
        how="fullmatch",
        takes=("12万5千", "1亿2千万", "3千5百", "1万2345", "12万5"),
        leaves=("12万", "万5千", "12", "5千万1亿"),
        misses=("3百5十",),
    ),
    Pattern("transforms.text.numerals._DIGITS", how="fullmatch", takes=("5", "1234"), leaves=("12345", "", "5千")),
    Pattern(
        "transforms.text.numerals._PARTS",
        how="fullmatch",
        takes=("5千", "5千3百", "2百"),
        leaves=("12千", "5千3", "百"),
    ),
    Threshold(
        "transforms.text.numerals._FEWEST_DIGITS_BEHIND_SCALE",
        inside=lambda: parse_scaled_digits("1万500") == 10_500,
        outside=lambda: parse_scaled_digits("1万50") is not None,
        moved=1,
    ),
    Given("transforms.text.numerals._TEN", source="the value of 十"),
    Given("transforms.text.numerals._HUNDRED", source="the value of 百"),
    Given("transforms.text.numerals._THOUSAND", source="the value of 千"),
    Given("transforms.text.numerals._MYRIAD", source="the value of 万"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二〇二一", 2021),
        ("一百零五", 105),
        ("一千零一十", 1010),
        ("两万三千", 23000),
        ("〇", 0),
        ("廿三", 23),
        ("卅", 30),
        ("壹佰零伍", 105),
        ("壹拾贰萬伍仟", 125000),
    ],
)
def test_chinese_numerals(numeral: str, value: int) -> None:
    assert parse_chinese_numeral(numeral) == value


@pytest.mark.parametrize("numeral", ["十百", "百", "一百五", "零五", "二二十", "万", "一万五", "十零五"])
def test_characters_that_form_no_number(numeral: str) -> None:
    assert parse_chinese_numeral(numeral) is None


@pytest.mark.parametrize("numeral", ["三四", "五六", "两三", "二三十", "十七八", "三五"])
def test_a_range_in_numerals_is_no_number(numeral: str) -> None:
    """五六 would be loaded as 56, ten times of what was meant."""
    assert parse_chinese_numeral(numeral) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12万5千", 125_000),
        ("1亿2千万", 120_000_000),
        ("1亿5百", 100_000_500),
        ("3千5百", 3_500),
        ("2万3456", 23_456),
        ("3百5千万2千", None),
        ("12万5", None),
        ("5千3", None),
        ("12万34567", None),
    ],
)
def test_digits_with_scales(text: str, value: int | None) -> None:
    assert parse_scaled_digits(text) == value
