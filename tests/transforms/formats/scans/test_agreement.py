"""Digits count only where both witnesses read the same; words are those of the form."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.formats.scans.agreement import (
    fold_line,
    is_label,
    is_prose,
    needs_second_look,
    number_places,
    settle,
    settle_cell,
    settle_words,
)
from transforms.formats.scans.witnesses import Line
from transforms.text import LOST


def lines(*texts: str) -> list[Line]:
    return [Line(text, 0.9) for text in texts]


NAME = "transforms.formats.scans.agreement"
EVIDENCE = (
    Pattern(
        f"{NAME}._DASH", how="fullmatch", takes=("-", "—", "一", "－－", "_"), leaves=("1", "|", "无", "-1", "-------")
    ),
    Pattern(
        f"{NAME}._NUMERAL_TEXT",
        how="fullmatch",
        takes=("0", "1,234", "29.05万元", "-5", "12件"),
        leaves=("1.", "3 4", "O", "12人次", "[1]", "1/2"),
    ),
    Pattern(f"{NAME}._DIGITS", takes=("收到3件", "17"), leaves=("三件", "①"), found=("3", "17")),
    Pattern(
        f"{NAME}._NO_VALUE",
        takes=("2023年", "1月", "31日", "1.属于国家秘密", "12、其他"),
        leaves=("收到3件", "17", "第711号", "共1.5万元"),
        oversteps=("每3日一次",),
    ),
    Pattern(
        f"{NAME}._ORDINAL",
        takes=("（一）予以公开", "1.属于国家秘密", "十二、其他"),
        leaves=("予以公开", "属于3类", "12规章", "一予以公开"),
        found=("（一）", "1.", "十二、"),
    ),
    Pattern(
        f"{NAME}._MIDDLE_DOT",
        takes=("1·属于国家秘密", "一·本年新收", "12•其他"),
        leaves=("1·5", "买买提·艾力", "3· 5", "属于·其他"),
        found=("1·", "一·", "12•"),
    ),
    Pattern(f"{NAME}._PARTED", takes=("3 4", "12  34"), leaves=("34", "3 件", "第 3")),
    Pattern(f"{NAME}._SPACE", takes=("全 年", "3 件", "第 3"), leaves=("3 4", "全年")),
    Pattern(
        f"{NAME}._HEADING_NUMBER",
        takes=("三、收到", "（十二）其他", "一.总体"),
        leaves=("三件", "共（三）件", "3.其他"),
        found=("三、", "（十二）", "一."),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("text", ["0", "12", "1,234", "29.05万元", "-5"])
def test_a_number_is_agreed_that_both_read(text: str) -> None:
    assert settle(lines(text), lines(text)) == (text, True, True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("12",), ("17",)),
        (("12",), ("",)),
        (("12",), ("L2",)),
        (("",), ("12",)),
        (("12", "12"), ("12", "1")),
        (("221975", "2219.75"), ("221975", "221975")),
        (("",), ("",)),
        (("O",), ("0",)),
        (("一",), ("1",)),
        (("十",), ("十",)),
        (("10000", "]00000"), ("10000",)),
        (("5", "5"), ("5", "5|")),
        (("10",), ("10", "10:")),
    ],
)
def test_no_number_is_agreed_else(first: tuple[str, ...], second: tuple[str, ...]) -> None:
    settled = settle(lines(*first), lines(*second))
    assert settled.is_value
    assert not settled.is_agreed


@pytest.mark.parametrize("text", ["十二", "无", "壹佰", "三件"])
def test_numbers_in_words_need_both_witnesses_too(text: str) -> None:
    assert settle(lines(text), lines(text)) == (text, True, True)
    assert not settle(lines(text, text), lines("某", "某")).is_agreed


def test_numbers_side_by_side_are_not_one() -> None:
    assert fold_line("12 34") == "12 34"
    assert settle(lines("12 34"), lines("12 34")) == ("", True, False)
    assert settle(lines("1234"), lines("1234", "12 34")) == ("", True, False)


def test_a_point_that_one_witness_saw_is_told() -> None:
    assert settle_words("增12", ["增1.2"]) == f"增1{LOST}2"


def test_one_picture_of_several_suffices_where_none_says_another_number() -> None:
    assert settle(lines("工", "1"), lines("1", "|")).text == "1"


def test_dashes_are_alike_and_no_numeral() -> None:
    assert settle(lines("一"), lines("—")) == ("-", True, True)
    assert settle(lines("一"), lines("一")) == ("", True, False)
    assert fold_line("１２ 件") == "12件"


def test_a_label_is_read_as_the_form_has_it_whoever_read_it() -> None:
    assert settle(lines("（一）予以公开"), lines("(一)子以公开")).text == "(一)予以公开"
    assert settle_cell(lines("自然", "人"), lines("", "人")) == lines("自然", "人")
    assert settle_cell(lines("总", "汁"), lines("总", "计")) == lines("总", "计")
    assert settle_cell(lines("某", "物"), lines("其", "物")) is None
    assert is_label("1.属于国家秘密")
    assert not is_label("本镇")


def test_a_name_that_one_witness_read_is_lost_where_they_differ() -> None:
    assert settle_words("样例镇人民政府", ["样别镇人民政府"]) == f"样{LOST}镇人民政府"
    assert settle(lines("样例镇人民政府", "样例镇人民政府"), lines("样别镇人民政府")).text == f"样{LOST}镇人民政府"
    assert settle_words("样例镇人民政府", ["样别镇人民政府", "样例镇人民政府"]) == "样例镇人民政府"


def test_digits_and_numerals_need_the_other_witness() -> None:
    assert settle_words("2023年", ["2028年"]) == f"202{LOST}年"
    assert settle_words("二〇二三年", ["二〇二二年"]) == f"二〇二{LOST}年"
    assert settle_words("收到件", ["收到8件"]) == f"收到{LOST}件"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("0", "0", False),
        ("12", "12", True),
        ("12", "17", True),
        ("1", "", True),
        ("予以公开", "予以公开", False),
        ("予以公开", "子以公开", False),
        ("样例镇", "样别镇", True),
    ],
)
def test_what_is_read_from_another_picture_too(first: str, second: str, *, wanted: bool) -> None:
    assert needs_second_look(*lines(first, second)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("12件。", True), ("收到申请十二件", True), ("三、收到和处理情况", False), ("（十二）其他", False), ("注", False)],
)
def test_words_that_may_state_numbers_are_prose(text: str, *, wanted: bool) -> None:
    assert is_prose(text) == wanted


def test_numbers_of_sentences_are_found_and_dates_are_not() -> None:
    text = "1.2023年12月31日止收到30件"
    assert [text[start:end] for start, end in number_places(text)] == ["30"]


def test_a_small_mark_behind_the_number_of_a_row_is_none_of_its_label() -> None:
    assert settle(lines("1·属于国家秘密"), lines("1·属于国冢秘密")).text == "1、属于国家秘密"
    assert settle(lines("一·其他处理"), lines("一、其他处理")).text == "一、其他处理"
