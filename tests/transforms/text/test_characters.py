"""Han characters and numerals as patterns name them."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.text.characters import (
    BASIC_HAN,
    HAN,
    NONZERO_NUMERALS,
    NUMERALS,
    NUMERALS_BELOW_MYRIAD,
    ONE_TO_NINE,
    ONE_TO_TEN,
    char_changer,
    display_width,
    is_han,
    spaces_letters,
)
from transforms.text.numerals import parse_chinese_numeral

EVIDENCE: tuple[Evidence, ...] = (
    Threshold(
        "transforms.text.characters._SPACED_SHARE",
        inside=lambda: spaces_letters("规 章 公开政府信息"),
        outside=lambda: spaces_letters("规 章 公开政府信息情况"),
        moved=0.3,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("char", "classes"),
    [
        ("镇", (BASIC_HAN, HAN)),
        ("㙍", (HAN,)),
        ("\uf900", (HAN,)),
        ("𠮷", (HAN,)),
        ("〇", ()),
        ("，", ()),
        ("の", ()),
        ("3", ()),
    ],
)
def test_which_class_has_a_character(char: str, classes: tuple[str, ...]) -> None:
    assert tuple(name for name in (BASIC_HAN, HAN) if re.fullmatch(f"[{name}]", char)) == classes
    assert is_han(char) == (HAN in classes)


def test_numerals_from_one_to_ten_are_in_their_order() -> None:
    assert [parse_chinese_numeral(char) for char in ONE_TO_TEN] == list(range(1, 11))
    assert f"{ONE_TO_NINE}十" == ONE_TO_TEN


def test_each_class_of_numerals_has_those_of_the_smaller_one() -> None:
    assert set(ONE_TO_TEN) < set(NONZERO_NUMERALS) < set(NUMERALS_BELOW_MYRIAD) < set(NUMERALS)
    assert set(NUMERALS_BELOW_MYRIAD) - set(NONZERO_NUMERALS) == set("零〇")
    assert set(NUMERALS) - set(NUMERALS_BELOW_MYRIAD) == {"万"}


@pytest.mark.parametrize("text", ["", "abc 12", "规章１２，34（其中）", "ﾊﾝ①②é…—", "\u3000\u00a0\t𠮷"])
def test_changes_and_widths_are_those_of_the_standard_library(text: str) -> None:
    changes = {"１": "1", "２": "2", "，": ",", "（": "", "。": "。", "—": "--"}
    assert char_changer(changes)(text) == text.translate({ord(char): new for char, new in changes.items()})
    assert display_width(text) == sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def test_changes_that_follow_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="changed"):
        char_changer({"１": "一", "一": "1"})
