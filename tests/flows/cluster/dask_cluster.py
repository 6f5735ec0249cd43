"""A Dask scheduler and two nodes, each with a nanny and its worker; tests without Dask are skipped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.bench.watch import processes_from

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 240


def skip_without_dask() -> None:
    """Skip a test where the extra is not installed; `make scale` installs it."""
    if find_spec("distributed") is None:
        pytest.skip("the extra cluster is not installed")


@dataclass
class Cluster:
    """The address of the scheduler, and its processes; `nodes` are the nannies, whose children are the workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    nodes: tuple[subprocess.Popen[bytes], ...]

    def worker_pids(self) -> list[int]:
        """The processes of the workers, as the scheduler knows them."""
        from distributed import Client

        with Client(self.address, timeout=START_SECONDS, set_as_default=False) as client:
            client.wait_for_workers(len(self.nodes), timeout=START_SECONDS)
            return [int(pid) for pid in client.run(os.getpid).values()]

    def node_pids(self, node: int) -> list[int]:
        """The processes of a node: its nanny, the worker and what that has started."""
        return processes_from(self.nodes[node].pid)


def _start(*words: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "20",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "20s",  # a node that says nothing for so long is given up
    }
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def dask_cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster of this machine, ended at the end whatever became of it."""
    skip_without_dask()
    file = folder / "scheduler.json"
    scheduler = _start(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
    )
    worker = ("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-dashboard")
    nodes = tuple(_start(*worker, "--local-directory", str(folder / name)) for name in ("first", "second"))
    try:
        yield Cluster(_address(file, scheduler), scheduler, nodes)
    finally:
        for process in (*nodes, scheduler):
            process.send_signal(signal.SIGCONT)
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(file: Path, scheduler: subprocess.Popen[bytes]) -> str:
    import time

    for _ in range(START_SECONDS * 10):
        assert scheduler.poll() is None, "the scheduler did not start"
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    pytest.fail("the scheduler did not start")
