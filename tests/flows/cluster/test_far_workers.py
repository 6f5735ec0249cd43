"""Workers that share no folder with the run: raw files and stage are in S3."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.cluster.task
import flows.storage.objects
from flows.cluster.task import read_task
from flows.raw import SourceFile
from flows.reading.fingerprint import parser_fingerprint
from flows.reading.jobs import Batch, ReadJob
from flows.stage import open_stage
from flows.stage.remote import fetch_segments, is_sealed
from tests.flows.cluster.dask_cluster import dask_cluster
from tests.flows.cluster.test_collect import OF_THE_RUN, contents, expected, finish, raw, start
from tests.flows.crashing import CRASH, read_with_traps
from tests.flows.inputs import DEMO
from tests.flows.pipeline import make_job
from tests.flows.s3_server import Bucket
from transforms.schemas import WAREHOUSE_SCHEMAS

__all__ = ["expected", "raw"]
pytestmark = pytest.mark.filterwarnings("ignore")

# What the storage says of a file.
STORED = ("modified_ns", "changed_ns", "inode")


@pytest.fixture(autouse=True)
def _end_own_pool() -> Iterator[None]:
    yield
    flows.cluster.task.end_pool()


def job_in(bucket: Bucket, folder: Path) -> ReadJob:
    """A job whose folders no worker has."""
    job = make_job(
        folder,
        parser_version=parser_fingerprint(),
        reader="r",
        raw=bucket.url("raw"),
        stage_url=bucket.url("stage"),
    )
    shutil.rmtree(job.stage)
    shutil.rmtree(job.work)
    return job


def batch_of(bucket: Bucket, **contents: bytes) -> Batch:
    bucket.put({f"raw/{name}.txt": content for name, content in contents.items()})
    return Batch(
        "000001",
        tuple(
            SourceFile(f"{name}.txt", bucket.url(f"raw/{name}.txt"), len(content), hashlib.sha256(content).hexdigest())
            for name, content in contents.items()
        ),
    )


def fetch(bucket: Bucket, folder: Path) -> list[str]:
    """The files that were read, by the stage in S3."""
    (folder / "stage").mkdir()
    fetch_segments(bucket.url("stage"), folder / "stage", folder / "work")
    return sorted(reading.read_name for reading in open_stage(folder / "stage").readings.values())


REPORT = (DEMO / "fanli-2021.txt").read_bytes()


def test_a_batch_is_read_into_the_stage_of_a_url_once(bucket: Bucket, tmp_path: Path) -> None:
    job, batch = job_in(bucket, tmp_path), batch_of(bucket, report=REPORT, other=b"nothing")
    assert read_task(batch, job) is None
    assert is_sealed(bucket.url("stage"), job.segment_of(batch))
    before = bucket.list_keys("stage/")
    assert read_task(batch, job) is None
    assert bucket.list_keys("stage/") == before
    assert fetch(bucket, tmp_path) == ["other.txt", "report.txt"]


def test_a_file_that_kills_its_reader_is_rejected_and_the_others_are_read(bucket: Bucket, tmp_path: Path) -> None:
    job, batch = job_in(bucket, tmp_path), batch_of(bucket, a=REPORT, b=CRASH, c=REPORT + b"\n")
    assert read_task(batch, job, read_with_traps) is None
    assert fetch(bucket, tmp_path) == ["a.txt", "b.txt", "c.txt"]


def test_a_worker_without_the_raw_folder_refuses(tmp_path: Path) -> None:
    job = make_job(tmp_path, parser_version=parser_fingerprint(), reader="r", raw=str(tmp_path / "nowhere"))
    assert read_task(Batch("000001", ()), job) == f"it has no folder {tmp_path / 'nowhere'}"


def test_a_worker_without_access_refuses(bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job, batch = job_in(bucket, tmp_path), batch_of(bucket, report=REPORT)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    flows.storage.objects._client.cache_clear()
    assert str(read_task(batch, job)).startswith(f"it cannot read {bucket.url('raw')}: ")


def without_times(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """The tables, and of the files without what the storage says of them."""
    kept = [name for name in WAREHOUSE_SCHEMAS["source_file"].column_names() if name not in OF_THE_RUN["source_file"]]
    told = [number for number, name in enumerate(kept) if name not in STORED]
    files = sorted(tuple(row[number] for number in told) for row in tables["source_file"])
    return {**tables, "source_file": files}


@pytest.mark.parametrize("is_killed", [False, True], ids=["at rest", "a worker is killed"])
def test_far_workers_read_the_same(
    bucket: Bucket,
    raw: Path,
    expected: dict[str, list[tuple[object, ...]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_killed: bool,
) -> None:
    bucket.put({f"raw/{path.relative_to(raw)}": path.read_bytes() for path in raw.rglob("*") if path.is_file()})
    monkeypatch.setenv("NIANBAO_STAGE", bucket.url("stage"))
    warehouse = tmp_path / "nianbao.duckdb"
    (tmp_path / "cluster").mkdir()
    with dask_cluster(tmp_path / "cluster") as cluster:
        pids = cluster.worker_pids()
        run = start(bucket.url("raw"), warehouse, "--cluster", cluster.address, "--batch-size", "1")
        if is_killed:
            wait_for_seals(bucket, 3)
            os.kill(pids[0], signal.SIGKILL)
        finish(run)
        assert without_times(contents(warehouse)) == without_times(expected)
        bucket.remove("stage/owner.json")
        finish(start(bucket.url("raw"), tmp_path / "again.duckdb", "--cluster", cluster.address))
    assert without_times(contents(tmp_path / "again.duckdb")) == without_times(expected)


def wait_for_seals(bucket: Bucket, count: int) -> None:
    for _ in range(6000):
        if sum(key.endswith("/segment.json") for key in bucket.list_keys("stage/")) >= count:
            return
        time.sleep(0.1)
    pytest.fail("nothing was read")
