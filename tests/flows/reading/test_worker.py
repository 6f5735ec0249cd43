"""How a worker process starts: bounded before anything large is loaded, and never longer than its parent."""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from flows.reading.worker import limit_memory, prepare_worker

ROOT = Path(__file__).resolve().parents[3]


def measure(limit: int | None) -> tuple[int, int]:
    """The bound of this process after it was set."""
    limit_memory(limit)
    return resource.getrlimit(resource.RLIMIT_DATA)


@pytest.mark.parametrize("limit", [None, 512 * 1024 * 1024])
def test_the_bound_on_memory_is_the_processes_own(limit: int | None) -> None:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        soft, hard = pool.apply(measure, (limit,))
    assert soft == (before[0] if limit is None else limit)
    assert hard == before[1]
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_worker_that_starts_has_loaded_nothing_that_counts_its_threads() -> None:
    code = (
        "import sys, flows.reading.worker; print(*sorted({'polars', 'duckdb', 'prefect', 'lxml'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def wait_for_parent(lifeline: multiprocessing.connection.Connection) -> None:
    prepare_worker(lifeline)
    assert os.environ["POLARS_MAX_THREADS"] == "1"
    multiprocessing.Event().wait()


def test_a_worker_ends_when_its_parents_end_of_the_lifeline_closes() -> None:
    context = multiprocessing.get_context("spawn")
    lifeline, parent_end = context.Pipe(duplex=False)
    process = context.Process(target=wait_for_parent, args=(lifeline,))
    process.start()
    process.join(0.1)
    assert process.is_alive()
    parent_end.close()
    process.join(60)
    assert process.exitcode == 1
