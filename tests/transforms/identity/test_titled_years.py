"""The years of titles: of the report, of other titles at its head, of metadata and paths."""

from __future__ import annotations

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from transforms.identity.stated_years import fold_years
from transforms.identity.titled_years import file_title_years, path_years, says_year, title_years

EVIDENCE = (
    Pattern(
        "transforms.identity.titled_years._UNFOUND_TITLE",
        takes=("2020年样例镇信息公开年报", "样例镇2020年度信息公开工作报告(正式)"),
        leaves=("2020年信息公开指南", "2020年，信息公开年报", "信息公开年报", "编制的2020年信息公开年报，"),
        oversteps=("20205信息公开报告",),
    ),
    Pattern(
        "transforms.identity.titled_years.TITLE_LINE",
        takes=("样例镇2020年政府信息公开年报", "信息公开"),
        leaves=("2020年，样例镇信息公开", "标题：信息公开年报", "我镇主动公开信息"),
    ),
    Pattern(
        "transforms.identity.titled_years._TITLE_YEAR",
        takes=("2020年", "2020样例镇", "样例镇2020 年"),
        leaves=("20201", "12020年", "第20201期"),
    ),
    Pattern("transforms.identity.titled_years._TITLE_YEAR_ALONE", takes=("2019年、2020年",), leaves=("19年", "1998年")),
    Pattern(
        "transforms.identity.titled_years._CHINESE_TITLE_YEAR",
        takes=("二〇二一样例镇", "二0二一年", "样例镇二零二〇年度"),
        leaves=("二〇二一三", "一二〇二一", "一九九八年"),
    ),
    Pattern(
        "transforms.identity.titled_years._DAY",
        takes=("2010年1月19日样例镇", "2010 年1月 19日"),
        leaves=("2021年1月报告", "2021年"),
    ),
    Pattern(
        "transforms.identity.titled_years._LEADING_YEAR",
        takes=("2020年度样例镇", "2020样例镇"),
        leaves=("样例镇2020年", "120年"),
    ),
    Pattern(
        "transforms.identity.titled_years._BEHIND_TITLE",
        takes=("年度报告（2020年度）", "年报(2020)", "年报（2019年、2020年）", "年报(2019-2020)"),
        leaves=("年报(20192020)", "年度报告〔2020〕3号", "年度报告（2020年1月）", "通知（2020）"),
    ),
    Pattern(
        "transforms.identity.titled_years._SHORT_YEAR",
        takes=("样例镇20年政府信息公开年报", "'20年度政府信息公开工作报告", "08年样例镇政府信息公开工作年度报告"),
        leaves=(
            "近20年信息公开报告",
            "第20年信息公开报告",
            "2020年信息公开报告",
            "45年信息公开报告",
            "20年信息公开指南",
        ),
    ),
    Pattern("transforms.identity.titled_years._PATH_YEAR", takes=("2020年/样例镇",), leaves=("2020/样例镇", "12020年")),
    Pattern(
        "transforms.identity.titled_years._BARE_PATH_YEAR",
        takes=("2020/样例镇.txt", "样例镇2020.txt"),
        leaves=("t20210118.html", "v1.2020", "2020.1"),
    ),
    Pattern(
        "transforms.identity.titled_years._PATH_DATE",
        takes=("2021/1/20/", "t20210118", "202101", "2021-01-20"),
        leaves=("2021/样例镇", "20211340", "2021年1月"),
    ),
    Threshold(
        "transforms.identity.titled_years._HEAD_CHARS",
        inside=lambda: title_years("", "字" * 387 + "\n信息公开年报（2020）"),
        outside=lambda: title_years("", "字" * 388 + "\n信息公开年报（2020）"),
        moved=401,
    ),
    Threshold(
        "transforms.identity.titled_years._TITLE_CHARS",
        inside=lambda: not title_years("2020年样例镇信息公开年报", "字" * 2980 + "2022年 2020年样例镇信息公开年报"),
        outside=lambda: not title_years("2020年样例镇信息公开年报", "字" * 2981 + "2022年 2020年样例镇信息公开年报"),
        moved=3001,
    ),
)


@pytest.mark.parametrize("evidence", EVIDENCE, ids=str)
def test_evidence(evidence: Evidence) -> None:
    check(evidence)


@pytest.mark.parametrize(
    "title", ["二〇二一年样例镇信息公开年报", "样例镇二0二一年度信息公开年报", "二○二一样例镇信息公开年报"]
)
def test_titles_in_chinese_numerals_name_a_year(title: str) -> None:
    assert title_years(title, "") == {2021: 1}


def test_the_day_of_a_document_above_a_title_is_not_its_year() -> None:
    """Joined to the title below it, the day on which a notice published the report would be the year of the data."""
    assert title_years("二〇一〇年一月十九日示例市2009年度信息公开年报", "") == {2009: 1}


def test_a_row_of_years_above_a_title_is_no_part_of_it() -> None:
    """Joined to a title without a year, the last of a menu of years would be that of the data."""
    row = "2022年 2021年 2020年\n"
    assert title_years("2020年样例镇信息公开年报", f"{row}样例镇信息公开年报") == {}
    assert title_years("2020年样例镇2019年信息公开年报", f"{row}样例镇2019年信息公开年报") == {2019: 1}
    assert title_years("2020年样例镇信息公开年报", f"{row}2020年样例镇信息公开年报") == {2020: 1}


def test_two_titles_of_one_body_name_both_years() -> None:
    """The site's title and that of the text are not the same; each alone would be taken for sure."""
    title = "样例镇2021年政府信息公开年报"
    assert title_years(title, f"{title}\n样例镇2020年政府信息公开年报\n") == {2021: 1, 2020: 1}
    assert title_years(title, f"2020年政府信息公开年报\n{title}\n") == {2021: 1}


def test_a_title_whose_bracket_says_another_year_names_both() -> None:
    title = "2020年样例镇信息公开工作年度报告"
    assert title_years(title, f"{title}（2019年度）") == {2020: 1, 2019: 1}
    assert title_years(title, f"{title}（2020年度）") == {2020: 1}


@pytest.mark.parametrize("years", ["2019年、2020年", "2019-2020年", "2019和2020年度", "２０１９、２０２０年"])
@pytest.mark.parametrize("title", ["样例镇{}政府信息公开工作年度报告", "{}样例镇政府信息公开工作年度报告"])
def test_a_report_on_two_years_names_both(title: str, years: str) -> None:
    """With one of them alone, the figures of two years would be those of one."""
    printed = title.format(years)
    assert title_years(printed, fold_years(printed)) == {2019: 1, 2020: 1}
    bare = title.format("")
    assert title_years(bare, f"{bare}（{fold_years(years)}）") == {2019: 1, 2020: 1}


def test_titles_of_the_file_and_paths() -> None:
    assert file_title_years([("author", "2020年信息公开"), ("title", "样例镇2021年政府信息公开年报")]) == {2021: 1}
    assert file_title_years([("title", "2020年、2021年信息公开年报")]) == {}
    assert path_years("2020年/2021年/a.html") == {}
    assert says_year("2020年/a.html") and not says_year("2020/a.html")
