"""What Prefect shows of a run, made without Prefect; that it takes it is in test_ingest.py."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
import pytest

import flows.schedule.artifacts
from flows.errors import GuardError, RunError
from flows.runs.opening import open_run
from flows.runs.summary import Summary
from flows.schedule.artifacts import (
    ArtifactProgress,
    begin_to_show,
    findings_table,
    make_tables,
    name_by_record,
    name_flow_run,
    named_by_outcome,
    publish_artifacts,
    quarantine_table,
    summary_table,
)
from flows.state import read_records, show_time
from flows.warehouse.counts import LoadCounts
from tests.flows.made_warehouse import EARLIER, finding, make_warehouse, quarantined
from tests.flows.pipeline import make_settings
from tests.flows.rows import Row, report_row
from transforms.language import Pair

ARTIFACT = UUID(int=7)


def with_findings(path: Path, *findings: Row) -> Path:
    return make_warehouse(path, [report_row("a"), report_row("b")], quality_finding=findings)


def ids(rows: list[dict[str, str]]) -> list[str]:
    return [row["finding_id"] for row in rows]


def test_the_summary_is_what_a_run_prints(tmp_path: Path) -> None:
    counts = LoadCounts(15, {"current": 10, "duplicate": 2}, {"no_year": 3}, 1_234, {"error": 1})
    table = summary_table(Summary("r1", tmp_path / "w.duckdb", (), counts, 12.34))
    assert (table.key, table.description) == ("nianbao-summary", "Run r1")
    assert {"what": "reports loaded", "how many": "12 (10 current, 2 duplicate)"} in table.rows
    assert {"what": "cells", "how many": "1,234"} in table.rows


def test_new_findings_are_those_that_the_previous_version_lacks(tmp_path: Path) -> None:
    before = with_findings(tmp_path / "before.duckdb", finding("a", "old"), finding("a", "settled"))
    after = with_findings(
        tmp_path / "after.duckdb",
        finding("a", "old", message="Said in other words."),
        finding("b", "doubt", severity="info", rule="a_rule"),
        finding("b", "fault", message="Call 13900000000.", report_year=None),
    )
    table = findings_table(after, before)
    assert table.description == "2 findings are new"
    assert ids(table.rows) == ["fault", "doubt"]
    assert table.rows[0] == {
        "severity": "error",
        "rule": "request_balance",
        "agency": "示例县示范镇",
        "report_year": "",
        "source_path": "b.txt",
        "subject": "",
        "message": "Call ＊＊＊.",
        "finding_id": "fault",
    }


@pytest.mark.parametrize("previous", ["none", "gone", "rubbish"])
def test_without_a_previous_version_all_findings_are_shown(tmp_path: Path, previous: str) -> None:
    (tmp_path / "rubbish").write_text("no database")
    after = with_findings(tmp_path / "after.duckdb", finding("a", "one"))
    table = findings_table(after, None if previous == "none" else tmp_path / previous)
    assert table.description == "1 findings; there is no previous version to compare with"
    assert ids(table.rows) == ["one"]


def test_of_many_findings_the_gravest_are_shown(tmp_path: Path) -> None:
    many = [finding("a", f"{number:03d}", severity="info") for number in range(250)]
    after = with_findings(tmp_path / "after.duckdb", *many, finding("b", "grave", severity="warning"))
    table = findings_table(after, None)
    assert table.description.startswith("251 findings;")
    assert table.description.endswith("; the first 200 are shown")
    assert ids(table.rows) == ["grave", *(f"{number:03d}" for number in range(199))]


def test_the_quarantine_shows_what_came_last_first(warehouse: Path) -> None:
    rows = [
        quarantined("=old.txt", "no_year", first_seen_at=EARLIER),
        quarantined("new.txt", "scanned_pdf", detail="Call 13900000000."),
    ]
    make_warehouse(warehouse, quarantine=rows)
    table = quarantine_table(warehouse, {"no_year": 1, "scanned_pdf": 1}, ZoneInfo("Asia/Shanghai"))
    assert table.rows[1]["first_seen_at"] == show_time(EARLIER, ZoneInfo("Asia/Shanghai"))
    assert table.description == "2 files or members wait in quarantine (1 no_year, 1 scanned_pdf)"
    assert [(row["reason"], row["source_path"], row["detail"]) for row in table.rows] == [
        ("scanned_pdf", "new.txt", "Call ＊＊＊."),
        ("no_year", "=old.txt", "Found in =old.txt."),
    ]


def test_findings_and_quarantine_are_told_in_the_language_that_is_asked_for(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = finding("a", "0" * 16, message="A cell is blank.", message_zh="有一格空白。")
    waiting = quarantined("new.txt", "no_year", detail="No year.", detail_zh="没有年度。")
    make_warehouse(warehouse, [report_row("a")], quality_finding=[doubt], quarantine=[waiting])
    told = {}
    for language in ("en", "zh"):
        monkeypatch.setenv("NIANBAO_LANG", language)
        [found], [waits] = findings_table(warehouse, None).rows, quarantine_table(warehouse, {"no_year": 1}).rows
        told[language] = (found["message"], waits["detail"])
    assert told == {"en": ("A cell is blank.", "No year."), "zh": ("有一格空白。", "没有年度。")}


def test_a_run_has_three_tables_with_keys_that_prefect_takes(warehouse: Path) -> None:
    make_warehouse(warehouse)
    summary = Summary("r1", warehouse, (), LoadCounts(0, {}, {}, 0, {}), 1)
    keys = [table.key for table in make_tables(summary, None)]
    assert keys == ["nianbao-summary", "nianbao-findings", "nianbao-quarantine"]


class Inner:
    """A progress that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def start(self, total: int) -> None:
        self.told.append(("start", total))

    def advance(self, count: int) -> None:
        self.told.append(("advance", count))


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(flows.schedule.artifacts, "time", made)
    return made


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What Prefect's artifact of the progress is told."""
    calls: list[tuple[Any, ...]] = []

    def create(*arguments: object) -> UUID:
        calls.append(arguments)
        return ARTIFACT

    monkeypatch.setattr(flows.schedule.artifacts, "_create_progress", create)
    monkeypatch.setattr(flows.schedule.artifacts, "_update_progress", lambda *arguments: calls.append(arguments))
    return calls


