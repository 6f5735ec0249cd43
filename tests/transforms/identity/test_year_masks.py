"""Years of the page and of what a report refers to: what is taken out, and what must stay."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, check
from transforms.identity.year_masks import mask_notes, mask_other_years, mask_page_years

EVIDENCE = (
    Pattern(
        "transforms.identity.year_masks._PAGE_YEARS",
        takes=(
            *("索引号：717938231/2023-08493", "索 引 号 | 014416330/2018-04736", "620702081/2026-00007"),
            *("11341500MB1234/202401-00012", "http://www.example.gov.cn/2022/a", "art/2023/1/6/art_1_2.html"),
            *("首页 > 政务公开 > 2023年", "当前位置：首页/信息公开/2022年", "示例县»年报»2022年"),
            *("©2021 样例镇", "2024年12月3日 星期二", "首页 - [2018年政府信息公开工作年度报告](/c49) - "),
        ),
        leaves=(
            *("2021-01-18", "2020/2021年", "首页", "样例镇2021年年报", "2021年1月1日至12月31日", "位置偏远，2021年"),
            *("2021年>2020年", "电话：0517-00002021", "# [样例镇2021年年报](/c49)", "- [2021年] 规章"),
        ),
        misses=("示例县-信息公开-2023年", "样例 / 年报 / 2022年"),
    ),
    Pattern(
        "transforms.identity.year_masks._OTHER_YEARS",
        takes=(
            *(
                "国办公开办函〔2019〕60号",
                "【2021】1号",
                "国办函〔201960 号",
                "《2018年政务公开要点》",
                "公告2022年第3号",
            ),
            *(
                "较2020年增长",
                "到2035年基本建成",
                "自2008年5月1日起施行",
                "2019年修订",
                "自2020年起",
                "自2020年5月起，",
            ),
            *("2020年工作计划", "2021年，我镇将推进", "2021年，样例镇拟新增", "《2020年政府信息公开年报编制通知》"),
        ),
        leaves=(
            *("2020年，我镇主动公开", "至2020年12月31日", "到2020年12月31日", "2020年政府信息公开", "2020年号召"),
            *("2020年工作情况", "2021年1月18日", "自2021年1月1日起至2021年12月31日", "自2021年1月1日起—12月31日"),
            *("《样例镇2021年政府信息公开工作年度报告》", "2021年1月1号"),
        ),
        oversteps=(
            "2020年，我镇准备了材料",
            "样例镇与2020年",
        ),
    ),
    Pattern(
        "transforms.identity.year_masks._NOTE",
        takes=("注：2020年起", "备注:2020年", "  （注1：2020年口径", "一\n说明：2019年"),
        leaves=("关注：2020年", "注意2020年", "情况说明：2020年", "说明2020年"),
    ),
    Pattern(
        "transforms.identity.year_masks._YEARS_IN_A_ROW",
        takes=("2019年、2018年", "2023 2022 2021", "2020年\t2021年", "2021年度和2020年度", "2021年\n2020年\n字"),
        leaves=("2021年，我镇2020年", "2021年", "2021年1月", "2021年\n2020年样例镇年报"),
    ),
    Pattern("transforms.identity.year_masks._YEAR", takes=("2021年",), leaves=("1998年", "21年")),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_the_sentence_behind_a_path_of_the_site_stays() -> None:
    """Pages that are joined on one line would lose all that they say."""
    joined = "当前位置：首页 > 政务公开 > 正文 2021年，我镇公开信息5条。"
    assert mask_page_years(joined).split() == ["2021年，我镇公开信息5条。"]


def test_a_year_that_is_doubled_stays_and_a_row_of_years_goes() -> None:
    assert mask_other_years("2021年\n2021年，我镇") == "2021年\n2021年，我镇"
    assert mask_other_years("2021年、2020年，我镇").strip() == "，我镇"


def test_a_note_goes_up_to_the_end_of_its_line() -> None:
    assert mask_notes("规章 1\n注：2019年口径不同\n2021年").split() == ["规章", "1", "2021年"]


@pytest.mark.parametrize("mask", [mask_page_years, mask_other_years, mask_notes])
@pytest.mark.parametrize(
    "text", ["字>" * 40_000, "- [字" * 40_000, "20" * 40_000, "《" * 40_000, "索引号" * 20_000, "2021年、" * 20_000]
)
def test_masks_take_little_time_over_long_rows(mask: object, text: str) -> None:
    assert callable(mask)
    mask(text)
