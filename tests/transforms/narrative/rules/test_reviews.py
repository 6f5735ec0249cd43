"""Reconsiderations and litigations, phrasing by phrasing."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.reviews import REVIEWS

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.rules.reviews.JOINT_REVIEWS",
        takes=("行政复议、行政诉讼0件", "行政复议案件和诉讼案件各2件"),
        leaves=("行政复议2件，行政诉讼1件", "行政复议、行政诉讼情况"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("rule", REVIEWS, ids=lambda rule: rule.example[0])
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


def test_one_number_for_both_is_that_of_neither_unless_it_is_zero_or_each() -> None:
    assert numbers_of("2020年政府信息公开行政复议、行政诉讼共3件。") == set()
    assert numbers_of("2020年政府信息公开行政复议、行政诉讼各3件。") == {
        ("reconsiderations", "all", 3),
        ("litigations", "all", 3),
    }
