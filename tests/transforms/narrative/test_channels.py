"""Places where information is disclosed."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.knowledge import read_rows
from transforms.narrative.channels import find_channels, is_bare_channel

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.channels._BEHIND_PLACE",
        takes=("", "“样例发布”公开信息", "上发布各类信息共"),
        leaves=("发布工作动态", "栏目公开"),
        how="fullmatch",
    ),
    Threshold(
        "transforms.narrative.channels._LONGEST_PLACE",
        inside=lambda: is_bare_channel("示例省示例市示例县样例镇“样例发布”微信公众号"),
        outside=lambda: is_bare_channel("示例省示例市示例县样例镇人民政府“样例发布”微信公众号"),
        moved=99,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize("row", read_rows("narrative_channels"), ids=lambda row: row["channel"])
def test_a_channel_is_found_by_its_example_and_not_by_what_is_nearly_alike(row: dict[str, str]) -> None:
    assert [channel for channel, _ in find_channels(row["example"])] == [row["channel"]]
    assert find_channels(row["counter_example"]) == []


def test_a_place_is_looked_for_in_the_last_item_only() -> None:
    assert is_bare_channel("公开政府信息90条，其中政府网站")
    assert not is_bare_channel("通过政府网站公开，其中财政信息")
    assert not is_bare_channel("公开政府信息90条，其中")


def test_what_a_place_published_of_some_kind_is_not_its_number() -> None:
    """38 pieces of news on the county's site would be loaded as all that was disclosed there."""
    assert is_bare_channel("公开信息90条，在县政府网站公开")
    assert not is_bare_channel("公开信息15条，在县政府网站发布工作动态")


def test_new_media_in_general_are_a_place_of_their_own() -> None:
    assert find_channels("通过网站和政务新媒体") == [("website", False), ("unspecified", True)]
    assert find_channels("使用新媒体，通过微信公众号") == [("wechat", True)]
