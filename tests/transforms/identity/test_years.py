"""The year that the data cover: what speaks of it, and what of other years."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from tests.evidence import Evidence, Pattern, Threshold, check
from tests.transforms.case_files import Case, case_paths, params, read_cases, split_name
from tests.transforms.identity.year_pages import YearPage, as_document, as_text, as_web_page, draw_page
from transforms.identity.publication import Pairs
from transforms.identity.years import _WEIGHTS, PUBLICATION, YearReading, find_year
from transforms.outline import find_title
from transforms.report import read_report

TITLE = "样例镇{}年政府信息公开工作年度报告"
PERIOD = "统计期限自{0}年1月1日起至{0}年12月31日止。"


def year_of(text: str, title: str | None = None, metadata: Pairs = (), path: str = "") -> int | None:
    return find_year(text, title, metadata, path).year


def published(day: str, title: str | None = None, text: str = "") -> YearReading:
    return find_year(text, title, [("发布日期", day)])


def conflicts(titles: str) -> list[str | None]:
    """The years that are doubted where a period of 2021 stands below some titles."""
    reading = find_year(f"{titles}\n{PERIOD.format(2021)}", titles.split("\n", maxsplit=1)[0])
    assert reading.year == 2021
    return [doubt.actual for doubt in reading.doubts]


EVIDENCE = (
    Pattern(
        "transforms.identity.years._YEAR",
        takes=("2024", "（2024", "2039年"),
        leaves=("12024", "20240", "2040", "1999"),
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
        "transforms.identity.years._SINGLE_WEIGHT",
        inside=lambda: year_of("2021年，我镇公开信息。2021年，我镇培训。", None, [("发布日期", "2023-01-20")]) == 2021,
        outside=lambda: year_of("2021年，我镇公开信息。", None, [("发布日期", "2023-01-20")]) == 2021,
        moved=2.0,
    ),
    Threshold(
        "transforms.identity.years._MIN_LISTED",
        inside=lambda: (
            not conflicts("样例镇2021年政府信息公开年报\n样例镇2020年政府信息公开年报\n样例镇2019年政府信息公开年报")
        ),
        outside=lambda: not conflicts("样例镇2021年政府信息公开年报\n样例镇2020年政府信息公开年报"),
        moved=2,
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


def test_a_title_without_a_body_decides_nothing_against_another_witness() -> None:
    """Where the own title is lost, a link to the report of another year has the only words of one."""
    link = "2018年政府信息公开工作年度报告"
    assert published("2024-01-20", link).year is None
    assert find_year("我镇2020年召开会议。", link).year is None
    assert find_year(link, link).year == published("2019-01-20", link).year == 2018
    assert published("2024-01-20", TITLE.format(2018)).year == 2018


def test_a_link_on_a_page_too_torn_for_another_witness_is_none() -> None:
    """As pandoc draws a page within a page, and the lines of the article break within its years."""
    link = "2018年政府信息公开工作年度报告"
    torn = "| 数据统计为2024 |\n| 年之内。截至2024 |\n| 年底 |"
    assert find_year(f"{link}\n{torn}", link).year is None
    assert find_year(f"{link}\n2018\n年打算\n{torn}", link).year == 2018  # printed as often
    assert find_year(f"样例镇{link}\n{torn}", f"样例镇{link}").year == 2018


def test_a_link_beside_the_article_is_one_witness_and_no_more() -> None:
    link = "2018年政府信息公开工作年度报告"
    beside = f"|   {link}  | | 全文由总体情况等组成 |\n| 办事服务 | | （一）主动公开。2019年，甲 |"
    assert find_year(beside, link).year is None
    assert find_year(f"{beside}\n现将2018年政府信息公开情况公布如下。", link).year == 2018


def test_a_sentence_with_the_words_of_the_title_is_a_witness_of_its_own() -> None:
    title = "示例县样例镇2020年政府信息公开工作年度报告"
    own_line = "示例县样例镇 2020年 政府信息公开工作年度报告"
    period = "本报告所列数据的统计期限自2019年1月1日起至2019年12月31日止。"
    assert find_year(f"{own_line}\n\n现将{title}公布如下。\n{period}", title).year == 2020
    bare = title.removeprefix("示例县样例镇")
    text = f"2020年 政府信息公开工作年度报告\n发布日期：2022-01-20\n现将{bare}公布如下。"
    assert find_year(text, bare).year == 2020


def test_a_link_of_markdown_names_no_year() -> None:
    assert find_year("* [首页](/a)\n* [2018年政府信息公开工作年度报告](/b)\n本报告按照条例编制", None).year is None


def test_a_year_that_blanks_tear_is_one() -> None:
    assert find_year("统计期限自2 023年1月1日起至2 02 3年12月31日止。", None).year == 2023


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


@pytest.mark.parametrize("seed", range(5))
def test_generated_pages_have_the_right_year_or_say_that_it_is_doubtful(seed: int) -> None:
    """A slip of one kind of evidence is never loaded unsaid; a page without a slip has its year and no conflict."""
    random = Random(seed)
    for page in (draw_page(random) for _ in range(200)):
        reading = find_year(page.text, find_title(page.text))
        has_conflict = "year_conflict" in {doubt.rule for doubt in reading.doubts}
        if not page.slipped:
            assert (reading.year, has_conflict) == (page.year, False), page.text
        assert reading.year in (page.year, None) or has_conflict, page.text
        if page.slipped not in ("", "own", "published") and reading.year is not None:
            assert has_conflict, page.text


@pytest.mark.parametrize("write", [as_text, as_web_page, as_document])
def test_generated_pages_are_read_alike_in_each_format(write: Callable[[YearPage], bytes]) -> None:
    random = Random(11)
    for page in (draw_page(random) for _ in range(40)):
        report = read_report(write(page), "page").report
        if report is None:
            assert page.slipped, page.text
            continue
        has_conflict = "year_conflict" in {doubt.rule for doubt in report.doubts}
        assert report.report_year == page.year or has_conflict, page.text
        if not page.slipped:
            assert (report.report_year, has_conflict) == (page.year, False), page.text
            assert (report.published_on is not None) == ("published" in page.kinds), page.text


def test_one_slip_is_outvoted_and_said() -> None:
    """A sentence about another year beats neither the closing date nor the report's name for itself."""
    reading = find_year(
        "特编制样例镇政府信息公开工作2021年度报告。\n一、总体情况\n截止2021年12月31日，公开信息24条。\n"
        "2023年我镇建立健全公开制度。",
        None,
    )
    assert reading.year == 2021
    assert ("year_conflict", "2023") in {(doubt.rule, doubt.actual) for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("text", "title", "year", "other"),
    [
        (f"{PERIOD.format(2021)}\n现公布2020年样例镇政府信息公开年报。", None, 2021, "2020"),
        ("统计期限自2020年1月1日起至2021年12月31日止。", TITLE.format(2021), 2021, "2020"),
        (f"{PERIOD.format(2021)}\n一、总体情况\n截至2020年12月31日，公开5条。", TITLE.format(2021), 2021, "2020"),
        (f"{TITLE.format(2021)}\n{TITLE.format(2020)}\n{PERIOD.format(2021)}", TITLE.format(2021), 2021, "2020"),
        ("发布时间：2023-01-20", TITLE.format(2021), 2021, "2022"),
    ],
    ids=["name", "both ends of the period", "closing date", "two titles", "day of publication against one witness"],
)
def test_each_two_kinds_that_disagree_are_doubted(text: str, title: str | None, year: int, other: str) -> None:
    reading = find_year(text, title)
    assert reading.year == year
    assert other in {doubt.actual for doubt in reading.doubts if doubt.rule == "year_conflict"}


def test_where_two_kinds_as_strong_disagree_there_is_no_year() -> None:
    text = "现公布2020年样例镇政府信息公开年报。\n一、总体情况\n截至2021年12月31日，公开5条。"
    reading = find_year(text, None)
    assert reading.year is None
    assert reading.evidence.startswith("undecided")


def test_index_numbers_paths_and_notes_are_no_evidence() -> None:
    """A year of publication in an index number would be loaded as that of the data."""
    reading = find_year(
        "| 索引号: | 717938231/2023-08493 | 主题分类: | 政府信息公开年报 |\n"
        "首页 > 年报 > 2023年\n发文日期：2023-01-21\n一、总体情况\n无。\n注：2019年口径不同。",
        None,
    )
    assert reading.year == 2022
    assert {doubt.rule for doubt in reading.doubts} == {"year_inferred"}
