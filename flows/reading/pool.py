"""The process pool that reads. Its workers import the core alone, and never outlive the run."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from flows.errors import RunError, system_words
from flows.reading.jobs import Batch, BatchCounts, ReadJob, Step, halve_batch
from flows.reading.worker import hold_interruptions, load_reader, prepare_worker, read_in_worker
from flows.stage import remove_segment
from transforms.language import Pair

P = ParamSpec("P")
Result = TypeVar("Result")
ReadBatch = Callable[[Batch, ReadJob], BatchCounts]


def end_workers() -> None:
    """Kill the worker processes of a run that fails, whatever they do."""
    for process in multiprocessing.active_children():
        process.kill()


class _Pool(ProcessPoolExecutor):
    """A pool whose processes get no Ctrl-C, not even while they start; the first call starts them."""

    def submit(self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs) -> Future[Result]:
        """As that of the class above."""
        with hold_interruptions():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def process_pool(workers: int, memory: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of freshly started processes, each of which may take `memory` bytes.

    If the block raises, they are ended at once, whatever they do.
    """
    context = multiprocessing.get_context("spawn")
    lifeline, parent_end = context.Pipe(duplex=False)
    pool = _Pool(workers, mp_context=context, initializer=prepare_worker, initargs=(lifeline, memory))
    try:
        yield pool
    except BaseException:
        parent_end.close()
        end_workers()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        parent_end.close()
        lifeline.close()


def check_workers(pool: ProcessPoolExecutor) -> None:
    """Raise `RunError` if worker processes do not even start: that is no fault of a file."""
    _wait_for_sign(pool.submit(os.getpid))


def _wait_for_sign(first_sign: Future[int]) -> None:
    with _tell_of_no_start():
        first_sign.result()


@contextmanager
def _tell_of_no_start() -> Iterator[None]:
    """Raise `RunError` where the block finds that worker processes end before they do anything."""
    try:
        yield
    except BrokenProcessPool as error:
        raise RunError(
            Pair("工作进程无法启动；请看上面的信息", "the worker processes do not start; see the messages above")
        ) from error


@dataclass(frozen=True, slots=True)
class StartedReading:
    """Batches that a pool reads from now on, with what comes of each by its label. `first_sign` is that of a worker."""

    pool: ProcessPoolExecutor
    first_sign: Future[int]
    counts: Mapping[str, Future[BatchCounts]]


def start_loading(pool: ProcessPoolExecutor) -> None:
    """Have one worker load the reader, which takes seconds, before it is known what there is to read."""
    pool.submit(load_reader)


def start_reading(
    pool: ProcessPoolExecutor, batches: Sequence[Batch], job: ReadJob, read: ReadBatch = read_in_worker
) -> StartedReading:
    """Have batches read by the workers of a pool, while the caller does something else or waits for them.

    Raises `RunError` where they do not even start.
    """
    with _tell_of_no_start():
        first_sign = pool.submit(os.getpid)
        return StartedReading(pool, first_sign, {batch.label: pool.submit(read, batch, job) for batch in batches})


def wait_for_workers(started: StartedReading) -> None:
    """Raise `RunError` if worker processes do not even start."""
    _wait_for_sign(started.first_sign)


def wait_for_batch(started: StartedReading, batch: Batch, job: ReadJob) -> BatchCounts | None:
    """What came of a batch; see `read_in_pool`."""
    return _wait_for_counts(started.counts[batch.label], job)


def read_in_pool(
    pool: ProcessPoolExecutor, batch: Batch, job: ReadJob, read: ReadBatch = read_in_worker
) -> BatchCounts | None:
    """Read a batch in the pool; None where a worker died, by this batch or by another one, or lacked memory.

    Raises `RunError` where the stage cannot be written.
    """
    try:
        future = pool.submit(read, batch, job)
    except BrokenProcessPool:
        return None
    return _wait_for_counts(future, job)


def _wait_for_counts(future: Future[BatchCounts], job: ReadJob) -> BatchCounts | None:
    try:
        return future.result()
    except (BrokenProcessPool, MemoryError):
        return None
    except OSError as error:
        raise RunError(
            Pair("无法写入{stage}：{why}", "cannot write to {stage}: {why}", stage=job.stage, why=system_words(error))
        ) from error


def read_alone(
    batch: Batch, job: ReadJob, read: ReadBatch = read_in_worker, stop: threading.Event | None = None
) -> list[BatchCounts]:
    """Read a batch in a process of its own, halving it until the file that kills its reader stands alone.

    Of an archive the members that kill their reader are left out one by one, up to
    `flows.reading.jobs.MOST_SKIPPED`. Once `stop` is set, a dead worker is no fault of a file: raises `RunError`.
    """
    _check_stop(stop)
    remove_segment(Path(job.stage), Path(job.work), job.segment_of(batch))
    with process_pool(1, job.worker_memory) as pool:
        _check_stop(stop)
        check_workers(pool)
        clock = time.monotonic()
        counts = read_in_pool(pool, batch, job, read)
    if counts is not None:
        return [counts]
    _check_stop(stop)
    from flows.reading.batch import last_step, reject_file, skip_step

    step = last_step(batch, job) or Step(batch.files[0].name, clock)
    remove_segment(Path(job.stage), Path(job.work), job.segment_of(batch))
    if len(batch.files) == 1:
        rest = skip_step(batch, step, job)
        return read_alone(rest, job, read, stop) if rest else [reject_file(batch, step, job)]
    return [counts for half in halve_batch(batch) for counts in read_alone(half, job, read, stop)]


def _check_stop(stop: threading.Event | None) -> None:
    if stop is not None and stop.is_set():
        raise RunError(Pair("读取被中断", "the reading was interrupted"))
