"""Names of bodies above the townships: the areas that they open with, and what is no body of a division."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.gazetteer import national_gazetteer
from transforms.identity.named_body import part_body

DIVISIONS = national_gazetteer().divisions


def is_department(name: str) -> bool:
    """Whether a department of 乳山市 may be called so."""
    return part_body(f"乳山市{name}", DIVISIONS) is not None


EVIDENCE = (
    Pattern(
        "transforms.identity.named_body._DEPARTMENT_OFFICE",
        takes=("民政局办公室", "财政厅政务公开办公室"),
        found=("办公室", "政务公开办公室"),
        leaves=("编制委员会办公室", "办公室", "民政局办公室主任"),
        misses=("民政局办",),
    ),
    Pattern(
        "transforms.identity.named_body._NOISE",
        takes=("中共乳山市", "关于乳山市", "中国共产党乳山市"),
        leaves=("关岭县", "中山市", "乳山市关于"),
        found=("中共", "关于", "中国共产党"),
    ),
    Pattern(
        "transforms.identity.named_body._GOVERNMENT",
        takes=("", "人民政府", "政府", "行政公署", "行署", "本级"),
        leaves=("人民政府办公室", "财政局", "政府采购中心"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.named_body._GOVERNMENT_OFFICE",
        takes=("人民政府办公室", "人民政府办公厅", "政府办", "行署办公室"),
        leaves=("人民政府", "办公室", "人民政府外事办公室"),
        misses=("政府党组办公室",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.named_body._DEPARTMENT",
        takes=(
            "财政局",
            "教育委员会",
            "民政厅",
            "外事办公室",
            "发改委",
            "消防救援支队",
            "残疾人联合会",
            "科学技术协会",
        ),
        leaves=("第一中学", "人民医院", "职业学院", "农村商业银行", "水务集团有限公司", "财政局文件"),
        misses=("委党校",),
    ),
    Pattern(
        "transforms.identity.named_body._ZONE",
        takes=("样例新城建设局", "滨海管委会", "生产建设兵团第八师财政局", "大通湖管理委员会", "大柴旦行政委员会"),
        leaves=("国有资产监督管理委员会", "城市管理委员会", "住房公积金管理委员会", "财政局"),
        misses=("样例半岛建设局",),
    ),
    Pattern(
        "transforms.identity.named_body._NO_PLACE",
        takes=("市场监督管理局", "城乡建设局", "农业农村局", "乡村振兴局", "园林绿化局", "区直机关工作委员会"),
        leaves=("罗城乡财政所", "古城镇财政所", "样例区财政局", "于村镇财政所"),
    ),
    Pattern(
        "transforms.identity.named_body._BRANCH",
        takes=("公安局花都区分局", "自然资源局乳山市分局"),
        leaves=("公安局", "分局", "公安局花都区分局交警大队"),
        oversteps=("公安局高新区分局",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.identity.named_body._JOINT_ZONE",
        takes=("高新区(新市区)政府", "松北区(哈尔滨新区)人民政府"),
        leaves=("高新区(筹)", "高新区财政局", "开发区(样例镇)", "松北区"),
        found=("高新区(", "(哈尔滨新区)"),
    ),
    Pattern(
        "transforms.identity.named_body._OF_UNKNOWN",
        takes=("虚构人民政府办公室", "某地人民政府"),
        leaves=("人民政府办公室", "财政局"),
    ),
    Pattern(
        "transforms.identity.named_body._IN_COUNTY",
        takes=("人民政府", "人民政府办公室", "生态环境局", "自然资源和规划局"),
        leaves=("保护管理局", "人民医院", "水域管理处"),
        misses=("公路管理局",),
        how="fullmatch",
    ),
    Threshold(
        "transforms.identity.named_body._BARE_LENGTHS",
        inside=lambda: part_body("呼伦贝尔市新巴尔虎右税务局", DIVISIONS) is not None,
        outside=lambda: getattr(part_body("威海市文登税务局", DIVISIONS), "areas", ()) == ("威海市",),
        moved=range(0),
    ),
    Pattern(
        "transforms.identity.named_body._OTHER_PLACE",
        takes=("虚构区财政局", "样例镇财政所", "开发区管理局", "示例林场管理站", "永乐办事处财政所"),
        leaves=("财政局", "公安局交通警察大队"),
        oversteps=("公安局车站广场派出所",),
    ),
    Pattern(
        "transforms.identity.named_body._SENTENCE",
        takes=("财政局按照要求编制局", "财政局和审计局", "局（盖章）", "通过门户网站公布信息的部"),
        leaves=("住房和城乡建设局", "卫生和计划生育委员会", "机构编制委员会办公室"),
    ),
    Threshold(
        "transforms.identity.named_body._LONGEST_DEPARTMENT",
        inside=lambda: is_department("样" * 31 + "局"),
        outside=lambda: is_department("样" * 32 + "局"),
        moved=33,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("name", "areas", "own"),
    [
        ("山东省济南市历城区财政局", ("山东省", "济南市", "历城区"), "财政局"),
        ("山东济南历城区财政局", ("山东", "济南", "历城区"), "财政局"),
        ("历城区人民政府", ("历城区",), ""),
        ("济南市历城区区政府办公室", ("济南市", "历城区"), "政府办公室"),
        ("中共乳山市委宣传部", ("乳山市",), "委宣传部"),
        ("新乡市新乡县财政局", ("新乡市", "新乡县"), "财政局"),
        ("上海市浦东新区民政局", ("上海市", "浦东新区"), "民政局"),
    ],
)
def test_a_name_is_read_as_areas_and_a_body(name: str, areas: tuple[str, ...], own: str) -> None:
    body = part_body(name, DIVISIONS)
    assert body is not None
    assert (body.areas, body.name) == (areas, own)
    assert body.bearers


@pytest.mark.parametrize(
    "name", ["财政局", "示例县财政局", "济南", "济南财政", "由历城区财政局", "历城区第一中学", "历城区样例镇", ""]
)
def test_what_is_no_body_of_a_division(name: str) -> None:
    assert part_body(name, DIVISIONS) is None


def test_an_area_that_does_not_lie_in_the_one_before_it_has_no_bearer() -> None:
    body = part_body("淄博市历城区财政局", DIVISIONS)
    assert body is not None
    assert body.bearers == ()
