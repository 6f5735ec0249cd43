"""How a worker process starts. Imports next to nothing: polars counts its threads when it is imported."""

from __future__ import annotations

import os
import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.reading.jobs import Batch, BatchCounts, ReadJob


def exit_with_parent(lifeline: Connection) -> None:
    """Wait until the parent's end of the lifeline closes, which a kill -9 of the parent does as well."""
    lifeline.poll(None)
    os._exit(1)


def held_memory() -> int:
    """Bytes of memory that this process holds, as `limit_memory` counts them; 0 where the system does not tell."""
    try:
        told = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:
        return 0
    found = [line.split() for line in told.splitlines() if line.startswith("VmData:")]
    return int(found[0][1]) * 1024 if found else 0


def limit_memory(limit: int | None) -> None:
    """Let this process take no more than `limit` bytes of memory: what goes beyond raises `MemoryError`.

    What is counted is memory that can be written to and belongs to no file (RLIMIT_DATA), not address space, of which
    the allocators and threads of the libraries reserve several times as much as they use.
    """
    if limit is not None:
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """End this process if the block takes longer: nothing else stops a regular expression that runs away."""
    if seconds is None:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def hold_interruptions() -> Iterator[None]:
    """Hold Ctrl-C back during the block. Processes that it starts never get one: that is their parent's business."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def prepare_worker(lifeline: Connection, memory: int | None = None) -> None:
    """Set up a worker: an alarm ends the process, `memory` is in bytes.

    polars must not start a thread a core in every worker.
    """
    limit_memory(memory)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.environ["POLARS_MAX_THREADS"] = "1"
    threading.Thread(target=exit_with_parent, args=(lifeline,), daemon=True).start()


def load_reader() -> None:
    """Load what `read_in_worker` needs, which only a worker does."""
    import flows.reading.batch  # noqa: F401


def read_in_worker(batch: Batch, job: ReadJob) -> BatchCounts:
    """`flows.reading.batch.read_batch`: only the worker loads the reader, not who sends it the batch."""
    from flows.reading.batch import read_batch

    return read_batch(batch, job)
