"""Numbers that the table of rules reads, and those that count reconsiderations and litigations together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from transforms.narrative.applicants import names_some_applicants
from transforms.narrative.channels import find_channels
from transforms.narrative.clauses import ANY_CLAUSE_END, GROUP_END, after_last, last_start
from transforms.narrative.quantities import ANY_NUMBER, Quantity, holds_quantity, read_quantity
from transforms.narrative.rules import RULES, Rule
from transforms.narrative.rules.reviews import JOINT_REVIEWS
from transforms.narrative.statements import ALL, REQUESTS_SECTION, REVIEWS_SECTION, UNSPECIFIED, Sentence, Stated, state
from transforms.narrative.times import CUMULATIVE, YEAR

_WITHOUT_UNIT = tuple(rule for rule in RULES if not rule.needs_unit)
_REVIEWS = ("reconsiderations", "litigations")
_REQUESTS = ("requests_received", "requests_answered")
_SECTIONS_ABOUT = {REQUESTS_SECTION: _REQUESTS, REVIEWS_SECTION: _REVIEWS}
# How many characters before a match still tell what it counts (低保、救助｜申请3件).
_BEFORE_MATCH = 12
# How many characters before a number of followers may say that they are new.
_BEFORE_FOLLOWERS = 4
# Words of disclosure: without them a training or a meeting is about something else. Takes 公开 of 公开招标 too.
ABOUT_DISCLOSURE = re.compile(r"公开|政府信息|依申请|信息员")
# What the clause behind a number may say that it was about (培训3次，提升政务公开水平). Leaves places of publication.
_ABOUT_BEHIND = re.compile(r"^[^，,。；;]{0,12}[，,][^，,。；;]{0,25}(?:政务|信息)公开(?!栏|网|平台|专栏)")
# Words of an application for information, in the clauses up to a number. Leaves 申请 alone, which may be for relief;
# section three needs none, as all applications there are of this kind.
_OF_REQUESTS = re.compile(r"依申请公开|申请公开|申请政府信息|信息公开申请|公开政府信息的?申请|公开申请")
# What else is received and answered; named last before a number, it is what was counted
# (畅通依申请公开渠道，办理热线36件). Leaves 申请. Misses business that it does not name.
_OTHER_BUSINESS = re.compile(
    r"热线|12345|许可|审批|提案|建议|议案|留言|信件|来信|信访|诉求|投诉|举报|工单|咨询|低保|救助|补助|援助|登记|证照|信箱|网民|求助"
    r"|纠纷|争议|仲裁|调解|来电|来访|市民|政务服务|宅基地|建房|养老|贷款|户口|复议|诉讼"
)
# Documents by what may be done with them (制发公文88件，主动公开51件，依申请公开8件，不予公开29件): 依申请公开 is then
# no request. Leaves 公开 without documents.
_BY_PROPERTY = re.compile(r"产生|制作|制发|印发|发文|公文|获取|属性|认定")
# The documents that nobody gets, behind those that one may ask for. Leaves outcomes (其中不予公开2件).
_REFUSED_BEHIND = re.compile(r"^[，,、；;]?不予公开")
# What began the year before. Leaves 结转下年, which began in this one.
_CARRIED_ON = re.compile(r"上一?年度?(?:结转|遗留|未结)|结转的")
# Verbs of publishing and of handling: what stands last before a number says what proposals are to it. 政务公开 as the
# name of the work is no verb.
_PUBLISHING = re.compile(r"公[布示]|发布|(?<!政务)(?<!信息)公开")
_HANDLING = re.compile(r"办理|承办|主办|办结|答复|收到|接到|交办")
# A number is wider than disclosure where words behind it single out those of disclosure (5件，其中涉及政府信息公开0件).
# Leaves 其中 of a kind (其中自然人3件).
_OF_THESE_ABOUT_DISCLOSURE = re.compile(r"[，,、（(]?\s*(?:其中|涉及|属于|包括)[^。；;]{0,16}?(?:公开|依申请)")


def read_by_rules(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """The numbers of a sentence that a rule reads, the earlier rule first; `taken` holds where numbers begin."""
    for rule in RULES if holds_quantity(sentence.text) else _WITHOUT_UNIT:
        for match in rule.pattern.finditer(sentence.text):
            quantity = read_quantity(match)
            if quantity is None or quantity.start in taken or _is_barred(rule, match, sentence, quantity):
                continue
            taken.add(quantity.start)
            stated = state(sentence, rule.metric, rule.channel, quantity, _stock_period(rule.metric, sentence, match))
            yield replace(stated, place=_account(sentence, match)) if rule.metric == "followers" else stated


def read_joint_reviews(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """Reconsiderations and litigations in one number: both if it is 0 or each; else nobody's."""
    for match in JOINT_REVIEWS.finditer(sentence.text):
        quantity = read_quantity(match)
        if quantity is None or not (quantity.value == 0 or _is_about(sentence, "litigations", match)):
            continue
        taken.add(quantity.start)
        if quantity.value == 0 or match["each"] == "各":
            yield state(sentence, "reconsiderations", ALL, quantity)
            yield state(sentence, "litigations", ALL, quantity)


