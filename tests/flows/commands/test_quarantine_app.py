"""The commands `nianbao quarantine …` on the command line; what they do is tested by `test_quarantine`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.commands.quarantine_app import quarantine_app
from tests.flows.made_warehouse import make_warehouse, quarantined
from transforms.doubts import Reason


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(quarantine_app, words)
    return result.exit_code, result.output


@pytest.fixture
def published(tmp_path: Path) -> str:
    return str(make_warehouse(tmp_path / "nianbao.duckdb", quarantine=[quarantined("a.txt", "empty_file")]))


def test_files_are_listed_for_people_and_for_programs(published: str) -> None:
    code, told = run("list", "--warehouse", published)
    assert code == 0 and "a.txt" in told and "empty_file" in told
    code, told = run("list", "--warehouse", published, "--json")
    assert [file["source_path"] for file in json.loads(told)] == ["a.txt"]
    assert json.loads(run("list", "--warehouse", published, "--json", "--reason", "scanned_pdf")[1]) == []


@pytest.mark.parametrize("command", ["list", "retry"])
def test_a_mistyped_reason_is_wrong_usage_and_the_reasons_are_named(published: str, command: str) -> None:
    code, told = run(command, "--warehouse", published, "--reason", "emty_file")
    assert code == 2
    for reason in Reason:
        assert reason in told


def test_a_reason_of_an_earlier_version_is_one_as_long_as_a_file_waits_for_it(tmp_path: Path) -> None:
    place = str(make_warehouse(tmp_path / "nianbao.duckdb", quarantine=[quarantined("a.txt", "too_odd")]))
    assert run("list", "--warehouse", place, "--reason", "too_odd") == (0, "too_odd  a.txt\n")


@pytest.mark.parametrize("words", [("retry",), ("retry", "--all", "a.txt"), ("retry", "--all", "--reason", "x")])
def test_what_to_try_again_is_said_in_one_way(published: str, words: tuple[str, ...]) -> None:
    code, told = run(*words, "--warehouse", published)
    assert code == 2 and "--all" in told
