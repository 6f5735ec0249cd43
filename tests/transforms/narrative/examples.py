"""Rules of the narrative run on their own examples, through the function that reads a report's prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from transforms.narrative import counted, read_narrative
from transforms.narrative.rules import RULES, Rule

Stated = set[tuple[str, str, int]]


def numbers_of(text: str, section_no: int = 1, agency_kind: str = "town", names: Sequence[str] = ()) -> Stated:
    """Metric, channel and value of each number that a text of a report of 2020 states."""
    return {
        (fact.metric, fact.channel, int(fact.value))
        for fact in read_narrative([(section_no, text)], 2020, agency_kind, names)
    }


def _numbers_by(rules: tuple[Rule, ...], text: str) -> Stated:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counted, "RULES", rules)
        return numbers_of(text)


def check_rule(rule: Rule) -> None:
    """The rule alone reads its example; it leaves its counter-example, by what it bars where it bars anything."""
    text, number = rule.example
    expected = (rule.metric, rule.channel, number)
    assert expected in numbers_of(text)
    assert expected not in _numbers_by(tuple(other for other in RULES if other is not rule), text)
    assert not _states(rule, numbers_of(rule.counter_example))
    if rule.barred is not None:
        unbarred = tuple(replace(other, barred=None) if other is rule else other for other in RULES)
        assert _states(rule, _numbers_by(unbarred, rule.counter_example)), "nothing is barred"


def _states(rule: Rule, stated: Stated) -> bool:
    return any((metric, channel) == (rule.metric, rule.channel) for metric, channel, _ in stated)
