"""What a worker process does: read one batch of files and stage its frames. Imports no Prefect.

A worker returns counts alone; frames travel as Parquet files in the staging folder.
"""

from __future__ import annotations

import hashlib
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from math import ceil
from pathlib import Path

import polars as pl

from flows.discovery import SourceFile
from flows.office import LibreOffice
from flows.staging import write_members, write_rejections, write_tables
from transforms.archives import Member, unpack
from transforms.doubts import Rejection
from transforms.files import UNKNOWN_TYPE, read_member
from transforms.frames import build_frames
from transforms.gazetteer import Gazetteer, national_gazetteer, read_gazetteer
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.report import Reading, ReadSettings

# From a few seconds to a minute of reading: Prefect and the staging cost some 10 ms a batch.
MIN_BATCH_FILES, MAX_BATCH_FILES, BATCHES_PER_WORKER = 16, 250, 4
# Readings that are held in memory before they are staged: a report has some hundred kilobytes.
PIECE_READINGS = 250

# An archive that kills its reader more often is given up.
MOST_SKIPPED = 20

Rejected = tuple[str, str, str]
"""Name of a file or member, reason code, detail."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """What every batch of a run shares. `gazetteers` are paths of additional gazetteer files, already checked.

    `file_seconds` is the time that reading a file or a member of an archive may take, `worker_memory` the bytes that a
    worker may take.
    """

    staging: str
    gazetteers: tuple[str, ...]
    keep_personal_data: bool
    file_seconds: float | None = None
    limits: Limits = DEFAULT_LIMITS
    worker_memory: int | None = None

    @property
    def settings(self) -> ReadSettings:
        """What the core needs of it."""
        converter = LibreOffice(self.file_seconds)
        return ReadSettings(keep_personal_data=self.keep_personal_data, limits=self.limits, converter=converter)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together; `label` names their staged files.

    `skipped` are members of an archive that killed their reader and are not read again.
    """

    label: str
    files: tuple[SourceFile, ...]
    skipped: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """What came of one batch: its files, and the reports and rejections in them and in the archives among them."""

    files: int
    reports: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a reader was about to do when it died: read the file or member `name`, since `started` (monotonic clock)."""

    name: str
    started: float


def split_batches(files: Sequence[SourceFile], workers: int, batch_size: int | None) -> list[Batch]:
    """Cut the files, in their order, into batches of `batch_size`, or of a size that keeps all workers busy."""
    even = ceil(len(files) / (workers * BATCHES_PER_WORKER))
    size = batch_size or min(max(even, MIN_BATCH_FILES), MAX_BATCH_FILES, max(ceil(len(files) / workers), 1))
    starts = range(0, len(files), size)
    return [Batch(f"{number:06d}", tuple(files[start : start + size])) for number, start in enumerate(starts, start=1)]


def halve_batch(batch: Batch) -> tuple[Batch, Batch]:
    """Two batches with half the files each; the labels stay distinct."""
    middle = len(batch.files) // 2
    return Batch(f"{batch.label}a", batch.files[:middle]), Batch(f"{batch.label}b", batch.files[middle:])


@cache
def load_gazetteer(paths: tuple[str, ...]) -> Gazetteer:
    """The national list with the additional files, parsed once in a process."""
    texts = [Path(path).read_text("utf-8-sig") for path in paths]
    return read_gazetteer(*texts, base=national_gazetteer())


def describe_error(error: Exception) -> str:
    """Class and message of an unexpected exception, in one printable line."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text.encode("utf-8", "backslashreplace").decode("utf-8")[:500]


def reject_error(error: Exception, *, is_alone: bool) -> Rejection:
    """The rejection of what brings out an unexpected exception.

    A lack of memory is the fault of a file only where it is read alone: in a batch others may have left too little.
    There, `MemoryError` is raised anew.
    """
    if not isinstance(error, MemoryError):
        return Rejection("internal_error", describe_error(error))
    if not is_alone:
        raise error
    return Rejection("out_of_memory", "Reading it takes more memory than a worker may take (NIANBAO_WORKER_MEMORY).")


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


