"""Whose a number is."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import numbers_of

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.bodies._OTHER_BODIES",
        takes=("全县累计", "2020年，全区", "各村（社区）", "县政府组织"),
        leaves=("县政府网站公开", "全域旅游", "样例镇公开", "我镇村务公开栏"),
        misses=("其中县政府组织",),
    ),
    Pattern(
        "transforms.narrative.bodies._SELF",
        takes=("我镇公开", "本单位公开", "全乡公开"),
        leaves=("样例镇公开", "全县公开"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "kind", "is_read"),
    [
        ("全县累计公开政府信息20000条。", "town", False),
        ("全县累计公开政府信息20000条。", "county_government", True),
        ("全县累计公开较多，我镇公开政府信息20条。", "town", True),
        ("通过县政府网站公开政府信息20条。", "town", True),
    ],
)
def test_a_county_s_number_is_that_of_the_county_s_report(text: str, kind: str, is_read: bool) -> None:
    """A township's report that quotes its county would load a hundred times its own number."""
    assert bool(numbers_of(text, agency_kind=kind)) == is_read
