"""The command line: exit statuses, and one line for what went wrong."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import pytest

import flows.cli
import flows.schedule.launch
from flows.cli import main
from flows.errors import GuardError, PrefectServerError, no_raw_folder
from flows.state.lock import warehouse_lock
from tests.flows.inputs import DEMO
from tests.flows.made_warehouse import make_warehouse, quarantined
from tests.flows.rows import load_tables
from transforms.language import Pair

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


@pytest.fixture(autouse=True)
def clean_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No variables of ours, and the handlers of log lines of the test run afterwards."""
    for name in list(os.environ):
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)
    log_handlers = list(logging.getLogger("nianbao").handlers)
    yield
    logging.getLogger("nianbao").handlers[:] = log_handlers


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Exit status of a command line."""
    monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    assert isinstance(end.value.code, int)
    return end.value.code


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"nianbao {version('nianbao')}\n"


def test_the_shell_completes_commands_and_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--show-completion", "bash") == 0
    script = capsys.readouterr().out
    assert "_NIANBAO_COMPLETE=complete_bash" in script and "-F _nianbao_completion nianbao" in script
    monkeypatch.setenv("_NIANBAO_COMPLETE", "complete_bash")
    for words, completed in (("nianbao qu", "quarantine"), ("nianbao status --max", "--max-age")):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
        assert run(monkeypatch) == 0
        assert capsys.readouterr().out.strip() == completed


def test_the_help_tells_how_to_install_completion(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--help") == 0
    assert "--install-completion" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "--workers", "0"),
        ("ingest", "--batch-size", "none"),
        ("ingest", "--no-such-option"),
        ("no-such-command",),
        ("explain",),
        ("explain", "no-such-file"),
        ("explain", "."),
        ("review",),
        ("export",),
        ("status", "--max-age", "-1"),
        ("quarantine", "show"),
        ("quarantine", "retry"),
        ("quarantine", "retry", "--all", "a.txt"),
        ("ingest", "--log-format", "xml"),
    ],
)
def test_wrong_usage_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(monkeypatch, *arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_variable_without_sense_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_WORKERS", "many")
    assert run(monkeypatch, "ingest") == 2
    assert "workers (NIANBAO_WORKERS): Input should be a valid integer" in capsys.readouterr().err


def test_a_variable_that_is_no_setting_is_wrong_usage_whatever_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_WAREHUOSE", "w.duckdb")
    for command in (("ingest",), ("status",), ("serve",), ("export", "out"), ("explain", DEMO / "empty.txt")):
        assert run(monkeypatch, *command) == 2
        assert capsys.readouterr().err == (
            "nianbao: no setting is called NIANBAO_WAREHUOSE; the nearest is NIANBAO_WAREHOUSE\n"
        )


def fail_to_start(message: str) -> Callable[[Path, float], NoReturn]:
    def start(warehouse: Path, seconds: float) -> NoReturn:
        raise PrefectServerError(Pair("没有启动", message))

    return start


def failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The last line of a run that could not be completed. No test of this module may start Prefect."""
    monkeypatch.setattr(flows.schedule.launch, "prefect_server", fail_to_start("Prefect was started"))
    assert run(monkeypatch, *arguments) == 1
    errors = capsys.readouterr().err
    assert "Traceback" not in errors
    return errors.splitlines()[-1]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    return tmp_path


