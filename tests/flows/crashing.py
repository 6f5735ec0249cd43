"""Functions for worker processes that die or look around."""

from __future__ import annotations

import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import flows.reading.batch
from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, BatchCounts, ReadJob
from flows.reading.worker import time_limit
from transforms.archives import Member
from transforms.report import Reading, read_member

CRASH, HANG, GREEDY = b"CRASH", b"HANG", b"GREEDY"


def read_or_die(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read a batch, but leave a half-written file and die if one of its files says so."""
    if any(Path(file.path).read_bytes() == CRASH for file in batch.files):
        folder = Path(job.work) / "segments" / f"{job.segment_of(batch)}.half"  # as flows.stage.write_segment names it
        folder.mkdir(parents=True)
        (folder / "report.0.parquet").write_bytes(b"half a file")
        os._exit(9)
    return read_batch(batch, job)


def read_or_hang(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read a batch, but never come to an end with a file that says so, and let no other thread run meanwhile."""
    if any(Path(file.path).read_bytes() == HANG for file in batch.files):
        with time_limit(job.file_seconds):
            hold_interpreter()
    return read_batch(batch, job)


def read_with_traps(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read a batch, but die, hang or take a gigabyte over every file or member that begins so."""
    vars(flows.reading.batch)["read_member"] = _read_or_fall  # this process is the test's own, and ends with it
    return read_batch(batch, job)


def _read_or_fall(member: Member, **options: Any) -> Reading:
    content = member.data if member.rejection is None and member.data else b""
    if content.startswith(CRASH):
        os._exit(9)
    if content.startswith(HANG):
        hold_interpreter()
    if content.startswith(GREEDY):
        bytearray(1024**3)
    return read_member(member, **options)


def hold_interpreter() -> None:
    """Search as a runaway regular expression does: for ever, without a chance for signals or other threads."""
    re.match(r"(a+)+b", "a" * 60)


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
