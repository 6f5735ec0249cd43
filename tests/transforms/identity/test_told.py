"""What a report tells of its publisher: a name of which only the rest is there is no other one."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.identity.places import TOWN, TOWNSHIP, made_gazetteer
from transforms.identity.told import ends_alike, read_told, title_of

EVIDENCE = (
    Pattern(
        "transforms.identity.told._REST_OF_NAME",
        takes=("镇", "例镇", "例镇人民政府", "例苏木"),
        leaves=("样例镇", "我镇", "本乡", "例县"),
        misses=("例社区",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.told._AREA_END",
        takes=("", "示例县", "示例市"),
        leaves=("样", "示例"),
    ),
)
TITLE = "样例镇2021年政府信息公开工作年度报告"


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("longer", "shorter", "alike"),
    [
        ("示例县样例镇", "样例镇", True),
        ("示例县例镇", "例镇", True),
        ("样例镇", "例镇", False),
        ("样例镇", "镇", False),
        ("例镇", "例镇", True),
        ("样例镇", "样例乡", False),
    ],
)
def test_only_areas_stand_before_the_rest_of_a_name(longer: str, shorter: str, alike: bool) -> None:
    assert ends_alike(longer, shorter) == alike


def test_titles_bodies_and_labels_are_told_of() -> None:
    told = read_told(
        f"{TITLE}\n发布机构：范例乡人民政府\n一、总体情况\n", "示例县/a.txt", [], made_gazetteer(TOWN, TOWNSHIP)
    )
    assert [title.text for title in told.titles] == [TITLE]
    assert ("样例镇", "title") in told.mentions
    assert title_of(frozenset({"样例镇"}), told) == TITLE
    assert told.path == "示例县/a.txt"


def test_the_title_of_a_label_is_one_where_the_text_has_none() -> None:
    told = read_told(f"标题：{TITLE}\n一、总体情况\n公开信息。", "", [], made_gazetteer(TOWN))
    assert title_of(frozenset(), told) == TITLE
