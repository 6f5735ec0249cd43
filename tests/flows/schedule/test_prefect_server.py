"""The temporary Prefect server, as far as it can be tested without starting Prefect."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

import flows.schedule.prefect_server
from flows.errors import PrefectServerError
from flows.schedule.loopback import Address
from flows.schedule.migrated import DATABASE, migrated_path
from flows.schedule.prefect_server import (
    OwnServer,
    client_environment,
    environment,
    prefect_server,
    server_environment,
    stop_server,
    wait_until_ready,
)
from tests.flows.inputs import names_in
from tests.flows.schedule.fake_server import WAIT, fake_server


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_a_server_that_ends_says_why(home: Path) -> None:
    server = fake_server(home, "import sys; print('first'); print('no space left'); sys.exit(3)")
    with pytest.raises(PrefectServerError, match="did not start: no space left"):
        wait_until_ready(server, 60)
    stop_server(server)


def test_of_a_killed_server_that_said_nothing_the_status_is_told(home: Path) -> None:
    server = fake_server(home, WAIT)
    server.process.kill()
    with pytest.raises(PrefectServerError, match="did not start: its process ended with status -9"):
        wait_until_ready(server, 60)
    stop_server(server)


def test_a_server_that_takes_too_long_is_given_up(home: Path) -> None:
    server = fake_server(home, WAIT)
    with pytest.raises(PrefectServerError, match="not ready within 0 seconds"):
        wait_until_ready(server, 0)
    stop_server(server)


def test_a_stopped_server_leaves_neither_process_nor_folder(home: Path) -> None:
    server = fake_server(home, WAIT)
    stop_server(server)
    assert server.process.poll() is not None
    assert not home.exists()


class Stranger(BaseHTTPRequestHandler):
    """Another program on the port, which does not know our password."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def strangers_port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_another_program_on_the_port_is_not_taken_for_ours(home: Path, strangers_port: int) -> None:
    server = fake_server(home, WAIT, strangers_port)
    with pytest.raises(PrefectServerError, match="not ready"):
        wait_until_ready(server, 0.2)
    stop_server(server)


def test_the_environment_is_as_before_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_TEST_SET", "before")
    monkeypatch.delenv("NIANBAO_TEST_UNSET", raising=False)
    with environment({"NIANBAO_TEST_SET": "within", "NIANBAO_TEST_UNSET": "within"}):
        assert os.environ["NIANBAO_TEST_SET"] == os.environ["NIANBAO_TEST_UNSET"] == "within"
    assert os.environ["NIANBAO_TEST_SET"] == "before"
    assert "NIANBAO_TEST_UNSET" not in os.environ


def test_a_set_up_server_is_used_and_none_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strangers_port: int
) -> None:
    """Whatever it answers: its pages may ask for a key."""
    url = f"http://127.0.0.1:{strangers_port}/api"
    monkeypatch.setenv("PREFECT_API_URL", url)
    monkeypatch.setattr(flows.schedule.prefect_server, "start_server", pytest.fail)
    with prefect_server(tmp_path / "w.duckdb") as wait:
        wait()
        assert os.environ["PREFECT_API_URL"] == url
        assert os.environ["DO_NOT_TRACK"] == "1"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/api", "nowhere", "http://nowhere.invalid/api"])
def test_a_set_up_server_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    with prefect_server(tmp_path / "w.duckdb") as wait, pytest.raises(PrefectServerError, match="does not answer"):
        wait()


def test_a_users_own_choice_of_noise_wins_with_his_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://example.org/api")
    monkeypatch.setenv("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "DEBUG")
    with prefect_server(tmp_path / "w.duckdb"):
        assert os.environ["PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"] == "DEBUG"


def test_a_temporary_server_does_not_see_the_users_prefect(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql://someone")
    monkeypatch.setenv("PREFECT_PROFILE", "work")
    values = server_environment(home, "nianbao:password")
    assert "PREFECT_API_DATABASE_CONNECTION_URL" not in values
    assert "PREFECT_PROFILE" not in values
    assert values["PREFECT_HOME"] == str(home)


@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_a_proxy_does_not_stand_between(home: Path, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "example.org")
    server = fake_server(home, WAIT)
    assert client_environment(server)["NO_PROXY"] == "example.org,127.0.0.1"
    stop_server(server)


def test_no_client_sees_a_socks_proxy_and_other_proxies_stay(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """httpx refuses the scheme before it looks whom the proxy is for: with `ALL_PROXY=socks5://…` every run failed."""
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:1080")
    monkeypatch.setenv("https_proxy", "SOCKS5H://127.0.0.1:1080")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:8080")
    server = fake_server(home, WAIT)
    with environment(client_environment(server)):
        assert (os.environ["ALL_PROXY"], os.environ["https_proxy"]) == ("", "")
        assert os.environ["HTTP_PROXY"] == "http://proxy.example:8080"
        httpx.Client(trust_env=True).close()
    with pytest.raises(ImportError, match="socksio"):
        httpx.Client(trust_env=True)
    stop_server(server)


class Starts:
    """Stands for the starts of a server: those with the kept database fail, if it is so wished."""

    def __init__(self, home: Path, *, fails: bool) -> None:
        self.home, self.fails = home, fails
        self.with_database: list[bool] = []

    def launch(
        self, home: Path, password: str, address: Address, variables: Mapping[str, str], is_kept: bool
    ) -> OwnServer:
        had = (home / DATABASE).exists()
        self.with_database.append(had)
        if had and self.fails:
            return fake_server(home, "print('no such table'); raise SystemExit(1)")
        with closing(sqlite3.connect(home / DATABASE)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS flow_run (id)")
        return fake_server(home, WAIT)


@pytest.mark.parametrize(
    ("kept", "fails", "expected"),
    [
        (None, False, [False]),
        ("sound", False, [True]),
        ("sound", True, [True, False]),
        ("damaged", False, [False]),
        ("empty", False, [False]),
    ],
)
def test_a_server_begins_with_the_kept_database_where_that_does(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, kept: str | None, fails: bool, expected: list[bool]
) -> None:
    path = migrated_path(warehouse)
    path.parent.mkdir(parents=True)
    if kept == "sound":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE flow_run (id)")
    elif kept:
        path.write_bytes(b"" if kept == "empty" else b"SQLite format 3 and damage")
    starts = Starts(warehouse, fails=fails)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(flows.schedule.prefect_server, "launch_server", starts.launch)
    monkeypatch.setattr(flows.schedule.prefect_server, "is_ready", lambda server: server.process.poll() is None)
    with prefect_server(warehouse) as wait:
        if fails:
            time.sleep(0.5)  # until the process has ended
        wait()
    assert starts.with_database == expected
    assert names_in(path.parent) == [path.name]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("flow_run",)]


def test_nothing_of_this_imports_prefect() -> None:
    code = "import sys, flows.schedule.prefect_server, flows.cli; sys.exit('prefect' in sys.modules)"
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
