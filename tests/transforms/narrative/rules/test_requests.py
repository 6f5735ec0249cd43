"""Applications received and answered, phrasing by phrasing."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.requests import ANSWERED, RECEIVED

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.rules.requests._PARTS",
        takes=("收到网络申请", "其中", "上年结转申请", "不予公开"),
        leaves=("收到政府信息公开申请", "当年新收申请", "当场申请"),
    ),
    Pattern(
        "transforms.narrative.rules.requests._OTHER_APPLICATIONS",
        takes=("受理低保申请", "收到宅基地申请", "项目申请"),
        leaves=("收到信息公开申请", "收到申请"),
        misses=("受理取水申请",),
    ),
    Pattern(
        "transforms.narrative.rules.requests._PART_OR_OTHER",
        takes=("信函申请", "建房申请"),
        leaves=("收到政府信息公开申请",),
    ),
    Pattern(
        "transforms.narrative.rules.requests._FORWARDED",
        takes=("转办的依申请公开信息", "不予依申请公开信息"),
        leaves=("依申请公开信息9件，其中予以公开7件",),
    ),
    Pattern(
        "transforms.narrative.rules.requests._OTHER_ANSWERS",
        takes=("答复群众留言", "办结12345热线", "答复人大建议", "逾期答复"),
        leaves=("按期答复申请", "办结依申请公开件"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("rule", (*RECEIVED, *ANSWERED), ids=lambda rule: rule.example[0])
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


@pytest.mark.parametrize("kind", ["低保", "宅基地", "诉讼"])
def test_applications_of_another_kind_do_not_count_as_requests(kind: str) -> None:
    """Township offices receive hundreds of them in a year, and few for information."""
    assert numbers_of(f"全年依申请公开窗口共受理{kind}申请350件。") == set()