def test_progress_is_sent_now_and_then(clock: Clock, sent: list[tuple[Any, ...]]) -> None:
    progress = ArtifactProgress(inner := Inner())
    progress.start(2_000)
    for seconds, count in ((1, 100), (3.9, 100), (0.1, 300), (4, 500), (0.5, 1_000)):
        clock.now += seconds
        progress.advance(count)
    assert inner.told == [("start", 2_000), *(("advance", count) for count in (100, 100, 300, 500, 1_000))]
    assert sent == [
        (0.0, "nianbao-progress", "0 of 2,000 files read"),
        (ARTIFACT, 25.0, "500 of 2,000 files read"),
        (ARTIFACT, 100.0, "2,000 of 2,000 files read"),
    ]


def test_a_server_that_is_gone_costs_one_warning(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: object) -> UUID:
        raise RuntimeError("Failed to reach API at http://server/?token=x")

    monkeypatch.setattr(flows.schedule.artifacts, "_create_progress", fail)
    progress = ArtifactProgress(inner := Inner())
    with caplog.at_level(logging.WARNING, "nianbao"):
        progress.start(2)
        progress.advance(2)
    assert inner.told == [("start", 2), ("advance", 2)]
    assert caplog.messages == ["Prefect did not take what it was to show: RuntimeError"]


@pytest.mark.parametrize(
    ("error", "asked"), [(httpx.ConnectError("refused"), 1), (httpx.ReadTimeout(""), 1), (ValueError("no table"), 3)]
)
def test_one_that_does_not_answer_is_asked_once_in_a_run_and_again_in_the_next(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, asked: int
) -> None:
    calls: list[object] = []

    def fail(*arguments: object) -> None:
        calls.append(arguments)
        raise error

    make_warehouse(warehouse)
    monkeypatch.setattr("prefect.artifacts.create_table_artifact", fail)
    summary = Summary("r1", warehouse, (), LoadCounts(0, {}, {}, 0, {}), 1)
    for run in (1, 2):
        begin_to_show()
        with caplog.at_level(logging.WARNING, "nianbao"):
            publish_artifacts(summary, None)
        assert len(calls) == len(caplog.messages) == run * asked
    begin_to_show()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that the flow run gets one after the other."""
    given: list[str] = []
    monkeypatch.setattr("prefect.runtime.flow_run.get_id", lambda: str(ARTIFACT))
    monkeypatch.setattr(flows.schedule.artifacts, "_rename", lambda _, name: given.append(name))
    return given


@pytest.mark.parametrize("outcome", ["published", "nothing_new"])
def test_a_flow_run_is_named_by_the_run_and_how_it_ended(
    raw: Path, warehouse: Path, names: list[str], outcome: str
) -> None:
    with open_run(make_settings(raw, warehouse)) as opened, named_by_outcome(opened):
        opened.ending.outcome = outcome
    assert names == [f"{opened.run_id} {outcome}"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (GuardError(Pair("出错", "half")), "stopped_by_guard"),
        (RunError(Pair("出错", "full")), "failed"),
        (KeyboardInterrupt(), "interrupted"),
    ],
)
def test_so_is_one_that_did_not_complete_as_the_log_of_runs_has_it(
    raw: Path, warehouse: Path, names: list[str], error: BaseException, outcome: str
) -> None:
    with (
        pytest.raises(type(error)),
        open_run(make_settings(raw, warehouse)) as opened,
        named_by_outcome(opened),
    ):
        raise error
    [record] = read_records(warehouse)
    assert (names[-1], record.outcome) == (f"{record.run_id} {outcome}", outcome)


def test_a_run_that_could_not_even_begin_has_its_name(raw: Path, warehouse: Path, names: list[str]) -> None:
    raw.rename(raw.with_name("away"))
    with pytest.raises(RunError, match="does not exist"), open_run(make_settings(raw, warehouse), name_by_record):
        pytest.fail("it runs")
    [record] = read_records(warehouse)
    assert names == [f"{record.run_id} failed"]


def test_outside_a_flow_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.schedule.artifacts, "_rename", pytest.fail)
    name_flow_run("a name")


def test_prefect_is_told_in_the_language_of_the_operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    counts = LoadCounts(15, {"current": 10, "duplicate": 2}, {"no_year": 3}, 1_234, {"error": 1})
    table = summary_table(Summary("r1", tmp_path / "w.duckdb", (), counts, 12.34))
    assert table.description == "运行 r1"
    assert {"项目": "装入报告", "数量": "12（现行 10，重复 2）"} in table.rows
    after = with_findings(tmp_path / "after.duckdb", finding("a", "one"))
    assert findings_table(after, None).description == "疑点1条；没有可比较的上一版本"
    assert quarantine_table(after, {"no_year": 3}).description == "隔离区有3个文件或成员（年度不明 3）"
