"""What a worker does with a batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import flows.cluster.task
from flows.cluster.task import read_task
from flows.raw import SourceFile
from flows.reading.fingerprint import UNMASKED, parser_fingerprint
from flows.reading.jobs import Batch, ReadJob
from tests.flows.crashing import CRASH, read_with_traps
from tests.flows.inputs import DEMO
from tests.flows.pipeline import make_job, staged, staged_reasons


@pytest.fixture(autouse=True)
def _end_own_pool() -> Iterator[None]:
    yield
    flows.cluster.task.end_pool()


def batch_of(folder: Path, **contents: bytes) -> Batch:
    """A batch of new files."""
    files = []
    for name, content in contents.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        files.append(SourceFile(path.name, str(path), len(content), digest))
    return Batch("000001", tuple(files))


def job_of(folder: Path, **options: object) -> ReadJob:
    return make_job(folder, **{"parser_version": parser_fingerprint(), "reader": "r", **options})


REPORT = (DEMO / "fanli-2021.txt").read_bytes()


def test_a_batch_is_read_into_the_stage(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    assert read_task(batch_of(tmp_path, report=REPORT), job) is None
    assert staged(job, "report").height == 1
    assert staged(job, "readings").height == 1


def test_a_batch_that_is_read_twice_is_there_once(tmp_path: Path) -> None:
    job, batch = job_of(tmp_path), batch_of(tmp_path, report=REPORT)
    for _ in range(2):
        assert read_task(batch, job) is None
        assert staged(job, "report").height == 1
    assert [path.name for path in Path(job.stage).iterdir()] == [job.segment_of(batch)]


def test_a_file_that_kills_its_reader_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    assert read_task(batch_of(tmp_path, poison=CRASH, report=REPORT), job, read_with_traps) is None
    assert staged_reasons(job) == {"poison.txt": "reader_crashed"}
    assert staged(job, "report").height == 1


def test_a_worker_with_another_reader_refuses(tmp_path: Path) -> None:
    refusal = read_task(batch_of(tmp_path, report=REPORT), job_of(tmp_path, parser_version="0-another"))
    assert refusal is not None and "0-another" in refusal
    assert not list((tmp_path / "stage").iterdir())
    unmasked = job_of(tmp_path, parser_version=parser_fingerprint() + UNMASKED)
    assert read_task(batch_of(tmp_path, report=REPORT), unmasked) is None
