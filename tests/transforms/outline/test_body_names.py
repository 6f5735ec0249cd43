"""Names of bodies, and the lines that only look like one."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.identity import national_gazetteer
from transforms.outline.body_names import is_body_line, is_body_name, is_glued_list, is_township_line

HERE = "transforms.outline.body_names"
EVIDENCE = (
    Pattern(
        f"{HERE}._OWN_LINE_END",
        takes=("样例镇", "样例街道", "示例县财政局", "样例镇人民政府", "样例镇党政办公室", "示例县政务服务中心"),
        leaves=("政府网站", "2020", "发布日期", "新闻中心", "办"),
        misses=("样例村", "样例有限公司"),
    ),
    Pattern(
        f"{HERE}._END",
        takes=("样例村", "样例有限公司", "示例县财政局", "样例中学", "样例镇"),
        leaves=("政府信息", "年报", "组配分类"),
        oversteps=("依托公开平台所",),
    ),
    Pattern(
        f"{HERE}._NO_NAME",
        takes=("首页", "政府信息公开", "组配分类", "主动公开", "中国·示例县", "现将样例镇", "我镇", "2021年样例镇"),
        leaves=("示例县政务公开办公室", "信息公开领导小组办公室", "下各镇", "固本乡"),
        oversteps=("示例县网站管理中心",),
    ),
    Pattern(
        f"{HERE}._GLUED",
        takes=("样例镇演示乡范例街道", "示例镇人民政府范例乡人民政府虚构镇人民政府", "红旗镇虚构乡示例镇样例镇"),
        leaves=("新乡市新乡县小冀镇", "辛安镇镇", "样例镇演示乡"),
        misses=("红旗镇虚构乡示例镇",),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._TOWNSHIP",
        takes=("样例镇人民政府", "样例街道", "样例街道办事处", "示例经济开发区", "样例农场"),
        leaves=("示例县人民政府", "示例县财政局", "示例区"),
    ),
    Pattern(
        f"{HERE}._BARE",
        takes=("人民政府", "镇人民政府", "办公室", "区委", "乡镇街道", "市直部门"),
        leaves=("样例镇人民政府", "示例区", "样例办事处"),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._NAME",
        takes=("样例镇", "高新区（新市区）", "样例镇、范例乡"),
        leaves=("样例镇，", "镇", "2021年样例镇"),
        how="fullmatch",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "is_name", "is_line"),
    [
        ("示例县样例镇人民政府", True, True),
        ("样例有限公司", True, False),
        ("新闻中心", False, False),
        ("首页政务公开示例县财政局", False, False),
        ("人民政府", False, False),
        ("示例区)", False, False),
        ("样例镇演示乡范例街道", True, False),
        ("", False, False),
    ],
)
def test_a_line_above_a_title_needs_more_than_a_name_in_it(text: str, is_name: bool, is_line: bool) -> None:
    assert (is_body_name(text), is_body_line(text)) == (is_name, is_line)


def test_the_names_of_real_divisions_are_names() -> None:
    gazetteer = national_gazetteer()
    names = [name for name, kind, _ in gazetteer.townships.values() if kind != "other" and "（" not in name]
    refused = [name for name in names if not is_body_line(name)]
    assert len(names) > 30000
    assert set(refused) <= {"街道", "化学新材料产业园-沿江街道", "港口物流产业园-永安洲镇"}


def test_no_real_township_with_its_county_is_a_list() -> None:
    gazetteer = national_gazetteer()
    chains = [gazetteer.counties[county].county + name for name, _, county in gazetteer.townships.values()]
    assert not any(is_glued_list(chain) for chain in chains)
    assert is_township_line(chains[-1]) or chains[-1]
