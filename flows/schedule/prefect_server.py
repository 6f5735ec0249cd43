"""A Prefect server for the run: the one of `PREFECT_API_URL`, or one of our own.

Our own server is a child process rather than the one that Prefect starts by itself: it starts while
the shell does other things, keeps its noise in a file, and ends with its parent even when that is killed (Prefect's
own would live on). It listens on the loopback interface alone, behind a random password. That of one run is temporary:
its folder, with an SQLite database that lives as long as the run, is removed at the end; an empty one is kept for the
next run (`flows.schedule.migrated`). That of `nianbao serve` has a
folder that is kept (`flows.schedule.kept_server`), and the services that a schedule needs.

Nothing here imports Prefect in the parent: the environment must be in place before anything does.
"""

from __future__ import annotations

import base64
import http.client
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.bounded import read_end
from flows.errors import PrefectServerError
from flows.schedule.loopback import Address, find_address, unusable_proxies
from flows.schedule.migrated import keep_migrated, migrated_path, remove_database, take_migrated
from transforms.language import Pair

logger = logging.getLogger("nianbao")

# The first start makes a database and, on a slow day, has taken two minutes.
STARTUP_SECONDS = 600.0
ANSWER_SECONDS = 30.0
# Bytes of the end of the log in which its last line is looked for: one has some hundred.
_LOG_END = 64 * 1024

# Said of every run: nothing is reported to anyone, and Prefect's console messages are kept from the user, who gets
# ours. What a set-up server of PREFECT_API_URL records is not touched. `setdefault` semantics: the user's own win.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "nianbao",
}


# A server that records one run needs none of Prefect's services and shows no pages.
WITHOUT_SERVICES = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT__SERVER_WEBSERVER_ONLY": "1",  # no schedulers, no late-run or event services
}


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A started server process and how to reach it. Closing the process's standard input ends it.

    `is_kept` says whether its folder stays when it ends.
    """

    process: subprocess.Popen[bytes]
    address: Address
    password: str
    home: Path
    is_kept: bool = False


def server_environment(home: Path, password: str, services: Mapping[str, str] = WITHOUT_SERVICES) -> dict[str, str]:
    """Environment of the server process: a private home, and the services that it is to run."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        **QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
        "PREFECT_INTERNAL_LOGGING_LEVEL": "ERROR",
        "PREFECT__SERVER_FINAL": "1",
        **services,
    }


def client_environment(server: OwnServer) -> dict[str, str]:
    """Environment of the run: where the server is, and that no proxy stands between.

    Of a proxy that it cannot read Prefect's client fails before it asks for which addresses it is meant.
    """
    no_proxy = ",".join(filter(None, (os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), server.address.host)))
    return {
        **QUIET,
        "PREFECT_API_URL": f"{server.address.url}/api",
        "PREFECT_API_AUTH_STRING": server.password,
        "PREFECT_HOME": str(server.home),
        # One of this machine that does not answer is gone, and each message to it would wait for minutes.
        "PREFECT_CLIENT_MAX_RETRIES": "2",
        **({} if server.is_kept else {"PREFECT_API_REQUEST_TIMEOUT": str(ANSWER_SECONDS)}),
        "PREFECT_LOGGING_TO_API_ENABLED": str(server.is_kept).lower(),  # nobody reads them on a temporary server
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
        **dict.fromkeys(unusable_proxies(os.environ), ""),
    }


def launch_server(
    home: Path, password: str, address: Address, variables: Mapping[str, str], is_kept: bool
) -> OwnServer:
    """Start a server process with this environment; it is not ready yet. It writes to `server.log` in its home."""
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "flows.schedule.prefect_server",
                address.host,
                str(address.port),
                "keep" if is_kept else "remove",
                str(home),
            ],
            env=dict(variables),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the run, which then ends the server
        )
    return OwnServer(process, address, password, home, is_kept)


def make_password() -> str:
    """A name and a random password, as Prefect's server takes them."""
    return f"nianbao:{secrets.token_urlsafe(24)}"


def start_server(migrated: Path) -> OwnServer:
    """Start a temporary server; it is not ready yet. `migrated` is a database to begin with, where it is there.

    Raises `PrefectServerError` where nobody could reach it.
    """
    address = find_address()
    home, password = Path(tempfile.mkdtemp(prefix="nianbao-prefect-")), make_password()
    take_migrated(migrated, home)
    return launch_server(home, password, address, server_environment(home, password), is_kept=False)


def start_again(server: OwnServer) -> OwnServer:
    """Start a temporary server that ended once more, with an empty folder and at the same place."""
    end_process(server)
    remove_database(server.home)
    variables = server_environment(server.home, server.password)
    return launch_server(server.home, server.password, server.address, variables, is_kept=False)


