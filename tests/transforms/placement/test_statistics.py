"""From the rows of the statistics form to facts: what a report owes, and what is doubted."""

from __future__ import annotations

from decimal import Decimal

from tests.transforms.tables.statistic_rows import statistic_entries
from transforms.placement.statistics import Statistics, read_statistics
from transforms.schemas import CellStatus
from transforms.tables.statistics import find_statistic_rows


def read(*lines: str) -> Statistics:
    return read_statistics(find_statistic_rows(statistic_entries(*lines), 2016), None, 2016)


def test_a_report_without_the_form_owes_nothing() -> None:
    assert read("三、依申请公开情况", "本年收到申请数5件。") == Statistics()


def test_a_report_with_the_form_of_2014_owes_all_of_it() -> None:
    statistics = read("统计指标\t单位\t统计数", "（一）收到申请数\t件\t7", "（二）申请办结数\t件\t6")
    assert len(statistics.facts) == 58
    assert sum(fact.cell_status == CellStatus.MISSING for fact in statistics.facts) == 56
    [doubt] = statistics.doubts
    assert (doubt.rule, doubt.subject, doubt.expected, doubt.actual) == ("cells_missing", "fact_statistic", "58", "2")


def test_a_forerunner_owes_only_what_it_prints() -> None:
    statistics = read("指标名称\t计量单位\t本年度\t历年累计", "申请总数\t条\t7\t90", "行政申诉数\t件\t0\t1")
    assert [fact.key for fact in statistics.facts] == [
        ("requests_received", "year"),
        ("requests_received", "cumulative"),
        ("appeals", "year"),
        ("appeals", "cumulative"),
    ]
    assert statistics.doubts == ()


def test_a_form_printed_again_with_another_figure_is_doubted() -> None:
    header = "指标名称\t计量单位\t本年度"
    statistics = read(header, "申请总数\t条\t7", "行政申诉数\t件\t0", header, "申请总数\t条\t8", "行政申诉数\t件\t0")
    causes = {fact.key[0]: fact.cause for fact in statistics.facts}
    assert causes == {"requests_received": "contradiction", "appeals": ""}


def test_a_negative_count_is_loaded_and_doubted() -> None:
    statistics = read("指标名称\t计量单位\t本年度", "申请总数\t条\t-7")
    assert [(fact.value, doubt.rule) for fact, doubt in zip(statistics.facts, statistics.doubts, strict=True)] == [
        (Decimal(-7), "negative_count")
    ]


LAST_YEAR = ("2015年度政府信息公开情况统计表", "指标名称\t计量单位\t本年度")
THIS_YEAR = ("2016年度政府信息公开情况统计表", "指标名称\t计量单位\t本年度")


def test_figures_of_another_year_are_said_to_be_so_beside_the_reports_own() -> None:
    alone = read(*LAST_YEAR, "申请总数\t条\t7")
    assert [(doubt.rule, doubt.subject) for doubt in alone.doubts] == [
        ("foreign_table", "fact_statistic.requests_received.year")
    ]
    both = read(*LAST_YEAR, "申请总数\t条\t7", *THIS_YEAR, "申请总数\t条\t8")
    assert [(fact.value, fact.cause) for fact in both.facts] == [(Decimal(8), "")]
    assert [doubt.rule for doubt in both.doubts] == ["foreign_table"]
    assert read(*THIS_YEAR, "申请总数\t条\t8").doubts == ()


def test_a_form_of_another_year_without_figures_says_nothing() -> None:
    assert read(*LAST_YEAR, "申请总数\t条\t") == Statistics()
