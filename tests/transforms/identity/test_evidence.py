"""How a text names counties, prefectures and provinces: officially, by the way, or as somebody else's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.evidence import Evidence, Given, Pattern, Threshold, check
from tests.transforms.identity.places import NAMESAKE, TOWN, TOWNSHIP, made_gazetteer
from transforms.identity.evidence import NAMED, OFFICIAL, Places, areas_in, build_places
from transforms.identity.gazetteer import Entry, national_gazetteer

MADE = made_gazetteer(TOWN, TOWNSHIP, NAMESAKE)
HERE = Entry("样例镇", "990101", "990101001000")


def places_of(*lines: str, metadata: Sequence[tuple[str, str]] = (), path: str = "") -> Places:
    return build_places("\n".join(lines), (), path, metadata, MADE)


def strength(*lines: str) -> int:
    """How strongly a text names 示例县, 0 where not at all."""
    return places_of(*lines).strengths.get("示例县", 0)


EVIDENCE = (
    Pattern(
        "transforms.identity.evidence._BEFORE_SHORT",
        takes=("", "2020年", "现将", "公开。", "请与"),
        leaves=("公", "《条例》", "办", "清", "健"),
        misses=("领导",),
    ),
    Pattern(
        "transforms.identity.evidence._AREA_END",
        takes=("示例县", "示例市", "示例自治区", "示例州", "示例盟"),
        leaves=("样例镇", "样例乡", "样例街道"),
        misses=("样例管委会",),
    ),
    Pattern(
        "transforms.identity.evidence._GOVERNMENT",
        takes=("人民政府门户网站", "政府办公室", "委、县政府", "县委县政府", "党委", "政务网"),
        leaves=("委员会", "财政局", "样例镇人民政府", "的政府"),
        how="match",
    ),
    Pattern(
        "transforms.identity.evidence._VISIT",
        takes=("我镇赴", "学习借鉴", "来自", "原属", "毗邻的", "划入"),
        leaves=("我镇由", "位于", "参观了", "原来在"),
        misses=("在",),
    ),
    Pattern(
        "transforms.identity.evidence._VISITED",
        takes=("考察学习", "样例镇的先进经验", "接壤", "来访一次"),
        leaves=("人民政府", "人民政府门户网站上公开了经验", "样例镇。", "公开。与模拟县交流"),
    ),
    Pattern(
        "transforms.identity.evidence._BESIDE",
        takes=("我镇与", "临江镇、", "会同"),
        leaves=("请与", "我镇参与了", "同时"),
    ),
    Pattern(
        "transforms.identity.evidence._OFFICIAL",
        takes=("如有疑问请与", "联系电话：", "联系人:", "办公地址", "地址为"),
        leaves=("网址", "保持联系", "地址变更", "会同"),
    ),
    Pattern(
        "transforms.identity.evidence._WRITTEN",
        takes=("根据《条例》和示例县通知编制", "国办公开办函", "按照示例县要求"),
        leaves=("示例县概况", "根据条例", "首页示例县政务公开"),
    ),
    Pattern(
        "transforms.identity.evidence._LINKS",
        takes=("友情链接：示例县人民政府", "网站导航", "政府网站链接"),
        leaves=("附件链接", "示例县人民政府网站", "链接地址"),
    ),
    Pattern(
        "transforms.identity.evidence._PHONE",
        takes=("0999-0000000", "010—00000000", "（0999）0000000", "09990000000"),
        leaves=("0000000", "10990000000", "0999-000000000", "0199-0000000"),
        found=("0999-0000000", "010—00000000", "0999）0000000", "09990000000"),
    ),
    Threshold(
        "transforms.identity.evidence._OFTEN",
        inside=lambda: places_of("我镇在模拟县。" * 3).contradicts(HERE, OFFICIAL),
        outside=lambda: places_of("我镇在模拟县。" * 2).contradicts(HERE, OFFICIAL),
        moved=4,
    ),
    Threshold(
        "transforms.identity.evidence._HEAD_CHARS",
        inside=lambda: strength("一" * 1191, "按示例县要求。") == OFFICIAL,
        outside=lambda: strength("一" * 1194, "按示例县要求。") == OFFICIAL,
        moved=1300,
    ),
    Threshold(
        "transforms.identity.evidence._LINK_WORDS_WITHIN",
        inside=lambda: strength("相关网站和友情链接：示例县") == 0,
        outside=lambda: strength("我镇在网站首页更新了友情链接：示例县") == 0,
        moved=20,
    ),
    Threshold(
        "transforms.identity.evidence._OFFICIAL_CHARS",
        inside=lambda: strength("地址：" + "一" * 22 + "示例县") == OFFICIAL,
        outside=lambda: strength("地址：" + "一" * 23 + "示例县") == OFFICIAL,
        moved=30,
    ),
    Threshold(
        "transforms.identity.evidence._LONGEST_METADATA",
        inside=lambda: places_of("", metadata=[("内容概述", "一" * 57 + "示例县")]).strengths,
        outside=lambda: places_of("", metadata=[("内容概述", "一" * 58 + "示例县")]).strengths,
        moved=70,
    ),
    Given("transforms.identity.evidence._AREA_CODE_LENGTHS", source="the numbering plan: 10, 2x, and three digits"),
    Given("transforms.identity.evidence._BEFORE_CHARS", source="a bound: the words of _VISIT and _BESIDE have up to 3"),
    Given("transforms.identity.evidence._BEHIND_CHARS", source="a bound: _VISITED and _GOVERNMENT reach 12"),
    Given("transforms.identity.evidence._AREA_CHARS", source="a bound: the longest name of an area has 15"),
    Given("transforms.identity.evidence._CHAIN_CHARS", source="a bound: the longest chain to a county has 25"),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_no_name_and_no_chain_of_the_national_list_is_longer_than_what_is_looked_at() -> None:
    national = national_gazetteer()
    chains = ("".join(dict.fromkeys(county[1:6:2])) for county in national.counties.values())
    assert max(map(len, national.areas)) <= 16
    assert max(map(len, chains)) <= 40


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("我镇在示例县人民政府网站公开信息。", OFFICIAL),
        ("联系地址：示例省示例市示例县样例镇", OFFICIAL),
        ("我镇位于示例县西部。", NAMED),
        ("我镇赴示例县考察。", 0),
        ("我镇与模拟县交流，示例县来访两次。", 0),
        ("友情链接：示例县人民政府", 0),
        ("示例县域经济", 0),
    ],
)
def test_how_strongly_a_line_names_a_county(line: str, expected: int) -> None:
    assert strength(line) == expected


def test_a_word_of_the_language_is_no_county_unless_a_government_stands_behind_it() -> None:
    """Every report speaks of its 城区; taken for 城区 of some city it would contradict every township elsewhere."""
    national = national_gazetteer()
    assert build_places("我镇城区绿化面积增加。", (), "", (), national).strengths == {}
    assert build_places("城区人民政府网站", (), "", (), national).strengths == {"城区": OFFICIAL}


def test_chains_stand_directly_before_the_name_and_are_counted() -> None:
    found = places_of(
        "示例市示例县样例镇公开。示例县样例镇主动公开政府信息。与模拟县样例镇交流。", path="模拟县/样例镇/a.txt"
    )
    assert found.chains_before("样例镇") == {("示例市", "示例县"): 1, ("示例县",): 1, ("模拟县",): 1}


def test_numbers_of_two_area_codes_say_nothing() -> None:
    national = national_gazetteer()
    one = build_places("电话0536-0000000", (), "", (), national)
    two = build_places("电话0536-0000000，0454-0000000", (), "", (), national)
    assert one.phone_prefectures == {"370700"}
    assert two.phone_prefectures == frozenset()


def test_the_longest_name_at_each_end_is_the_area() -> None:
    assert list(areas_in("在示例市示例县", MADE)) == [("示例市", 1, 4), ("示例县", 4, 7)]
