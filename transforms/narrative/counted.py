"""Numbers that the table of rules reads, and those that count reconsiderations and litigations together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.narrative.applicants import names_some_applicants
from transforms.narrative.clauses import ANY_CLAUSE_END, GROUP_END, after_last
from transforms.narrative.quantities import Quantity, read_quantity
from transforms.narrative.rules import RULES, Rule
from transforms.narrative.rules.reviews import JOINT_REVIEWS
from transforms.narrative.statements import ALL, REQUESTS_SECTION, REVIEWS_SECTION, Sentence, Stated, state
from transforms.narrative.times import CUMULATIVE, YEAR

_REVIEWS = ("reconsiderations", "litigations")
_REQUESTS = ("requests_received", "requests_answered")
_SECTIONS_ABOUT = {REQUESTS_SECTION: _REQUESTS, REVIEWS_SECTION: _REVIEWS}
# How many characters before a match still tell what it counts (低保、救助｜申请3件).
_BEFORE_MATCH = 12
# How many characters before a number of followers may say that they are new.
_BEFORE_FOLLOWERS = 4
# Words of disclosure: without them a training or a meeting is about something else. Takes 公开 of 公开招标 too.
ABOUT_DISCLOSURE = re.compile(r"公开|政府信息|依申请|信息员")
# Words of an application for information, in the clauses up to a number. Leaves 申请 alone, which may be for relief;
# section three needs none, as all applications there are of this kind.
_OF_REQUESTS = re.compile(r"依申请|申请公开|申请政府信息|信息公开申请|公开政府信息的?申请|公开申请")
# A number is wider than disclosure where words behind it single out those of disclosure (5件，其中涉及政府信息公开0件).
# Leaves 其中 of a kind (其中自然人3件).
_OF_THESE_ABOUT_DISCLOSURE = re.compile(r"[，,、（(]?\s*(?:其中|涉及|属于|包括)[^。；;]{0,16}?(?:公开|依申请)")


def read_by_rules(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """The numbers of a sentence that a rule reads, the earlier rule first; `taken` holds where numbers begin."""
    for rule in RULES:
        for match in rule.pattern.finditer(sentence.text):
            quantity = read_quantity(match)
            if quantity is None or quantity.start in taken or _is_barred(rule, match, sentence, quantity):
                continue
            taken.add(quantity.start)
            yield state(sentence, rule.metric, rule.channel, quantity, _stock_period(rule.metric, sentence, match))


def read_joint_reviews(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """Reconsiderations and litigations in one number: both if it is 0 or each; else nobody's."""
    for match in JOINT_REVIEWS.finditer(sentence.text):
        quantity = read_quantity(match)
        if quantity is None or not (quantity.value == 0 or _is_about(sentence, "litigations")):
            continue
        taken.add(quantity.start)
        if quantity.value == 0 or match["each"] == "各":
            yield state(sentence, "reconsiderations", ALL, quantity)
            yield state(sentence, "litigations", ALL, quantity)


def _is_barred(rule: Rule, match: re.Match[str], sentence: Sentence, quantity: Quantity) -> bool:
    is_none_at_all = quantity.value == 0 and rule.metric in _REVIEWS
    if rule.is_about_disclosure and not is_none_at_all and not _is_about(sentence, rule.metric):
        return True
    if rule.metric in _REQUESTS and not _speaks_of_requests(sentence, match):
        return True
    if rule.metric == "requests_received" and names_some_applicants(match[0]):
        return True
    before = after_last(ANY_CLAUSE_END, sentence.text[: match.start()])
    is_wider = _OF_THESE_ABOUT_DISCLOSURE.match(sentence.text, quantity.end)
    if is_wider and not ABOUT_DISCLOSURE.search(before + match[0]):
        return True
    return rule.barred is not None and bool(rule.barred.search(before[-_BEFORE_MATCH:] + match[0]))


def _is_about(sentence: Sentence, metric: str) -> bool:
    is_section = sentence.section_no is not None and metric in _SECTIONS_ABOUT.get(sentence.section_no, ())
    return is_section or bool(ABOUT_DISCLOSURE.search(sentence.text))


def _speaks_of_requests(sentence: Sentence, match: re.Match[str]) -> bool:
    group = after_last(GROUP_END, sentence.text[: match.start()]) + match[0]
    return sentence.section_no == REQUESTS_SECTION or bool(_OF_REQUESTS.search(group))


def _stock_period(metric: str, sentence: Sentence, match: re.Match[str]) -> str | None:
    """Staff and followers are counted at a day: staff is recorded for the year, followers as cumulative."""
    if metric == "staff":
        return YEAR
    if metric == "followers":
        return YEAR if "新增" in sentence.text[max(0, match.start() - _BEFORE_FOLLOWERS) : match.end()] else CUMULATIVE
    return None
