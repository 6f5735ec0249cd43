"""Suggestions and proposals, phrasing by phrasing."""

from __future__ import annotations

import pytest

from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.proposals import PROPOSALS


@pytest.mark.parametrize("rule", PROPOSALS, ids=lambda rule: rule.example[0])
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


def test_two_numbers_of_one_sentence_are_those_of_their_kinds() -> None:
    stated = numbers_of("2020年办理人大代表建议4件，政协委员提案2件。")
    assert stated == {("proposals_handled", "npc_suggestions", 4), ("proposals_handled", "cppcc_proposals", 2)}
