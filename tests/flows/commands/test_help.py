"""The help of commands speaks Chinese: of every command, option and argument."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import typer.main

from flows.cli import app, main
from flows.commands.help import HELP, all_commands, with_spoken_help


def told() -> Iterator[str]:
    """All that the help of the program says in English."""
    for command in all_commands(typer.main.get_command(app)):
        yield from filter(None, (command.help, command.epilog))
        yield from filter(None, (getattr(parameter, "help", None) for parameter in command.params))


def test_every_help_has_its_chinese_half_and_none_is_left_over() -> None:
    english = set(told())
    assert len(english) > 50
    assert english == {words.en for words in HELP}


def test_in_english_the_help_stays_as_it_is() -> None:
    english = list(told())
    with_spoken_help(typer.main.get_command(app))
    assert list(told()) == english


def test_the_help_is_shown_in_chinese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "argv", ["nianbao", "quarantine", "retry", "--help"])
    with pytest.raises(SystemExit):
        main()
    shown = capsys.readouterr().out
    assert "要求下一次导入重新读取隔离的文件" in shown
    assert "所有隔离的文件。" in shown
    assert "All files in quarantine." not in shown
