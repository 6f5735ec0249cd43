"""`nianbao serve` in a process of its own, with runs of its deployment that a test asks for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx

from flows.state.lock import find_holder
from tests.flows.schedule.processes import GENEROUS_SECONDS, processes_of, variables_of

Found = TypeVar("Found")

COMMAND = (sys.executable, "-W", "ignore", "-m", "flows.start")


def wait_for(find: Callable[[], Found | None], what: str) -> Found:
    """What is found at last."""
    limit = time.monotonic() + GENEROUS_SECONDS
    while time.monotonic() < limit:
        if found := find():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{what}: not in {GENEROUS_SECONDS:.0f} seconds")


@contextmanager
def held(warehouse: Path, other_than: int = 0) -> Iterator[int]:
    """Wait until a run holds the warehouse, and let it stand still meanwhile; gives its process."""

    def find() -> int | None:
        holder = find_holder(warehouse)
        return holder.pid if holder and holder.pid != other_than else None

    pid = wait_for(find, "a run")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield pid
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def start_ingest(folder: Path, *words: str) -> subprocess.Popen[str]:
    """A run by hand."""
    return subprocess.Popen(
        [*COMMAND, "ingest", *words],
        cwd=folder,
        env=variables_of(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def end(started: subprocess.Popen[str]) -> tuple[int, str]:
    """How a run by hand ended, and what it said."""
    out, err = started.communicate(timeout=GENEROUS_SECONDS)
    return started.returncode, out + err


@dataclass(frozen=True)
class Serving:
    """A process that serves."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        """What it has said."""
        return (self.folder / "serve.log").read_text("utf-8")

    @property
    def home(self) -> Path:
        """The folder of its server."""
        return self.folder / "warehouse" / "w.duckdb.state" / "prefect"

    def ask(self, method: str, path: str, **given: Any) -> Any:
        """What its server answers; asked again while that is 503, which says that its database was locked a moment."""
        url = self.url  # it is there when the password is
        user, _, password = (self.home / "password").read_text().strip().partition(":")
        with httpx.Client(trust_env=False, auth=(user, password), timeout=GENEROUS_SECONDS) as client:

            def find() -> httpx.Response | None:
                answer = client.request(method, f"{url}/api/{path}", **given)
                return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

            answer = wait_for(find, f"an answer to {path} other than 503")
        answer.raise_for_status()
        return answer.json()

    @property
    def url(self) -> str:
        """Where its server is."""
        return wait_for(self._find_url, "the address of the server")

    def _find_url(self) -> str | None:
        assert self.process.poll() is None, self.log
        return next((word.rstrip(",") for word in self.log.split() if word.startswith("http://")), None)

    def _find_deployment(self) -> str | None:
        with suppress(httpx.HTTPStatusError):
            return str(self.ask("GET", "deployments/name/nianbao-night/nianbao")["id"])
        return None

    def begin_run(self) -> str:
        """Have a run begin as soon as may be; gives its id."""
        deployment = wait_for(self._find_deployment, "the deployment")
        return str(self.ask("POST", f"deployments/{deployment}/create_flow_run", json={})["id"])

    def end_run(self, run: str) -> str:
        """Wait for the end of a run; gives the name of its state."""

        def find() -> str | None:
            state = self.ask("GET", f"flow_runs/{run}")["state"]
            return state["name"] if state["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None

        return wait_for(find, "the end of the run")


@contextmanager
def serving(folder: Path) -> Iterator[Serving]:
    """Serve with a schedule that is never due in a test; at the end, nothing of it may be left."""
    variables = variables_of(folder) | {"PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    never = f"0 {(datetime.now(UTC).hour + 12) % 24} * * *"
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--cron", never, "--timezone", "UTC"],
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        yield Serving(folder, process)
    finally:
        process.terminate()
        try:
            process.wait(GENEROUS_SECONDS)
        finally:
            process.kill()
        wait_for(lambda: not processes_of(folder), "the end of all processes")
