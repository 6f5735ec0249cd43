"""The log of runs: what is written comes back, and nothing in the file can stop a reader or a run."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from flows.state.paths import run_log_path
from flows.state.run_log import RunRecord, append_record, parse_time, read_records, unreadable_records
from tests.flows.damages import wrong_fields


def record(run_id: str = "r1", outcome: str = "published", **values: object) -> RunRecord:
    return RunRecord(run_id, "2024-01-31T02:00:00Z", "2024-01-31T02:10:00Z", outcome, **values)  # type: ignore[arg-type]


def test_records_come_back_the_oldest_first(warehouse: Path) -> None:
    records = [
        record("r1", counts={"files_seen": 3, "cells": 12}, seconds=600.5, inputs=("/raw", "/places.csv")),
        record("r2", "failed", message="the raw folder 年报 does not exist"),
        record("r3", "stopped_by_guard", message="two\nlines"),
    ]
    for one in records:
        append_record(warehouse, one)
    assert read_records(warehouse) == records
    assert read_records(warehouse, last=1) == records[-1:]
    assert len(run_log_path(warehouse).read_bytes().splitlines()) == 3


def test_there_is_no_record_without_a_log(warehouse: Path) -> None:
    assert read_records(warehouse) == []


FOREIGN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"\xff\xfe",
    b'{"run_id": "x"}',
    b'{"run_id": 1, "started_at": "2024-01-31T02:00:00Z", "ended_at": "2024-01-31T02:00:00Z", "outcome": "failed"}',
    b'{"run_id": "x", "started_at": "yesterday", "ended_at": "2024-01-31T02:00:00Z", "outcome": "failed"}',
    b'{"run_id": "x", "started_at": "2024-01-31T02:00:00Z", "ended_at": "2024-01-31T02:00:00Z", "outcome": "fine"}',
    b"[" * 100_000,
]


@pytest.mark.parametrize("line", FOREIGN, ids=range(len(FOREIGN)))
def test_a_foreign_line_costs_no_other(warehouse: Path, line: bytes) -> None:
    append_record(warehouse, record("r1"))
    with run_log_path(warehouse).open("ab") as log:
        log.write(line + b"\n")
    append_record(warehouse, record("r2"))
    assert [one.run_id for one in read_records(warehouse)] == ["r1", "r2"]


def test_a_torn_line_costs_only_itself(warehouse: Path) -> None:
    append_record(warehouse, record("r1"))
    append_record(warehouse, record("torn"))
    path = run_log_path(warehouse)
    path.write_bytes(path.read_bytes()[:-20])
    append_record(warehouse, record("r2"))
    assert [one.run_id for one in read_records(warehouse)] == ["r1", "r2"]


def test_keys_of_a_later_version_are_passed_over(warehouse: Path) -> None:
    append_record(warehouse, record("r1", counts={"cells": 1}))
    path = run_log_path(warehouse)
    row = {**json.loads(path.read_text()), "colour": "red"}
    row["counts"]["shades"] = "many"
    path.write_text(json.dumps(row))
    assert read_records(warehouse) == [record("r1", counts={"cells": 1})]


def test_the_log_keeps_the_last_thousand(warehouse: Path) -> None:
    append_record(warehouse, record("r0"))
    path = run_log_path(warehouse)
    path.write_bytes(path.read_bytes() * 999)
    append_record(warehouse, record("r1000"))
    assert len(path.read_bytes().splitlines()) == 1000
    append_record(warehouse, record("r1001"))
    kept = read_records(warehouse, last=5000)
    assert len(kept) == 1000
    assert [one.run_id for one in kept[-3:]] == ["r0", "r1000", "r1001"]


def test_runs_that_end_at_once_lose_no_record(warehouse: Path) -> None:
    """The lock is the kernel's and one an open folder: threads wait for each other as processes do."""
    append_record(warehouse, record("r"))
    run_log_path(warehouse).write_bytes(run_log_path(warehouse).read_bytes() * 990)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: append_record(warehouse, record(f"r{number}")), range(40)))
    assert {one.run_id for one in read_records(warehouse, 40)} == {f"r{number}" for number in range(40)}


