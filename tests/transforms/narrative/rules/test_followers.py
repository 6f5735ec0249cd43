"""Followers of an account."""

from __future__ import annotations

import pytest

from tests.transforms.narrative.examples import check_rule, numbers_of
from transforms.narrative.rules import Rule
from transforms.narrative.rules.followers import FOLLOWERS


@pytest.mark.parametrize("rule", FOLLOWERS, ids=lambda rule: rule.example[0])
def test_a_rule_reads_its_example_and_leaves_what_is_nearly_alike(rule: Rule) -> None:
    check_rule(rule)


@pytest.mark.parametrize("text", ["微信公众号粉丝2020年大幅增长。", "微信公众号粉丝占比35%。"])
def test_a_year_or_a_share_is_no_number_of_followers(text: str) -> None:
    assert numbers_of(text) == set()
