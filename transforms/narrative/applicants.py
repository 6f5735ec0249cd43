"""Which applicants and which ways a text names: any at all, or some only, whose requests are a part of all."""

from __future__ import annotations

import re

# What stands between 未收到 and 申请 and makes it less than any request: overdue ones, refused ones, answers, fees,
# other applications, those that others passed on (上级转办的), one subject (涉及征地的). Leaves 其他组织, and the
# words of disclosure itself (有关政府信息公开的申请).
_OF_SOME_KIND = re.compile(
    r"逾期|超期|不予|重复|答复|未按|投诉|举报|复议|诉讼|收费|费用|减免|撤回|上年|结转|正当|制作|建立"
    r"|办结|缴|上级|转办|交办|转送|信访|低保|许可|补正|以外|之外|救助|其[他它](?!组织|公民|社会|机构|单位|申请人|任何)|再|另"
    r"|(?:涉及|关于|有关|针对|围绕|属于)(?!(?:本[镇乡街]|我[镇乡街])?的?(?:政府|政务)?信息|(?:政府|主动|依法)?公开|依申请)|(?:方面|领域|类)的"
)
# Bodies as applicants. Leaves persons (公民, 群众).
_BODIES = re.compile(r"企业|法人|组织|机构")
# One way in which requests arrive. Leaves 申请 without a way; takes 邮 of 邮政局.
_WAYS = re.compile(r"网络|网上|信函|当面|现场|邮|传真|书面")
# All ways together (以任何形式, 网络、信函等方式). Leaves a list without 等, which may be complete or not.
_ALL_WAYS = re.compile(r"任何|各种|等")
# Persons, or all applicants together. Leaves bodies (企业, 法人); 单位 and 社会 mean all.
_PERSONS = re.compile(r"公民|自然人|个人|群众|任何|各类|社会|单位")


def is_no_request(gap: str) -> bool:
    """Whether what was not received is any request at all, and not only those of some kind.

    >>> is_no_request("政府信息公开"), is_no_request("企业提出的"), is_no_request("逾期的")
    (True, False, False)
    """
    if _OF_SOME_KIND.search(gap) or "未" in gap:
        return False
    if _WAYS.search(gap) and not _ALL_WAYS.search(gap):
        return False
    return not _BODIES.search(gap) or bool(_PERSONS.search(gap))


def names_some_applicants(words: str) -> bool:
    """Whether persons or bodies alone are meant: a number of theirs is a part (自然人申请3件).

    >>> names_some_applicants("收到自然人申请3件"), names_some_applicants("收到公民、法人申请3件")
    (True, False)
    """
    has_bodies, has_persons = bool(_BODIES.search(words)), bool(_PERSONS.search(words))
    return (has_bodies and not has_persons) or ("自然人" in words and not has_bodies)
