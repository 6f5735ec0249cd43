"""Disclosures and posts, number by number."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import numbers_of

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.disclosures._OWN_PART",
        takes=("其中我镇公开12条", "其中，本局公开3条"),
        leaves=("其中规范性文件2件", "我镇公开12条", "其中各科室公开3条"),
        misses=("其中由我镇公开12条",),
    ),
    Pattern(
        "transforms.narrative.disclosures._ITEMS",
        takes=("公开12条", "发布3期", "信息40余件"),
        leaves=("培训12人", "12个栏目", "公开310"),
    ),
    Pattern("transforms.narrative.disclosures._READERS", takes=("粉丝", "关注人数"), leaves=("“样例发布”公众号",)),
    Pattern(
        "transforms.narrative.disclosures._DISCLOSED_BEFORE", takes=("公众号主动公开",), leaves=("公开栏", "公众号")
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


DISCLOSED, POSTS = "proactive_disclosures", "new_media_posts"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年公开信息90条，其中网站52条、微信公众号38条。", {("all", 90), ("website", 52), ("wechat", 38)}),
        ("2020年共发布信息120条，其中主动公开101条。", {("all", 101)}),
        ("2020年主动公开信息120条，其中公开财政信息11条。", {("all", 120)}),
        ("网站、微信公众号分别公开信息70条、31条。", set()),
        ("财政预决算公开信息4条。", {("unspecified", 4)}),
    ],
)
def test_each_number_belongs_to_the_words_before_it(text: str, expected: set[tuple[str, int]]) -> None:
    assert {(channel, value) for metric, channel, value in numbers_of(text) if metric == DISCLOSED} == expected


def test_what_an_account_posts_is_no_disclosure() -> None:
    assert numbers_of("微信公众号推送信息312条。") == {(POSTS, "wechat", 312)}
    assert numbers_of("微信公众号公开发布信息312条。") == {(DISCLOSED, "wechat", 312)}


def test_posts_without_a_place_behind_an_account_are_left_out() -> None:
    """The 90 posts of the account would be taken for the disclosures of the year."""
    assert numbers_of("微信公众号粉丝1200人，发布信息90条。") == {("followers", "all", 1200)}
