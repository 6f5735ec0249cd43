"""No character of a file or a name commands whoever reads what a command prints, logs or writes: door by door.

`door_cases.CASES` has the arguments of every command; a command without any fails the test.
"""

from __future__ import annotations

import json
import logging
import os
import pty
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.main import get_command

import flows.schedule.launch
import flows.schedule.night
from flows.cli import app, main
from flows.errors import RunError
from flows.runs.logs import SpokenHandler, log_as_json, log_plainly
from flows.runs.summary import Summary
from flows.schedule.artifacts import make_tables
from flows.settings import Settings
from flows.state import RunRecord, append_record, format_record
from flows.warehouse.counts import LoadCounts
from tests.flows.commands.door_cases import CASES, NAME, OTHER, UNSEEN, Room, make_room
from tests.flows.hostile_words import CASE, HOSTILE, as_spoken, commands_in, decoded
from transforms.language import Pair

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return make_room(tmp_path_factory.mktemp(f"room{NAME}"))


@pytest.fixture(autouse=True)
def clean_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No variables of ours, and the handlers of log lines and of errors afterwards."""
    for name in list(os.environ):
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    handlers = list(logging.getLogger("nianbao").handlers)
    yield
    logging.getLogger("nianbao").handlers[:] = handlers


@cache
def command_names() -> tuple[str, ...]:
    """The commands that the program itself lists."""

    def below(command: Any, name: str) -> Iterator[str]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name
        for word, one in (inner or {}).items():
            yield from below(one, f"{name} {word}".strip())

    return tuple(below(get_command(app), ""))


def test_every_command_has_cases() -> None:
    assert set(CASES) == set(command_names())


def run(monkeypatch: pytest.MonkeyPatch, arguments: Sequence[object]) -> int | str | None:
    """Exit status of a command line."""
    monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


@pytest.mark.parametrize("command", CASES)
def test_what_a_command_prints(
    room: Room, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], command: str
) -> None:
    monkeypatch.chdir(room.folder)
    for number, arguments in enumerate(CASES[command](room)):
        monkeypatch.setenv("NIANBAO_LANG", LANGUAGES[number % 2])
        run(monkeypatch, arguments)
        told = capfdbinary.readouterr()
        assert not commands_in(decoded(told.out + told.err)), (arguments, as_spoken(told.out + told.err))
        assert told.out + told.err, arguments


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_settings_of_the_environment(
    room: Room, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], setting: str
) -> None:
    monkeypatch.setenv("NIANBAO_WAREHOUSE", str(room.warehouse))
    for number, value in enumerate((NAME, OTHER, UNSEEN)):
        monkeypatch.setenv("NIANBAO_LANG", LANGUAGES[number % 2])
        monkeypatch.setenv(f"NIANBAO_{setting.upper()}", value)
        run(monkeypatch, ["status"])
        told = capfdbinary.readouterr()
        assert not commands_in(decoded(told.out + told.err)), as_spoken(told.out + told.err)


def test_a_setting_that_is_none(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setenv(f"NIANBAO_{OTHER}", "1")
    assert run(monkeypatch, ["status"]) == 2
    told = decoded(capfdbinary.readouterr().err)
    assert "NIANBAO_·[2J" in told and not commands_in(told)


def test_the_records_of_runs(
    room: Room, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """Records that hold anything: of the night before, or of whoever could write them."""
    warehouse = tmp_path / "w.duckdb"
    moment = "2024-01-31T02:00:00Z"
    record = RunRecord(f"r{HOSTILE}", moment, moment, "failed", HOSTILE, {HOSTILE: 1}, 1, HOSTILE, (HOSTILE,), HOSTILE)
    append_record(warehouse, record)
    for arguments in (["status"], ["status", "--json"], ["versions"], ["rollback", "x"]):
        run(monkeypatch, [*arguments, "--warehouse", warehouse])
        told = capfdbinary.readouterr()
        assert not commands_in(decoded(told.out + told.err)), as_spoken(told.out + told.err)
    assert not commands_in(format_record(record)), "what a hook or a webhook is sent"


def test_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Of whoever debugs, of an error that stops a run, and of what Python prints of it elsewhere."""

    def fail(settings: object) -> None:
        raise ValueError(HOSTILE)

    monkeypatch.setenv("NIANBAO_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["nianbao", "ingest"])
    monkeypatch.setattr(flows.schedule.launch, "launch", fail)
    with pytest.raises(ValueError, match="pwn") as caught:
        main()
    sys.excepthook(ValueError, caught.value, caught.tb)
    told = capsys.readouterr().err
    assert "Traceback" in told and "·]0;pwn" in told and not commands_in(told)
    stopped = RunError(Pair("在{raw}中", "in {raw}", raw=HOSTILE))
    assert not commands_in("".join(traceback.format_exception(stopped)))


def test_log_lines() -> None:
    """Of the program, of a library, with an exception; a name with a line end forges no line."""
    logger, plain, as_json, kept = logging.getLogger("nianbao"), StringIO(), StringIO(), StringIO()
    log_plainly(Console(file=plain, width=80))
    (of_console,) = logger.handlers
    log_as_json(as_json)
    logger.handlers += [of_console, SpokenHandler(logging.StreamHandler(kept))]
    logger.info(Pair("在{raw}中", "in {raw}", raw=f"{HOSTILE}\n02:00:00 forged"))
    logger.warning("a library says %s", HOSTILE)
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        logger.exception("it broke")
    for told in (plain, as_json, kept):
        assert "pwn" in told.getvalue() and not commands_in(told.getvalue()), as_spoken(told.getvalue().encode())
        assert not any(line.startswith("02:00:00") for line in told.getvalue().splitlines())


def test_what_prefect_shows(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables, parameters, and the messages of states; names of runs are made of ids and our own words."""
    from flows.schedule.ingest import ingest
    from flows.schedule.night import run_night

    settings = Settings.model_validate(
        {"raw": room.raw, "warehouse": room.warehouse, "gazetteer": [room.folder / NAME]}
    )
    summary = Summary("r1", room.warehouse, (), LoadCounts(1, {}, {HOSTILE: 2}, 0, {}), 1)
    tables = [(table.description, table.rows) for table in make_tables(summary, None)]
    assert "·" in str(tables)
    assert not commands_in(json.dumps(tables, ensure_ascii=False))
    shown = json.dumps(ingest.serialize_parameters({"settings": settings}), ensure_ascii=False)
    assert "·" in shown and "\\u001b" not in shown and not commands_in(shown)
    for error in (RunError(Pair("在{raw}中", "in {raw}", raw=HOSTILE)), ValueError(HOSTILE)):

        def fail(work: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(flows.schedule.night, "try_again", fail)
        message = run_night(settings).message
        assert message and "·" in message and not commands_in(message)


def in_a_terminal(arguments: Sequence[object], language: str, folder: Path) -> bytes:
    """What a command sends to the terminal that it has."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "flows.start", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_LANG": language, "TERM": "xterm-256color"}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    told = b""
    with suppress(OSError):  # what a terminal gives whose other end is closed
        while part := os.read(master, 65_536):
            told += part
    os.close(master)
    process.wait()
    return told


@pytest.mark.endurance
@pytest.mark.parametrize(
    "form", [["explain"], *(["check", "--format", form] for form in ("text", "json", "sarif", "html"))]
)
def test_each_file(
    room: Room, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], form: list[str]
) -> None:
    for file in room.files:
        run(monkeypatch, [*form, file])
        told = capfdbinary.readouterr()
        assert told.out and not commands_in(decoded(told.out + told.err)), as_spoken(told.out + told.err)


