"""The process pool: light workers that never outlive the run, and files that kill their reader."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.raw import find_files, fingerprint_files
from flows.reading.jobs import Batch
from flows.reading.pool import (
    check_workers,
    process_pool,
    read_alone,
    read_in_pool,
    start_reading,
    wait_for_batch,
    wait_for_workers,
)
from tests.flows.crashing import (
    CRASH,
    HANG,
    hold_interpreter,
    loaded_packages,
    polars_threads,
    read_or_die,
    read_or_hang,
    sleep_long,
)
from tests.flows.inputs import NOTICE
from tests.flows.pipeline import make_job, staged, staged_reasons

pytestmark = pytest.mark.endurance


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_import_the_core_alone_and_use_one_thread_each() -> None:
    with process_pool(1) as pool:
        check_workers(pool)
        assert pool.submit(polars_threads).result() == 1
        assert pool.submit(loaded_packages).result().isdisjoint({"prefect", "duckdb"})


def blocked_signals() -> set[int]:
    return {int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, [])}


def test_workers_get_no_interruption_not_even_while_they_start() -> None:
    """A terminal sends it to them as well, and they would print a traceback each."""
    with process_pool(1) as pool:
        assert signal.SIGINT in pool.submit(blocked_signals).result()
    assert signal.SIGINT not in blocked_signals()


def test_workers_end_at_once_when_the_run_fails() -> None:
    with pytest.raises(ZeroDivisionError), process_pool(2) as pool:
        pids = {pool.submit(os.getpid).result()}
        abandoned = pool.submit(sleep_long)
        raise ZeroDivisionError
    assert not any(is_alive(pid) for pid in pids)
    with pytest.raises((BrokenProcessPool, CancelledError)):
        abandoned.result()


def test_workers_end_at_once_whatever_they_do() -> None:
    clock = time.monotonic()
    with pytest.raises(KeyboardInterrupt), process_pool(1) as pool:
        check_workers(pool)
        pool.submit(hold_interpreter)
        time.sleep(0.5)
        raise KeyboardInterrupt
    assert time.monotonic() - clock < 30


KILLED = """
import os, signal
from flows.reading.pool import process_pool
from tests.flows.crashing import sleep_long
if __name__ == "__main__":
    with process_pool(1) as pool:
        pool.submit(os.getpid).result()
        pool.submit(sleep_long)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])}
    # The output ends when the last process that holds it does; a worker that lives on lets this time out.
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.usefixtures("quick_workers")
def test_a_file_that_kills_its_reader_is_rejected_and_the_others_are_read(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(5):
        (raw / f"{number}.txt").write_text(f"{NOTICE}{number}", "utf-8")
    (raw / "3.txt").write_bytes(CRASH)
    job = make_job(tmp_path)
    batch = Batch("000001", tuple(fingerprint_files(find_files(raw), 1)))
    with process_pool(1) as pool:
        assert read_in_pool(pool, batch, job, read_or_die) is None
    counts = read_alone(batch, job, read_or_die)
    assert staged(job, "report").height == 0
    assert sum(part.files for part in counts) == 5
    reasons = staged_reasons(job)
    assert reasons.pop("3.txt") == "reader_crashed"
    assert set(reasons.values()) == {"not_a_report"}
    assert len(reasons) == 4


@pytest.mark.usefixtures("quick_workers")
def test_batches_are_read_before_anybody_waits_for_them(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(3):
        (raw / f"{number}.txt").write_text(f"{NOTICE}{number}", "utf-8")
    job = make_job(tmp_path)
    files = fingerprint_files(find_files(raw), 1)
    batches = [Batch(f"{number:06d}", (file,)) for number, file in enumerate(files)]
    with process_pool(2) as pool:
        reading = start_reading(pool, batches, job)
        limit = time.monotonic() + 300
        while len(list(Path(job.stage).iterdir())) < 3:
            assert time.monotonic() < limit
            time.sleep(0.05)
        wait_for_workers(reading)
        counts = [wait_for_batch(reading, batch, job) for batch in batches]
    assert [one.files for one in counts if one] == [1, 1, 1]


@pytest.mark.usefixtures("quick_workers")
def test_a_dead_worker_leaves_its_batch_unread(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "0.txt").write_bytes(CRASH)
    job = make_job(tmp_path)
    batch = Batch("000001", tuple(fingerprint_files(find_files(raw), 1)))
    with process_pool(1) as pool:
        reading = start_reading(pool, [batch], job, read_or_die)
        wait_for_workers(reading)
        assert wait_for_batch(reading, batch, job) is None


@pytest.mark.usefixtures("quick_workers")
def test_a_file_that_takes_too_long_costs_itself_alone(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "0.txt").write_text(NOTICE, "utf-8")
    (raw / "1.txt").write_bytes(HANG)
    job = make_job(tmp_path, file_seconds=5)
    batch = Batch("000001", tuple(fingerprint_files(find_files(raw), 1)))
    counts = read_alone(batch, job, read_or_hang)
    assert sum(part.files for part in counts) == 2
    reasons = staged_reasons(job)
    assert reasons == {"0.txt": "not_a_report", "1.txt": "reader_timeout"}


def test_nothing_is_read_again_after_an_interruption(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(RunError, match="interrupted"):
        read_alone(Batch("000001", ()), make_job(tmp_path), stop=stop)
