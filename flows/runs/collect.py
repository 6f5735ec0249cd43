"""Read all batches of a run: what the workers make of them, and once more, alone, those that a dead worker left."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from typing import Protocol, TypeVar

from flows.reading.jobs import Batch, BatchCounts, ReadJob
from flows.reading.pool import (
    StartedReading,
    end_workers,
    process_pool,
    read_alone,
    start_reading,
    wait_for_batch,
    wait_for_workers,
)
from flows.runs.progress import Progress, current_progress
from transforms.language import Pair

logger = logging.getLogger("nianbao")

Outcome = TypeVar("Outcome")


class RunEach(Protocol):
    """How something is done with every batch at once; gives what came of each, as it comes.

    `name` says what is done, `workers` how many processes do it.
    """

    def __call__(
        self, name: str, do: Callable[[Batch], Outcome], batches: Sequence[Batch], workers: int
    ) -> Iterator[Outcome]:
        """Do it. Raises what `do` raises."""


def in_threads(name: str, do: Callable[[Batch], Outcome], batches: Sequence[Batch], workers: int) -> Iterator[Outcome]:
    """Do it in threads, each of which waits for a process. One more than workers keeps a batch waiting for them."""
    threads = ThreadPoolExecutor(workers + 1, thread_name_prefix=name)
    try:
        for future in as_completed([threads.submit(do, batch) for batch in batches]):
            yield future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)  # who is interrupted ends the processes that they wait for


def _collect(
    reading: StartedReading,
    batches: Sequence[Batch],
    job: ReadJob,
    workers: int,
    run_each: RunEach,
    progress: Progress,
) -> list[Batch]:
    """Wait for all batches and report the progress; returns those that a dead worker left unread.

    The workers end with it: the load needs their memory.
    """

    def wait(batch: Batch) -> BatchCounts | Batch:
        return wait_for_batch(reading, batch, job) or batch

    left: list[Batch] = []
    wait_for_workers(reading)
    for outcome in run_each("read-batch", wait, batches, workers):
        if isinstance(outcome, Batch):
            left.append(outcome)
        else:
            progress.advance(outcome.files)
    reading.pool.shutdown()
    return left


def _reread(batches: Sequence[Batch], job: ReadJob, workers: int, run_each: RunEach, progress: Progress) -> None:
    """Read each batch in a process of its own."""
    stop = threading.Event()

    def read(batch: Batch) -> list[BatchCounts]:
        return read_alone(batch, job, stop=stop)

    try:
        for outcome in run_each("reread-batch", read, batches, workers):
            progress.advance(sum(counts.files for counts in outcome))
    except BaseException:
        stop.set()
        end_workers()
        raise


def read_batches(
    batches: Sequence[Batch],
    job: ReadJob,
    workers: int,
    *,
    begun: StartedReading | None = None,
    run_each: RunEach = in_threads,
) -> None:
    """Read the batches into the stage, those that kill their reader apart from the others.

    `begun` is a reading that is on its way. Raises `RunError` where no worker starts or the stage cannot be written.
    """
    workers, progress = min(workers, len(batches)), current_progress()
    with ExitStack() as stack:
        progress.start(sum(len(batch.files) for batch in batches))
        reading = begun or start_reading(stack.enter_context(process_pool(workers, job.worker_memory)), batches, job)
        left = _collect(reading, batches, job, workers, run_each, progress)
        if left:
            logger.warning(
                Pair(
                    "有工作进程中途结束或超时；{count}批文件将逐一单独重读",
                    "a worker process died or took too long; {count} batches are read again, alone",
                    count=len(left),
                )
            )
            _reread(sorted(left, key=lambda batch: batch.label), job, workers, run_each, progress)
