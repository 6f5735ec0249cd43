"""Where our own Prefect server listens, in networks of every kind, and what its client is not to see."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

import flows.schedule.loopback
from flows.errors import PrefectServerError
from flows.schedule.loopback import LOOPBACKS, find_address, unusable_proxies
from flows.schedule.prefect_server import environment
from tests.flows.inputs import DEMO
from tests.flows.nights import facts
from tests.soak import soaked

ROOT = Path(__file__).resolve().parents[3]
# Runs the command line as if every run were one for Prefect.
COMMAND = "import flows.schedule.launch as launch; launch.MANY_FILES = 1; from flows.cli import main; main()"
UNSHARE = shutil.which("unshare")
WITHOUT_NETWORK = (UNSHARE or "unshare", "--net")
WITH_IPV6_ALONE = (*WITHOUT_NETWORK, "sh", "-c", 'ip link set lo up && ip -4 address flush dev lo && exec "$@"', "sh")
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


def can_enter(*command: str) -> bool:
    """Whether a process may have a network of its own here, with what a command asks of it."""
    return bool(UNSHARE) and not subprocess.run([*command, "true"], capture_output=True, check=False).returncode


@pytest.mark.parametrize("reachable", LOOPBACKS)
def test_the_loopback_address_is_one_that_can_be_reached(monkeypatch: pytest.MonkeyPatch, reachable: str) -> None:
    real = socket.create_connection

    def connect(address: tuple[str, int], *others: Any) -> socket.socket:
        if address[0] != reachable:
            raise OSError(101, "Network is unreachable")
        return real(address, *others)

    monkeypatch.setattr(socket, "create_connection", connect)
    if not can_listen(reachable):
        pytest.skip(f"{reachable} is not an address of this machine")
    host, port = find_address()
    assert host == reachable
    assert 0 < port < 65536
    assert find_address(4321) == (reachable, 4321)


def can_listen(host: str) -> bool:
    """Whether an address is one of this machine."""
    try:
        socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError:
        return False
    return True


def test_where_none_can_be_reached_that_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.schedule.loopback, "LOOPBACKS", ("192.0.2.1",))
    with pytest.raises(PrefectServerError, match=r"no loopback address .* can be reached") as error:
        find_address()
    assert "回环地址" in error.value.args[0].zh


@pytest.mark.parametrize("name", ["ALL_PROXY", "https_proxy", "HTTP_PROXY"])
@pytest.mark.parametrize(
    "value",
    [
        "socks5://127.0.0.1:1080",
        "SOCKS5H://x:1",
        "foo://bar",
        "::::",
        "http://",
        "http://x:port",
        "http://[",
        " http://p:80",
        "http://p:80\t",
        "http://a\x7fb:80",
        "http://\u200bp",
    ],
)
def test_a_proxy_that_the_client_cannot_read_is_not_seen(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    for other in PROXIES:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    assert unusable_proxies(os.environ) == [name]
    with environment(dict.fromkeys(unusable_proxies(os.environ), "")):
        httpx.Client(trust_env=True).close()


@pytest.mark.parametrize("value", ["", "http://proxy.example:8080", "proxy.example:3128", "https://user:pw@x/", "x"])
def test_other_proxies_stay(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    for other in PROXIES:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv("HTTP_PROXY", value)
    assert unusable_proxies({"HTTP_PROXY": value, "NO_PROXY": "*", "PROXY": "foo://"}) == []
    httpx.Client(trust_env=True).close()


def ingest(folder: Path, prefix: tuple[str, ...] = (), **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one night on the demonstration, in a process with these variables of its environment."""
    foreign = ("PREFECT_", "NIANBAO_", *PROXIES, "NO_PROXY", "no_proxy")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    (folder / "raw").mkdir(parents=True)
    for path in (DEMO / "gazetteer.csv", *DEMO.glob("shifan-*")):
        shutil.copy(path, folder / "raw")
    return subprocess.run(
        [*prefix, sys.executable, "-W", "ignore", "-c", COMMAND, "ingest"],
        cwd=folder,
        env={
            **inherited,
            "PYTHONPATH": str(ROOT),
            "NIANBAO_RAW": str(folder / "raw"),
            "NIANBAO_WAREHOUSE": str(folder / "w.duckdb"),
            "NIANBAO_WORKERS": "1",
            "NIANBAO_LANG": "en",
            **variables,
        },
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
        check=False,
    )


@pytest.fixture(scope="module")
def without_prefect(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    """The facts of a night without Prefect."""
    folder = tmp_path_factory.mktemp("without")
    assert ingest(folder, NIANBAO_PREFECT="off").returncode == 0
    return facts(folder / "w.duckdb")


@pytest.mark.endurance
@pytest.mark.parametrize(
    "variables",
    [
        soaked({"ALL_PROXY": "socks5://127.0.0.1:1"}),
        soaked(
            {"HTTP_PROXY": "http://127.0.0.1:1", "http_proxy": "http://127.0.0.1:1", "ALL_PROXY": "http://127.0.0.1:1"}
        ),
        {"HTTPS_PROXY": "foo://bar", "all_proxy": "::::", "NO_PROXY": "example.org"},
    ],
    ids=["socks", "dead", "unreadable"],
)
def test_prefect_records_the_run_whatever_the_proxies(
    tmp_path: Path, without_prefect: dict[str, list[tuple[Any, ...]]], variables: dict[str, str]
) -> None:
    done = ingest(tmp_path, (), **{"NIANBAO_PREFECT": "required", **variables})
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert facts(tmp_path / "w.duckdb") == without_prefect


@pytest.mark.endurance
@pytest.mark.skipif(not can_enter(*WITH_IPV6_ALONE), reason="no network of its own, or no IPv6, can be had here")
def test_prefect_records_the_run_where_loopback_is_of_ipv6_alone(
    tmp_path: Path, without_prefect: dict[str, list[tuple[Any, ...]]]
) -> None:
    done = ingest(tmp_path, WITH_IPV6_ALONE, NIANBAO_PREFECT="required")
    assert done.returncode == 0, done.stderr
    assert facts(tmp_path / "w.duckdb") == without_prefect


@pytest.mark.endurance
@pytest.mark.skipif(not can_enter(*WITHOUT_NETWORK), reason="no network of its own can be had here")
@pytest.mark.parametrize("prefect", ["auto", "required"])
def test_without_loopback_a_run_goes_on_unless_prefect_is_required(
    tmp_path: Path, without_prefect: dict[str, list[tuple[Any, ...]]], prefect: str
) -> None:
    done = ingest(tmp_path, WITHOUT_NETWORK, NIANBAO_PREFECT=prefect)
    assert "no loopback address (127.0.0.1, ::1) can be reached" in done.stderr
    assert "Traceback" not in done.stderr
    if prefect == "required":
        assert done.returncode == 1
        assert not (tmp_path / "w.duckdb").exists()
    else:
        assert done.returncode == 0
        assert facts(tmp_path / "w.duckdb") == without_prefect
