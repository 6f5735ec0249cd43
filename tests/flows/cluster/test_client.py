"""Reaching a cluster."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import flows.cluster.client
from flows.cluster.client import connect
from flows.errors import RunError
from tests.flows.cluster.dask_cluster import Cluster, skip_without_dask

pytestmark = pytest.mark.filterwarnings("ignore")


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunError, match=r"nianbao\[cluster\]"), connect("tcp://127.0.0.1:1"):
        pass


def test_an_address_at_which_nothing_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    skip_without_dask()
    monkeypatch.setattr(flows.cluster.client, "CONNECT_SECONDS", 1)
    with pytest.raises(RunError, match="no Dask scheduler answers at tcp:"), connect("tcp://127.0.0.1:1"):
        pass


def test_a_cluster_has_workers_when_it_is_reached(cluster: Cluster) -> None:
    with connect(cluster.address) as client:
        assert client.scheduler_info()["n_workers"] >= 1


def test_a_cluster_to_which_no_worker_comes_is_named(
    own_cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cluster.worker_pids()
    for node in own_cluster.nodes:
        node.terminate()
        node.wait()
    monkeypatch.setattr(flows.cluster.client, "WORKERS_SECONDS", 1)
    with pytest.raises(RunError, match="has no worker"), connect(own_cluster.address):
        pass


def test_the_command_line_loads_no_dask() -> None:
    code = "import sys, flows.cli, flows.cluster; sys.exit('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
