"""Trainings, their participants and meetings, phrasing by phrasing."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.events import BARE_TRAININGS, MEETINGS, PEOPLE_TRAINED, TRAININGS

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.rules.events._OTHER_TRAININGS",
        takes=("农业技术培训", "消防培训", "普法培训"),
        leaves=("政务公开业务培训", "信息公开工作培训"),
        misses=("垃圾分类培训",),
    ),
    Pattern(
        "transforms.narrative.rules.events._OTHER_MEETINGS",
        takes=("新闻发布会", "召开培训会", "人民代表大会"),
        leaves=("召开推进会", "政务公开专题会议"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "rule", (*BARE_TRAININGS, *TRAININGS, *PEOPLE_TRAINED, *MEETINGS), ids=lambda rule: rule.example[0]
)
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


def test_a_training_counts_only_where_its_sentence_speaks_of_disclosure() -> None:
    assert numbers_of("2020年举办业务培训班2期。") == set()
    assert numbers_of("2020年举办政务公开业务培训班2期。") == {("trainings", "all", 2)}
