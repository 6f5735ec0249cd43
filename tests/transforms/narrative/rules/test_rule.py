"""What every rule keeps to."""

from __future__ import annotations

import pytest

from transforms.knowledge import read_rows
from transforms.narrative.rules import RULES, Rule
from transforms.schemas.codes import NARRATIVE_CHANNELS, NARRATIVE_METRICS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example[0])
def test_a_rule_has_the_groups_of_one_quantity_and_an_example_that_is_no_other_s(rule: Rule) -> None:
    assert {"number", "unit", "about", "more", "scale", "rest", "over"} <= rule.pattern.groupindex.keys()
    assert rule.counter_example != rule.example[0]
    assert sum(other.example == rule.example for other in RULES) == 1


def test_codes_are_those_of_the_schema() -> None:
    channels = {row["channel"] for row in read_rows("narrative_channels")} | {rule.channel for rule in RULES}
    assert channels <= set(NARRATIVE_CHANNELS)
    assert {rule.metric for rule in RULES} <= set(NARRATIVE_METRICS)
