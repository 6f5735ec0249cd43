"""What a worker process does: read one batch of files into a segment of the stage. Imports no Prefect.

A worker returns counts alone; frames travel as Parquet files.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path

from flows.raw import SourceFile, read_start
from flows.reading.jobs import (
    MOST_SKIPPED,
    Batch,
    BatchCounts,
    ReadJob,
    Rejected,
    Step,
    reader_crashed,
    reader_timeout,
    reject_error,
    unreadable_file,
)
from flows.reading.staged import stage_readings, stage_rejection
from flows.reading.worker import time_limit
from flows.storage import is_url
from transforms.archives import Member, unpack
from transforms.doubts import Reason, Rejection
from transforms.identity import Gazetteer, national_gazetteer, read_gazetteer
from transforms.language import Pair
from transforms.report import UNKNOWN_TYPE, Reading, read_member


@cache
def load_gazetteer(texts: tuple[str, ...]) -> Gazetteer:
    """The national list with the additional ones, parsed once in a process."""
    return read_gazetteer(*texts, base=national_gazetteer())


def _step_path(batch: Batch, job: ReadJob) -> Path:
    return Path(job.work) / "steps" / f"{batch.label}.txt"


@contextmanager
def _step(name: str, batch: Batch, job: ReadJob) -> Iterator[None]:
    """Leave a note of what is done, so that who finds this process dead knows what killed it; and do it in time."""
    if len(batch.files) == 1:
        path = _step_path(batch, job)
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{time.monotonic()}\n{name}", "utf-8")
    with time_limit(job.file_seconds):
        yield


def last_step(batch: Batch, job: ReadJob) -> Step | None:
    """What the reader of a single file did last, None where it left no note."""
    try:
        started, _, name = _step_path(batch, job).read_text("utf-8").partition("\n")
        return Step(name, float(started))
    except (OSError, ValueError):
        return None


def _load(file: SourceFile) -> bytes | Rejection:
    try:
        data = read_start(file.path, file.byte_size + 1)  # one byte more tells that it has grown
    except OSError as error:
        return unreadable_file(error.strerror)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        detail = Pair(
            "读取时文件发生了变化，下次运行会重新读取。",
            "The file changed while the run was reading; the next run reads it again.",
        )
        return Rejection(Reason.FILE_CHANGED, detail)
    return data


def _next_member(members: Iterator[Member], file: SourceFile, *, is_alone: bool) -> Member | None:
    """Unpack the next member. A bug that an archive brings out costs what is left of it."""
    try:
        return next(members, None)
    except Exception as error:
        return Member(file.name, None, reject_error(error, is_alone=is_alone))


def _read_one(member: Member, job: ReadJob, *, is_alone: bool) -> Reading:
    """Read a file or member. A bug that it brings out costs itself, not the run."""
    try:
        return read_member(member, gazetteer=load_gazetteer(job.gazetteers), settings=job.settings)
    except Exception as error:
        return read_member(Member(member.name, member.data, reject_error(error, is_alone=is_alone)))


def _read_file(file: SourceFile, batch: Batch, job: ReadJob) -> Iterator[Reading]:
    """Read a file, or an archive member by member.

    A content that an earlier member had gives a reading of neither report nor rejection.
    """
    known: set[str] = set()
    is_alone = len(batch.files) == 1
    skipped = {name: Rejection(reason, detail) for name, reason, detail in batch.skipped}
    # Of an object, the store is to blame for the time, which has limits of its own.
    with nullcontext() if is_url(file.path) else _step(file.name, batch, job):
        data = _load(file)
    if isinstance(data, Rejection):
        yield Reading(file.name, file.sha256, file.byte_size, UNKNOWN_TYPE, rejection=data)
        return
    members = unpack(data, file.name, job.limits)
    while True:
        with _step(file.name, batch, job):
            member = _next_member(members, file, is_alone=is_alone)
        if member is None:
            return
        with _step(member.name, batch, job):
            if member.name in skipped:
                member = replace(member, rejection=skipped[member.name])
            reading = _read_once(member, job, known, is_alone=is_alone)
        yield reading


def _read_once(member: Member, job: ReadJob, known: set[str], *, is_alone: bool) -> Reading:
    if member.data is None:
        return read_member(member)
    sha256 = hashlib.sha256(member.data).hexdigest()
    if sha256 in known and member.rejection is None:
        return Reading(member.name, sha256, len(member.data), UNKNOWN_TYPE)
    known.add(sha256)
    return _read_one(member, job, is_alone=is_alone)


def read_batch(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read the files of a batch into a segment, in pieces, as an archive may hold very many reports.

    Never raises for what a file holds; raises `MemoryError` where a file among others lacks memory, and `OSError` where
    the stage cannot be written.
    """
    found = ((file, reading) for file in batch.files for reading in _read_file(file, batch, job))
    return stage_readings(found, batch, job)


def _describe_death(step: Step, job: ReadJob) -> Rejected:
    if job.file_seconds is not None and time.monotonic() - step.started >= job.file_seconds:
        rejection = reader_timeout(job.file_seconds)
    else:
        rejection = reader_crashed()
    return step.name, rejection.reason, rejection.detail


def skip_step(batch: Batch, step: Step, job: ReadJob) -> Batch | None:
    """The batch of one archive without the member that killed its reader; None where the file itself is to blame."""
    if step.name == batch.files[0].name or len(batch.skipped) >= MOST_SKIPPED:
        return None
    return replace(batch, skipped=(*batch.skipped, _describe_death(step, job)))


def reject_file(batch: Batch, step: Step, job: ReadJob) -> BatchCounts:
    """Stage the rejection of the one file of a batch, whose reading killed the worker process or was given up."""
    _, reason, detail = _describe_death(step, job)
    return stage_rejection(Rejection(reason, detail), batch, job)
