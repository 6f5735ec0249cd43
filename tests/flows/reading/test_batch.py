"""What a worker does with a batch, above all when something is wrong with one of its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import flows.reading.batch
from flows.raw import SourceFile
from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, ReadJob
from tests.flows.inputs import NOTICE, write_bad_input
from tests.flows.pipeline import ingest_here, staged, staged_reasons
from tests.flows.reading.demo_files import demo_files
from tests.flows.rows import query
from transforms.archives import Member
from transforms.report import Reading, read_member


def test_a_batch_leaves_its_frames_and_gives_counts(job: ReadJob) -> None:
    files = demo_files(2)
    counts = read_batch(Batch("000001", files), job)
    assert (counts.files, counts.reports, counts.rejected) == (2, 2, 0)
    assert staged(job, "report").height == 2
    assert staged(job, "fact_request").height > 0


def test_a_file_that_changes_under_the_run_waits_for_the_next(job: ReadJob, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE, "utf-8")
    file = SourceFile("a.txt", str(path), 1, "0" * 64)
    assert read_batch(Batch("000001", (file,)), job).rejected == 1
    assert staged_reasons(job) == {"a.txt": "file_changed"}


def test_a_file_that_vanishes_under_the_run_is_rejected(job: ReadJob, tmp_path: Path) -> None:
    file = SourceFile("a.txt", str(tmp_path / "a.txt"), 1, "0" * 64)
    assert read_batch(Batch("000001", (file,)), job).rejected == 1
    assert staged_reasons(job) == {"a.txt": "unreadable_file"}


def break_reading_of(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    def read_or_fail(member: Member, **options: Any) -> Reading:
        if member.name == name and member.rejection is None:
            raise error
        return read_member(member, **options)

    monkeypatch.setattr(flows.reading.batch, "read_member", read_or_fail)


@pytest.mark.parametrize("error", [ValueError("odd \udc80\n text"), RecursionError(), KeyError("x")])
def test_a_bug_that_one_file_brings_out_costs_that_file_alone(
    job: ReadJob, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    files = demo_files()
    break_reading_of(monkeypatch, files[1].name, error)
    assert read_batch(Batch("000001", files), job).reports == 2
    assert staged_reasons(job) == {files[1].name: "internal_error"}
    [detail] = staged(job, "rejections")["detail"]
    assert detail.startswith(type(error).__name__)
    assert staged(job, "rejections")["detail_zh"].to_list() == [f"程序出错：{detail}"]


def test_a_lack_of_memory_is_the_fault_of_a_file_only_where_it_is_alone(
    job: ReadJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = demo_files(2)
    break_reading_of(monkeypatch, files[1].name, MemoryError())
    with pytest.raises(MemoryError):
        read_batch(Batch("000001", files), job)
    assert read_batch(Batch("000001b", files[1:]), job).rejected == 1
    assert staged_reasons(job) == {files[1].name: "out_of_memory"}


def test_bad_input_ends_in_quarantine_with_its_reason_and_nothing_is_lost(tmp_path: Path, warehouse: Path) -> None:
    raw = tmp_path / "raw"
    expected = write_bad_input(raw, tmp_path / "outside.txt")
    before = {path: path.lstat().st_mtime_ns for path in raw.iterdir()}
    counts = ingest_here(raw, warehouse)
    found = dict(query(warehouse, "SELECT source_path, reason FROM quarantine"))
    assert found.keys() == expected.keys()
    assert {name: reason for name, reason in found.items() if reason not in expected[name]} == {}
    assert counts.files == len(expected)
    assert {path: path.lstat().st_mtime_ns for path in raw.iterdir()} == before


def test_a_report_of_before_2019_without_tables_is_loaded_with_its_numbers(tmp_path: Path, warehouse: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    text = (
        "示例县示范镇2018年政府信息公开工作年度报告\n根据《中华人民共和国政府信息公开条例》要求，现公布我镇2018年年度报告。"
        "本报告所列数据的统计期限自2018年1月1日起至2018年12月31日止。\n一、总体情况\n2018年，我镇主动公开政府信息20条，"
        "通过政府网站公开15条，通过公告栏公开5条，内容包括工作动态、惠农政策和财政信息，方便了群众查询。\n"
        "二、主动公开政府信息情况\n全年主动公开20条。\n三、收到和处理政府信息公开申请情况\n全年未收到申请。\n"
        "四、政府信息公开行政复议、行政诉讼情况\n无。\n五、存在的主要问题及改进情况\n公开不够及时，今后改进。\n"
        "六、其他需要报告的事项\n无。\n"
    )
    (raw / "2018.txt").write_text(text, "utf-8")
    ingest_here(raw, warehouse)
    assert query(warehouse, "SELECT form, report_year, status FROM report") == [("pre2019", 2018, "current")]
    assert query(warehouse, "SELECT count(*) FROM quarantine") == [(0,)]
    numbers = query(warehouse, "SELECT metric, channel, value::INT, section_no FROM fact_narrative ORDER BY ALL")
    assert numbers == [
        ("proactive_disclosures", "all", 20, 1),
        ("proactive_disclosures", "bulletin", 5, 1),
        ("proactive_disclosures", "website", 15, 1),
        ("requests_received", "all", 0, 3),
    ]
