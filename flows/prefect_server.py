"""A Prefect server for the run: the one of `PREFECT_API_URL`, or a temporary one that leaves no trace.

The temporary server is a child process of our own rather than the one that Prefect starts by itself: it starts while
the shell does other things, keeps its noise in a file, and ends with its parent even when that is killed (Prefect's
own would live on). It listens on the loopback interface alone, behind a random password, and its folder, with an
SQLite database that lives as long as the run, is removed at the end.

Nothing here imports Prefect in the parent: the environment must be in place before anything does.
"""

from __future__ import annotations

import base64
import http.client
import logging
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.errors import PrefectServerError

logger = logging.getLogger("nianbao")

# The first start makes a database and, on a slow day, has taken two minutes.
STARTUP_SECONDS = 600
HOST = "127.0.0.1"

# Said of every run: nothing is reported to anyone, and Prefect's console messages are kept from the user, who gets
# ours. What a set-up server of PREFECT_API_URL records is not touched. `setdefault` semantics: the user's own win.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "nianbao",
}


@dataclass(frozen=True, slots=True)
class TemporaryServer:
    """A started server process and how to reach it. Closing the process's standard input ends it."""

    process: subprocess.Popen[bytes]
    port: int
    password: str
    home: Path


def find_free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def server_environment(home: Path, password: str) -> dict[str, str]:
    """Environment of the server process: a private home, and only what serving the API needs."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        **QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
        "PREFECT__SERVER_WEBSERVER_ONLY": "1",  # no schedulers, no late-run or event services
        "PREFECT__SERVER_FINAL": "1",
    }


def client_environment(server: TemporaryServer) -> dict[str, str]:
    """Environment of the run: where the server is, and that no proxy stands between."""
    no_proxy = ",".join(filter(None, (os.environ.get("NO_PROXY") or os.environ.get("no_proxy"), HOST)))
    return {
        **QUIET,
        "PREFECT_API_URL": f"http://{HOST}:{server.port}/api",
        "PREFECT_API_AUTH_STRING": server.password,
        "PREFECT_HOME": str(server.home),
        "PREFECT_LOGGING_TO_API_ENABLED": "false",  # nobody will read them there
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
    }


def start_server() -> TemporaryServer:
    """Start the server process; it is not ready yet. Its output goes to `server.log` in its home."""
    home = Path(tempfile.mkdtemp(prefix="nianbao-prefect-"))
    port, password = find_free_port(), f"nianbao:{secrets.token_urlsafe(24)}"
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.prefect_server", str(port), str(home)],
            env=server_environment(home, password),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the run, which then ends the server
        )
    return TemporaryServer(process, port, password, home)


def is_ready(server: TemporaryServer) -> bool:
    """Whether our server, and not another program on its port, answers."""
    token = base64.b64encode(server.password.encode()).decode()
    connection = http.client.HTTPConnection(HOST, server.port, timeout=10)
    try:
        connection.request("GET", "/api/admin/version", headers={"Authorization": f"Basic {token}"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def read_log_end(server: TemporaryServer) -> str:
    """The last line that the server wrote, where it wrote any."""
    try:
        lines = (server.home / "server.log").read_text("utf-8", errors="backslashreplace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def wait_until_ready(server: TemporaryServer, seconds: float = STARTUP_SECONDS) -> None:
    """Wait for the server. Raises `PrefectServerError` if it ends, or takes longer than `seconds`."""
    limit = time.monotonic() + seconds
    while not is_ready(server):
        if server.process.poll() is not None:
            raise PrefectServerError(f"the temporary Prefect server did not start: {read_log_end(server)}")
        if time.monotonic() > limit:
            raise PrefectServerError(f"the temporary Prefect server was not ready within {seconds:.0f} seconds")
        time.sleep(0.05)


def stop_server(server: TemporaryServer) -> None:
    """End the server and remove its home. What it says while stopping stays in its log."""
    if server.process.stdin:
        server.process.stdin.close()
    server.process.terminate()
    try:
        server.process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()
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


def need_not_wait() -> None:
    """A server that was there before is ready."""


@contextmanager
def prefect_server() -> Iterator[Callable[[], None]]:
    """Provide a Prefect API to the block, which may import Prefect only inside.

    With `PREFECT_API_URL` set nothing is started. Yields a function that waits until the server is ready, so that the
    block can import Prefect meanwhile; it raises `PrefectServerError`.
    """
    if os.environ.get("PREFECT_API_URL"):
        quiet = {name: value for name, value in QUIET.items() if name not in os.environ}
        with environment(quiet):
            yield need_not_wait
        return
    logger.info("starting a temporary Prefect server")
    server = start_server()
    try:
        with environment(client_environment(server)):
            yield partial(wait_until_ready, server)
    finally:
        stop_server(server)


def _end_with_parent(home: Path) -> None:
    """Wait until the parent closes our standard input, or is gone; then end, and leave no folder behind."""
    sys.stdin.buffer.read()
    shutil.rmtree(home, ignore_errors=True)
    os._exit(0)


def serve(port: int, home: Path) -> None:
    """What the server process does: serve Prefect's API until its parent ends it."""
    threading.Thread(target=_end_with_parent, args=(home,), daemon=True).start()
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, host=HOST, port=port, log_level="error", lifespan="on"
    )


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
