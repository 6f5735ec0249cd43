"""One file to its readings: what a reading depends on, and that what is wrong with a file is said and not raised."""

from __future__ import annotations

import hashlib

import pytest

from tests.hostile import encrypt_zip, make_zip
from transforms.archives import Member
from transforms.doubts import Reason, Rejection
from transforms.language import Pair
from transforms.report import Reading, read_file, read_member, read_report, report_id_of

TITLE = "示例县样例镇{year}年政府信息公开工作年度报告\n"
PROSE = """一、概述
{year}年，我镇认真贯彻《政府信息公开条例》，主动公开政府信息12条。
二、主动公开政府信息情况
全年主动公开政府信息12条，其中网站公开12条。
三、依申请公开政府信息情况
{year}年，我镇未收到政府信息公开申请。
四、复议、诉讼情况
{year}年，未发生行政复议和行政诉讼。
五、存在的主要问题及改进措施
公开内容有待丰富，下一步将加强学习。
"""


def narrative_of(year: int) -> bytes:
    return (TITLE + PROSE).format(year=year).encode()


def form_of(data: bytes) -> str | None:
    report = read_report(data, "a.txt").report
    return report.form if report else None


def test_a_report_without_tables_is_of_the_time_before_the_forms_or_has_lost_them() -> None:
    """The form was prescribed in 2019 (国办公开办函〔2019〕60号)."""
    assert [form_of(narrative_of(year)) for year in (2018, 2019)] == ["pre2019", "narrative"]


def test_a_report_is_known_by_its_bytes() -> None:
    data = narrative_of(2018)
    reading = read_report(data, "a.txt")
    assert reading.report is not None
    assert reading.source_sha256 == hashlib.sha256(data).hexdigest()
    assert reading.report.report_id == report_id_of(hashlib.sha256(data).hexdigest())
    assert len(reading.report.report_id) == 16
    assert (reading.byte_size, reading.media_type) == (len(data), "text/plain")


def test_a_reading_depends_on_what_its_path_tells_alone() -> None:
    data = narrative_of(2018)
    here, there = (read_report(data, f"{folder}/report.txt") for folder in ("inbox", "done/old"))
    assert here.report == there.report
    assert here.evidence == there.evidence


def test_sections_that_have_no_heading_are_named() -> None:
    report = read_report(narrative_of(2018), "a.txt").report
    assert report is not None
    found = {section.section_no for section in report.sections}
    [missing] = [doubt for doubt in report.doubts if doubt.rule == "section_missing"]
    assert missing.actual == ", ".join(str(number) for number in range(1, 7) if number not in found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (bytes(range(32)) * 9, "binary_file"),
        ("办公室电话表".encode(), "not_a_report"),
    ],
)
def test_what_is_no_report_has_a_reason(data: bytes, reason: str) -> None:
    reading = read_report(data, "a.txt")
    assert reading.report is None
    assert reading.rejection is not None
    assert reading.rejection.reason == reason


def reasons(readings: list[Reading]) -> dict[str, str | None]:
    return {reading.name: reading.rejection.reason if reading.rejection else None for reading in readings}


def test_a_member_that_was_refused_keeps_its_reason() -> None:
    readings = list(read_file(encrypt_zip(make_zip([("a.txt", narrative_of(2018))])), "a.zip"))
    assert reasons(readings) == {"a.zip!/a.txt": "encrypted_file"}
    assert (readings[0].source_sha256, readings[0].byte_size) == (None, 0)


def test_an_archive_that_was_refused_as_a_whole_is_known_by_its_bytes() -> None:
    data = make_zip([])
    reading = read_member(Member("a.zip", data, Rejection(Reason.EMPTY_FILE, Pair("没有文件。", "No files."))))
    assert reading.media_type == "application/zip"
    assert reading.source_sha256 == hashlib.sha256(data).hexdigest()
    assert reading.report is None


TOLD = """示例县样例镇{year}年政府信息公开工作年度报告
本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。
一、总体情况
{year}年，我镇主动公开政府信息12条，认真落实条例的各项要求。
二、主动公开政府信息情况
全年通过网站公开信息12条。
三、收到和处理政府信息公开申请情况
全年未收到申请。
{table}
五、存在的主要问题及改进情况
公开的内容不够丰富。
"""
ROW = "信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t40\t5\t60"


@pytest.mark.parametrize(
    ("year", "table", "is_missing"), [(2021, "", True), (2019, "", True), (2018, "", False), (2021, ROW, False)]
)
def test_a_report_of_a_year_with_prescribed_tables_that_has_none_says_so(
    year: int, table: str, is_missing: bool
) -> None:
    """It was loaded as a narrative, and nobody was told that its figures are not there."""
    report = read_report(TOLD.format(year=year, table=table).encode(), "report.txt").report
    assert report is not None
    found = [doubt for doubt in report.doubts if doubt.rule == "tables_missing"]
    assert [(doubt.severity, doubt.cause) for doubt in found] == [("warning", "tables_missing")] * is_missing


STATISTICS = """附表：
统计指标\t单位\t统计数
一、主动公开情况\t——\t
（一）主动公开政府信息数\t条\t214
三、依申请公开情况\t——\t
（一）收到申请数\t件\t7
四、行政复议数量\t件\t0
"""


@pytest.mark.parametrize(
    ("year", "cells"), [(2016, {"disclosed": 214, "requests_received": 7, "reconsiderations": 0}), (2020, {})]
)
def test_the_statistics_form_is_read_in_reports_of_before_the_official_tables(year: int, cells: dict[str, int]) -> None:
    text = (
        f"示例县样例镇{year}年政府信息公开工作年度报告\n本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。\n"
        f"一、概述\n我镇按要求公开政府信息。\n二、主动公开政府信息情况\n主动公开政府信息数214条。\n"
        f"三、依申请公开情况\n收到申请数7件。\n{STATISTICS}"
    )
    report = read_report(text.encode(), "report.txt").report
    assert report is not None
    facts = {
        fact.key[0]: fact.value for fact in report.facts if fact.table == "fact_statistic" and fact.value is not None
    }
    assert facts == cells
    assert all(fact.table == "fact_statistic" for fact in report.facts)
    assert bool(report.layout) == bool(cells)
