"""Settings from the environment and from options."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from flows.commands.options import EXIT_USAGE, read_settings, settings_to_read


def test_an_option_overrides_the_environment_and_none_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_WORKERS", "3")
    assert read_settings(workers=None).workers == 3
    assert read_settings(workers=5, raw=Path("there")).workers == 5


def test_a_setting_without_sense_ends_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_WORKERS", "many")
    with pytest.raises(typer.Exit) as end:
        read_settings()
    assert end.value.exit_code == EXIT_USAGE
    assert "workers (NIANBAO_WORKERS)" in capsys.readouterr().err


def test_who_reads_takes_the_file_that_is_named_or_the_lake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LAKE", "postgres:dbname=x")
    monkeypatch.setenv("NIANBAO_LAKE_DATA", "there")
    assert settings_to_read(None, None, None).has_lake
    assert settings_to_read(None, None, "elsewhere", raw=Path("r")).lake_data == "elsewhere"
    named = settings_to_read(Path("w.duckdb"), None, None, raw=Path("r"))
    assert (named.has_lake, named.warehouse, named.raw) == (False, Path("w.duckdb"), Path("r"))
    with pytest.raises(typer.BadParameter, match="name one of them"):
        settings_to_read(Path("w.duckdb"), "postgres:dbname=y", None)
