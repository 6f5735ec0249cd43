"""Words that say that something was disclosed."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.narrative.disclosing import DISCLOSED, is_disclosure

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.disclosing.DISCLOSED",
        takes=("我镇主动公开政府信息共", "公开各类信息", "上传", "对外公开"),
        leaves=("公开财政信息的栏目", "公开率"),
        misses=("亮出政府信息",),
    ),
    Pattern(
        "transforms.narrative.disclosing.POSTED",
        takes=("推送图文信息", "发布短视频", "公众号更新文章数量为"),
        leaves=("阅读量", "公众号关注"),
    ),
    Pattern(
        "transforms.narrative.disclosing._OBJECT_BEHIND",
        takes=("政府信息。", "信息，", "各类政务信息"),
        leaves=("信息员", "信息化建设", "信息公开栏", "栏目"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.disclosing._NOT_DISCLOSED",
        takes=("依申请", "拟", "各村村务", "应"),
        leaves=("主动", "及时", "2020年共"),
    ),
    Pattern(
        "transforms.narrative.disclosing._OTHER_ACT",
        takes=("删除已", "指导各村", "对已", "未及时", "应"),
        leaves=("及时对外", "对社会", "应急处置"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def counts(words: str, behind: str = "。", *, has_channel: bool = False, unit: str = "条") -> bool:
    match = DISCLOSED.search(words)
    return match is not None and is_disclosure(match, words, behind, has_channel=has_channel, unit=unit)


def test_an_object_or_an_own_will_makes_a_disclosure() -> None:
    assert counts("我镇公开政府信息")
    assert counts("我镇主动公开")
    assert counts("我镇公开", behind="政府信息。")
    assert not counts("我镇公开")


def test_a_bare_verb_counts_at_a_place_that_is_named() -> None:
    assert counts("网站公开", has_channel=True)
    assert not counts("网站更新", has_channel=True)


def test_times_without_an_object_are_no_items() -> None:
    assert not counts("主动公开", unit="次")


def test_what_follows_the_number_must_not_be_another_thing() -> None:
    """主动公开3条热线 are three lines of telephone, not pieces of information."""
    assert not counts("主动公开", behind="热线电话。")


@pytest.mark.parametrize("words", ["删除已公开信息", "指导各村主动公开信息", "依申请公开信息", "拟公开信息"])
def test_the_object_of_another_act_is_not_disclosed(words: str) -> None:
    assert not counts(words)
