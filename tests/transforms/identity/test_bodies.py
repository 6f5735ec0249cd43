"""The body that some words name, and the words that name none."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.identity.places import TOWN, made_gazetteer
from transforms.identity.bodies import is_known, is_short_name, read_body, reporting_body
from transforms.identity.gazetteer import national_gazetteer

HERE = "transforms.identity.bodies"
EVIDENCE = (
    Pattern(
        f"{HERE}._VERB",
        takes=("现将样例镇", "结合样例乡", "由样例镇", "将军镇人民"),
        leaves=("样例镇", "现镇", "经开区管委会"),
        found=("现将", "结合", "由", "将"),
        how="match",
    ),
    Pattern(
        f"{HERE}._AREA_END",
        takes=("示例县", "新建区"),
        leaves=("首页", "县级"),
    ),
    Pattern(
        f"{HERE}._ORGANISATION",
        takes=("国家税务总局", "中共", "样例集团", "中国移动"),
        leaves=("反映或直接与", "政府信息公开名称", "中心"),
    ),
    Pattern(
        f"{HERE}._NATIONAL",
        takes=("国务院办公厅", "全国人大"),
        leaves=("国家税务总局示例县税务局", "示例县"),
        how="match",
    ),
    Pattern(
        f"{HERE}._OF_DEPARTMENT",
        takes=("示例县财政局办公室", "示例县农业委员会办公室", "示例县政务服务中心政务公开办公室"),
        leaves=("示例县人民政府办公室", "样例镇党政办公室", "示例县财政局"),
        found=("办公室", "办公室", "政务公开办公室"),
    ),
    Threshold(
        f"{HERE}._LONG_VERB",
        inside=lambda: read_body("将军镇", None) == "将军镇",
        outside=lambda: read_body("结合杨镇", None) == "结合杨镇",
        moved=3,
    ),
    Threshold(
        f"{HERE}._LEAST_STEM",
        inside=lambda: read_body("由样例镇", None) == "样例镇",
        outside=lambda: read_body("将军镇人民政府", None) == "军镇人民政府",
        moved=1,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("首页政务公开乳山市乳山口镇人民政府", "乳山市乳山口镇人民政府"),
        ("政务动态列表沭阳县马厂镇人民政府", "沭阳县马厂镇人民政府"),
        ("将军镇", "将军镇"),
        ("由乌镇人民政府", "乌镇人民政府"),
        ("特克斯县", "特克斯县"),
        ("特克斯县财政局", "特克斯县财政局"),
        ("经开区管委会", "经开区管委会"),
        ("平城区商务局", "平城区商务局"),
        ("国家税务总局沭阳县税务局", "国家税务总局沭阳县税务局"),
        ("反映或直接与石家庄市教育局", "石家庄市教育局"),
        ("沭阳县人民政府马厂镇", "沭阳县人民政府马厂镇"),
        ("未知县马厂镇", "未知县马厂镇"),
        ("沭阳", "沭阳"),
        ("高新区(新市区)", "高新区(新市区)"),
        ("组配分类", ""),
        ("政府信息公开", ""),
        ("国务院办公厅", ""),
        ("年街道", ""),
        ("我镇", ""),
        ("", ""),
    ],
)
def test_the_longest_end_that_is_a_body(text: str, body: str) -> None:
    assert read_body(text, national_gazetteer()) == body


def test_a_township_is_not_cut_out_of_a_longer_unknown_name() -> None:
    """新朱台镇 read as 朱台镇 would be loaded as another township's report."""
    assert read_body("临淄区新朱台镇", national_gazetteer()) == "临淄区新朱台镇"
    assert not is_known("临淄区新朱台镇", national_gazetteer())


def test_without_a_gazetteer_the_shape_decides() -> None:
    assert [read_body(text, None) for text in ("首页样例镇", "现将样例镇", "主题分类")] == ["样例镇", "样例镇", ""]


def test_a_name_is_known_with_its_areas_or_without() -> None:
    gazetteer = made_gazetteer(TOWN)
    assert [is_known(name, gazetteer) for name in ("样例镇", "示例县样例镇人民政府", "虚构镇")] == [True, True, False]
    assert is_short_name("示例", gazetteer)


@pytest.mark.parametrize(
    ("office", "body"),
    [
        ("样例镇党政办公室", "样例镇"),
        ("样例街道办事处", "样例街道"),
        ("示例县财政局办公室", "示例县财政局"),
        ("示例县人民政府办公室", ""),
        ("示例省人民政府办公厅", ""),
        ("示例县政务公开办公室", ""),
        ("示例县人民政府", "示例县人民政府"),
    ],
)
def test_an_office_answers_for_its_body_unless_that_is_above_the_townships(office: str, body: str) -> None:
    """A township names the county's office as whom to ask; its report would be loaded as the county's."""
    assert reporting_body(office).removesuffix("办事处") == body
