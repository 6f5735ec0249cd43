"""What information a number counts: all of it, or one kind."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import numbers_of
from transforms.narrative.kinds import is_headed_by_a_kind, is_in_a_column, is_of_a_kind, names_a_kind

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.kinds._OWN_WORDS",
        takes=("2020年度", "我镇", "通过多种渠道", "样例镇人民政府", "各级各部门", "当年"),
        leaves=("重点领域", "财政预决算"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.kinds._GENERAL",
        takes=("政务", "标准化规范化", "决策", "《条例》"),
        leaves=("财政", "民生", "扶贫"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.kinds._KIND_BEFORE",
        takes=("围绕疫情防控，", "财政信息方面，", "工作动态类"),
        leaves=("通过多种渠道，", "2020年，"),
    ),
    Pattern(
        "transforms.narrative.kinds._ACT_UPON",
        takes=("做好财政信息公开", "推进政务公开", "对预决算进行公开"),
        leaves=("加强信息公开平台建设", "完善信息公开制度", "财政信息公开"),
        misses=("夯实财政信息公开",),
    ),
    Pattern(
        "transforms.narrative.kinds._SET_UP",
        takes=("设立“十四五”规划专栏", "开设优化营商环境专题", "开设政务公开专栏"),
        leaves=("通过信息公开专栏", "设立举报电话"),
    ),
    Pattern(
        "transforms.narrative.kinds._COLUMN",
        takes=("在“惠农补贴”栏目", "政务公开专栏"),
        leaves=("工作动态、财经信息等栏目", "县政府网站"),
        found=("惠农补贴”栏目", "政务公开专栏"),
    ),
    Pattern(
        "transforms.narrative.kinds._HEADED",
        takes=("财政信息公开情况", "主动公开情况", "扶贫信息公开"),
        leaves=("平台建设", "财政公开栏建设"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.kinds._OTHER_WORK",
        takes=("政策解读情况", "回应关切", "重点领域"),
        leaves=("主动公开情况", "平台建设"),
    ),
    Pattern(
        "transforms.narrative.kinds.ITEM_MARK",
        takes=("一是做好", "（二）主动公开", "3.财政", "●公开"),
        leaves=("2020年公开", "公开一是"),
    ),
    Pattern("transforms.narrative.kinds._FIRST_CLAUSE", takes=("公开，", "公开。"), leaves=("财政、民生",)),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("before", "is_part"),
    [
        ("2020年度，我镇共", False),
        ("重点领域", True),
        ("围绕疫情防控，", True),
        ("推进政务公开工作，全年共", False),
        ("做好财政信息公开，全年共", True),
        ("设立规划专栏，本年度", True),
        ("开设政务公开专栏，本年度", False),
    ],
)
def test_a_kind_is_a_part(before: str, is_part: bool) -> None:
    assert is_of_a_kind(before) == is_part


def test_a_general_act_names_no_kind() -> None:
    assert not names_a_kind("加强组织领导，推进决策、执行、管理、服务、结果公开，")
    assert names_a_kind("持续做好生态环境等重点民生领域的信息公开，")


def test_one_column_is_a_part_of_its_site() -> None:
    assert is_in_a_column("在县政府网站“惠农补贴”栏目")
    assert not is_in_a_column("在县政府网站政府信息公开专栏")


def test_a_heading_of_other_work_heads_a_kind() -> None:
    assert is_headed_by_a_kind("（四）政策解读情况")
    assert not is_headed_by_a_kind("（一）主动公开政府信息情况")


def test_the_number_of_one_subject_is_not_the_whole() -> None:
    """The 77 pieces of one column would be loaded as those of the year."""
    text = "2020年我镇共主动公开信息412条。二是做好规划公开。设立规划专栏，本年度公开信息77条。"
    assert numbers_of(text) == {("proactive_disclosures", "all", 412), ("proactive_disclosures", "unspecified", 77)}
    assert numbers_of("二是做好规划公开。本年度公开信息77条。") == {("proactive_disclosures", "unspecified", 77)}


def test_a_sum_of_the_body_is_the_whole_under_any_heading() -> None:
    text = "（一）重点领域信息公开情况\n2020年，我镇共主动公开信息412条。"
    assert numbers_of(text) == {("proactive_disclosures", "all", 412)}
