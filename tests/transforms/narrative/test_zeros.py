"""Statements that there was nothing."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.narrative.examples import numbers_of

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.zeros._NO_REQUESTS",
        takes=("未收到政府信息公开申请。", "没有收到任何公民提出的依申请公开事项，", "无依申请公开件。"),
        leaves=("未收到申请人来信", "未收到信息，申请3件", "收到申请。", "无法申请。"),
    ),
    Pattern(
        "transforms.narrative.zeros._ZERO_REQUESTS",
        takes=("依申请公开办理事项为零。", "信息公开申请零报告，", "依申请公开：无。"),
        leaves=("依申请公开0件", "依申请公开：无偿提供", "依申请公开情况"),
    ),
    Pattern(
        "transforms.narrative.zeros._OF_DISCLOSURE",
        takes=("未收到信息公开申请", "未收到政府信息申请"),
        leaves=("未收到低保申请",),
    ),
    Pattern(
        "transforms.narrative.zeros._NO_RECONSIDERATIONS",
        takes=("未发生行政复议、行政诉讼案件。", "没有被申请行政复议的情况。"),
        leaves=("未经复议直接起诉", "无复议后起诉", "行政复议1件"),
    ),
    Pattern(
        "transforms.narrative.zeros._NO_LITIGATIONS",
        takes=("未发生行政诉讼。", "无行政诉讼案件，"),
        leaves=("未发生行政复议诉讼。", "行政诉讼1件"),
        oversteps=("未发生行政复议、行政诉讼。",),
    ),
    Pattern(
        "transforms.narrative.zeros._ZERO_REVIEWS",
        takes=("行政复议、行政诉讼均为零。", "行政复议案件零发生，"),
        leaves=("行政复议为主。", "行政复议0件"),
    ),
    Pattern(
        "transforms.narrative.zeros._ZERO_LITIGATIONS",
        takes=("行政诉讼为零。", "行政诉讼案件数为0，"),
        leaves=("行政复议、行政诉讼为零。", "行政诉讼0件"),
    ),
    Pattern(
        "transforms.narrative.zeros._NO_PROPOSALS",
        takes=("未承办人大代表建议和政协提案。", "无政协提案办理任务。"),
        leaves=("未收到意见建议。", "未承办提案人来访", "办理提案2件"),
    ),
    Pattern(
        "transforms.narrative.zeros._BOTH_PROPOSALS",
        takes=("人大代表建议和政协提案", "建议提案"),
        leaves=("人大代表建议", "政协委员提案"),
    ),
    Pattern(
        "transforms.narrative.zeros._SUGGESTIONS", takes=("人大代表建议", "人大建议"), leaves=("意见建议", "政协提案")
    ),
    Pattern("transforms.narrative.zeros._PROPOSALS", takes=("政协委员提案", "政协提案"), leaves=("提案", "人大建议")),
    Pattern(
        "transforms.narrative.zeros._LESS_BEHIND",
        takes=("、行政诉讼败诉案件", "和行政诉讼案件被纠错"),
        leaves=("、行政诉讼案件", "，行政诉讼败诉"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.zeros._LESS_THAN_ANY",
        takes=("行政复议被纠正", "诉讼败诉", "逾期", "因个人隐私不予公开的"),
        leaves=("因政府信息公开引发的",),
    ),
    Pattern(
        "transforms.narrative.zeros._EXCEPT_SOME",
        takes=("除1件外，", "除此之外，", "除上述申请外，我镇", "除一件外"),
        leaves=("除主动公开外，", "除1件外，我镇公开。", "收到1件，"),
        misses=("仅1件，此外",),
    ),
    Threshold(
        "transforms.narrative.zeros._OWN_NEGATION",
        inside=lambda: numbers_of("全年未发生行政复议。", 4),
        outside=lambda: numbers_of("全年未发生未按时答复引发的行政复议。", 4),
        moved=0,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "section_no"),
    [
        ("没有行政复议被纠正和行政诉讼败诉的情况。", 4),
        ("未发生逾期未答复的政府信息公开申请。", 3),
        ("未收到企业提出的政府信息公开申请。", 3),
        ("未收到低保申请。", 1),
        ("除1件外，未收到政府信息公开申请。", 3),
        ("除上述1件外，未发生行政复议和行政诉讼。", 4),
        ("未收到上级转办的政府信息公开申请。", 3),
        ("未收到因个人隐私不予公开的行政复议申请。", 4),
    ],
)
def test_nothing_of_some_kind_is_not_nothing_at_all(text: str, section_no: int) -> None:
    """A zero would stand where requests or reviews may well have been."""
    assert numbers_of(text, section_no) == set()


@pytest.mark.parametrize(
    ("text", "section_no", "metric"),
    [
        ("除主动公开外，未收到政府信息公开申请。", 3, "requests_received"),
        ("全年未收到政府信息公开申请。", 3, "requests_received"),
        ("未收到因政府信息公开引起的行政复议申请。", 4, "reconsiderations"),
    ],
)
def test_nothing_at_all_is_a_zero(text: str, section_no: int, metric: str) -> None:
    assert numbers_of(text, section_no) == {(metric, "all", 0)}


def test_reconsiderations_and_litigations_are_told_apart() -> None:
    reconsidered, litigated = ("reconsiderations", "all", 0), ("litigations", "all", 0)
    assert numbers_of("未发生行政复议和行政诉讼。", 4) == {reconsidered, litigated}
    assert numbers_of("未发生行政复议。", 4) == {reconsidered}
    assert numbers_of("未发生行政诉讼。", 4) == {litigated}


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("未承办人大代表建议。", "npc_suggestions"),
        ("未承办政协委员提案。", "cppcc_proposals"),
        ("未承办人大代表建议和政协提案。", "all"),
        ("未承办提案。", "all"),
    ],
)
def test_no_proposals_are_those_of_their_kind(text: str, channel: str) -> None:
    assert numbers_of(text, 6) == {("proposals_handled", channel, 0)}


def test_no_lost_litigation_leaves_reconsiderations_open() -> None:
    """无 speaks of lost cases only; reconsiderations may have been many."""
    assert numbers_of("无行政复议、行政诉讼败诉案件。", 4) == set()
