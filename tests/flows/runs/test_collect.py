"""Reading all batches of a run by worker processes."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

import flows.runs.collect
from flows.errors import RunError
from flows.reading.jobs import Batch, BatchCounts, ReadJob
from flows.reading.pool import StartedReading
from flows.runs.collect import in_threads, read_batches
from flows.runs.progress import report_to
from transforms.language import Pair

BATCHES = [Batch(f"{number:06d}", ()) for number in range(4)]
JOB = ReadJob("work", "stage", "run")


class Counted:
    """What a run reported."""

    def __init__(self) -> None:
        self.totals: list[int] = []
        self.done = 0

    def start(self, total: int) -> None:
        self.totals.append(total)

    def advance(self, count: int) -> None:
        self.done += count


class Pool:
    """No processes."""

    is_shut_down = False

    def shutdown(self) -> None:
        self.is_shut_down = True


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels of the batches that are read alone; of those read by the pool a worker died over the odd ones."""
    labels: list[str] = []

    def wait(reading: StartedReading, batch: Batch, job: ReadJob) -> BatchCounts | None:
        return None if int(batch.label) % 2 else BatchCounts(3, 0, 0)

    def read(batch: Batch, job: ReadJob, *, stop: threading.Event) -> list[BatchCounts]:
        labels.append(batch.label)
        return [BatchCounts(1, 0, 0), BatchCounts(2, 0, 0)]

    monkeypatch.setattr(flows.runs.collect, "wait_for_batch", wait)
    monkeypatch.setattr(flows.runs.collect, "wait_for_workers", lambda reading: None)
    monkeypatch.setattr(flows.runs.collect, "read_alone", read)
    return labels


def begun() -> StartedReading:
    return StartedReading(Pool(), None, {})  # type: ignore[arg-type]


def test_batches_that_a_dead_worker_left_are_read_again_alone(
    read_again: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    counted, reading = Counted(), begun()
    with report_to(counted), caplog.at_level(logging.WARNING, "nianbao"):
        read_batches(BATCHES, JOB, 2, begun=reading)
    assert sorted(read_again) == ["000001", "000003"]
    assert counted.done == 12
    assert isinstance(reading.pool, Pool)
    assert reading.pool.is_shut_down
    assert "2 batches are read again, alone" in caplog.text


def test_without_a_reading_on_its_way_one_is_started(read_again: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []

    @contextmanager
    def start_pool(workers: int, memory: int | None) -> Iterator[str]:
        yield f"{workers} workers of {memory} bytes"

    def start(pool: object, batches: list[Batch], job: ReadJob) -> StartedReading:
        started.append(pool)
        return begun()

    monkeypatch.setattr(flows.runs.collect, "process_pool", start_pool)
    monkeypatch.setattr(flows.runs.collect, "start_reading", start)
    read_batches(BATCHES, replace(JOB, worker_memory=7), 2)
    assert started == ["2 workers of 7 bytes"]


def test_who_cannot_read_a_batch_ends_the_others(read_again: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stopped: list[threading.Event] = []

    def fail(batch: Batch, job: ReadJob, *, stop: threading.Event) -> list[BatchCounts]:
        stopped.append(stop)
        raise RunError(Pair("出错", "the stage is full"))

    ended: list[bool] = []
    monkeypatch.setattr(flows.runs.collect, "read_alone", fail)
    monkeypatch.setattr(flows.runs.collect, "end_workers", lambda: ended.append(True))
    with pytest.raises(RunError, match="the stage is full"):
        read_batches(BATCHES, JOB, 2, begun=begun())
    assert all(stop.is_set() for stop in stopped)
    assert ended == [True]
    assert multiprocessing.active_children() == []


def test_outcomes_come_as_they_are_there_and_nobody_waits_for_the_rest_of_an_interrupted_run() -> None:
    release = threading.Event()

    def do(batch: Batch) -> str:
        if batch.label != "000003":
            release.wait(300)
        return batch.label

    outcomes = in_threads("read", do, BATCHES, 4)
    assert next(outcomes) == "000003"
    started = time.monotonic()
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 200
    release.set()


def test_at_most_one_batch_more_than_workers_is_under_way() -> None:
    running, most, lock = 0, 0, threading.Lock()

    def counted(change: int) -> None:
        nonlocal running, most
        with lock:
            running += change
            most = max(most, running)

    def do(batch: Batch) -> None:
        counted(1)
        time.sleep(0.01)
        counted(-1)

    call: Callable[..., Iterator[None]] = in_threads
    list(call("read", do, BATCHES * 5, 2))
    assert most <= 3
