"""The command: exit statuses for a hook, languages, formats, several files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.cli import main
from flows.commands.check_app import Format
from tests.flows.proofreading.made_faults import CLEAN, FAULTS, LAST_YEAR, fault

ROOT = Path(__file__).resolve().parents[3]
KINDS = {one.kind: one for one in FAULTS}
WRONG_SUM, BLANK, NOTED = KINDS["a total of reviews"], KINDS["blank cells"], KINDS["a mailbox"]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [*filter(lambda name: name.startswith("NIANBAO_"), os.environ), "LC_ALL", "LC_MESSAGES", "LANG"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    yield


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """Exit status of `nianbao check` with these arguments."""
    monkeypatch.setattr(sys, "argv", ["nianbao", "check", *map(str, arguments)])
    with pytest.raises(SystemExit) as end:
        main()
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize(
    ("one", "usual", "strict"),
    [(fault("none", CLEAN), 0, 0), (NOTED, 0, 0), (BLANK, 0, 4), (WRONG_SUM, 4, 4), (KINDS["no report"], 4, 4)],
    ids=["clean", "note", "warning", "error", "no report"],
)
def test_a_hook_refuses_errors_and_where_it_is_strict_warnings(
    one: object, usual: int, strict: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = one.write(tmp_path)  # type: ignore[attr-defined]
    assert run(monkeypatch, path) == usual
    assert run(monkeypatch, path, "--strict") == strict


def test_several_files_are_checked_and_one_error_refuses_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clean, _ = fault("none", CLEAN, name="clean.txt").write(tmp_path)
    wrong, _ = WRONG_SUM.write(tmp_path)
    assert run(monkeypatch, clean, wrong, tmp_path / "nowhere.txt", tmp_path) == 4
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(clean)
    assert lines[-1] == "共 4 个文件：错误 3，警告 0，提示 0"


@pytest.mark.parametrize(
    ("environment", "options", "said"),
    [
        ({}, (), "没有发现问题"),
        ({"LANG": "en_US.UTF-8"}, (), "Nothing was found"),
        ({"LANG": "en_US.UTF-8", "NIANBAO_LANG": "zh"}, (), "没有发现问题"),
        ({"NIANBAO_LANG": "zh"}, ("--lang", "en"), "Nothing was found"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_place(
    environment: dict[str, str],
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, _ = fault("none", CLEAN).write(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(monkeypatch, path, *options) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("form", [Format.JSON, Format.SARIF, Format.HTML])
def test_every_format_is_utf_8_whatever_the_terminal_has(
    form: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path, _ = WRONG_SUM.write(tmp_path)
    assert run(monkeypatch, path, "--format", form) == 4
    text = capfdbinary.readouterr().out.decode("utf-8")
    assert "复议诉讼合计不符" in text
    if form != Format.HTML:
        json.loads(text)
    else:
        assert text.startswith("<!doctype html>")
        assert text.endswith("</html>\n")


def test_last_year_is_named_by_an_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, previous = fault("none", CLEAN, previous=LAST_YEAR).write(tmp_path)
    assert run(monkeypatch, path, "--previous", previous) == 0
    assert "已与 last year.txt 比较" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 2),
        (("a.txt", "--format", "xml"), 2),
        (("a.txt", "--lang", "fr"), 2),
        (("a.txt", "--previous", "nowhere.txt"), 1),
        (("a.txt", "--warehouse", "nowhere.duckdb"), 1),
    ],
)
def test_wrong_usage_and_what_is_not_there(
    options: tuple[str, ...],
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault("none", CLEAN, name="a.txt").write(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, *options) == status
    assert "Traceback" not in capsys.readouterr().err


def test_a_language_that_there_is_not_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "fr")
    assert run(monkeypatch, tmp_path / "a.txt") == 2
    assert "NIANBAO_LANG" in capsys.readouterr().err


def test_a_check_needs_neither_a_warehouse_nor_prefect(tmp_path: Path) -> None:
    path, _ = WRONG_SUM.write(tmp_path)
    code = (
        "import sys\n"
        "from flows.cli import main\n"
        f"sys.argv = ['nianbao', 'check', {str(path)!r}]\n"
        "try:\n    main()\n"
        "finally:\n"
        "    names = {name.partition('.')[0] for name in sys.modules}\n"
        "    print(*sorted(names & {'prefect', 'fastapi', 'pyarrow', 'distributed'}), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_LANG": "zh"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr.strip()) == (4, "")
    assert "复议诉讼合计不符" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gazetteer.csv", "report.txt"]
