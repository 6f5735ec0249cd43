"""Readings as frames: every table is there, and a row that breaks its schema stops the program."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import dataframely as dy
import polars as pl
import pytest

from transforms.frames import build_frames
from transforms.placement import Fact
from transforms.report import ParsedReport, Reading, read_report
from transforms.schemas.tables import READ_SCHEMAS

TEXT = """示例县样例镇2022年政府信息公开工作年度报告
本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。
二、主动公开政府信息情况
信息内容\t本年收费金额（单位：万元）
行政事业性收费\t1.25
三、收到和处理政府信息公开申请情况
\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计
一、本年新收政府信息公开申请数量\t3\t1\t0\t0\t0\t0\t-4
二、上年结转政府信息公开申请数量\t/\t若干\t0\t0\t0\t0\t0
六、其他需要报告的事项
手机13900000000。
"""


@pytest.fixture
def reading() -> Reading:
    return read_report(TEXT.encode(), "a.txt")


def parsed(reading: Reading) -> ParsedReport:
    assert reading.report is not None
    return reading.report


def with_report(reading: Reading, **changes: Any) -> Reading:
    return replace(reading, report=replace(parsed(reading), **changes))


def test_each_table_has_its_schema_even_without_rows() -> None:
    rejected = read_report(b"", "empty.txt")
    for readings in ([], [rejected]):
        frames = build_frames(readings)
        assert set(frames) == set(READ_SCHEMAS)
        for table, frame in frames.items():
            assert frame.height == 0
            assert frame.columns == READ_SCHEMAS[table].column_names()


def test_the_rows_of_a_report(reading: Reading) -> None:
    frames = build_frames([reading])
    report = frames["report"].row(0, named=True)
    assert (report["report_year"], report["form"], report["repairs"]) == (2022, "2021", [])
    fees = frames["fact_proactive"].filter(pl.col("item") == "fees").row(0, named=True)
    assert (fees["clause"], fees["value"], fees["unit"], fees["raw_text"]) == (8, Decimal("12500.00"), "CNY", "1.25")
    requests = {(row["line"], row["applicant"]): row for row in frames["fact_request"].iter_rows(named=True)}
    assert requests["new", "total"]["value"] == -4
    assert requests["carried_in", "natural_person"]["cell_status"] == "blank"
    assert requests["carried_in", "business"]["cell_status"] == "unreadable"
    assert requests["granted", "total"]["cell_status"] == "missing"
    found = frames["quality_finding"].filter(pl.col("rule") == "negative_count").row(0, named=True)
    assert (found["subject"], found["report_year"]) == ("fact_request.new.total", 2022)
    sections = {row["section_no"]: row for row in frames["report_section"].iter_rows(named=True)}
    assert sections[6]["text"] == "手机＊＊＊。"


def first_fact(reading: Reading, status: str) -> Fact:
    return next(fact for fact in parsed(reading).facts if fact.cell_status == status)


@pytest.mark.parametrize(
    "changes",
    [
        {"report_year": 1900},
        {"agency_kind": "village"},
        {"encoding_confidence": 1.5},
        {"source_sha256": "x"},
        {"township_code": "123"},
        {"form": "2030"},
        {"script": None},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_report_that_breaks_its_schema(reading: Reading, changes: dict[str, Any]) -> None:
    with pytest.raises(dy.exc.ValidationError):
        build_frames([with_report(reading, **changes)])


def test_a_value_and_its_status_must_agree(reading: Reading) -> None:
    valued = first_fact(reading, "reported")
    missing = first_fact(reading, "missing")
    unknown = replace(valued, cell_status="ok")  # type: ignore[arg-type]
    for broken in (replace(valued, value=None), replace(missing, value=Decimal(1)), unknown):
        with pytest.raises(dy.exc.ValidationError):
            build_frames([with_report(reading, facts=(broken,))])


def test_a_cell_or_a_report_cannot_be_there_twice(reading: Reading) -> None:
    fact = first_fact(reading, "reported")
    with pytest.raises(dy.exc.ValidationError):
        build_frames([with_report(reading, facts=(fact, fact))])
    with pytest.raises(dy.exc.ValidationError):
        build_frames([reading, reading])
