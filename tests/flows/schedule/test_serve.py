"""`nianbao serve` and the flow of a night, as far as they can be tested without Prefect's server."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from flows.cli import app
from flows.errors import RunError
from flows.schedule.prefect_server import stop_server
from flows.schedule.serve import (
    RunnerThread,
    Schedule,
    check_schedule,
    deployment_name,
    end_runs,
    is_gone,
    keep_noise_in,
    settings_environment,
    watch,
)
from flows.settings import Settings
from tests.flows.schedule.fake_server import fake_server

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("cron", ["0 2 * * *", "*/15 0-6 * * mon-fri"])
def test_a_schedule_of_five_fields_is_taken(cron: str) -> None:
    assert check_schedule(cron, "Asia/Shanghai") == Schedule(cron, "Asia/Shanghai")


@pytest.mark.parametrize("cron", ["", "nightly", "61 2 * * *", "0 2 * *", "* * * * * *", "@daily", "H 2 * * *"])
def test_a_senseless_schedule_is_wrong_usage(cron: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--cron", cron])
    assert done.exit_code == 2
    assert "cron" in done.output


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Asia", "../etc/passwd", "/etc/localtime", ""])
def test_an_unknown_time_zone_is_wrong_usage(zone: str) -> None:
    done = CliRunner().invoke(app, ["serve", "--timezone", zone])
    assert done.exit_code == 2
    assert "time zone" in done.output


def test_a_schedule_for_a_folder_that_is_missing_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["serve", "--raw", str(tmp_path / "none")])
    assert isinstance(done.exception, RunError)
    assert "does not exist" in str(done.exception)


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("NIANBAO_"):
            monkeypatch.delenv(name)


@pytest.mark.usefixtures("clean_environment")
def test_the_settings_arrive_in_another_process_and_folder(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {
            "raw": "raw 甲",
            "warehouse": "w/nianbao.duckdb",
            "workers": 3,
            "batch_size": 7,
            "gazetteer": ("a.csv", "乙.csv"),
            "keep_personal_data": True,
            "file_seconds": 12.5,
            "pages": 9,
            "log_format": "json",
            "webhook": SecretStr("https://example.org/hook?token=1"),
            "hook": "notify --to 'night watch'",
        }
    )
    code = """if True:
        from flows.settings import Settings
        settings = Settings()
        print(settings.model_copy(update={"hook": None, "webhook": None}).model_dump_json())
    """
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **settings_environment(settings)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    arrived = Settings.model_validate_json(done.stdout)
    given = {"raw", "warehouse", "gazetteer", "hook", "webhook"}
    assert arrived.model_dump(exclude=given) == settings.model_dump(exclude=given)
    assert (arrived.raw, arrived.warehouse) == (Path("raw 甲").absolute(), Path("w/nianbao.duckdb").absolute())
    assert arrived.gazetteer == (Path("a.csv").absolute(), Path("乙.csv").absolute())


@pytest.mark.usefixtures("clean_environment")
def test_secrets_are_handed_on_as_they_are() -> None:
    variables = settings_environment(Settings.model_validate({"webhook": "https://example.org/hook?token=1"}))
    assert variables["NIANBAO_WEBHOOK"] == "https://example.org/hook?token=1"
    assert "NIANBAO_HOOK" not in variables


def test_every_warehouse_has_a_deployment_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a Prefect server that somebody names."""
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    monkeypatch.chdir(tmp_path)
    one = deployment_name(tmp_path / "nianbao.duckdb")
    assert deployment_name(Path("nianbao.duckdb")) == one
    assert deployment_name(tmp_path / "other.duckdb") != one
    assert one.startswith("nianbao-")
    assert set(one).isdisjoint("/%")


def test_on_a_server_of_its_own_the_deployment_is_called_as_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert deployment_name(tmp_path / "nianbao.duckdb") == "nianbao"


class EndlessRunner(RunnerThread):
    """A runner that polls nothing."""

    def _work(self) -> None:
        while not self.ended:
            self.ended = self.error is not None

    ended = False


def test_serving_ends_when_its_server_is_gone(tmp_path: Path) -> None:
    server = fake_server(tmp_path, "", is_kept=True)
    server.process.wait()
    runner = EndlessRunner("serve", Schedule("0 2 * * *", "Asia/Shanghai"))
    runner.start()
    with pytest.raises(RunError, match="ended by itself; its log is"):
        watch(runner, server, 0)
    runner.error = RuntimeError("over")
    runner.thread.join()
    stop_server(server)
    with pytest.raises(RunError, match="cannot go on: over"):
        watch(runner, None, 0)


def test_what_prefect_prints_is_kept_from_the_user(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with keep_noise_in(tmp_path / "runner.log"):
        print("Traceback")
    assert "Traceback" in (tmp_path / "runner.log").read_text()
    assert capfd.readouterr().out == ""


def test_runs_end_with_the_server(tmp_path: Path) -> None:
    server = fake_server(tmp_path, "", is_kept=True)
    server.process.wait()
    assert is_gone(server)
    assert not is_gone(None)
    run = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    run.start()
    end_runs()
    assert run.exitcode == -signal.SIGTERM
    stop_server(server)


def test_nothing_of_this_imports_prefect_before_it_serves() -> None:
    code = "import sys, flows.schedule.serve; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
