"""The parts of names: what is cut off a name, and what belongs to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence import Evidence, Pattern, check
from transforms.identity.place_names import (
    division_kind,
    plain_name,
    short_area,
    stem,
    strip_office,
    without_nationality,
)

EVIDENCE = (
    Pattern(
        "transforms.identity.place_names._AUTONOMOUS",
        takes=(
            "景东彝族自治县",
            "龙胜各族自治县",
            "伊犁哈萨克自治州",
            "双江拉祜族佤族布朗族傣族自治县",
            "积石山保安族东乡族撒拉族自治县",
        ),
        leaves=("东乡族自治县", "鄂伦春自治旗", "广西壮族自治区", "昌乐县", "景东彝族自治县城"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.place_names._OF_NATIONALITIES",
        takes=("演示回族乡", "演示布依族苗族镇", "演示哈萨克民族乡", "演示各族乡", "样例鄂温克民族苏木"),
        leaves=("回族乡", "演示民主乡", "演示家族乡", "演示回族自治县", "演示回族乡人民政府"),
        misses=("演示蒙古乡",),
        found=("回族", "布依族苗族", "哈萨克民族", "各族", "鄂温克民族"),
    ),
    Pattern(
        "transforms.identity.place_names._BRACKETED",
        takes=("样例乡（撤销）", "样例街道(筹)"),
        leaves=("样例（新）乡", "样例乡撤销）"),
        misses=("样例乡（原（旧）乡）",),
        found=("（撤销）", "(筹)"),
    ),
    Pattern(
        "transforms.identity.place_names._KIND",
        takes=("样例街道", "示例地区", "样例苏木"),
        leaves=("街道", "样例农场", "样例街道办事处"),
        found=("街道", "地区", "苏木"),
    ),
    Pattern(
        "transforms.identity.place_names._OFFICES",
        takes=(
            "样例镇人民政府",
            "样例镇人民政府办公室",
            "样例镇党政办公室",
            "样例镇党政综合办",
            "样例镇党委、人民政府",
            "样例街道政务公开领导小组办公室",
        ),
        leaves=("样例镇党委", "样例镇人民政府应急管理", "样例镇政府服务中心", "示例县财政局"),
        oversteps=("示例县人民政府应急管理办公室",),
        found=("人民政府", "人民政府办公室", "党政办公室", "党政综合办", "党委、人民政府", "政务公开领导小组办公室"),
    ),
    Pattern(
        "transforms.identity.place_names._NAMED_OFFICE",
        takes=("示范街道办事处", "虚构办事处", "示范街道办"),
        leaves=("办事处", "示范街道", "示例地区办事处"),
        oversteps=("街道办事处",),
        found=("街道办事处", "办事处", "街道办"),
    ),
    Pattern(
        "transforms.identity.place_names._AREA_OFFICE",
        takes=("示例地区办事处", "示例地区街道"),
        leaves=("示例办事处", "示例地区"),
        found=("办事处", "街道"),
    ),
    Pattern(
        "transforms.identity.place_names._SUBDISTRICT",
        takes=("范例街道办事处", "范例街道党工委、办事处", "示例地区办事处", "范例街道办"),
        leaves=("范例办事处", "范例街道", "范例街道党工委"),
    ),
    Pattern(
        "transforms.identity.place_names._ZONE_OFFICE",
        takes=("样例开发区管委会", "样例园区党工委管理委员会"),
        leaves=("样例社区居民委员会", "样例开发区", "样例街道党工委"),
        found=("管委会", "党工委管理委员会"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("body", "division"),
    [
        ("示例县样例镇党委政府", "示例县样例镇"),
        ("范例街道党工委、办事处", "范例街道"),
        ("样例镇政务公开领导小组办公室", "样例镇"),
        ("样例镇派出所", "样例镇派出所"),
        ("人民政府", "人民政府"),
        ("管委会", "管委会"),
    ],
)
def test_a_body_is_the_division_whose_office_it_is(body: str, division: str) -> None:
    assert strip_office(body) == division


@pytest.mark.parametrize(
    ("listed", "name"),
    [("样例乡人民政府", "样例乡"), ("示例地区办事处", "示例地区"), ("办事处", "办事处")],
)
def test_a_name_of_a_list_loses_its_office_but_never_itself(listed: str, name: str) -> None:
    assert plain_name(listed) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [("壶镇", "town"), ("样例镇街道", "subdistrict"), ("演示民族乡", "ethnic_township"), ("演示回族镇", "town")],
)
def test_the_ending_tells_the_kind(name: str, kind: str) -> None:
    assert division_kind(name) == kind


def test_only_the_last_kind_is_cut_off_a_name() -> None:
    """壶镇镇 is the town of 壶镇: cut twice it would be any 壶."""
    assert stem("样镇镇") == "样镇"
    assert stem("西街街道") == "西街"
    assert stem("镇") == "镇"


@given(st.text(alphabet="样例回蒙古民各族镇乡街道地区苏木办事处人政府（）", min_size=1, max_size=12))
def test_no_name_is_cut_to_nothing(name: str) -> None:
    assert all((stem(name), strip_office(name), without_nationality(name)))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("双江拉祜族佤族布朗族傣族自治县", "双江县"),
        ("积石山保安族东乡族撒拉族自治县", "积石山县"),
        ("伊犁哈萨克自治州", "伊犁州"),
        ("东乡族自治县", "东乡族自治县"),
        ("内蒙古自治区", "内蒙古"),
    ],
)
def test_an_autonomous_area_has_a_short_name(name: str, short: str) -> None:
    assert short_area(name) == short
