"""Whose a number is."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from tests.transforms.narrative.examples import numbers_of

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.bodies._OTHER_BODIES",
        takes=(
            "全县累计",
            "我县公开",
            "2020年，全区",
            "各村（社区）",
            "县政府组织",
            "其中县政府组织",
            "局属各单位",
            "2020年，各科室",
        ),
        leaves=("县政府网站公开", "全域旅游", "样例镇公开", "我镇村务公开栏"),
        misses=("累计全县公开",),
    ),
    Pattern(
        "transforms.narrative.bodies._LOWER_BODIES",
        takes=("县财政局公开", "县政府办收到", "其中样例镇公开", "各乡镇公开", "县直各部门公开"),
        leaves=("县政府办组织", "县财政局网站", "全县各部门公开", "我市公开"),
    ),
    Pattern(
        "transforms.narrative.bodies.OWN_BODY",
        takes=("我镇", "全县", "本局", "我市"),
        leaves=("样例镇", "全域", "县财政局"),
    ),
    Pattern(
        "transforms.narrative.bodies._UPPER_SELF",
        takes=("全县各部门", "我市", "本区"),
        leaves=("县财政局", "全域旅游"),
    ),
    Pattern(
        "transforms.narrative.bodies._SELF",
        takes=("我镇公开", "本单位公开", "全乡公开"),
        leaves=("样例镇公开", "全县公开", "收到我镇居民", "我镇群众"),
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "kind", "is_read"),
    [
        ("全县累计公开政府信息20000条。", "town", False),
        ("全县累计公开政府信息20000条。", "county_government", True),
        ("全县累计公开较多，我镇公开政府信息20条。", "town", True),
        ("通过县政府网站公开政府信息20条。", "town", True),
        ("2020年，全区共公开政府信息20条。", "other", True),
        ("2020年，县财政局公开政府信息20条。", "county_government", False),
        ("2020年，县财政局公开政府信息20条。", "department", True),
        ("2020年，局属各单位公开政府信息20条。", "department", False),
        ("2020年，全县各级各部门公开政府信息20条。", "county_government", True),
    ],
)
def test_a_county_s_number_is_that_of_the_county_s_report(text: str, kind: str, is_read: bool) -> None:
    """A township's report that quotes its county would load a hundred times its own number."""
    assert bool(numbers_of(text, agency_kind=kind)) == is_read


TOWN = ("示例县样例镇人民政府",)


@pytest.mark.parametrize("names", [(), TOWN], ids=["no name", "named"])
@pytest.mark.parametrize(
    "text",
    [
        "示例县收到政府信息公开申请56件。",
        "样例市主动公开政府信息10万条。",
        "示例县公安局主动公开政府信息45条。",
        "县自然资源局收到政府信息公开申请5件。",
        "邻镇范例镇收到政府信息公开申请5件。",
        "某村收到政府信息公开申请5件。",
        "样例镇卫生院收到政府信息公开申请5件。",
        "辖区派出所收到政府信息公开申请5件。",
        "市政府收到我镇居民提交的政府信息公开申请5件。",
        "县教育局配备政务公开专职人员3名。",
        "样例市政府办公室举办政务公开培训3次。",
        "我县主动公开政府信息200条。",
        "县融媒体中心“掌上样例”抖音号粉丝5.3万人。",
        "“示例县发布”微信公众号粉丝12万人。",
    ],
)
def test_another_body_s_number_is_not_the_township_s(text: str, names: tuple[str, ...]) -> None:
    assert numbers_of(text, names=names) == set()


@pytest.mark.parametrize("names", [(), TOWN], ids=["no name", "named"])
@pytest.mark.parametrize(
    "text",
    [
        "样例镇收到政府信息公开申请5件。",
        "示例县样例镇共主动公开政府信息45条。",
        "2020年样例镇认真落实条例，主动公开政府信息45条。",
        "一是样例镇政府主动公开政府信息45条。",
        "通过示例县政府网站主动公开政府信息45条。",
        "在县自然资源局网站主动公开政府信息45条。",
        "按照示例县2020年政务公开要点，主动公开政府信息45条。",
        "镇党政办举办政务公开培训3次。",
        "“样例发布”微信公众号粉丝12万人。",
        "“样例镇发布”微信公众号粉丝12万人。",
    ],
)
def test_the_township_s_own_number_is_read(text: str, names: tuple[str, ...]) -> None:
    assert numbers_of(text, names=names)


def test_a_township_of_another_name_is_told_by_the_agency_s() -> None:
    text = "范例镇收到政府信息公开申请5件。"
    assert numbers_of(text, names=TOWN) == set()
    assert numbers_of(text, names=("示例县范例镇人民政府",)) == {("requests_received", "all", 5)}


def test_an_account_of_the_county_is_not_the_township_s() -> None:
    assert numbers_of("“示例发布”微信公众号粉丝12万人。", names=TOWN) == set()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("示例县共收到政府信息公开申请56件，我局收到2件。", 2),
        ("县人社局收到政府信息公开申请2件。", 2),
        ("示例县公安局收到政府信息公开申请2件。", None),
    ],
)
def test_a_department_is_told_from_its_county_and_from_others(text: str, number: int | None) -> None:
    expected = set() if number is None else {("requests_received", "all", number)}
    assert numbers_of(text, 3, "department", ("示例县人力资源和社会保障局",)) == expected


def test_a_county_is_told_from_a_city() -> None:
    names = ("示例县人民政府",)
    assert numbers_of("示例县主动公开政府信息45条。", 1, "county_government", names)
    assert numbers_of("样例市主动公开政府信息45条。", 1, "county_government", names) == set()