def test_a_missing_raw_folder(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = failure(monkeypatch, capsys, "ingest", "--raw", "nowhere", "--warehouse", "w.duckdb")
    assert line == f"nianbao: {no_raw_folder(Path('nowhere'))}"


def test_a_folder_for_a_warehouse(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = failure(monkeypatch, capsys, "ingest", "--raw", "raw", "--warehouse", "raw")
    assert line == "nianbao: the warehouse raw is a folder; name a file"


def test_a_file_that_is_no_warehouse(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "notes.txt").write_text("Notes of a year.")
    line = failure(monkeypatch, capsys, "ingest", "--raw", "raw", "--warehouse", "notes.txt")
    named = here / "notes.txt"
    assert line == f"nianbao: the file {named} exists and is no DuckDB database; it is left as it is, name another one"


def test_a_missing_gazetteer(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = failure(monkeypatch, capsys, "ingest", "--raw", "raw", "--gazetteer", "g.csv", "--warehouse", "w.duckdb")
    assert line == "nianbao: the gazetteer g.csv cannot be read: No such file or directory"


def test_a_second_run_on_the_same_warehouse(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "link.duckdb").symlink_to(here / "w.duckdb")
    with warehouse_lock(here / "w.duckdb"):
        line = failure(monkeypatch, capsys, "ingest", "--raw", "raw", "--warehouse", "link.duckdb")
    assert line.startswith(f"nianbao: another run is writing this warehouse: process {os.getpid()} on ")


def test_a_prefect_server_that_does_not_start(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_PREFECT", "required")
    assert failure(monkeypatch, capsys, "ingest", "--raw", "raw", "--warehouse", "w.duckdb") == (
        "nianbao: Prefect was started"
    )


def raise_in_check(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(settings: object) -> None:
        raise error

    monkeypatch.setattr(flows.schedule.launch, "launch", fail)


def test_what_nobody_expected_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_in_check(monkeypatch, ZeroDivisionError("division by zero"))
    assert failure(monkeypatch, capsys, "ingest") == "nianbao: unexpected error, ZeroDivisionError: division by zero"


def test_a_guard_that_stops_a_run_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raise_in_check(monkeypatch, GuardError(Pair("出错", "current reports: 40 before, 4 now")))
    assert run(monkeypatch, "ingest") == 3
    assert capsys.readouterr().err == "nianbao: current reports: 40 before, 4 now\n"


def test_who_debugs_gets_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["nianbao", "ingest"])
    raise_in_check(monkeypatch, ZeroDivisionError())
    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=repr)
def test_an_interruption_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    raise_in_check(monkeypatch, error)
    assert run(monkeypatch, "ingest") == 130
    assert capsys.readouterr().err == "nianbao: interrupted; the published warehouse is whole\n"


def test_explain_prints_to_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "explain", DEMO / "empty.txt") == 0
    assert "empty_file" in capsys.readouterr().out


def test_a_published_warehouse_is_reviewed_exported_and_described(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load_tables(here / "w.duckdb", {})
    monkeypatch.setenv("NIANBAO_WAREHOUSE", "w.duckdb")
    (here / "v.csv").write_text(f"finding_id,verdict,note,reviewer,reviewed_at\n{16 * '0'},confirmed,,r,2024-01-31\n")
    assert run(monkeypatch, "review", "v.csv") == 0
    assert capsys.readouterr().out.splitlines() == [
        "verdicts: 1 new, 0 replaced, 0 unchanged, 0 older than what is there",
        "line 2: no finding 0000000000000000 is in the warehouse; the verdict is kept",
    ]
    assert run(monkeypatch, "export", "out") == 0
    assert f"{'finding_review':<24}{1:>12}" in capsys.readouterr().out.splitlines()
    assert run(monkeypatch, "dictionary") == 0
    assert capsys.readouterr().out == (here / "out" / "data-dictionary.md").read_text("utf-8")


def test_versions_are_listed_and_returned_to(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        load_tables(here / "w.duckdb", {}, started_at=datetime(2024, 1, number))
    monkeypatch.setenv("NIANBAO_WAREHOUSE", "w.duckdb")
    assert run(monkeypatch, "versions") == 0
    newest, difference, oldest = capsys.readouterr().out.splitlines()
    assert difference == "    the same"
    assert re.fullmatch(r"\* \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+08:00 +[\d,]+ bytes  20240102T000000Z-\w{12}", newest)
    assert re.fullmatch(r"  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+08:00 +[\d,]+ bytes  20240101T000000Z-\w{12}", oldest)
    assert run(monkeypatch, "rollback") == 0
    announced, done = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        rf"to publish: {oldest.split()[-1]} of \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d \+08:00; the same", announced
    )
    assert done == f"published is now {oldest.split()[-1]}"
    assert run(monkeypatch, "rollback", newest.split()[-1]) == 0
    assert capsys.readouterr().out.endswith(f"\npublished is now {newest.split()[-1]}\n")


def test_without_versions_there_is_nothing_to_list_or_return_to(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_WAREHOUSE", "w.duckdb")
    no_versions = f"nianbao: no versions of the warehouse {here / 'w.duckdb'} are kept; run nianbao ingest first"
    assert failure(monkeypatch, capsys, "versions") == no_versions
    no_earlier = f"nianbao: there is no earlier version of the warehouse {here / 'w.duckdb'}"
    assert failure(monkeypatch, capsys, "rollback") == no_earlier


@pytest.mark.parametrize("command", [("review", "v.csv"), ("export", "out"), ("dictionary",)], ids=lambda c: c[0])
def test_a_missing_warehouse(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    line = failure(monkeypatch, capsys, *command, "--warehouse", "nowhere.duckdb")
    assert line == "nianbao: there is no warehouse nowhere.duckdb; run nianbao ingest first"


def test_the_command_line_starts_without_what_only_some_commands_need() -> None:
    heavy = {"dataframely", "duckdb", "lxml", "polars", "prefect"}
    code = f"import sys, flows.cli; print(*sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def commands() -> list[str]:
    """Every command, also those of groups, as they are called."""
    inner = [
        f"{group.name} {command.name}"
        for group in flows.cli.app.registered_groups
        if group.typer_instance is not None
        for command in group.typer_instance.registered_commands
    ]
    return [*(str(command.name) for command in flows.cli.app.registered_commands), *inner]


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"nianbao {command}" in README.read_text("utf-8")


def test_the_status_says_by_its_end_whether_all_is_well(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--raw", "raw", "--warehouse", "w.duckdb")
    assert run(monkeypatch, "status", *place) == 1
    assert "nothing is published yet" in capsys.readouterr().out
    make_warehouse(here / "w.duckdb")
    assert run(monkeypatch, "status", *place, "--json") == 0
    assert json.loads(capsys.readouterr().out)["published"]["state"] == "ok"
    assert run(monkeypatch, "status", *place, "--json", "--max-age", "24") == 1
    assert len(json.loads(capsys.readouterr().out)["problems"]) == 1


def test_the_quarantine_is_listed_shown_and_retried(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_WAREHOUSE", "w.duckdb")
    make_warehouse(here / "w.duckdb", quarantine=[quarantined("a.zip!/示例.txt", "no_year")])
    assert run(monkeypatch, "quarantine", "list") == 0
    assert capsys.readouterr().out == "no_year  a.zip!/示例.txt\n"
    assert run(monkeypatch, "quarantine", "retry", "raw/a.zip", "--raw", "raw") == 0
    assert capsys.readouterr().out == "the next ingest reads 1 files or members again\n"
    assert run(monkeypatch, "quarantine", "list", "--json") == 0
    [listed] = json.loads(capsys.readouterr().out)
    assert listed["is_retry_requested"] is True
    assert run(monkeypatch, "quarantine", "show", "a.zip!/示例.txt") == 0
    assert "what helps  name the year" in capsys.readouterr().out
    assert run(monkeypatch, "quarantine", "list", "--reason", "empty_file") == 0
    assert capsys.readouterr().out == ""


def test_where_the_log_is_json_so_is_what_went_wrong(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = failure(monkeypatch, capsys, "ingest", "--raw", "nowhere", "--log-format", "json")
    told = json.loads(line)
    assert (told["level"], told["event"]) == ("error", str(no_raw_folder(Path("nowhere"))))


def test_commands_speak_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    gone = tmp_path / "gone.duckdb"
    assert run(monkeypatch, "versions", "--warehouse", gone) == 1
    assert capsys.readouterr().err == f"nianbao: 没有保留仓库{gone}的任何版本；请先运行 nianbao ingest\n"
    assert run(monkeypatch, "quarantine", "retry", "--warehouse", gone) == 2
    assert "请指定文件、--reason 或 --all" in capsys.readouterr().err
    monkeypatch.setenv("NIANBAO_WORKERS", "0")
    assert run(monkeypatch, "status", "--warehouse", gone) == 2
    assert capsys.readouterr().err == "nianbao: workers（NIANBAO_WORKERS）：须不小于 1\n"
