"""Menus of a page in the text that a tool made of it."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.outline import find_title, without_menus

HERE = "transforms.outline.menus"
LINK = "2018年政府信息公开工作年度报告"
TITLE = "样例镇2023年政府信息公开工作年度报告"


def is_menu_of(entries: int) -> bool:
    return not without_menus("* 办事服务\n" * entries).strip()


EVIDENCE: tuple[Evidence, ...] = (
    Pattern(
        f"{HERE}._LINKS",
        takes=(
            f"  * [{LINK}](/c78)",
            f"[{LINK}](http://a.cn/b)",
            "[首页](/) > [公开](/z) ",
            "- [年报](/a) | [公告](/b)",
        ),
        leaves=("当前位置：[首页](/) > 正文", "8[1]", f"# {TITLE}", "[注](", "[首页](/) 样例镇"),
        misses=("[年报](/a(1))",),
        how="fullmatch",
    ),
    Pattern(
        f"{HERE}._ENTRY",
        takes=("* 首页", "    -   行政处罚 3", f"• {LINK}", f"+ {TITLE}"),
        leaves=("-1", "- 我镇召开会议，研究部署。", "首页", "**一、总体情况**"),
        how="fullmatch",
    ),
    Threshold(f"{HERE}._LEAST_ENTRIES", inside=lambda: is_menu_of(3), outside=lambda: is_menu_of(2), moved=2),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "menu",
    [f"* [首页](/a)\n* [{LINK}](/b)", f"* 首页\n* {LINK}\n* 行政许可", f"[{LINK}](/b)"],
    ids=["links", "list", "link"],
)
def test_a_link_to_the_report_of_another_year_is_no_title(menu: str) -> None:
    assert find_title(f"{menu}\n\n本报告按照条例编制") is None
    assert find_title(f"{menu}\n\n# {TITLE}") == TITLE


def test_a_line_beside_links_stays() -> None:
    assert without_menus(f"{TITLE}\n[下载](/a)\n- 一").split("\n") == [TITLE, "", "- 一"]
