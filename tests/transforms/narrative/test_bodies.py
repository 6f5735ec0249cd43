"""Whose a number is."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import numbers_of

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.bodies._OTHER_BODIES",
        takes=(
            "全县累计",
            "2020年，全区",
            "各村（社区）",
            "县政府组织",
            "其中县政府组织",
            "局属各单位",
            "2020年，各科室",
        ),
        leaves=("县政府网站公开", "全域旅游", "样例镇公开", "我镇村务公开栏"),
        misses=("累计全县公开",),
    ),
    Pattern(
        "transforms.narrative.bodies._LOWER_BODIES",
        takes=("县财政局公开", "县政府办收到", "其中样例镇公开", "各乡镇公开", "县直各部门公开"),
        leaves=("县政府办组织", "县财政局网站", "全县各部门公开", "我市公开"),
    ),
    Pattern(
        "transforms.narrative.bodies.OWN_BODY",
        takes=("我镇", "全县", "本局", "我市"),
        leaves=("样例镇", "全域", "县财政局"),
    ),
    Pattern(
        "transforms.narrative.bodies._UPPER_SELF",
        takes=("全县各部门", "我市", "本区"),
        leaves=("县财政局", "全域旅游"),
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
        ("2020年，全区共公开政府信息20条。", "other", True),
        ("2020年，县财政局公开政府信息20条。", "county_government", False),
        ("2020年，县财政局公开政府信息20条。", "department", True),
        ("2020年，局属各单位公开政府信息20条。", "department", False),
        ("2020年，全县各级各部门公开政府信息20条。", "county_government", True),
    ],
)
def test_a_county_s_number_is_that_of_the_county_s_report(text: str, kind: str, is_read: bool) -> None:
    """A township's report that quotes its county would load a hundred times its own number."""
    assert bool(numbers_of(text, agency_kind=kind)) == is_read
