"""Where clauses end."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.narrative.clauses import CLAUSE_END, after_last, last_start

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.clauses.CLAUSE_END",
        takes=("公开12条，其中", "公开12条;其中"),
        leaves=("公开12条、14条", "公开12条。"),
        oversteps=("共1,234条",),
    ),
    Pattern(
        "transforms.narrative.clauses.GROUP_END", takes=("公开12条；收到", "公开12条;收到"), leaves=("公开12条，收到",)
    ),
    Pattern(
        "transforms.narrative.clauses.ANY_CLAUSE_END",
        takes=("公开。", "公开，", "公开；"),
        leaves=("公开、更新", "情况："),
    ),
    Pattern(
        "transforms.narrative.clauses.ITEM_END", takes=("网站12条、微信", "网站12条，微信"), leaves=("微信和微博",)
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_what_stands_behind_the_last_match() -> None:
    assert after_last(CLAUSE_END, "一，二；三") == "三"
    assert after_last(CLAUSE_END, "三") == "三"
    assert after_last(CLAUSE_END, "三，") == ""


def test_where_the_last_match_begins() -> None:
    assert last_start(CLAUSE_END, "一，二；三") == 3
    assert last_start(CLAUSE_END, "三") == -1
