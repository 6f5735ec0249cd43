"""Headers in slices with a wrong character."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Threshold, check
from tests.transforms.stream.sliced_headers import BARE, LAYOUT, OFFICIAL, PROCEDURES, RESULTS, SLICES, header
from transforms.stream.headers import straighten_headers


def slipped(*slips: str) -> str:
    """The header of a text with places after slips: each a character and what stands for it."""
    lines = "\n".join(LAYOUT)
    for slip in slips:
        lines = lines.replace(slip[0], slip[1])
    return header(*lines.split("\n"))


EVIDENCE = (
    Threshold(
        "transforms.stream.header_slips._MOST_SLIPS",
        inside=lambda: slipped("然讯", "研矸") == OFFICIAL,
        outside=lambda: slipped("然讯", "研矸", "商啇") == OFFICIAL,
        moved=3,
    ),
    Threshold(
        "transforms.stream.header_slips._SHORTEST_LABEL",
        inside=lambda: slipped("然讯") == OFFICIAL,
        outside=lambda: slipped("计讣") == OFFICIAL,
        moved=2,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("slip", ["然讯", "会夬", "益盆", "律津"])
def test_a_wrong_character_stands_for_the_one_that_lacks(slip: str) -> None:
    assert slipped(slip) == OFFICIAL


@pytest.mark.parametrize("slip", ["商工", "科农", "自外", "总累"])
def test_a_character_that_makes_another_label_is_no_slip(slip: str) -> None:
    assert slipped(slip) == ""


@pytest.mark.parametrize("word", ["小计", "均计", "总针", "共讣"])
def test_a_short_word_is_another_one(word: str) -> None:
    assert header(*(line.replace("总计", word) for line in LAYOUT)) == ""


def test_a_known_variant_of_a_short_label_is_none() -> None:
    assert slipped("他它") == OFFICIAL  # 法人或其它组织 as well
    assert header(*(f"{line[:-1]}它" if line.endswith("其他") else line for line in LAYOUT)) == OFFICIAL
    assert header(*(f"{line[:-1]}中" if line.endswith("其他") else line for line in LAYOUT)) == ""


@pytest.mark.parametrize("word", ["", "上年", "讯 息"])
def test_a_header_with_more_or_less_than_a_wrong_character_stays(word: str) -> None:
    assert header(*(line.replace("自然人", word) for line in LAYOUT)) == ""


LETTERS = ("申请人情况", "自", "然", "人", "法人或其他组织", "商业企业 科研机构 社会公益组织 法律服务机构 其他 总计")


def test_a_letter_by_itself_is_mended_where_it_is_the_only_one() -> None:
    assert header(*(line.replace("然", "讯") for line in LETTERS)) == OFFICIAL
    assert header(*(line.replace("然", "讯").replace("研", "矸") for line in LETTERS)) == ""


def test_a_slip_mends_no_order() -> None:
    swapped = [line.replace("商业企业  科研机构", "科研机构  商业企业") for line in BARE]
    assert header(*swapped) == header(*(line.replace("然", "讯") for line in swapped)) == ""


def test_slices_without_places_and_with_a_slip_must_exclude_every_swap_of_two_kinds() -> None:
    assert header(*SLICES) == OFFICIAL
    assert header(*(line.replace("益", "盆") for line in SLICES)) == ""
    whole = ["申请人情况", "自然人 法人或其他组织 总计", "商业企业 科研机构 社会公益组织 法律服务机构 其他"]
    assert header(*(line.replace("益", "盆") for line in whole)) == OFFICIAL


def test_a_slip_in_the_header_of_reviews() -> None:
    lines = ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", RESULTS.replace("纠正", "纠歪", 1), "1 0 0 0 1 " * 3]
    assert straighten_headers(lines)[-3:-1] == [PROCEDURES, RESULTS]
