"""Personal data are masked, and the disclosing body's own contact stays."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.text.privacy import MASK, find_personal_data, mask_personal_data

EVIDENCE = (
    Pattern(
        "transforms.text.privacy._MOBILE",
        takes=(
            "手机13900000000。",
            "139 0000 0000",
            "139-0000-0000",
            "8613900000000",
            "0086-13900000000",
        ),
        found=("13900000000", "139 0000 0000", "139-0000-0000", "13900000000", "13900000000"),
        leaves=(
            "0999-0000000",
            "12000000000",
            "1139000000002",
            "13900000000元",
            "1390000000 万元",
            "139条0000次0000人",
        ),
        misses=("139 00 00 00 00", "一三九00000000"),
    ),
    Pattern(
        "transforms.text.privacy._IDENTITY",
        takes=("110101199001010000", "11010119900101000X", "110101 19900101 0011"),
        leaves=("110101199013010000", "11990101MB00000000", "1101011990010100001", "010101199001010000"),
        misses=("110101900101001",),
    ),
    Pattern(
        "transforms.text.privacy._MESSENGER",
        takes=("QQ：12345678", "QQ号是123456789", "微信号：abc_123", "本人微信12345678", "微信：abc_123"),
        leaves=(
            "微信：12345人",
            "官方微信：ylzfb_2020",
            "微信公众号：ylzfb_2020",
            "QQ空间发布12条",
            "微信发布12345条",
            "QQ123456789012",
        ),
        misses=("微信abc_123", "企鹅号12345678"),
    ),
    Pattern(
        "transforms.text.privacy._MAILBOX",
        takes=("abc_1.d@qq.com", "ABC@FOXMAIL.COM", "b@sina.vip.com", "ab @ 163.com", "ab@vip.163.com", "ab@wo.cn"),
        leaves=("xxgk@yangli.gov.example", "@qq.com", "qq.com", "ab@qq-town.example"),
        misses=("ab@aol.com", "ab#qq.com"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("text", ["手机１３９００００００００", "信箱ａｂ＠１６３．ｃｏｍ", "QQ：１２３４５６７８"])
def test_full_width_characters_hide_nothing(text: str) -> None:
    masked = mask_personal_data(text)
    assert masked.endswith(MASK)
    assert masked[:2] == text[:2]


def test_the_word_before_a_number_and_all_around_it_stay() -> None:
    text = "联系人QQ号：12345678，电话13900000000；办公室0999-0000000，公开139条。"
    assert mask_personal_data(text) == f"联系人QQ号：{MASK}，电话{MASK}；办公室0999-0000000，公开139条。"


def test_an_identity_number_is_not_cut_into_a_mobile_number() -> None:
    assert mask_personal_data("证件110101199001013900") == f"证件{MASK}"


def test_what_is_found_has_its_kind_and_its_place_in_the_text() -> None:
    text = "证件110101199001013900，电话１３９００００００００；QQ号：12345678，ab@163.com，公开139条。"
    assert [(datum.kind, text[datum.start : datum.end]) for datum in find_personal_data(text)] == [
        ("identity_number", "110101199001013900"),
        ("mobile_number", "１３９００００００００"),
        ("messenger", "12345678"),
        ("mailbox", "ab@163.com"),
    ]