def _is_barred(rule: Rule, match: re.Match[str], sentence: Sentence, quantity: Quantity) -> bool:
    is_none_at_all = quantity.value == 0 and rule.metric in _REVIEWS
    if rule.is_about_disclosure and not is_none_at_all and not _is_about(sentence, rule.metric, match):
        return True
    group = after_last(GROUP_END, sentence.text[: match.start()])
    if _counts_something_else(rule, sentence, match, group):
        return True
    before = after_last(ANY_CLAUSE_END, group)
    is_wider = (
        rule.is_about_disclosure
        and not _is_section_about(sentence, rule.metric)
        and _OF_THESE_ABOUT_DISCLOSURE.match(sentence.text, quantity.end)
    )
    if is_wider and not ABOUT_DISCLOSURE.search(before + match[0]):
        return True
    return rule.barred is not None and bool(rule.barred.search(before[-_BEFORE_MATCH:] + match[0]))


def _is_section_about(sentence: Sentence, metric: str) -> bool:
    return sentence.section_no is not None and metric in _SECTIONS_ABOUT.get(sentence.section_no, ())


def _counts_something_else(rule: Rule, sentence: Sentence, match: re.Match[str], group: str) -> bool:
    """Whether the statement up to the words of a rule names something else that their number counts."""
    words = match[0]
    if rule.metric in _REQUESTS and not _speaks_of_requests(sentence, group + words):
        return True
    if rule.metric == "requests_received" and (names_some_applicants(words) or _is_property(sentence, match, group)):
        return True
    if rule.metric in _REVIEWS and _CARRIED_ON.search(after_last(ANY_CLAUSE_END, group) + words):
        return True
    if rule.metric == "people_trained" and rule.barred is not None and rule.barred.search(group):
        return True
    return rule.metric == "proposals_handled" and _is_published(group, words)


def _is_about(sentence: Sentence, metric: str, match: re.Match[str]) -> bool:
    """Whether the words up to a number, the clause behind it or its headings speak of disclosure."""
    if _is_section_about(sentence, metric):
        return True
    texts = (sentence.text[: None if metric == "staff" else match.end()], *sentence.headings)
    is_before = any(ABOUT_DISCLOSURE.search(text) for text in texts)
    return is_before or (metric not in _REVIEWS and bool(_ABOUT_BEHIND.search(sentence.text[match.end() :])))


def _speaks_of_requests(sentence: Sentence, statement: str) -> bool:
    """Whether requests for information are the business that a statement names last; all is in their section."""
    requests, others = last_start(_OF_REQUESTS, statement), last_start(_OTHER_BUSINESS, statement)
    return others <= requests and (sentence.section_no == REQUESTS_SECTION or requests >= 0)


def _is_property(sentence: Sentence, match: re.Match[str], group: str) -> bool:
    """Whether 依申请公开8件 are documents of a kind, of which some are disclosed and others are refused."""
    if not match[0].startswith("依申请公开"):
        return False
    return bool(_BY_PROPERTY.search(group) or _REFUSED_BEHIND.search(sentence.text[match.end() :]))


def _is_published(group: str, words: str) -> bool:
    """Whether proposals are a kind of published information: 公布信息202条，其中人大代表建议2条."""
    return not _HANDLING.match(words) and last_start(_PUBLISHING, group) > last_start(_HANDLING, group)


def _account(sentence: Sentence, match: re.Match[str]) -> str:
    """The one account whose readers are counted, by the words since the number before."""
    words = after_last(ANY_NUMBER, sentence.text[: match.start()]) + match[0]
    accounts = [channel for channel, is_new_media in find_channels(words) if is_new_media]
    return accounts[0] if len(accounts) == 1 else UNSPECIFIED


def _stock_period(metric: str, sentence: Sentence, match: re.Match[str]) -> str | None:
    """Staff and followers are counted at a day: staff is recorded for the year, followers as cumulative."""
    if metric == "staff":
        return YEAR
    if metric == "followers":
        return YEAR if "新增" in sentence.text[max(0, match.start() - _BEFORE_FOLLOWERS) : match.end()] else CUMULATIVE
    return None
