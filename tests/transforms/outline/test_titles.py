"""Titles: whole, torn and transposed ones, and the lines that only look like one."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.outline.chrome import LISTED
from transforms.outline.titles import Title, compact_lines, find_title, find_titles, read_title

TITLE = "示例县样例镇2020年政府信息公开工作年度报告"
EVIDENCE = (
    Pattern(
        "transforms.outline.titles._TITLE",
        takes=(
            *(TITLE, "2020年样例镇政务信息公开年报", "样例镇信息公开工作报告", "样例镇2020年政府信息年度公开报告"),
            *(
                "样例镇2020年政府信息公开工作告年度报",
                "2020年政府信息公开工作年度报",
                "样例镇2020年政务公开工作报告",
                "二〇二〇年样例镇政府信息公开报告单",
            ),
        ),
        leaves=(
            *("政府信息公开年度报告制度", "样例镇政府信息公开指南", "政府信息公开情况报送", "样例镇信息公开报道"),
            *("样例镇财政预算信息公开报告", "样例镇村务信息公开报告", "政府信息公开工作年度报告的通知"),
        ),
        misses=("样例镇2020年信息公开工作总结",),
    ),
    Pattern(
        "transforms.outline.titles._SENTENCE",
        takes=("平稳。", "一、总体情况", "根据条例", "为做好公开工作", "2020年，现将我局年报", "报告如下："),
        leaves=(TITLE, "1月1日", "样例镇，范例乡"),
        oversteps=("为民镇2020年政府信息公开年报",),
    ),
    Pattern(
        "transforms.outline.titles._OUTLINE",
        takes=("一、总体情况", "（一）主动公开"),
        leaves=("1.总体情况", "一是公开", "十一、其他"),
        misses=("第一部分概述",),
    ),
    Pattern(
        "transforms.outline.titles._LEADING",
        takes=("关于样例镇", "附件1样例镇", "的样例镇"),
        leaves=("样例镇关于", "首都样例镇", "关山镇"),
        found=("关于", "附件1", "的"),
    ),
    Pattern(
        "transforms.outline.titles._PAGE_WORDS",
        takes=("首页政务公开样例镇", "政府信息公开年报样例镇", "标题样例镇"),
        leaves=("政务公开办公室", "样例镇政务公开", "信息公开工作领导小组"),
        found=("首页政务公开", "政府信息公开年报", "标题"),
    ),
    Pattern(
        "transforms.outline.titles._BRACKETS",
        takes=("（样例镇）", "(示例县)"),
        leaves=("高新区（新市区）", "样例镇", "（甲）（乙）"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.outline.titles._TORN",
        takes=("示例县样", "示例市示例区演示回"),
        leaves=("示例县", "政务公开", "示例县政务公开"),
        oversteps=("示例县动态",),
        how="fullmatch",
    ),
    Pattern(
        "transforms.outline.titles._REST",
        takes=("例镇", "例乡人民政府", "例街道办事处"),
        leaves=("样例镇", "例镇财政所", "镇"),
        how="match",
    ),
    Pattern(
        "transforms.outline.titles._BESIDE_FRAME",
        takes=("||按照《中华人民共和国||", "||开办函〔2021〕30号文件确定的||"),
        leaves=("|发布日期|", "||||", "||2021||", "||单位：件||", "||发布机构名称|"),
        how="match",
    ),
    Pattern("transforms.outline.titles._DATED", takes=("2021年", "二〇二一"), leaves=("政府信息公开年报", "1921年")),
    Pattern(
        "transforms.outline.titles._YEAR_LINE",
        takes=("2021年", "2021年度样例镇", "二〇二一年"),
        leaves=("样例镇", "2021年1月"),
        how="fullmatch",
    ),
    Pattern(
        "transforms.outline.titles._TRAILING",
        takes=("样例镇年度", "样例镇关于", "样例镇的"),
        leaves=("样例镇", "年丰镇"),
        oversteps=("百年",),
        found=("年度", "关于", "的"),
    ),
    Pattern("transforms.outline.titles._LABEL_MARK", takes=("标题：", "要求:"), leaves=("标题", "样例镇、")),
    Pattern(
        "transforms.outline.titles._TITLE_LABEL",
        takes=("信息名称：", "附件：", "当前位置："),
        leaves=("要求：", "来源："),
    ),
    Threshold(
        "transforms.outline.titles._HEAD_CHARS",
        inside=lambda: find_titles("字" * 2970 + "\n" + TITLE),
        outside=lambda: find_titles("字" * 2990 + "\n" + TITLE),
        moved=4000,
    ),
    Threshold(
        "transforms.outline.titles._HEAD_LINES",
        inside=lambda: find_titles("链接\n" * 79 + TITLE),
        outside=lambda: find_titles("链接\n" * 80 + TITLE),
        moved=81,
    ),
    Threshold(
        "transforms.outline.titles._LONGEST_LINE",
        inside=lambda: find_titles("例" * 37 + TITLE),
        outside=lambda: find_titles("例" * 38 + TITLE),
        moved=70,
    ),
    Threshold(
        "transforms.outline.titles._MOST_LINES",
        inside=lambda: find_title("示例县样例镇\n2020年\n政府信息\n公开工作\n年度报告") == TITLE,
        outside=lambda: find_title("示例县样例镇\n2020年\n政府\n信息\n公开工作\n年度报告") == TITLE,
        moved=5,
    ),
    Threshold(
        "transforms.outline.titles._LONGEST_REST",
        inside=lambda: find_title("样例镇2020年政府信息公开报\n告（公开发布稿）") == "样例镇2020年政府信息公开报告",
        outside=lambda: find_title("样例镇2020年政府信息公开报\n告（公开发布稿三）") == "样例镇2020年政府信息公开报告",
        moved=9,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (TITLE, "示例县样例镇"),
        ("2020年样例镇政府信息公开年报", "样例镇"),
        ("关于样例镇2020年度政府信息公开工作情况的报告", "样例镇"),
        ("样例镇人民政府信息公开工作年度报告", "样例镇人民政府"),
        ("2020年政府信息公开工作年度报告", ""),
    ],
)
def test_a_title_names_its_body(line: str, place: str) -> None:
    title = read_title(line)
    assert title is not None
    assert title.place == place


@pytest.mark.parametrize("line", ["政府信息公开年报", "样例镇2020年工作报告", "我镇认真做好信息公开工作", ""])
def test_what_names_neither_year_nor_body_is_no_title(line: str) -> None:
    assert read_title(line) is None


def test_lines_are_joined_only_where_they_are_one_title() -> None:
    """Joined blindly, the last line of a menu would be the publisher."""
    bare = "2020年政府信息公开年报"
    assert find_titles(f"样例镇\n{bare}") == [Title(f"样例镇{bare}", "样例镇", bare)]
    assert find_titles("公开指引\n2020年政府信息公开年报") == [Title("2020年政府信息公开年报", "")]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("示例县人民政府", "政府信息公开", TITLE), TITLE),
        (("示例县样例镇", "2020年政府信息公开", "工作年度报告"), TITLE),
        (("示例县样", "例镇2020年政府信息公开工作年度报告"), TITLE),
        (("示例县人民政府", "示例县样例镇", "2020年政府信息公开工作年度报告"), TITLE),
        (("县财政局", "政府信息公开年报", "示例县样例镇", "2020年政府信息公开工作年度报告"), TITLE),
        (("样例镇", "人民政府", "2020年政府信息公开年报"), "样例镇人民政府2020年政府信息公开年报"),
        (("2020年", "样例镇政府信息公开年报"), "2020年样例镇政府信息公开年报"),
        (("新闻中心", "2020年政府信息公开年报"), "2020年政府信息公开年报"),
        (("首页政务公开样例镇2020年政府信息公开年报",), "样例镇2020年政府信息公开年报"),
        (("示例县样例镇", "", "2020年政府信息公开年报"), "2020年政府信息公开年报"),
    ],
)
def test_a_title_is_the_shortest_run_of_lines_with_its_body_and_year(lines: tuple[str, ...], title: str) -> None:
    found = find_titles("\n".join(lines))
    assert [one.text for one in found] == [title]


def test_a_body_below_a_list_may_be_the_last_of_the_list() -> None:
    marked = f"{LISTED}\n{LISTED}\n演示镇\n2020年政府信息公开年报"
    assert find_titles(marked) == [
        Title("演示镇2020年政府信息公开年报", "演示镇", "2020年政府信息公开年报", is_listed=True)
    ]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("示例县教育局２０２１年政府信息公开工作年度报告", "示例县教育局"),
        ("样例镇２０２１年度政府信息公开工作年度报告", "样例镇"),
        ("样例镇2019年、2020年政府信息公开工作年度报告", "样例镇"),
        ("样例镇2019-2020年政府信息公开工作年度报告", "样例镇"),
        ("样例镇2019和2020年度政府信息公开工作年度报告", "样例镇"),
        ("样例镇2019/2020年政府信息公开工作年度报告", "样例镇"),
        ("样例镇2019年2020年政府信息公开工作年度报告", "样例镇"),
        ("2019、2020年度样例镇政府信息公开工作年度报告", "样例镇"),
    ],
)
def test_years_of_any_width_and_several_leave_the_body(line: str, place: str) -> None:
    """Without the year, or with one of two, the body was lost, or a mark between the years was taken for it."""
    assert read_title(line) == Title(line, place)
    assert [title.place for title in find_titles(line)] == [place]


def test_a_column_of_the_site_is_no_title_beside_one_with_a_year() -> None:
    assert [title.place for title in find_titles(f"示例县政府信息公开年报\n{TITLE}")] == ["示例县样例镇"]
    below = find_titles("示例县政府信息公开年报\n2020年政府信息公开工作年度报告")
    assert [(title.place, bool(title.bare)) for title in below] == [("示例县", True), ("", False)]


def test_a_colon_may_part_a_body_from_its_title() -> None:
    assert find_titles("样例镇：2020年政府信息公开年报")[0].place == "样例镇"
    assert find_titles("要求：2020年政府信息公开年报") == []


def test_no_title_is_looked_for_behind_the_first_heading() -> None:
    assert find_titles(f"一、总体情况\n{TITLE}") == []


def test_the_title_that_names_a_body_is_preferred() -> None:
    assert find_title(f"2020年政府信息公开工作年度报告\n{TITLE}\n") == TITLE


def test_lines_are_compacted_and_empty_ones_dropped() -> None:
    assert compact_lines(" 样 例\u3000镇 \n\n \t\n年 报\n") == "样例镇\n年报"


def test_a_title_beside_a_frame_is_a_link_of_the_menu() -> None:
    """Pandoc's grid of a page whose menu names the report of another year."""
    lines = ["|首页||政府信息|||", "|2018年政府信息公开工作年度报告||按照《条例》的要求编写||"]
    assert find_titles("\n".join(lines)) == []
    assert [title.place for title in find_titles(f"|标题|{TITLE}|发布日期|2021-01-20|")] == ["示例县样例镇"]
    assert [title.place for title in find_titles(f"|{TITLE}||单位：件|")] == ["示例县样例镇"]
