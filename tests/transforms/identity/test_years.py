"""The year that the data cover: what speaks of it, and what of other years."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.case_files import Case, case_paths, params, read_cases, split_name
from transforms.identity.publication import Pairs
from transforms.identity.years import _WEIGHTS, PUBLICATION, YearReading, find_year
from transforms.outline import find_title

TITLE = "样例镇{}年政府信息公开工作年度报告"
PERIOD = "统计期限自{0}年1月1日起至{0}年12月31日止。"


def year_of(text: str, title: str | None = None, metadata: Pairs = (), path: str = "") -> int | None:
    return find_year(text, title, metadata, path).year


def published(day: str, title: str | None = None, text: str = "") -> YearReading:
    return find_year(text, title, [("发布日期", day)])


def is_called(filler: int) -> bool:
    """Whether the name of the period, so many characters before it, tells it from another one."""
    other = "2019年1月1日至2019年12月31日"
    return year_of(f"{other}。统计期限{'字' * filler}2020年1月1日至2020年12月31日") == 2020


EVIDENCE = (
    Pattern(
        "transforms.identity.years._CHINESE_YEAR",
        takes=("二〇二一年", "二0一七 年", "二零二零年度"),
        leaves=("二〇二一", "一九九八年", "二〇四五年"),
    ),
    Pattern(
        "transforms.identity.years._MASKED",
        takes=(
            *("国办公开办函〔2019〕60号", "【2021】1号", "国办函〔201960 号", "《2018年政务公开要点》", "©2021 样例镇"),
            *("2024年12月3日 星期二", "较2020年增长", "到2035年基本建成", "自2008年5月1日起施行", "2019年修订"),
            *("2020年工作计划", "2021年，我镇将推进", "2021年，样例镇拟新增"),
        ),
        leaves=(
            *("2020年，我镇主动公开", "至2020年12月31日", "到2020年12月31日", "2020年政府信息公开", "2020年号召"),
            *("2020年工作情况", "2021年1月18日"),
        ),
        oversteps=(
            "2020年，我镇准备了材料",
            "样例镇与2020年",
        ),
    ),
    Pattern(
        "transforms.identity.years._PERIOD",
        takes=(
            *("2020年1月1日起至2020年12月31日止", "2020年1月1日至12月31日", "201211日起至20121231日"),
            *("20241月1日起至2024年12月31日", "2018年1月1日—2018年12月15日", "2019年12月16日起至2020年12月15日"),
        ),
        leaves=("2020年1月1日至6月30日", "2020年3月1日至2020年12月31日", "2020年1月1日，我镇12月31日"),
        misses=("2020.1.1-2020.12.31",),
    ),
    Pattern(
        "transforms.identity.years._PERIOD_WORDS",
        takes=("统计期限为2020年1月", "统计数据自2020年 1 月"),
        leaves=("统计期限为2020年度", "数据截至2020年6月", "数据。2020年1月", "自2020年1月1日"),
    ),
    Pattern(
        "transforms.identity.years._PERIOD_NAME",
        takes=("本报告所列数据的统计期限自", "统计时间为"),
        leaves=("统计期限。", "本年度自", "统计时间\n", "统计"),
    ),
    Pattern(
        "transforms.identity.years._CLOSING_DATE",
        takes=("截至2020年12月31日", "截止202012月31日", "截至2020年12月底"),
        leaves=("截至2020年6月", "截至12月31日", "2020年12月31日"),
        misses=("截止2020年底",),
    ),
    Pattern(
        "transforms.identity.years._OWN_YEAR",
        takes=("2020年，我镇", "2020年度全县", "2020年样例镇", "2020年，样例街道"),
        leaves=("2020年主动公开", "2020年，根据要求", "2020年5月，我镇", "12020年，我镇"),
        oversteps=("2020年底样例镇",),
    ),
    Pattern(
        "transforms.identity.years._REPORT_YEAR",
        takes=("2020年政府信息公开工作年度报告", "2020年度样例镇信息公开情况", "2020样例镇政府信息公开年报"),
        leaves=("2020年信息公开指南", "2020年，样例镇政府信息公开报告", "12020年信息公开年报"),
        misses=("2020年政务公开报告",),
    ),
    Pattern(
        "transforms.identity.years._TITLE_LINE",
        takes=("样例镇2020年政府信息公开年报", "信息公开"),
        leaves=("2020年，样例镇信息公开", "标题：信息公开年报", "我镇主动公开信息"),
    ),
    Pattern(
        "transforms.identity.years._UNFOUND_TITLE",
        takes=("2020年样例镇信息公开年报", "样例镇2020年度信息公开工作报告(正式)"),
        leaves=("2020年信息公开指南", "2020年，信息公开年报", "信息公开年报", "编制的2020年信息公开年报，"),
        oversteps=("20205信息公开报告",),
    ),
    Pattern(
        "transforms.identity.years._ANY_YEAR",
        takes=("2020年", "2020 年度"),
        leaves=("2020年1月", "2020", "12020年"),
    ),
    Pattern(
        "transforms.identity.years._TITLE_YEAR",
        takes=("2020年", "2020样例镇", "样例镇2020 年"),
        leaves=("20201", "12020年", "第20201期"),
    ),
    Pattern(
        "transforms.identity.years._BEHIND_TITLE",
        takes=("年度报告（2020年度）", "年报(2020)"),
        leaves=("年度报告〔2020〕3号", "年度报告（2020年1月）", "通知（2020）"),
    ),
    Pattern(
        "transforms.identity.years._SHORT_YEAR",
        takes=("样例镇20年政府信息公开年报", "'20年度政府信息公开工作报告", "08年样例镇政府信息公开工作年度报告"),
        leaves=(
            "近20年信息公开报告",
            "第20年信息公开报告",
            "2020年信息公开报告",
            "45年信息公开报告",
            "20年信息公开指南",
        ),
    ),
    Pattern("transforms.identity.years._PATH_YEAR", takes=("2020年/样例镇",), leaves=("2020/样例镇", "12020年")),
    Pattern(
        "transforms.identity.years._BARE_PATH_YEAR",
        takes=("2020/样例镇.txt", "样例镇2020.txt"),
        leaves=("t20210118.html", "v1.2020", "2020.1"),
    ),
    Pattern(
        "transforms.identity.years._PATH_DATE",
        takes=("2021/1/20/", "t20210118", "202101", "2021-01-20"),
        leaves=("2021/样例镇", "20211340", "2021年1月"),
    ),
    Threshold(
        "transforms.identity.years.FIRST_YEAR",
        inside=lambda: year_of("", TITLE.format(2008)),
        outside=lambda: year_of("", TITLE.format(2007)),
        moved=2007,
    ),
    Threshold(
        "transforms.identity.years._LAST_YEAR",
        inside=lambda: year_of("", TITLE.format(2034)),
        outside=lambda: year_of("", TITLE.format(2035)),
        moved=2035,
    ),
    Threshold(
        "transforms.identity.years._WEIGHTS",
        inside=lambda: find_year(PERIOD.format(2020), TITLE.format(2021)).year == 2020,
        outside=lambda: published("2022-01-20", TITLE.format(2021), PERIOD.format(2020)).year == 2020,
        moved={**_WEIGHTS, PUBLICATION: 0.5},
    ),
    Threshold(
        "transforms.identity.years._LAST_MONTH_OF_PUBLISHING",
        inside=lambda: published("2021-04-30").year == 2020,
        outside=lambda: published("2021-05-01").year == 2020,
        moved=5,
    ),
    Threshold(
        "transforms.identity.years._FIRST_MONTH_OF_EARLY_PUBLISHING",
        inside=lambda: not published("2020-11-01", TITLE.format(2020)).doubts,
        outside=lambda: not published("2020-10-31", TITLE.format(2020)).doubts,
        moved=12,
    ),
    Threshold(
        "transforms.identity.years._LONGEST_NAME",
        inside=lambda: is_called(32),
        outside=lambda: is_called(33),
        moved=40,
    ),
    Threshold(
        "transforms.identity.years._HEAD_CHARS",
        inside=lambda: year_of("字" * 387 + "\n信息公开年报（2020）"),
        outside=lambda: year_of("字" * 388 + "\n信息公开年报（2020）"),
        moved=401,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


def test_sources_that_disagree_leave_both_years_in_a_doubt() -> None:
    reading = find_year(PERIOD.format(2020), TITLE.format(2021))
    assert [(doubt.rule, doubt.expected, doubt.actual) for doubt in reading.doubts] == [
        ("year_conflict", "2020", "2021")
    ]


@pytest.mark.parametrize(
    ("path", "year"),
    [
        ("2020年/样例镇.txt", 2020),
        ("2020/t20210118.html", 2020),
        ("2018/2019/样例镇.txt", None),
        ("2021/1/20/a.html", None),
    ],
)
def test_a_path_names_a_year_where_it_names_one_alone(path: str, year: int | None) -> None:
    assert year_of("样例镇政府信息公开工作年度报告", None, (), path) == year


def test_a_year_that_only_a_path_says_is_doubted() -> None:
    reading = find_year("", None, (), "2020年/样例镇.txt")
    assert [(doubt.rule, doubt.severity) for doubt in reading.doubts] == [("year_inferred", "warning")]


def test_the_year_of_a_comparison_is_not_that_of_the_data() -> None:
    """Taken for it, every figure would be loaded a year too early."""
    assert year_of("较2019年增长。较2019年下降。2020年，我镇公开信息5条。") == 2020


def test_a_title_of_a_list_of_links_says_nothing_beside_those_of_other_years() -> None:
    links = "2019年政府信息公开年报\n2020年政府信息公开年报\n"
    assert year_of(links, "2019年政府信息公开年报") is None
    assert year_of(links, "样例镇2019年政府信息公开年报") == 2019


def year_arguments(case: Case) -> tuple[str, str | None, list[tuple[str, str]], str]:
    """Text, title, metadata and path of a case, which may be a text alone."""
    original = case.original if isinstance(case.original, dict) else {"text": case.original}
    text = original["text"] if isinstance(original["text"], str) else "\n".join(original["text"])
    metadata = [(name, value) for name, value in original.get("metadata", ())]
    return text, find_title(text), metadata, original.get("path", "")


@params("years")
def test_the_year_of_a_text(case: Case) -> None:
    reading = find_year(*year_arguments(case))
    assert reading.year == case.expected["year"]
    rules = {doubt.rule for doubt in reading.doubts}
    assert ("year_conflict" in rules) == case.expected["conflict"]
    assert rules <= {"year_conflict", "year_inferred"}
    assert (reading.published_on and reading.published_on.isoformat()) == case.expected.get("published_on")


def test_years_are_right_or_told() -> None:
    cases = [case for path in case_paths() if split_name(path)[0] == "years" for case in read_cases(path)]
    readings = [(case, find_year(*year_arguments(case))) for case in cases]
    wrong = [(case, reading) for case, reading in readings if reading.year != case.expected["year"]]
    assert len(cases) >= 60
    assert len(wrong) <= 0.01 * len(cases)
    assert [case.label for case, reading in wrong if "year_conflict" not in {one.rule for one in reading.doubts}] == []
