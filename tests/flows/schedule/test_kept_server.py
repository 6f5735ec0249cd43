"""The server of `nianbao serve`, as far as it can be tested without starting Prefect."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

import flows.schedule.kept_server
from flows.errors import AlreadyRunningError, PrefectServerError, RunError
from flows.schedule.kept_server import (
    hold_home,
    kept_server,
    service_variables,
    set_database_aside,
    start_kept_server,
    write_password,
)
from flows.schedule.loopback import Address
from flows.schedule.prefect_server import OwnServer, client_environment, server_environment, stop_server
from tests.flows.schedule.fake_server import WAIT, fake_server
from transforms.language import Pair


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
    kept = server_environment(tmp_path, "nianbao:password", service_variables(tmp_path, Address("127.0.0.1", 1234)))
    assert "PREFECT__SERVER_WEBSERVER_ONLY" not in kept
    assert kept.get("PREFECT_SERVER_UI_ENABLED", "true") == "true"
    temporary = server_environment(tmp_path, "nianbao:password")
    assert temporary["PREFECT__SERVER_WEBSERVER_ONLY"] == "1"


def test_a_kept_server_leaves_its_folder(tmp_path: Path) -> None:
    server = fake_server(tmp_path, is_kept=True)
    assert client_environment(server)["PREFECT_LOGGING_TO_API_ENABLED"] == "true"
    stop_server(server)
    assert server.process.poll() is not None
    assert tmp_path.is_dir()


def test_a_database_that_no_server_starts_with_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ending in ("", "-wal", "-shm"):
        (tmp_path / f"prefect.db{ending}").write_text("damaged")
    started: list[OwnServer] = []

    def launch(home: Path, *_: object, **__: object) -> OwnServer:
        started.append(fake_server(home, WAIT if started else "print('file is not a database')", is_kept=True))
        return started[-1]

    def wait(server: OwnServer) -> None:
        if server is started[0]:
            raise PrefectServerError(Pair("出错", "the Prefect server did not start: file is not a database"))

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
    server = fake_server(tmp_path, "print('no memory')", is_kept=True)
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