def is_ready(server: OwnServer) -> bool:
    """Whether our server, and not another program on its port, answers."""
    token = base64.b64encode(server.password.encode()).decode()
    connection = http.client.HTTPConnection(server.address.host, server.address.port, timeout=10)
    try:
        connection.request("GET", "/api/admin/version", headers={"Authorization": f"Basic {token}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def read_log_end(server: OwnServer) -> str:
    """The last line that the server wrote, where it wrote any."""
    try:
        end, _ = read_end(server.home / "server.log", _LOG_END)
    except OSError:
        return ""
    lines = end.decode("utf-8", "backslashreplace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def why_it_ended(server: OwnServer) -> str:
    """What the log of a server that ended says last; of one that was killed, which says nothing, its status."""
    return read_log_end(server) or Pair(
        "进程结束，状态为{status}", "its process ended with status {status}", status=server.process.returncode
    )


def wait_until_ready(server: OwnServer, seconds: float = STARTUP_SECONDS) -> None:
    """Wait for the server. Raises `PrefectServerError` if it ends, or takes longer than `seconds`."""
    limit = time.monotonic() + seconds
    while not is_ready(server):
        if server.process.poll() is not None:
            raise PrefectServerError(
                Pair("Prefect 服务没有启动：{why}", "the Prefect server did not start: {why}", why=why_it_ended(server))
            )
        if time.monotonic() > limit:
            raise PrefectServerError(
                Pair(
                    "Prefect 服务在{seconds:.0f}秒内没有就绪",
                    "the Prefect server was not ready within {seconds:.0f} seconds",
                    seconds=seconds,
                )
            )
        time.sleep(0.05)


def end_process(server: OwnServer) -> None:
    """End the server. What it says while stopping stays in its log."""
    if server.process.stdin:
        server.process.stdin.close()
    server.process.terminate()
    try:
        server.process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def stop_server(server: OwnServer) -> None:
    """End the server and remove its home, unless it is kept."""
    end_process(server)
    if not server.is_kept:
        shutil.rmtree(server.home, ignore_errors=True)


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def check_answers() -> None:
    """Raise `PrefectServerError` where nothing answers at `PREFECT_API_URL`, whatever it says."""
    url = f"{os.environ['PREFECT_API_URL'].rstrip('/')}/health"
    try:
        urllib.request.urlopen(url, timeout=ANSWER_SECONDS).close()
    except urllib.error.HTTPError:
        return
    except (OSError, ValueError) as error:
        raise PrefectServerError(
            Pair("Prefect 服务没有应答：{why}", "the Prefect server does not answer: {why}", why=error)
        ) from error


class TemporaryServer:
    """A server of one run. `migrated` is where the database that it begins with is kept from run to run, `seconds` how
    long it is waited for."""

    def __init__(self, migrated: Path, seconds: float = STARTUP_SECONDS) -> None:
        self.migrated = migrated
        self.seconds = seconds
        self.server = start_server(migrated)

    def wait(self) -> None:
        """Wait until it is ready. Raises `PrefectServerError`.

        One that does not start with the kept database starts without it; the database is then kept anew.
        """
        try:
            wait_until_ready(self.server, self.seconds)
        except PrefectServerError:
            if not self.migrated.is_file():
                raise
            self.migrated.unlink()
            self.server = start_again(self.server)
            wait_until_ready(self.server, self.seconds)
        if not self.migrated.is_file():
            keep_migrated(self.server.home, self.migrated)

    def stop(self) -> None:
        """End it and leave nothing of it."""
        stop_server(self.server)


@contextmanager
def prefect_server(warehouse: Path, seconds: float = STARTUP_SECONDS) -> Iterator[Callable[[], None]]:
    """Provide a Prefect API to the block, which may import Prefect only inside.

    With `PREFECT_API_URL` set nothing is started. Yields a function that waits until the server is ready, so that the
    block can do other things meanwhile. Raises `PrefectServerError` where nobody could reach a server, and so does the
    function, also after `seconds`.
    """
    if os.environ.get("PREFECT_API_URL"):
        quiet = {name: value for name, value in QUIET.items() if name not in os.environ}
        with environment(quiet):
            yield check_answers
        return
    logger.info(Pair("正在启动临时的 Prefect 服务", "starting a temporary Prefect server"))
    temporary = TemporaryServer(migrated_path(warehouse), seconds)
    try:
        with environment(client_environment(temporary.server)):
            yield temporary.wait
    finally:
        temporary.stop()


def _end_with_parent(temporary_home: Path | None) -> None:
    """Wait until the parent closes our standard input, or is gone; then end, and leave no temporary folder behind."""
    sys.stdin.buffer.read()
    if temporary_home:
        shutil.rmtree(temporary_home, ignore_errors=True)
    os._exit(0)


def serve(address: Address, temporary_home: Path | None) -> None:
    """What the server process does: serve Prefect's API until its parent ends it."""
    threading.Thread(target=_end_with_parent, args=(temporary_home,), daemon=True).start()
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app",
        factory=True,
        host=address.host,
        port=address.port,
        log_level="error",
        lifespan="on",
    )


if __name__ == "__main__":
    listening, what_of_home, folder = Address(sys.argv[1], int(sys.argv[2])), sys.argv[3], Path(sys.argv[4])
    serve(listening, folder if what_of_home == "remove" else None)
