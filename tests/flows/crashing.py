"""Functions for worker processes that die or look around."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from flows.reading import Batch, BatchCounts, ReadJob, read_batch

CRASH = b"CRASH"


def read_or_die(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read a batch, but leave a half-written file and die if one of its files says so."""
    if any(Path(file.path).read_bytes() == CRASH for file in batch.files):
        (Path(job.staging) / "report" / f"{batch.label}.parquet").write_bytes(b"half a file")
        os._exit(9)
    return read_batch(batch, job)


def loaded_packages() -> set[str]:
    """The packages that this process has imported."""
    return {name.partition(".")[0] for name in sys.modules}


def polars_threads() -> int:
    """How many threads polars uses in this process."""
    import polars as pl

    return pl.thread_pool_size()


def sleep_long() -> None:
    """Work that nobody waits for."""
    time.sleep(600)
