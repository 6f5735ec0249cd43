"""Numbers that the table of rules reads."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.narrative.examples import numbers_of
from transforms.narrative import read_narrative


def periods_of(text: str) -> set[str]:
    return {fact.period for fact in read_narrative([(1, text)], 2020)}


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.counted.ABOUT_DISCLOSURE",
        takes=("政务公开培训", "依申请", "信息员"),
        leaves=("业务培训", "农业技术"),
        oversteps=("公开招标会",),
    ),
    Pattern(
        "transforms.narrative.counted._OF_REQUESTS",
        takes=("依申请公开件", "政府信息公开申请", "申请公开政府信息", "公开政府信息的申请"),
        leaves=("低保申请", "申请救助"),
    ),
    Pattern(
        "transforms.narrative.counted._OF_THESE_ABOUT_DISCLOSURE",
        takes=("，其中涉及政府信息公开0件", "（其中依申请公开2件）", "，涉及信息公开1件"),
        leaves=("，其中自然人3件", "。其中公开"),
        how="match",
    ),
    Threshold(
        "transforms.narrative.counted._BEFORE_MATCH",
        inside=lambda: numbers_of("全年依申请公开窗口低保类群众事项一共受理申请3件。") == set(),
        outside=lambda: numbers_of("全年依申请公开窗口低保类群众生产生活事项一共受理申请3件。") == set(),
        moved=20,
    ),
    Threshold(
        "transforms.narrative.counted._BEFORE_FOLLOWERS",
        inside=lambda: periods_of("微信公众号新增关注粉丝300人。") == {"year"},
        outside=lambda: periods_of("微信公众号新增了若干名关注粉丝300人。") == {"year"},
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_of_all_kinds_is_none_of_disclosure() -> None:
    """The 5 of all reconsiderations would stand for those over disclosure, of which there was none."""
    assert numbers_of("全年受理行政复议案件5件，其中涉及政府信息公开0件。") == set()


def test_an_application_without_its_subject_is_one_for_information_in_section_three_only() -> None:
    text = "全年共收到申请5件。"
    assert numbers_of(text, 3) == {("requests_received", "all", 5)}
    assert numbers_of(text, 1) == set()


def test_a_number_of_one_kind_of_applicants_is_a_part() -> None:
    assert numbers_of("全年收到自然人政府信息公开申请5件。", 3) == set()


def test_reviews_in_one_number_are_read_as_nobody_s() -> None:
    assert numbers_of("行政复议、行政诉讼共3件。", 4) == set()
    assert numbers_of("行政复议、行政诉讼0件。", 4) == {("reconsiderations", "all", 0), ("litigations", "all", 0)}
