"""Kinds of bodies: what a name's ending tells, and what only a gazetteer does."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.kinds import agency_kind

EVIDENCE = (
    Pattern(
        "transforms.identity.kinds._MUNICIPALITY",
        takes=("北京市", "重庆市"),
        leaves=("示例市", "北京市示例区", "新北京市"),
    ),
    Pattern(
        "transforms.identity.kinds._ZONE",
        takes=("样例经济技术开发区", "样例新区", "样例高新区", "样例产业园"),
        leaves=("示例区", "样例开发区派出所", "样例农场"),
    ),
    Pattern(
        "transforms.identity.kinds._PEOPLE",
        takes=("样例村", "样例村民委员会", "样例社区", "样例居委会"),
        leaves=("样例村镇", "示例县委员会", "示例市委"),
    ),
    Pattern(
        "transforms.identity.kinds._DEPARTMENT",
        takes=("示例县财政局", "示例县委", "样例镇财政所", "示例县人民医院", "样例有限公司"),
        leaves=("示例县", "样例开发区", "示例市财政"),
        misses=("样例镇中心小学",),
    ),
    Pattern(
        "transforms.identity.kinds._GOVERNMENT",
        takes=("示例县人民政府", "示例地区行政公署", "示例市本级"),
        leaves=("示例县政府办", "示例县公署街"),
        found=("人民政府", "行政公署", "本级"),
    ),
    Pattern(
        "transforms.identity.kinds._PROVINCE",
        takes=("示例省", "示例自治区"),
        leaves=("示例区", "省示例县", "示例自治州"),
    ),
    Pattern(
        "transforms.identity.kinds._PREFECTURE",
        takes=("示例市", "示例回族自治州", "示例盟", "示例地区"),
        leaves=("示例县", "示例区", "市示例"),
    ),
    Pattern(
        "transforms.identity.kinds._COUNTY",
        takes=("示例县", "示例旗", "示例区", "演示回族自治县"),
        leaves=("示例市", "县示例镇"),
        oversteps=("示例地区", "示例自治区", "样例开发区"),
    ),
    Pattern(
        "transforms.identity.kinds._OFFICE",
        takes=("示例县人民政府办公室", "示例县政府办", "示例省人民政府办公厅", "示例县政务公开办公室"),
        leaves=("示例县人民政府", "示例县财政局", "办公室主任"),
        misses=("示例县综合办",),
    ),
    Threshold(
        "transforms.identity.kinds._FIRST_ZONE",
        inside=lambda: agency_kind("北戴河新区", national_gazetteer()) == "other",
        outside=lambda: agency_kind("浦东新区", national_gazetteer()) == "other",
        moved=10,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("agency", "kind"),
    [
        ("北京市人民政府", "province_government"),
        ("内蒙古自治区人民政府", "province_government"),
        ("淄博市人民政府", "prefecture_government"),
        ("恩施土家族苗族自治州人民政府", "prefecture_government"),
        ("大兴安岭地区行政公署", "prefecture_government"),
        ("同江市人民政府", "county_government"),
        ("额济纳旗人民政府", "county_government"),
        ("景东彝族自治县人民政府", "county_government"),
        ("昌乐县人民政府办公室", "department"),
        ("昌乐县政务公开办公室", "department"),
        ("山东省人民政府办公厅", "department"),
        ("上海市浦东新区人民政府", "county_government"),
        ("浦东新区人民政府办公室", "department"),
        ("样例开发区党政办公室", "other"),
        ("临淄区财政局", "department"),
        ("临淄区朱台镇财政所", "department"),
        ("临淄区朱台镇党政办公室", "town"),
        ("昌吉市阿什里哈萨克民族乡", "ethnic_township"),
        ("海淀区上庄地区", "subdistrict"),
        ("海淀区上庄地区办事处", "subdistrict"),
        ("镇安县永乐办事处", "subdistrict"),
        ("额济纳旗巴彦陶来苏木", "other"),
        ("淮安区白马湖农场", "other"),
        ("济南高新技术产业开发区管理委员会", "other"),
    ],
)
def test_the_kind_of_a_body(agency: str, kind: str) -> None:
    assert agency_kind(agency, national_gazetteer()) == kind


def test_only_a_gazetteer_tells_a_city_that_is_a_county_from_a_prefecture() -> None:
    assert agency_kind("同江市人民政府") == "prefecture_government"
    assert agency_kind("同江市人民政府", national_gazetteer()) == "county_government"


def test_a_zone_that_the_list_counts_as_a_county_has_no_government_of_a_county() -> None:
    zone = "潍坊滨海经济技术开发区"
    assert zone in national_gazetteer().areas
    assert agency_kind(f"{zone}管委会", national_gazetteer()) == "other"


def test_the_office_of_a_township_is_the_township_and_that_of_a_county_is_not_the_county() -> None:
    """A department that passed for its county would give the county's figures twice."""
    assert agency_kind("样例乡人民政府办公室") == "township"
    assert agency_kind("示例县人民政府办公室") == "department"