def test_a_log_that_cannot_be_written_is_a_warning(warehouse: Path, caplog: pytest.LogCaptureFixture) -> None:
    run_log_path(warehouse).parent.write_text("no folder")
    with caplog.at_level(logging.WARNING, "nianbao"):
        append_record(warehouse, record())
    [message] = caplog.messages
    assert message.startswith("the run could not be added to the log of runs")


def test_the_log_needs_no_heavy_library() -> None:
    heavy = "{'prefect', 'duckdb', 'polars'}"
    code = f"import sys, flows.state.run_log; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_record_has_its_sentence_in_both_languages(warehouse: Path) -> None:
    append_record(warehouse, record("r1", "failed", message="the disk is full", message_zh="磁盘已满"))
    [read] = read_records(warehouse)
    assert (read.words.zh, read.words.en) == ("磁盘已满", "the disk is full")


def test_a_record_of_before_has_the_english_one_alone(warehouse: Path) -> None:
    append_record(warehouse, record("r1", "failed", message="the disk is full"))
    path = run_log_path(warehouse)
    row = json.loads(path.read_text())
    del row["message_zh"]
    path.write_text(json.dumps(row) + "\n")
    [read] = read_records(warehouse)
    assert (read.words.zh, read.words.en) == ("the disk is full", "the disk is full")


def test_of_a_record_with_a_wrong_value_nothing_is_left_that_others_cannot_take(warehouse: Path) -> None:
    """Counts fit a column, times have a day before and after them in every zone, and JSON has no infinity."""
    append_record(warehouse, record("r1", "nothing_new", counts={"files_seen": 3}, seconds=4.5, inputs=("/raw",)))
    path = run_log_path(warehouse)
    path.write_bytes(b"\n".join(wrong_fields(path.read_bytes())))
    found = read_records(warehouse, 1000)
    assert found
    for one in found:
        one.run_id.encode()
        assert json.loads(json.dumps(one.seconds), parse_constant=str) == one.seconds
        assert all(0 <= count < 2**63 for count in one.counts.values())
        for moment in map(parse_time, (one.started_at, one.ended_at)):
            assert moment.astimezone(ZoneInfo("Asia/Shanghai")) == moment.astimezone(UTC)


def test_lines_that_cannot_be_read_are_told_of(warehouse: Path) -> None:
    assert unreadable_records(warehouse) is None
    append_record(warehouse, record("r1"))
    assert unreadable_records(warehouse) is None
    with run_log_path(warehouse).open("ab") as log:
        log.write(b"{\n\n[]\n")
    words = unreadable_records(warehouse)
    assert words is not None
    assert str(run_log_path(warehouse)) in words and words.startswith("2 lines")


@pytest.mark.parametrize("target", [None, "runs.jsonl", "no/where"])
def test_what_is_no_file_is_told_of_and_set_aside_by_the_next_run(warehouse: Path, target: str | None) -> None:
    path = run_log_path(warehouse)
    path.parent.mkdir(parents=True)
    if target is None:
        path.mkdir()
    else:
        path.symlink_to(target)
    assert str(path) in (unreadable_records(warehouse) or "")
    assert read_records(warehouse) == []
    append_record(warehouse, record("r1"))
    assert [one.run_id for one in read_records(warehouse)] == ["r1"]
    assert unreadable_records(warehouse) is None


@pytest.mark.parametrize("content", [b"", b"\n".join([b"x" * 100] * 5000)])
def test_of_an_enormous_log_the_end_is_read_and_kept(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr("flows.state.run_log._MOST_BYTES", 10_000)
    append_record(warehouse, record("r1"))
    path = run_log_path(warehouse)
    with path.open("r+b") as log:
        line = log.read()
        log.truncate(0)  # what follows stands behind a hole of 20 GiB
        log.seek(20 * 1024**3)
        log.write(content + b"\n" + line)
    assert [one.run_id for one in read_records(warehouse)] == ["r1"]
    said = unreadable_records(warehouse)
    assert said is not None and "has more than 10,000 bytes, and only its end is read" in said
    append_record(warehouse, record("r2"))
    assert [one.run_id for one in read_records(warehouse)] == ["r1", "r2"]
    assert path.stat().st_size <= 10_000