def _step_path(batch: Batch, job: ReadJob) -> Path:
    return Path(job.staging) / "steps" / f"{batch.label}.txt"


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
        data = Path(file.path).read_bytes()
    except OSError as error:
        return Rejection("unreadable_file", f"The file cannot be read: {error.strerror}.")
    if hashlib.sha256(data).hexdigest() != file.sha256:
        detail = "The file changed while the run was reading; the next run reads it again."
        return Rejection("file_changed", detail)
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


def _read_file(file: SourceFile, batch: Batch, job: ReadJob, known: set[str]) -> Iterator[Reading]:
    """Read a file, or an archive member by member.

    A content that is `known` from an earlier file or member gives a reading of neither report nor rejection.
    """
    is_alone = len(batch.files) == 1
    skipped = {name: Rejection(reason, detail) for name, reason, detail in batch.skipped}
    with _step(file.name, batch, job):
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


def _build_each(readings: Sequence[Reading], *, is_alone: bool) -> Iterator[dict[str, pl.DataFrame] | Rejected]:
    for reading in readings:
        try:
            yield build_frames([reading])
        except Exception as error:
            rejection = reject_error(error, is_alone=is_alone)
            yield reading.name, rejection.reason, rejection.detail


def _build_all(readings: Sequence[Reading], *, is_alone: bool) -> tuple[dict[str, pl.DataFrame], list[Rejected]]:
    """Frames of all readings; where one of them breaks the frames, of the others."""
    try:
        return build_frames(readings), []
    except Exception:
        built = list(_build_each(readings, is_alone=is_alone))
    frames = [part for part in built if isinstance(part, dict)]
    merged = {table: pl.concat([part[table] for part in frames]) for table in (frames[0] if frames else {})}
    return merged, [part for part in built if isinstance(part, tuple)]


def read_batch(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read the files of a batch and stage their frames and rejections, in pieces, as an archive may hold very many.

    Never raises for what a file holds; raises `MemoryError` where a file among others lacks memory.
    """
    known: set[str] = set()
    found = ((file, reading) for file in batch.files for reading in _read_file(file, batch, job, known))
    reports = rejected = piece = 0
    while part := list(islice(found, PIECE_READINGS)):
        counts = _stage_piece(part, batch, job, piece)
        reports, rejected, piece = reports + counts[0], rejected + counts[1], piece + 1
    return BatchCounts(len(batch.files), reports, rejected)


def _stage_piece(part: Sequence[tuple[SourceFile, Reading]], batch: Batch, job: ReadJob, piece: int) -> tuple[int, int]:
    """Stage some readings of a batch; gives the numbers of reports and rejections."""
    staging, readings = Path(job.staging), [reading for _, reading in part]
    reports = [reading for reading in readings if reading.report is not None]
    frames, broken = _build_all(reports, is_alone=len(batch.files) == 1)
    refused = [(read.name, read.rejection.reason, read.rejection.detail) for read in readings if read.rejection]
    members = [
        (file.name, read.name, read.source_sha256, read.byte_size) for file, read in part if read.name != file.name
    ]
    write_tables(staging, batch.label, frames, piece)
    write_rejections(staging, batch.label, [*refused, *broken], piece)
    write_members(staging, batch.label, members, piece)
    return len(reports) - len(broken), len(refused) + len(broken)


def _describe_death(step: Step, job: ReadJob) -> Rejected:
    if job.file_seconds is not None and time.monotonic() - step.started >= job.file_seconds:
        detail = f"Reading it took longer than {job.file_seconds:g} seconds (NIANBAO_FILE_SECONDS)."
        return step.name, "reader_timeout", detail
    detail = "Reading it ended the worker process; it may need more memory than there is."
    return step.name, "reader_crashed", detail


def skip_step(batch: Batch, step: Step, job: ReadJob) -> Batch | None:
    """The batch of one archive without the member that killed its reader; None where the file itself is to blame."""
    if step.name == batch.files[0].name or len(batch.skipped) >= MOST_SKIPPED:
        return None
    return replace(batch, skipped=(*batch.skipped, _describe_death(step, job)))


def reject_file(batch: Batch, step: Step, job: ReadJob) -> BatchCounts:
    """Stage the rejection of the one file of a batch, whose reading killed the worker process or was given up."""
    _, reason, detail = _describe_death(step, job)
    write_rejections(Path(job.staging), batch.label, [(batch.files[0].name, reason, detail)])
    return BatchCounts(1, 0, 1)
