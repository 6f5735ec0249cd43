"""Bodies by their names."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.narrative.named import find_named, is_another_s_account, is_the_agency

EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        "transforms.narrative.named._NAMED",
        takes=("示例县公安局主动公开", "2020年，县教育局配备", "一是样例镇公开", "从江县收到", "某村收到"),
        leaves=("县政府网站公开", "在示例县公安局公开", "按照示例县2020年要点", "设立专区公开", "各乡镇公开"),
        misses=("我镇样例村收到",),
    ),
    Pattern(
        "transforms.narrative.named._NEIGHBOUR",
        takes=("邻镇范例镇", "兄弟乡镇"),
        leaves=("邻水县", "样例镇"),
        how="match",
    ),
    Pattern(
        "transforms.narrative.named._OWN_OFFICES",
        takes=("样例镇人民政府", "样例镇党政办公室", "样例街道办事处"),
        leaves=("示例县人民政府", "样例镇卫生院"),
    ),
    Pattern(
        "transforms.narrative.named._OWN_GOVERNMENT",
        takes=("示例县人民政府", "示例开发区管理委员会", "县委"),
        leaves=("示例县人民政府办公室", "示例县发改委"),
    ),
    Pattern(
        "transforms.narrative.named._PLACE_IN_ACCOUNT",
        takes=("“掌上示例县”", "“范例镇发布”"),
        leaves=("“样例发布”", "示例县发布", "“样例市民之家”"),
    ),
    Pattern("transforms.narrative.named._MEDIA_CENTRE", takes=("县融媒体中心",), leaves=("样例镇融媒体中心", "融媒体")),
    Pattern("transforms.narrative.named._QUOTED", takes=("“示例发布”",), leaves=("“示例发布", "示例发布")),
    Pattern(
        "transforms.narrative.named._COUNTY_OF_NAME",
        takes=("示例县样例镇人民政府", "样本市示例区样例街道办事处"),
        leaves=("样例镇人民政府",),
        how="match",
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("text", "names", "is_own"),
    [
        ("县政府办公室举办", ("示例县人民政府办公室",), True),
        ("示例县政府举办", ("示例县人民政府办公室",), False),
        ("县发改委公开", ("示例县发展和改革委员会",), True),
        ("县卫健委公开", ("示例县发展和改革委员会",), False),
    ],
)
def test_a_body_is_the_agency_by_its_name(text: str, names: tuple[str, ...], is_own: bool) -> None:
    (named,) = find_named(text)
    assert is_the_agency(named, "department", names) == is_own


def test_a_media_centre_s_account_is_its_own() -> None:
    assert is_another_s_account("县融媒体中心抖音号", "department", ("示例县教育局",))
    assert not is_another_s_account("县融媒体中心抖音号", "department", ("示例县融媒体中心",))
