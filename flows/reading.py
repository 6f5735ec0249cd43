"""What a worker process does: read one batch of files and stage its frames. Imports no Prefect.

A worker returns counts alone; frames travel as Parquet files in the staging folder.
"""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

import polars as pl

from flows.discovery import SourceFile
from flows.staging import write_rejections, write_tables
from transforms.frames import build_frames
from transforms.gazetteer import Gazetteer, national_gazetteer, read_gazetteer
from transforms.report import Reading, ReadSettings, read_report

# From a few seconds to a minute of reading: Prefect and the staging cost some 10 ms a batch.
MIN_BATCH_FILES, MAX_BATCH_FILES, BATCHES_PER_WORKER = 16, 250, 4

Rejected = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReadJob:
    """What every batch of a run shares. `gazetteers` are paths of additional gazetteer files, already checked."""

    staging: str
    gazetteers: tuple[str, ...]
    keep_personal_data: bool
    file_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together; `label` names their staged files."""

    label: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """What came of one batch."""

    files: int
    reports: int
    rejected: int


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


def _read_in_time(file: SourceFile, job: ReadJob) -> Reading | Rejected:
    with time_limit(job.file_seconds):
        return _read_file(file, job)


def _read_file(file: SourceFile, job: ReadJob) -> Reading | Rejected:
    """Read one file. A bug that one file brings out costs that file, not the run."""
    try:
        data = Path(file.path).read_bytes()
    except OSError as error:
        return file.name, "unreadable_file", f"The file cannot be read: {error.strerror}."
    if hashlib.sha256(data).hexdigest() != file.sha256:
        return file.name, "file_changed", "The file changed while the run was reading; the next run reads it again."
    settings = ReadSettings(keep_personal_data=job.keep_personal_data)
    try:
        return read_report(data, file.name, gazetteer=load_gazetteer(job.gazetteers), settings=settings)
    except Exception as error:
        return file.name, "internal_error", describe_error(error)


def _build_each(readings: Sequence[Reading]) -> Iterator[dict[str, pl.DataFrame] | Rejected]:
    for reading in readings:
        try:
            yield build_frames([reading])
        except Exception as error:
            yield reading.name, "internal_error", describe_error(error)


def _build_all(readings: Sequence[Reading]) -> tuple[dict[str, pl.DataFrame], list[Rejected]]:
    """Frames of all readings; where one of them breaks the frames, of the others."""
    try:
        return build_frames(readings), []
    except Exception:
        built = list(_build_each(readings))
    frames = [part for part in built if isinstance(part, dict)]
    merged = {table: pl.concat([part[table] for part in frames]) for table in (frames[0] if frames else {})}
    return merged, [part for part in built if isinstance(part, tuple)]


def read_batch(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read the files of a batch and stage their frames and rejections. Never raises for what a file holds."""
    outcomes = [_read_in_time(file, job) for file in batch.files]
    readings = [outcome for outcome in outcomes if isinstance(outcome, Reading)]
    frames, broken = _build_all([reading for reading in readings if reading.rejection is None])
    rejected = [
        *(outcome for outcome in outcomes if isinstance(outcome, tuple)),
        *((read.name, read.rejection.reason, read.rejection.detail) for read in readings if read.rejection),
        *broken,
    ]
    staging = Path(job.staging)
    write_tables(staging, batch.label, frames)
    write_rejections(staging, batch.label, rejected)
    return BatchCounts(len(batch.files), len(batch.files) - len(rejected), len(rejected))


def reject_crashed(batch: Batch, job: ReadJob) -> BatchCounts:
    """Stage the rejection of files whose reading killed the worker process."""
    detail = "Reading this file ended the worker process; it may need more memory than there is."
    return _reject_all(batch, job, "reader_crashed", detail)


def reject_slow(batch: Batch, job: ReadJob) -> BatchCounts:
    """Stage the rejection of files whose reading was given up."""
    detail = f"Reading this file took longer than {job.file_seconds:g} seconds (NIANBAO_FILE_SECONDS)."
    return _reject_all(batch, job, "reader_timeout", detail)


def _reject_all(batch: Batch, job: ReadJob, reason: str, detail: str) -> BatchCounts:
    write_rejections(Path(job.staging), batch.label, [(file.name, reason, detail) for file in batch.files])
    return BatchCounts(len(batch.files), 0, len(batch.files))