@pytest.mark.endurance
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", CASES)
def test_what_a_terminal_gets(room: Room, command: str, language: str) -> None:
    for arguments in list(CASES[command](room))[:6]:
        told = in_a_terminal(arguments, language, room.folder)
        assert told
        assert not commands_in(decoded(told), is_terminal=True), as_spoken(told)


@pytest.mark.endurance
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_whole_run(room: Room, tmp_path: Path, language: str, form: str) -> None:
    """With its progress, log lines and summary: to a terminal, then with nothing new to a pipe."""
    raw = ["--raw", room.raw, "--warehouse", tmp_path / f"w{OTHER}.duckdb", "--workers", "1", "--log-format", form]
    told = in_a_terminal(["ingest", *raw], language, tmp_path)
    assert b"report" in told or "报告".encode() in told
    assert not commands_in(decoded(told), is_terminal=True), as_spoken(told)
    command = [sys.executable, "-m", "flows.start", *map(str, ["ingest", *raw])]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_LANG": language}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert not commands_in(decoded(done.stdout + done.stderr)), as_spoken(done.stdout + done.stderr)


@pytest.mark.skipif(not CASE.is_file(), reason="the case is not beside this checkout")
@pytest.mark.parametrize("form", [["explain"], *(["check", "--format", form] for form in ("text", "json", "html"))])
def test_the_case(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], form: list[str]) -> None:
    """A text that commands the terminal of whoever runs `nianbao explain`."""
    assert commands_in(CASE.read_text("utf-8"))
    run(monkeypatch, [*form, CASE])
    told = capfdbinary.readouterr()
    assert "示范镇" in told.out.decode() and not commands_in(decoded(told.out + told.err))
