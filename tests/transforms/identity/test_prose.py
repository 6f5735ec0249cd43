"""Whose report it is by its prose: made-up openings that name their body nowhere else, as text and as HTML.

prose.json was written from the list of divisions: the lines of an opening, the body that it names, and the code of its
division; null where nobody could be certain.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.evidence import Evidence, Given, Pattern, check
from transforms.identity import find_identity, find_publisher
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.prose import own_name, own_street, placed_name
from transforms.report import read_report

NATIONAL = national_gazetteer()
CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("prose.json").read_text("utf-8"))
YEAR = 2021
HEADINGS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PERIOD = "本报告根据《中华人民共和国政府信息公开条例》要求编制，所列数据的统计期限自2021年1月1日起至2021年12月31日止。"
FIRST = "一、总体情况"

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.identity.prose._OWN_AREA",
        takes=("我市公开信息", "本县各部门", "我旗"),
        leaves=("我市级机关", "本区域", "我局", "我县委"),
        oversteps=("我市场监管所",),
    ),
    Pattern(
        "transforms.identity.prose._RULED",
        takes=("按照县委要求", "市委市政府", "区直机关"),
        leaves=("各县区政府", "市、县、区政府", "园区政府", "自治区政府", "县委员会", "市委托"),
        oversteps=("示例县政府",),
    ),
    Pattern(
        "transforms.identity.prose._DEPARTMENT_SELF",
        takes=("我局公开", "本单位", "其中,局机关发布", "县局党委"),
        leaves=("我市", "财政局机关", "公安局党委"),
    ),
    Pattern(
        "transforms.identity.prose._TOWNSHIP_SELF", takes=("我镇", "本街道", "我街"), leaves=("我县", "全镇", "各镇")
    ),
    Pattern(
        "transforms.identity.prose._DEED",
        takes=("坚持公开", "始终坚持公开", "在县委的领导下", "紧紧围绕中心", "以公开为常态"),
        leaves=("到我局交流", "来访", "与我局共同", "要求"),
        misses=("公开信息5条",),
        how="match",
    ),
    Pattern(
        "transforms.identity.prose._BEGUN", takes=("", "完成。", "2020年,", "2020年度"), leaves=("按照", "学习", "20年")
    ),
    Pattern(
        "transforms.identity.prose._LESSER",
        takes=("样例乡高度重视公开", "2020年,教育局坚持公开"),
        leaves=("学习样例乡的经验", "示例县坚持公开", "督促教育局公开"),
        misses=("2020年教育局坚持公开",),
    ),
    Pattern(
        "transforms.identity.prose._BARE",
        takes=("市财政局高度重视", "2020年,县卫健局始终坚持公开"),
        leaves=("财政局坚持公开", "督促市财政局严格公开", "市财政局公开信息"),
    ),
    Pattern("transforms.identity.prose._ALL_OF_IT", takes=("各部门", "旗直各部门", "各级"), leaves=("部门", "各科室")),
    Pattern(
        "transforms.identity.prose._MADE",
        takes=("建立了", "年内制定并印发", "健全"),
        leaves=("建立制度。按照", "转发", "执行"),
    ),
    Pattern("transforms.identity.prose._PAPER", takes=("《示例办法》",), leaves=("《示例", "示例办法")),
    Pattern("transforms.identity.prose._SENTENCE_END", takes=("公开。", "一;二", "一\n二"), leaves=("一,二", "一、二")),
    Pattern(
        "transforms.identity.prose._YEAR",
        takes=("", "2019年", "2019年度"),
        leaves=("关于印发", "2019年关于"),
        how="fullmatch",
    ),
    Pattern("transforms.identity.prose._ASKED", takes=("按照", "转发了", "学习"), leaves=("建立", "制定")),
    Pattern(
        "transforms.identity.prose._DEPARTMENT",
        takes=("教育局制度", "农业委员会", "公安局的工作"),
        leaves=("人民政府办公室", "公安局花都分局", "公安局交警支队", "各局"),
        misses=("档案中心",),
        how="match",
    ),
    Pattern(
        "transforms.identity.prose._DONE_FOR", takes=("职员承担", "负责", "推进了"), leaves=("指导", "要求", "负责人")
    ),
    Pattern(
        "transforms.identity.prose._DISCLOSURE_WORK",
        takes=("政府信息公开工作", "的政务公开工作"),
        leaves=("工作", "要求政府信息公开工作"),
        how="match",
    ),
    Pattern(
        "transforms.identity.prose._PARTS",
        takes=("综合各县(市、区)材料编制", "汇总示例县各镇、各部门的材料编写"),
        leaves=("综合考虑。各县编制", "各县编制", "汇总各科室材料编制"),
    ),
    Pattern(
        "transforms.identity.prose._PORTAL",
        takes=("人民政府网站", "政府门户网站", "政府信息公开平台", "门户网站"),
        leaves=("人民政府办公室", "财政局网站", "政府信息公开条例"),
        how="match",
    ),
    Pattern(
        "transforms.identity.prose._AT_PORTAL", takes=("可在", "登录", "依托", "12月底,"), leaves=("链接:", "按照")
    ),
    Pattern(
        "transforms.identity.prose._SHORT_STREET",
        takes=("2022年,样例街以公开为常态", "样例街政府网站"),
        leaves=("样例街道以公开为常态", "我街以公开为常态", "样例街12号"),
    ),
    Pattern(
        "transforms.identity.prose._STREET_SELF", takes=("我街公开", "本街"), leaves=("我街道", "本街镇", "样例街")
    ),
    Given("transforms.identity.prose._BEHIND_CHARS", source="a bound: the longest deed has 43 characters"),
    Given(
        "transforms.identity.prose._BEFORE_CHARS", source="a bound: 40 characters between a verb and a paper's title"
    ),
    Given("transforms.identity.prose._AREA_CHARS", source="a bound: the longest name of an area has 15 characters"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def report_of(case: dict[str, Any]) -> list[str]:
    """The lines of a case, with the period before the first heading, and the other headings behind them."""
    first = case["text"].index(FIRST)
    return [*case["text"][:first], PERIOD, *case["text"][first:], *HEADINGS, "无。"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_body_of_a_text(case: dict[str, Any]) -> None:
    identity = find_identity("\n".join(report_of(case)), NATIONAL)
    found = find_publisher(identity, YEAR)
    assert (identity.agency, found.division_code) == (case["agency"], case["division_code"]), found.evidence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_the_body_of_a_page(case: dict[str, Any]) -> None:
    lines = "".join(f"<p>{line}</p>" for line in report_of(case))
    report = read_report(
        f"<html><body><div>{lines}</div></body></html>".encode(), "page.html", gazetteer=NATIONAL
    ).report
    assert report is not None
    assert (report.agency, report.division_code) == (case["agency"], case["division_code"])


def test_a_street_is_told_by_two_mentions_in_a_text_of_a_street() -> None:
    """A street as an address, or one beside a department, would be a township that reported nothing."""
    street = "2022年,白云街以公开为常态。2022年白云街政府网站公开信息。"
    assert own_street(f"{street}我街受理申请1件。") == "白云街道"
    assert own_street(street) == ""
    assert own_street("2022年,白云街以公开为常态。我街受理申请1件。") == ""
    assert own_street(f"{street}2022年,样例街以公开为常态。我街受理申请1件。") == ""


def test_a_text_without_an_own_body_names_none() -> None:
    assert own_name("公开信息5条。", NATIONAL) == ""


def test_the_kind_in_a_name_and_that_of_the_area_agree() -> None:
    portal = "通过象州县政府网站公开信息。"
    assert placed_name("县教育局", portal, NATIONAL) == "象州县教育局"
    assert placed_name("市教育局", portal, NATIONAL) == ""
