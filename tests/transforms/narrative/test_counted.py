"""Numbers that the table of rules reads."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.narrative.examples import numbers_of
from transforms.narrative import read_narrative
from transforms.narrative.quantities import holds_quantity
from transforms.narrative.rules import RULES, Rule


def periods_of(text: str) -> set[str]:
    return {fact.period for fact in read_narrative([(1, text)], 2020)}


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.counted.ABOUT_DISCLOSURE",
        takes=("政务公开培训", "依申请", "信息员"),
        leaves=("业务培训", "农业技术"),
        oversteps=("公开招标会",),
    ),
    Pattern(
        "transforms.narrative.counted._OF_REQUESTS",
        takes=("依申请公开件", "政府信息公开申请", "申请公开政府信息", "公开政府信息的申请"),
        leaves=("低保申请", "申请救助", "依申请办理行政许可"),
    ),
    Pattern(
        "transforms.narrative.counted._BY_PROPERTY",
        takes=("全年制发公文88件", "产生政府信息320条"),
        leaves=("收到申请", "主动公开296条"),
    ),
    Pattern(
        "transforms.narrative.counted._REFUSED_BEHIND",
        takes=("，不予公开16条", "；不予公开0条"),
        leaves=("，其中不予公开2件", "。不予公开"),
    ),
    Pattern(
        "transforms.narrative.counted._CARRIED_ON",
        takes=("上年结转行政诉讼", "上一年度未结案件"),
        leaves=("结转下年", "上年度公开"),
    ),
    Pattern(
        "transforms.narrative.counted._PUBLISHING",
        takes=("公布信息", "发布", "重点公开"),
        leaves=("政务公开", "信息公开", "办理"),
    ),
    Pattern(
        "transforms.narrative.counted._HANDLING",
        takes=("办理", "承办", "收到"),
        leaves=("公布", "发布"),
    ),
    Pattern(
        "transforms.narrative.counted._OTHER_BUSINESS",
        takes=("市长热线", "行政许可", "政协提案", "网民留言"),
        leaves=("政府信息公开申请", "依申请公开"),
        misses=("窗口业务",),
    ),
    Pattern(
        "transforms.narrative.counted._ABOUT_BEHIND",
        takes=("，提升政务公开水平", "，学习信息公开条例"),
        leaves=("，课表在公开栏张贴", "。政务公开", "，计划在网站公开"),
    ),
    Pattern(
        "transforms.narrative.counted._OF_THESE_ABOUT_DISCLOSURE",
        takes=("，其中涉及政府信息公开0件", "（其中依申请公开2件）", "，涉及信息公开1件"),
        leaves=("，其中自然人3件", "。其中公开"),
        how="match",
    ),
    Threshold(
        "transforms.narrative.counted._BEFORE_MATCH",
        inside=lambda: numbers_of("全年依申请公开窗口残疾人类群众事项一共受理申请3件。") == set(),
        outside=lambda: numbers_of("全年依申请公开窗口残疾人类群众生产生活事项一共受理申请3件。") == set(),
        moved=20,
    ),
    Threshold(
        "transforms.narrative.counted._BEFORE_FOLLOWERS",
        inside=lambda: periods_of("微信公众号新增关注粉丝300人。") == {"year"},
        outside=lambda: periods_of("微信公众号新增了若干名关注粉丝300人。") == {"year"},
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_a_number_of_all_kinds_is_none_of_disclosure() -> None:
    """The 5 of all reconsiderations would stand for those over disclosure, of which there was none."""
    assert numbers_of("全年受理行政复议案件5件，其中涉及政府信息公开0件。") == set()


def test_an_application_without_its_subject_is_one_for_information_in_section_three_only() -> None:
    text = "全年共收到申请5件。"
    assert numbers_of(text, 3) == {("requests_received", "all", 5)}
    assert numbers_of(text, 1) == set()


def test_a_number_of_one_kind_of_applicants_is_a_part() -> None:
    assert numbers_of("全年收到自然人政府信息公开申请5件。", 3) == set()


def test_reviews_in_one_number_are_read_as_nobody_s() -> None:
    assert numbers_of("行政复议、行政诉讼共3件。", 4) == set()
    assert numbers_of("行政复议、行政诉讼0件。", 4) == {("reconsiderations", "all", 0), ("litigations", "all", 0)}


@pytest.mark.parametrize("business", ["办理市长热线", "办理行政许可", "承办政协提案", "回复网民留言"])
def test_what_is_named_last_is_what_was_answered(business: str) -> None:
    """The 36 calls of a hot line would be loaded as requests for information that were answered."""
    assert ("requests_answered", "all", 36) not in numbers_of(f"畅通依申请公开渠道，{business}36件，办结36件。")


def test_reviews_of_all_administration_are_none_of_disclosure() -> None:
    assert numbers_of("全年办理行政复议案件26件，推进执法信息公开。") == set()
    assert numbers_of("因信息公开引发行政复议26件。") == {("reconsiderations", "all", 26)}


def test_followers_of_two_accounts_are_those_of_each() -> None:
    """The followers of one account would be loaded as those of all."""
    expected = {("followers", "wechat", 5300), ("followers", "weibo", 800)}
    assert numbers_of("微信公众号粉丝5300人，政务微博粉丝800人。") == expected
    assert numbers_of("微信公众号粉丝5300人。") == {("followers", "all", 5300)}


def test_published_proposals_are_not_those_that_were_handled() -> None:
    text = "全年在网站公布信息202条，其中人大代表建议2条，政协提案3条。"
    assert {metric for metric, _, _ in numbers_of(text)} <= {"proactive_disclosures"}
    assert numbers_of("推进政务公开，承办人大代表建议2件。") == {("proposals_handled", "npc_suggestions", 2)}


def test_documents_that_are_open_to_requests_are_no_requests() -> None:
    """Of 320 documents 8 are given on request only: nobody need have asked for them."""
    assert ("requests_received", "all", 8) not in numbers_of("全年产生政府信息320条，依申请公开8条，不予公开16条。")
    assert numbers_of("2020年依申请公开8件，其中予以公开7件。") == {("requests_received", "all", 8)}


def test_what_was_carried_on_is_none_of_the_year() -> None:
    assert numbers_of("上年结转行政诉讼1件，本年新发生行政诉讼2件。", 4) == {("litigations", "all", 2)}


def _passes_unit(parts: Any, units: set[int]) -> bool:
    """Whether every way through a parsed pattern passes a group for a counting word."""
    for kind, value in parts:
        name = str(kind)
        if name == "SUBPATTERN" and (value[0] in units or _passes_unit(value[-1], units)):
            return True
        if name == "BRANCH" and all(_passes_unit(way, units) for way in value[1]):
            return True
        if name.endswith("_REPEAT") and value[0] and _passes_unit(value[2], units):
            return True
    return False


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example[0])
def test_where_no_counting_word_stands_only_rules_are_asked_that_need_none(rule: Rule) -> None:
    groups = rule.pattern.groupindex.items()
    units = {group for name, group in groups if name.startswith("unit")}
    assert _passes_unit(import_module("re._parser").parse(rule.pattern.pattern), units) == rule.needs_unit
    assert holds_quantity(rule.example[0])
