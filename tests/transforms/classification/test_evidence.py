"""What speaks for a report, and what merely sounds like it."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.classification.texts import (
    ARTICLES,
    HEADINGS,
    OWN,
    OWN_2020,
    SIX_HEADINGS,
    TITLE,
    outlined,
    refusal,
)

EVIDENCE = (
    Pattern(
        "transforms.classification.evidence._SELF_NAME",
        takes=(
            *(
                "政府信息公开工作情况的年度报告",
                "本报告",
                "本年度报告",
                "编制2020年政务公开年度报告",
                "政务公开工作报告",
            ),
            "公布了2020年度报告，",
        ),
        leaves=(
            *("信息公开指南", "年度报告", "上级报告", "村务信息公开报告", "公布了年度报告制度", "信息公开年度报告格式"),
            "编制年度报告的通知",
        ),
        misses=("政务公开总结",),
        oversteps=("应公布本单位年度报告",),
    ),
    Pattern(
        "transforms.classification.evidence._NO_TITLE_BEHIND",
        takes=("编制工作的通知", "制度", "（2020年）的通知", "第三方评估报告", "\n编制和发布工作"),
        leaves=("\n一、总体情况", "\n发布时间：2021-01-18", "（2020年）", "发展", "的"),
        how="match",
    ),
    Pattern(
        "transforms.classification.evidence._PERIOD",
        takes=("统计期限自2020年1月1日", "2020年1月1日至12月31日", "统计数据为2020年"),
        leaves=("2020年1月1日起施行", "统计期限为上年", "2020年12月31日"),
    ),
    Pattern(
        "transforms.classification.evidence._OWN",
        takes=(
            "我镇",
            "本机关",
            "样例镇",
            "示例县人民政府",
            "我街",
            "本街道",
            "演示街道",
            "样例省深入",
            "，示例市，各级",
        ),
        leaves=("乡镇", "人民政府", "县城", "我们"),
        oversteps=("各乡镇",),
    ),
    Pattern(
        "transforms.classification.evidence._OWN_YEAR",
        takes=(
            *(
                "2020年，我镇公开",
                "2020年度，在县委领导下，我局",
                "我单位在2020年",
                "2020年，样例镇",
                "2020年镇政府公开",
            ),
            *("2020年以来全县", "2009年，本市"),
        ),
        leaves=("2020年。我镇", "我镇公开", "2020年，根据要求", "2020年的问题"),
        oversteps=("2020年，我镇将",),
    ),
    Pattern(
        "transforms.classification.evidence._DISCLOSURE",
        takes=("政务公开", "公开政府信息", "发布各类信息", "依申请公开"),
        leaves=("公开招标", "发布公告", "信息化"),
    ),
    Pattern(
        "transforms.classification.evidence._ACTIVITY",
        takes=("主动公开", "公开政府信息", "依申请", "收到"),
        leaves=("工作", "公示", "公开招标"),
    ),
    Threshold(
        "transforms.classification.evidence.NAME_CHARS",
        inside=lambda: not refusal(f"{'字' * 2990}本报告\n{OWN.join(HEADINGS)}"),
        outside=lambda: not refusal(f"{'字' * 2998}本报告\n{OWN.join(HEADINGS)}"),
        moved=3100,
    ),
    Threshold(
        "transforms.classification.evidence._MIN_HEADINGS",
        inside=lambda: not refusal("本报告\n" + OWN.join(HEADINGS)),
        outside=lambda: not refusal("本报告\n" + OWN.join((*HEADINGS[:2], ""))),
        moved=2,
    ),
    Threshold(
        "transforms.classification.evidence._MIN_FILLED",
        inside=lambda: not refusal(TITLE + "".join(ARTICLES), filled=10),
        outside=lambda: not refusal(TITLE + "".join(ARTICLES), filled=9),
        moved=9,
    ),
    Threshold(
        "transforms.classification.evidence._MIN_STATEMENT_CHARS",
        inside=lambda: not refusal("一、总体情况\n本报告：我镇主动公开、依申请公开、政务公开" + "字" * 174),
        outside=lambda: not refusal("一、总体情况\n本报告：我镇主动公开、依申请公开、政务公开" + "字" * 173),
        moved=210,
    ),
    Threshold(
        "transforms.classification.evidence._MIN_MENTIONS",
        inside=lambda: not refusal("一、总体情况\n本报告：我镇主动公开、依申请公开、政务公开" + "字" * 200),
        outside=lambda: not refusal("一、总体情况\n本报告：我镇主动公开、依申请公开" + "字" * 200),
        moved=2,
    ),
    Threshold(
        "transforms.classification.evidence._FULL_OUTLINE",
        inside=lambda: not refusal(f"{OWN_2020}{''.join(SIX_HEADINGS[:5])}"),
        outside=lambda: not refusal(f"{OWN_2020}{''.join(SIX_HEADINGS[:4])}"),
        moved=4,
    ),
    Threshold(
        "transforms.classification.evidence._MIN_SECTION_CHARS",
        inside=lambda: not refusal(outlined(60)),
        outside=lambda: not refusal(outlined(59)),
        moved=61,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)
