"""Statements that there was nothing: 未收到申请, 依申请公开为零, 无行政复议和行政诉讼, 未承办建议提案."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.narrative.applicants import is_no_request
from transforms.narrative.rules.proposals import CPPCC_PROPOSALS, JOINT_PROPOSALS, NPC_SUGGESTIONS
from transforms.narrative.statements import ALL, REQUESTS_SECTION, Sentence, Stated, state_zero

_NOT = (
    r"(?:(?:未曾?|没有?|尚未|暂未|从未|并未|均未|没能)(?:有)?(?:收到|接到|接收|收悉|受理|发生|出现|产生|涉及|存在|引发|有|因|被|办理过)"
    r"|不存在|无(?!偿|法|关|需|正当|障碍|论|条件|效|纸|漏|误|缝)|没有)"
)
_NO_COMMA = r"[^，,。；;：:\d]"
_LIST_END = r"(?=[，,。；;、)）！!]|$|也|及|和|或|且|故|因此)"
_NO_REQUEST_TAIL = (
    r"(?:的?(?:件数|件|事项|事件|申请|情况|办件|信息|业务|要求|书|函|需求|案件|政府信息|公开|诉求|现象|内容|记录))*"
)
# No application, up to the end of its words (未收到政府信息公开申请。). Leaves what goes on behind them (申请人,
# 申请以外的 来信), and whatever has a comma or a digit between; what stands between is judged by `is_no_request`.
_NO_REQUESTS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?:依申请公开|申请公开|申请){_NO_REQUEST_TAIL}{_LIST_END}"
)
# Applications that are zero in words (依申请公开办理事项为零, 零报告). Leaves 0 with a unit, which the rules read.
_ZERO_REQUESTS = re.compile(
    r"(?:依申请公开|信息公开申请)(?P<gap>(?:办理|受理|收到)?(?:的?(?:事项|申请|件数|件|数量|信息|政府信息|数|量|情况)){0,3})"
    r"(?:为零|为0|为无|数为零|零报告|零申请|均为零|[:：]无|[:：]零)(?=[，,。；;、]|$)"
)
# What makes an application in 未收到…申请 one for information; another kind is left (未收到低保申请).
_OF_DISCLOSURE = re.compile(r"公开|政府信息|依申请")
_NO_REVIEW_TAIL = r"(?:的?(?:案件|申请|情况|事件|案|事项|现象|问题|行为))*(?:发生|出现)?"
# No reconsideration, and with the group `both` no litigation either (被申请行政复议、提起行政诉讼的情况). Leaves
# outcomes of one (复议后…) and 未经复议, which is a column of the form.
_NO_RECONSIDERATIONS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?<!未经)复议(?!后){_NO_REVIEW_TAIL}"
    rf"(?P<both>(?:[、和及与或]|以及|，(?=提起)|,(?=提起)){{1,2}}(?:被|提起|引发|发生)?(?:的)?(?:行政)?(?:诉讼|应诉){_NO_REVIEW_TAIL})?{_LIST_END}"
)
# No litigation (未发生行政诉讼). Leaves 复议诉讼 in one word; behind 复议、 it is taken, and left to
# _NO_RECONSIDERATIONS by the gap that holds 复议.
_NO_LITIGATIONS = re.compile(
    rf"{_NOT}(?P<gap>(?:{_NO_COMMA}){{0,45}}?)(?<!复议)(?<!复议、行政)(?:行政诉讼|诉讼){_NO_REVIEW_TAIL}{_LIST_END}"
)
# Reconsiderations, and with `both` litigations, that are zero in words (行政复议、行政诉讼均为零). Leaves 行政复议为主.
_ZERO_REVIEWS = re.compile(
    r"行政复议(?P<both>(?:[、和及与或]|以及)(?:提起)?(?:行政)?诉讼)?(?:的?(?:案件|情况|数量|数)){0,2}(?:均|都|各)?"
    r"(?:为零|为0|为无|[:：]无|[:：]零|零发生|零案件|均无)(?=[，,。；;、]|$)"
)
# Litigations alone that are zero in words (行政诉讼为零). Leaves those joined to 复议, which _ZERO_REVIEWS takes.
_ZERO_LITIGATIONS = re.compile(
    r"(?<![、和及与或])行政诉讼(?P<gap>)(?:的?(?:案件|情况|数量|数)){0,2}(?:为零|为0|为无|[:：]无|[:：]零)(?=[，,。；;、]|$)"
)
# No suggestion of the congress and no proposal of the conference (未承办人大代表建议和政协提案). Leaves 意见建议 of the
# public, and what goes on behind the words (提案人).
_NO_PROPOSALS = re.compile(
    rf"(?:{_NOT}|(?:未|没有|尚未|均未)(?:承办|办理))(?P<gap>(?:{_NO_COMMA}){{0,20}}?)"
    rf"(?P<which>{JOINT_PROPOSALS}|{NPC_SUGGESTIONS}|{CPPCC_PROPOSALS}|提案)(?:的?(?:办理|任务|情况|件|事项))*{_LIST_END}"
)
# Both kinds of proposals in one. Leaves each alone.
_BOTH_PROPOSALS = re.compile(JOINT_PROPOSALS)
# Suggestions of the people's congress. Leaves those of the public (意见建议).
_SUGGESTIONS = re.compile(NPC_SUGGESTIONS)
# Proposals of the political conference. Leaves 提案 without its body, which may be either.
_PROPOSALS = re.compile(CPPCC_PROPOSALS)
_WHICH_PROPOSALS = ((_BOTH_PROPOSALS, "all"), (_SUGGESTIONS, "npc_suggestions"), (_PROPOSALS, "cppcc_proposals"))
# Litigations behind a reconsideration that were less than any (无行政复议、行政诉讼败诉案件): so were the
# reconsiderations. Leaves litigations themselves.
_LESS_BEHIND = re.compile(
    r"(?:[、和及与或]|以及)(?:提起)?(?:行政)?(?:诉讼|应诉)(?:案件)?(?:的|被)?(?:败诉|纠[错正]|撤销|维持|责令)"
)
# What stands between 没有 and the reviews and makes it less than any: no lost case, none corrected, none overdue, none
# about one refusal (因个人隐私不予公开的).
# Leaves reasons (因政府信息公开引发的).
_LESS_THAN_ANY = re.compile(r"败诉|纠[错正]|撤销|维持|责令|未|逾期|正当|超期|按时|以外|之外|不予|隐私|秘密")
# What was there all the same, right before nothing else was (除1件外，未收到申请; 除此之外，无申请). Leaves other work
# (除主动公开外), and an exception in a statement before. Misses exceptions without 除 (仅1件，此外未收到).
_EXCEPT_SOME = re.compile(
    r"除(?:了)?(?:[^，,。；;]{0,20}(?:\d|件|申请|复议|诉讼)[^，,。；;]{0,20}?|此|上述|以上|前述)(?:之|以)?外[，,]?[^，,。；;：:]{0,12}$"
)
# How many characters of a match are its own 未, which is no second negation.
_OWN_NEGATION = 2


def read_zeros(sentence: Sentence, taken: set[int]) -> Iterator[Stated]:
    """The zeros that a sentence states in words; `taken` is left as it is, since no number stands there."""
    for reader in (_read_no_requests, _read_no_reviews, _read_no_proposals):
        for stated in reader(sentence):
            if not _EXCEPT_SOME.search(sentence.text[: stated.start]):
                yield stated


def _read_no_requests(sentence: Sentence) -> Iterator[Stated]:
    for match in _NO_REQUESTS.finditer(sentence.text):
        if is_no_request(match["gap"]) and _is_of_disclosure(sentence, match):
            yield state_zero(sentence, "requests_received", ALL, match.start())
    for match in _ZERO_REQUESTS.finditer(sentence.text):
        yield state_zero(sentence, "requests_received", ALL, match.start())


def _is_of_disclosure(sentence: Sentence, match: re.Match[str]) -> bool:
    """An application of some other kind is not meant: the words speak of disclosure, or their section does."""
    is_named = bool(_OF_DISCLOSURE.search(match[0])) or "依申请公开" in sentence.text
    return sentence.section_no == REQUESTS_SECTION or is_named


def _read_no_reviews(sentence: Sentence) -> Iterator[Stated]:
    for pattern in (_NO_RECONSIDERATIONS, _ZERO_REVIEWS):
        for match in pattern.finditer(sentence.text):
            is_less = _LESS_THAN_ANY.search(match[0][_OWN_NEGATION:]) or _LESS_BEHIND.match(sentence.text, match.end())
            if not is_less:
                yield state_zero(sentence, "reconsiderations", ALL, match.start())
                if match["both"]:
                    yield state_zero(sentence, "litigations", ALL, match.start())
    for pattern in (_NO_LITIGATIONS, _ZERO_LITIGATIONS):
        for match in pattern.finditer(sentence.text):
            if not _LESS_THAN_ANY.search(match[0][_OWN_NEGATION:]) and "复议" not in match["gap"]:
                yield state_zero(sentence, "litigations", ALL, match.start())


def _read_no_proposals(sentence: Sentence) -> Iterator[Stated]:
    for match in _NO_PROPOSALS.finditer(sentence.text):
        if _LESS_THAN_ANY.search(match["gap"]):
            continue
        channel = next((code for pattern, code in _WHICH_PROPOSALS if pattern.search(match["which"])), ALL)
        yield state_zero(sentence, "proposals_handled", channel, match.start())
