"""What a worker of the cluster does with one batch: it has a process of its own read it, as a run on one machine does.

A file that kills its reader kills that process, and never the worker: Dask would give the batch to the next one, and
that to the next.
"""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from flows.reading.fingerprint import UNMASKED, parser_fingerprint
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import ReadBatch, process_pool, read_alone, read_in_pool
from flows.reading.worker import read_in_worker

# The process that reads for a thread of this worker, kept from batch to batch, as it takes seconds to start.
_OWN = threading.local()


def read_task(batch: Batch, job: ReadJob, read: ReadBatch = read_in_worker) -> str | None:
    """Read a batch into the stage; None, or why this worker must not: it has another reader than the run.

    A batch may be read twice, here and by a worker that was given up for dead: its segment is the same, and the first
    one stays. So nothing is returned that counts.
    """
    if (own := parser_fingerprint()) != (asked := job.parser_version.removesuffix(UNMASKED)):
        return f"its reader is {own}, that of the run {asked}"
    _allow_children()
    if read_in_pool(_pool(job.worker_memory), batch, job, read) is None:
        end_pool()
        read_alone(batch, job, read)
    return None


def _allow_children() -> None:
    """A nanny starts its worker as a daemon, which may have no children of its own; those here end with it."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def _pool(memory: int | None) -> ProcessPoolExecutor:
    if getattr(_OWN, "memory", None) != memory or not hasattr(_OWN, "pool"):
        end_pool()
        _OWN.stack, _OWN.memory = ExitStack(), memory
        _OWN.pool = _OWN.stack.enter_context(process_pool(1, memory))
    pool: ProcessPoolExecutor = _OWN.pool
    return pool


def end_pool() -> None:
    """End the process that reads for this thread."""
    stack: ExitStack | None = getattr(_OWN, "stack", None)
    if stack is not None:
        del _OWN.pool, _OWN.stack
        stack.close()
