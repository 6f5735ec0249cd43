"""`nianbao serve` and the flow of a night, as far as they can be tested without Prefect's server."""

from __future__ import annotations

import multiprocessing
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

import flows.schedule.kept_server
import flows.schedule.prefect_server
import flows.schedule.serve
from flows.cli import app
from flows.errors import AlreadyRunningError, PrefectServerError, RunError
from flows.schedule.kept_server import (
    hold_home,
    kept_server,
    set_database_aside,
    start_kept_server,
    write_password,
)
from flows.schedule.prefect_server import OwnServer, client_environment, find_free_port, server_environment, stop_server
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

ROOT = Path(__file__).resolve().parents[2]
WAIT = "import sys; sys.stdin.read()"


def fake_server(home: Path, code: str = WAIT, *, is_kept: bool = True) -> OwnServer:
    with (home / "server.log").open("wb") as log:
        command = [sys.executable, "-c", code]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT)
    return OwnServer(process, find_free_port(), "nianbao:password", home, is_kept)


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
    monkeypatch.chdir(tmp_path)
    one = deployment_name(tmp_path / "nianbao.duckdb")
    assert deployment_name(Path("nianbao.duckdb")) == one
    assert deployment_name(tmp_path / "other.duckdb") != one
    assert set(one).isdisjoint("/%")


def test_two_that_serve_one_warehouse_are_one_too_many(warehouse: Path) -> None:
    with hold_home(warehouse) as home:
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        with pytest.raises(AlreadyRunningError, match="another `nianbao serve`"), hold_home(warehouse):
            pytest.fail("two hold it")
    with hold_home(warehouse):
        pass


def test_a_home_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "nianbao.duckdb.state").write_text("no folder")
    with pytest.raises(RunError, match="cannot write to the folder"), hold_home(tmp_path / "nianbao.duckdb"):
        pytest.fail("held")


def test_the_password_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("old")
    (tmp_path / "password").chmod(0o644)
    path = write_password(tmp_path, "nianbao:new")
    assert path.read_text() == "nianbao:new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_kept_server_schedules_and_shows_its_pages_and_a_temporary_one_does_not(tmp_path: Path) -> None:
    kept = server_environment(tmp_path, "nianbao:password", kept_server.service_variables(tmp_path, 1234))
    assert "PREFECT__SERVER_WEBSERVER_ONLY" not in kept
    assert kept.get("PREFECT_SERVER_UI_ENABLED", "true") == "true"
    temporary = server_environment(tmp_path, "nianbao:password")
    assert temporary["PREFECT__SERVER_WEBSERVER_ONLY"] == "1"


def test_a_kept_server_leaves_its_folder(tmp_path: Path) -> None:
    server = fake_server(tmp_path)
    assert client_environment(server)["PREFECT_LOGGING_TO_API_ENABLED"] == "true"
    stop_server(server)
    assert server.process.poll() is not None
    assert tmp_path.is_dir()


def test_a_database_that_no_server_starts_with_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"prefect.db{ending}").write_text("damaged")
    started: list[OwnServer] = []

    def launch(home: Path, *_: object, **__: object) -> OwnServer:
        started.append(fake_server(home, WAIT if started else "print('file is not a database')"))
        return started[-1]

    def wait(server: OwnServer) -> None:
        if server is started[0]:
            raise PrefectServerError("the Prefect server did not start: file is not a database")

    monkeypatch.setattr(flows.schedule.kept_server, "launch_server", launch)
    monkeypatch.setattr(flows.schedule.kept_server, "wait_until_ready", wait)
    server = start_kept_server(tmp_path)
    assert server is started[1]
    assert (tmp_path / "prefect.db.damaged").read_text() == "damaged"
    assert not list(tmp_path.glob("prefect.db-*"))
    assert started[0].process.poll() is not None
    stop_server(server)


def test_a_server_that_does_not_start_without_a_database_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = fake_server(tmp_path, "print('no memory')")
    monkeypatch.setattr(flows.schedule.kept_server, "launch_server", lambda *_, **__: server)
    with pytest.raises(PrefectServerError, match="did not start: no memory"):
        start_kept_server(tmp_path)


def test_setting_aside_twice_keeps_the_later_one(tmp_path: Path) -> None:
    for content in ("first", "second"):
        (tmp_path / "prefect.db").write_text(content)
        set_database_aside(tmp_path)
    assert (tmp_path / "prefect.db.damaged").read_text() == "second"


def test_a_set_up_server_is_used_and_none_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://example.org/api")
    monkeypatch.setattr(flows.schedule.kept_server, "launch_server", pytest.fail)
    with kept_server(tmp_path) as server:
        assert server is None


class EndlessRunner(RunnerThread):
    """A runner that polls nothing."""

    def _work(self) -> None:
        while not self.ended:
            self.ended = self.error is not None

    ended = False


def test_serving_ends_when_its_server_is_gone(tmp_path: Path) -> None:
    server = fake_server(tmp_path, "")
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
    server = fake_server(tmp_path, "")
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
