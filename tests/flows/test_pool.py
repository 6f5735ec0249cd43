"""The process pool: light workers that never outlive the run, and files that kill their reader."""

from __future__ import annotations

import os
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import polars as pl
import pytest

from flows.discovery import find_files, fingerprint_files
from flows.pool import check_workers, process_pool, read_alone, read_in_pool
from flows.reading import Batch, ReadJob
from flows.staging import staging_folder
from tests.flows.crashing import CRASH, loaded_packages, polars_threads, read_or_die, sleep_long
from tests.flows.inputs import NOTICE


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_import_the_core_alone_and_use_one_thread_each() -> None:
    with process_pool(1) as pool:
        check_workers(pool)
        assert loaded_packages.__module__ == "tests.flows.crashing"
        assert pool.submit(polars_threads).result() == 1
        assert pool.submit(loaded_packages).result().isdisjoint({"prefect", "duckdb"})


def test_workers_end_at_once_when_the_run_fails() -> None:
    with pytest.raises(ZeroDivisionError), process_pool(2) as pool:
        pids = {pool.submit(os.getpid).result()}
        abandoned = pool.submit(sleep_long)
        raise ZeroDivisionError
    assert not any(is_alive(pid) for pid in pids)
    with pytest.raises(BrokenProcessPool):
        abandoned.result()


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "from flows.pool import process_pool\n"
        "from tests.flows.crashing import sleep_long\n"
        "if __name__ == '__main__':\n"
        "    with process_pool(1) as pool:\n"
        "        print(pool.submit(os.getpid).result(), flush=True)\n"
        "        pool.submit(sleep_long)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (tmp_path / "killed.py").write_text(script)
    root = Path(__file__).resolve().parents[2]
    read, write = os.pipe()
    pid = os.posix_spawn(
        "/bin/sh",
        ["sh", "-c", f'PYTHONPATH="{root}" exec "$0" "$1"', os.sys.executable, str(tmp_path / "killed.py")],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)],
    )
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read) as output:
        worker = int(output.readline())  # the end of the output comes when the worker, which holds it too, is gone
        assert output.read() == ""
    assert not is_alive(worker) or not wait_for_end(worker)


def wait_for_end(pid: int) -> bool:
    """Whether a process is still there after a while."""
    for _ in range(100):
        if not is_alive(pid):
            return False
        time.sleep(0.1)
    return True


def test_a_file_that_kills_its_reader_is_rejected_and_the_others_are_read(warehouse: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(5):
        (raw / f"{number}.txt").write_text(f"{NOTICE}{number}", "utf-8")
    (raw / "3.txt").write_bytes(CRASH)
    with staging_folder(warehouse, "20240131T020000Z-00000000") as staging:
        job = ReadJob(str(staging), (), keep_personal_data=False)
        batch = Batch("000001", tuple(fingerprint_files(find_files(raw), 1)))
        with process_pool(1) as pool:
            assert read_in_pool(pool, batch, job, read_or_die) is None
        counts = read_alone(batch, job, read_or_die)
        rejected = pl.read_parquet(f"{staging}/rejections/*.parquet")
        assert pl.read_parquet(f"{staging}/report/*.parquet").height == 0
    assert sum(part.files for part in counts) == 5
    reasons = dict(rejected.select("source_path", "reason").iter_rows())
    assert reasons.pop("3.txt") == "reader_crashed"
    assert set(reasons.values()) == {"not_a_report"}
    assert len(reasons) == 4
