"""Any applicant, or some only."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.narrative.applicants import is_no_request, names_some_applicants

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.applicants._OF_SOME_KIND",
        takes=("逾期未答复的", "涉及征地的", "关于补偿方面的", "收费", "其他", "上级转办的"),
        leaves=("政府信息公开", "有关政府信息公开的", "公民、法人或其他组织的"),
    ),
    Pattern("transforms.narrative.applicants._BODIES", takes=("企业提出的", "法人和其他组织"), leaves=("公民", "个人")),
    Pattern(
        "transforms.narrative.applicants._WAYS",
        takes=("通过网络提交的", "信函"),
        leaves=("政府信息公开",),
        oversteps=("邮政局提出的",),
    ),
    Pattern(
        "transforms.narrative.applicants._ALL_WAYS", takes=("任何形式的", "网络、信函等方式"), leaves=("网络、信函",)
    ),
    Pattern(
        "transforms.narrative.applicants._PERSONS",
        takes=("公民、法人", "任何组织", "社会各界"),
        leaves=("企业", "其他组织"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("gap", "is_any"),
    [
        ("政府信息公开", True),
        ("任何公民、法人和其他组织提出的", True),
        ("网络、信函等形式的", True),
        ("企业提出的", False),
        ("网络提交的", False),
        ("未答复的", False),
        ("涉及重大项目的", False),
    ],
)
def test_no_request_of_some_kind_is_not_no_request(gap: str, is_any: bool) -> None:
    """A zero would be loaded though persons, or others by letter, may have asked."""
    assert is_no_request(gap) == is_any


@pytest.mark.parametrize(
    ("words", "is_part"), [("企业申请", True), ("自然人申请", True), ("公民、法人申请", False), ("申请", False)]
)
def test_some_applicants_are_a_part(words: str, is_part: bool) -> None:
    assert names_some_applicants(words) == is_part
