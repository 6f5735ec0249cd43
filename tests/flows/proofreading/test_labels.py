"""What people call the parts of a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.proofreading.labels import SECTIONS, describe_place, place_of
from transforms.form import applicants, proactive_cells, request_lines, review_columns, statistic_indicators
from transforms.schemas import PERIODS

CELLS = [
    *(f"fact_request.{line.line}.{applicant}" for line in request_lines() for applicant in applicants()),
    *(f"fact_review.{procedure}.{result}" for procedure, result in review_columns()),
    *(f"fact_proactive.{cell.clause}.{cell.item}.{cell.measure}" for cell in proactive_cells()),
    *(f"fact_statistic.{one.code}.{period}" for one in statistic_indicators() for period in PERIODS),
]


def test_every_cell_of_the_forms_has_labels() -> None:
    places = [place_of(cell) for cell in CELLS]
    assert [cell for cell, place in zip(CELLS, places, strict=True) if not (place.row and place.column)] == []
    assert all(place.row.en and place.column.en for place in places if place.row and place.column)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (
            "fact_request.denied_state_secret.total",
            "第三部分 › 收到和处理政府信息公开申请情况表 › “（三）不予公开1.属于国家秘密”行 › “总计”列",
        ),
        (
            "fact_review.litigation_direct.upheld",
            "第四部分 › 行政复议、行政诉讼情况表 › “未经复议直接起诉”行 › “结果维持”列",
        ),
        (
            "fact_proactive.9.procurement.amount",
            "第二部分 › 主动公开政府信息情况表 › “政府集中采购”行 › “采购总金额”列",
        ),
        (
            "fact_request.new.total, fact_request.new.business",
            "第三部分 › 收到和处理政府信息公开申请情况表 › “一、本年新收政府信息公开申请数量”行",
        ),
        (
            "fact_request.new.total, fact_request.granted.total",
            "第三部分 › 收到和处理政府信息公开申请情况表 › “总计”列",
        ),
        ("fact_review", "第四部分 › 行政复议、行政诉讼情况表"),
        ("report_section.5", "第五部分"),
        ("report_section", ""),
        ("report.report_year", ""),
        ("fact_narrative.litigations", ""),
        ("fact_request.no_such_line.total", "第三部分 › 收到和处理政府信息公开申请情况表"),
        (None, ""),
    ],
)
def test_a_subject_is_a_place(subject: str | None, words: str) -> None:
    assert describe_place(place_of(subject)).zh == words


def test_a_place_has_its_line() -> None:
    place = replace(place_of("report_section.6"), line=12)
    described = describe_place(place)
    assert (described.zh, described) == ("第六部分 › 第12行", "section 6 › line 12")


def test_sections_are_those_that_findings_name() -> None:
    assert list(SECTIONS) == [1, 2, 3, 4, 5, 6]
