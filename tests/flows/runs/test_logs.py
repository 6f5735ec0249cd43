"""Log lines: plain for people, JSON for programs, no personal data in either."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from flows.runs.logs import SpokenHandler, is_json, log_as_json, log_context, log_plainly, log_quarantine
from flows.versions.quarantined import QuarantinedFile
from transforms.language import Pair

logger = logging.getLogger("nianbao")


@pytest.fixture(autouse=True)
def restored_logger() -> Iterator[None]:
    """The handlers of the test run afterwards."""
    handlers, level = list(logger.handlers), logger.level
    yield
    logger.handlers[:], logger.level = handlers, level


@pytest.fixture
def stream() -> io.StringIO:
    """Where the log of a test goes, as JSON."""
    opened = io.StringIO()
    log_as_json(opened)
    return opened


def events(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def quarantined(path: str, sha256: str | None = "ab12") -> QuarantinedFile:
    words = ("The detail 13900000000.", "说明13900000000。")
    return QuarantinedFile(path, sha256, "no_year", *words, "r1", datetime(2024, 1, 31))


def test_a_plain_line_is_time_and_message() -> None:
    output = io.StringIO()
    log_plainly(Console(file=output, width=20))
    logger.info("found %d files below [red]data[/red], in a line longer than the console is wide", 3)
    [line] = output.getvalue().splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d found 3 files below \[red\]data\[/red\], in a line longer than .* wide", line)
    assert not is_json()


def test_a_plain_line_has_the_time_of_the_zone() -> None:
    output = io.StringIO()
    log_plainly(Console(file=output), ZoneInfo("Asia/Shanghai"))
    record = logging.LogRecord("nianbao", logging.INFO, "", 1, "found", (), None)
    record.created = datetime(2024, 1, 31, 22, 15, 30, tzinfo=UTC).timestamp()
    logger.handle(record)
    assert output.getvalue() == "06:15:30 found\n"


def test_a_json_line_has_time_level_event_and_run(stream: io.StringIO) -> None:
    assert is_json()
    with log_context(run_id="r1"):
        logger.info("found %d files", 3)
        with log_context(batch="000002"):
            logger.warning("第一批\nis read again")
    logger.error("over")
    first, second, third = events(stream)
    assert (first["level"], first["event"], first["run_id"]) == ("info", "found 3 files", "r1")
    assert (second["level"], second["event"]) == ("warning", "第一批\nis read again")
    assert (second["run_id"], second["batch"]) == ("r1", "000002")
    assert "batch" not in first
    assert list(third) == ["event", "time", "level"]
    assert list(second)[3:] == ["run_id", "batch"]
    assert third["time"].endswith("Z")
    assert datetime.fromisoformat(third["time"]).utcoffset() == timedelta(0)
    assert stream.getvalue().isascii()


def test_the_fields_of_a_line_win_over_those_around_it(stream: io.StringIO) -> None:
    with log_context(run_id="r1", batch="2"):
        logger.info("read", extra={"run_id": "r2", "reason": {1}, "unknown": 3})
    [event] = events(stream)
    assert list(event.items())[3:] == [("run_id", "r2"), ("reason", "{1}"), ("batch", "2")]


def test_a_line_asked_for_an_exception_where_none_is_has_none(stream: io.StringIO) -> None:
    logger.info("read", exc_info=True)
    [event] = events(stream)
    assert "exception" not in event


def test_a_line_about_a_file_names_it(stream: io.StringIO) -> None:
    with log_context(run_id="r1"):
        log_quarantine([quarantined("示例县/a.txt"), quarantined("b.zip!/c.txt", None)])
    first, second, last = events(stream)
    expected = {"event": "file quarantined", "reason": "no_year", "run_id": "r1", "level": "info"}
    assert first.items() >= {**expected, "source_path": "示例县/a.txt", "source_sha256": "ab12"}.items()
    assert second.items() >= {**expected, "source_path": "b.zip!/c.txt", "source_sha256": None}.items()
    assert last["event"].startswith("2 files or members are newly in quarantine")
    assert "detail" not in stream.getvalue()


def test_the_console_gets_only_the_number_of_files() -> None:
    output = io.StringIO()
    log_plainly(Console(file=output, width=200))
    log_quarantine([quarantined("a.txt")])
    log_quarantine([])
    [line] = output.getvalue().splitlines()
    assert line[9:].startswith("1 files or members are newly in quarantine")


def test_personal_data_is_in_no_log(stream: io.StringIO) -> None:
    """The hash stays whole, though digits in it may look like a telephone."""
    sha256 = "13900000000" + "a" * 53
    log_quarantine([quarantined("联系人13900000000.txt", sha256)])
    logger.warning("the file %s is odd", "13900000000.txt")
    assert [event.get("source_path") for event in events(stream)] == ["联系人＊＊＊.txt", None, None]
    assert events(stream)[0]["source_sha256"] == sha256
    assert events(stream)[2]["event"] == "the file ＊＊＊.txt is odd"
    output = io.StringIO()
    log_plainly(Console(file=output))
    logger.warning("the file %s is odd", "13900000000.txt")
    assert "13900000000" not in output.getvalue()


def test_an_exception_stays_on_its_line(stream: io.StringIO) -> None:
    try:
        raise ValueError("13900000000")
    except ValueError:
        logger.exception("it broke")
    [event] = events(stream)
    assert event["exception"].endswith("ValueError: ＊＊＊")


def test_the_console_speaks_the_language_of_the_operator_and_json_english(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    words = Pair("已读取{done}个文件，占100%", "read {done} files, 100%", done=3)
    logger.info(words)
    assert [line["event"] for line in events(stream)] == ["read 3 files, 100%"]
    output = io.StringIO()
    log_plainly(Console(file=output))
    logger.info(words)
    logger.info("what a library says")
    told = [line.partition(" ")[2] for line in output.getvalue().splitlines()]
    assert told == ["已读取3个文件，占100%", "what a library says"]


def test_a_name_in_a_line_commands_no_terminal() -> None:
    output = io.StringIO()
    log_plainly(Console(file=output, width=200))
    logger.info(Pair("在{raw}中", "in {raw}", raw="\x1b]0;title\x07\u202egpj"))
    logger.warning("what %s says", "a library\x1b[2J")
    told = [line.partition(" ")[2] for line in output.getvalue().splitlines()]
    assert told == ["in ·]0;title··gpj", "what a library·[2J says"]


def test_another_handler_gets_the_lines_in_that_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    kept: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record.getMessage())

    keeper = Keeper()
    keeper.addFilter(lambda record: record.levelno < logging.ERROR)
    logger.handlers[:] = [SpokenHandler(keeper)]
    logger.warning(Pair("暂存区损坏", "the stage is damaged"))
    logger.error(Pair("失败", "it failed"))
    assert kept == ["暂存区损坏"]
