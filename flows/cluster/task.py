"""What a worker of the cluster does with one batch: it has a process of its own read it, as a run on one machine does.

A file that kills its reader kills that process, and never the worker: Dask would give the batch to the next one, and
that to the next.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.errors import RunError, system_words
from flows.reading.fingerprint import UNMASKED, parser_fingerprint
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import ReadBatch, process_pool, read_alone, read_in_pool
from flows.reading.worker import read_in_worker
from flows.stage.remote import is_sealed, push_segment
from flows.storage import is_url, read_start
from transforms.language import Pair

# The process that reads for a thread of this worker, kept from batch to batch, as it takes seconds to start.
_OWN = threading.local()


def read_task(batch: Batch, job: ReadJob, read: ReadBatch = read_in_worker) -> Pair | None:
    """Read a batch into the stage; None, or why this worker must not: it has another reader than the run.

    A batch may be read twice, here and by a worker that was given up for dead: its segment is the same, and the first
    one stays. So nothing is returned that counts.
    """
    if (own := parser_fingerprint()) != (asked := job.parser_version.removesuffix(UNMASKED)):
        return Pair(
            "它的读取程序是 {own}，本次运行的是 {asked}",
            "its reader is {own}, that of the run {asked}",
            own=own,
            asked=asked,
        )
    if refusal := _miss_raw(batch, job):
        return refusal
    _allow_children()
    if job.stage_url is None:
        _read(batch, job, read)
    else:
        _read_for(job.stage_url, batch, job, read)
    return None


def _miss_raw(batch: Batch, job: ReadJob) -> Pair | None:
    """Why a worker cannot reach the raw folder at all, which is no fault of a file."""
    if not is_url(job.raw):
        is_missing = job.raw and not Path(job.raw).is_dir()
        return Pair("它没有文件夹{raw}", "it has no folder {raw}", raw=job.raw) if is_missing else None
    try:
        read_start(batch.files[0].path, 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Pair("它无法读取{raw}：{why}", "it cannot read {raw}: {why}", raw=job.raw, why=system_words(error))
    return None


def _read(batch: Batch, job: ReadJob, read: ReadBatch) -> None:
    if read_in_pool(_pool(job.worker_memory), batch, job, read) is None:
        end_pool()
        read_alone(batch, job, read)


def _read_for(stage_url: str, batch: Batch, job: ReadJob, read: ReadBatch) -> None:
    """Read a batch into folders of this machine's own, and copy what came of it into the stage of a URL.

    One that is sealed there was read by a worker that Dask took for dead, and is not read again.
    """
    with _told(stage_url):
        if is_sealed(stage_url, job.segment_of(batch)):
            return
    with TemporaryDirectory(prefix="nianbao-") as folder:
        work, stage = Path(folder, "work"), Path(folder, "stage")
        work.mkdir()
        stage.mkdir()
        _read(batch, replace(job, work=str(work), stage=str(stage)), read)
        with _told(stage_url):
            for segment in sorted(stage.iterdir()):
                push_segment(stage_url, segment)


@contextmanager
def _told(stage_url: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RunError(
            Pair(
                "工作进程不能使用暂存区{stage}：{why}",
                "a worker cannot use the stage {stage}: {why}",
                stage=stage_url,
                why=system_words(error),
            )
        ) from error


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
