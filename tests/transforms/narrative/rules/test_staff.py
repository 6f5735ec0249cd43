"""People who work for disclosure, phrasing by phrasing."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.staff import STAFF

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.rules.staff._OTHER_STAFF",
        takes=("分管领导", "领导小组成员", "义务监督员", "窗口人员"),
        leaves=("专职工作人员", "专人负责"),
    ),
    Pattern("transforms.narrative.rules.staff._NOT_FULL_TIME", takes=("兼职人员", "分管领导"), leaves=("专职人员",)),
    Pattern(
        "transforms.narrative.rules.staff._OF_ONE_KIND",
        takes=("兼职人员", "专职人员", "副组长"),
        leaves=("专兼职人员", "工作人员"),
    ),
    Pattern(
        "transforms.narrative.rules.staff._NOT_POSTS",
        takes=("参加活动的人员", "培训人员"),
        leaves=("专兼职人员", "工作人员"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("rule", STAFF, ids=lambda rule: rule.example[0])
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


def test_a_number_that_grew_is_that_of_the_report_s_day() -> None:
    assert numbers_of("政务公开专兼职人员由2人增加到5人。") == {("staff", "all", 5)}
