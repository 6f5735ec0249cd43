"""Runs whose files the workers of a cluster read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.storage import Place
from tests.bench.watch import processor_time_of
from tests.flows.cluster.dask_cluster import ROOT, Cluster
from tests.flows.inputs import DEMO
from transforms.schemas import WAREHOUSE_SCHEMAS

pytestmark = pytest.mark.filterwarnings("ignore")

# What the run says of itself.
OF_THE_RUN = {
    "report": ("run_id", "first_seen_at", "loaded_at"),
    "source_file": ("first_seen_at", "last_seen_at", "hashed_ns"),
    "report_file": ("first_seen_at", "last_seen_at"),
    "quarantine": ("run_id", "first_seen_at"),
}


def start(raw: Place, warehouse: Path, *options: str) -> subprocess.Popen[str]:
    """The real command."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NIANBAO_PREFECT": "off", "PYTHONWARNINGS": "ignore"}
    words = ["-m", "flows.start", "ingest", "--raw", str(raw), "--warehouse", str(warehouse), *options]
    return subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> str:
    """What a run that completed said."""
    _, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    return said


def contents(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the row of the run, without what each run says of itself."""
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        return {
            table: connection.execute(
                f"SELECT * EXCLUDE ({', '.join(OF_THE_RUN[table])}) FROM {table} ORDER BY ALL"
                if table in OF_THE_RUN
                else f"FROM {table} ORDER BY ALL"
            ).fetchall()
            for table in WAREHOUSE_SCHEMAS
            if table != "ingest_run"
        }


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, four times over, so that there is something to read."""
    folder = tmp_path_factory.mktemp("raw")
    for number in range(4):
        for path in sorted(DEMO.glob("*.txt")):
            text = path.read_bytes() + b"\n" * number
            (folder / f"{number}").mkdir(exist_ok=True)
            (folder / f"{number}" / path.name).write_bytes(text)
    shutil.copy(DEMO / "gazetteer.csv", folder / "gazetteer.csv")
    return folder


@pytest.fixture(scope="module")
def expected(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """What this machine reads alone."""
    warehouse = tmp_path_factory.mktemp("alone") / "nianbao.duckdb"
    finish(start(raw, warehouse))
    return contents(warehouse)


def wait_for_segments(warehouse: Path, count: int) -> None:
    stage = warehouse.parent / f"{warehouse.name}.state" / "stage"
    for _ in range(6000):
        if len(list(stage.glob("*/segment.json"))) >= count:
            return
        time.sleep(0.1)
    pytest.fail("nothing was read")


def start_reading(raw: Path, warehouse: Path, cluster: Cluster) -> subprocess.Popen[str]:
    """A run on the cluster, a file a batch, of which the cluster has read some."""
    cluster.worker_pids()  # both are there
    run = start(raw, warehouse, "--cluster", cluster.address, "--batch-size", "1")
    wait_for_segments(warehouse, 3)
    return run


def wait_for_quiet(pids: list[int]) -> None:
    """Wait until processes that went on have done what they were at, or have ended."""
    used = -1.0
    for _ in range(300):
        before, used = used, processor_time_of(*pids)
        if used - before < 0.1 and before >= 0:
            return
        time.sleep(2)
    pytest.fail("they do not come to rest")


def test_a_cluster_reads_the_same(
    cluster: Cluster, raw: Path, expected: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    warehouse = tmp_path / "nianbao.duckdb"
    finish(start(raw, warehouse, "--cluster", cluster.address, "--batch-size", "5"))
    assert contents(warehouse) == expected


@pytest.mark.parametrize("victim", ["worker", "both workers"])
def test_killed_workers_lose_nothing(
    own_cluster: Cluster, raw: Path, expected: dict[str, list[tuple[object, ...]]], tmp_path: Path, victim: str
) -> None:
    warehouse, pids = tmp_path / "nianbao.duckdb", own_cluster.worker_pids()
    run = start_reading(raw, warehouse, own_cluster)
    for pid in pids if victim == "both workers" else pids[:1]:
        os.kill(pid, signal.SIGKILL)
    finish(run)
    assert contents(warehouse) == expected


def test_a_killed_nanny_loses_nothing(
    own_cluster: Cluster, raw: Path, expected: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    """Its worker, of which nobody takes care any more, may go on or end."""
    warehouse = tmp_path / "nianbao.duckdb"
    run = start_reading(raw, warehouse, own_cluster)
    own_cluster.nodes[0].send_signal(signal.SIGKILL)
    finish(run)
    assert contents(warehouse) == expected


def test_a_node_that_vanishes_loses_nothing_and_may_come_back(own_cluster: Cluster, raw: Path, tmp_path: Path) -> None:
    """Its processes stand still, as if its network were gone, and the other node reads what it was reading. When it
    goes on, before the next run, it may stage that batch once more, beside the segments that are merged by then."""
    warehouse, more = tmp_path / "nianbao.duckdb", tmp_path / "raw"
    shutil.copytree(raw, more)
    run = start_reading(more, warehouse, own_cluster)
    still = own_cluster.node_pids(0)
    for pid in still:
        os.kill(pid, signal.SIGSTOP)
    try:
        finish(run)
    finally:
        for pid in reversed(still):
            os.kill(pid, signal.SIGCONT)
    wait_for_quiet(still)
    shutil.copytree(more / "0", more / "4")
    finish(start(more, warehouse, "--cluster", own_cluster.address, "--batch-size", "1"))
    alone = tmp_path / "alone.duckdb"
    finish(start(more, alone))
    found = contents(warehouse)
    assert {table for table, rows in contents(alone).items() if rows != found[table]} == set()


def test_a_killed_scheduler_ends_the_run_and_what_was_read_stays(
    own_cluster: Cluster, raw: Path, expected: dict[str, list[tuple[object, ...]]], tmp_path: Path
) -> None:
    warehouse = tmp_path / "nianbao.duckdb"
    run = start_reading(raw, warehouse, own_cluster)
    own_cluster.scheduler.send_signal(signal.SIGKILL)
    _, said = run.communicate(timeout=900)
    assert run.returncode == 1 and "cluster" in said and "Traceback" not in said
    assert not warehouse.exists()
    said = finish(start(raw, warehouse))
    assert contents(warehouse) == expected
