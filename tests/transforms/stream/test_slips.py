"""A slip is forgiven where only one label is near; a character that means something is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.evidence import Evidence, Threshold, check
from transforms.stream import slips
from transforms.stream.slips import find_damaged_label, find_slip_among, is_stutter

PARTIAL = "部分公开区分处理的只计这一情形不计其他情形"
PROBLEMS = "政府信息公开工作存在的主要问题及改进情况"

EVIDENCE = (
    Threshold(
        "transforms.stream.slips.SHORTEST_LABEL",
        inside=lambda: find_slip_among("其他结杲", ["其他结果"]),
        outside=lambda: find_slip_among("自燃人", ["自然人"]),
        moved=3,
    ),
    Threshold(
        "transforms.stream.slips._SHORTEST_BEGINNING",
        inside=lambda: find_slip_among("没有现成信自", ["没有现成信息需要另行制作"]),
        outside=lambda: find_slip_among("要求提供亽", ["要求提供公开出版物"]),
        moved=5,
    ),
    Threshold(
        "transforms.stream.slips._LONGEST_WITH_ONE_SLIP",
        inside=lambda: find_slip_among("要求提洪公开出扳物", ["要求提供公开出版物"]),
        outside=lambda: find_slip_among("属于彳政执法案券", ["属于行政执法案卷"]),
        moved=9,
    ),
    Threshold(
        "transforms.stream.slips._LONGEST_WITH_TWO_SLIPS",
        inside=lambda: find_slip_among(PARTIAL.replace("区分", "区份").replace("情形", "情刑"), [PARTIAL]),
        outside=lambda: find_slip_among(PROBLEMS.replace("信息", "信思").replace("改进情况", "政进情祝"), [PROBLEMS]),
        moved=21,
    ),
    Threshold(
        "transforms.stream.slips._LOSABLE_PART",
        inside=lambda: find_slip_among("其他法律行政止公开", ["其他法律行政法规禁止公开"]),
        outside=lambda: find_slip_among("其他法律行止公开", ["其他法律行政法规禁止公开"]),
        moved=3,
    ),
)


@pytest.fixture(autouse=True)
def _forget_labels() -> Iterator[None]:
    """No test may find what another one with a moved threshold has kept."""
    yield
    for kept in (slips.find_damaged_label, slips._fuzzy_cores, slips._cores_by_beginning):
        kept.cache_clear()


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("重复中请", "重复申请"),
        ("自燃人", None),
        ("尚末审结", "尚未审结"),
        ("属于三类内部事务信思", "属于三类内部事务信息"),
        ("本机关不掌握相关政府", "本机关不掌握相关政府信息"),
        ("本年新", None),
        ("村务公开情况", None),
        ("", None),
    ],
)
def test_a_damaged_label_by_itself(text: str, label: str | None) -> None:
    found = find_damaged_label(text)
    assert (found[1] if found else None) == label


@pytest.mark.parametrize(
    "text", ["下年结转政府信息公开申请数量", "可予以公开", "予以不公开", "已尚未审结", "属于四类内部事务信息"]
)
def test_another_meaning_is_no_slip(text: str) -> None:
    """Near as it is, loading it as the label would turn a number into its opposite."""
    assert find_damaged_label(text) is None


def test_near_to_two_labels_is_near_to_none() -> None:
    assert find_slip_among("结果维正", ["结果维持", "结果纠正"]) is None
    assert find_slip_among("结果维寺", ["结果维持", "结果纠正"]) == "结果维持"


def test_the_place_gives_back_what_a_slip_took() -> None:
    assert find_damaged_label("壬年结转政府信息公开申请数量") is None
    expected = "上年结转政府信息公开申请数量"
    assert find_slip_among("壬年结转政府信息公开申请数量", [expected]) == expected


def test_a_label_in_a_longer_word_is_that_word() -> None:
    assert find_slip_among("小型科研机构", ["科研机构"]) is None
    assert find_slip_among("科科研机构", ["科研机构"]) == "科研机构"


def test_a_stutter_only_doubles() -> None:
    assert is_stutter("重重复申请", "重复申请")
    assert not is_stutter("非重复申请", "重复申请")
    assert is_stutter("重复申请", "重复申请")


@pytest.mark.parametrize(
    "text",
    [
        "他法律行政止公开",  # lost its beginning: it may be the end of another text
        "其他法律行政不公开",  # got a character that it did not have
        "其他法律行政止",  # lost its end
    ],
)
def test_what_is_not_the_label_with_characters_lost_inside_is_left(text: str) -> None:
    assert find_slip_among(text, ["其他法律行政法规禁止公开"]) is None


def test_lost_characters_are_told_from_no_label_alone() -> None:
    assert find_damaged_label("其他法律行政止公开") is None
