"""What is read together, and what every batch of a run shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from flows.raw import SourceFile
from flows.reading.eyes import recogniser_of
from flows.reading.office import LibreOffice
from transforms.doubts import Reason, Rejection
from transforms.language import Pair
from transforms.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from transforms.report import ReadSettings

# From a few seconds to a minute of reading: Prefect and the staging cost some 10 ms a batch.
MIN_BATCH_FILES, MAX_BATCH_FILES, BATCHES_PER_WORKER = 16, 250, 4

# An archive that kills its reader more often is given up.
MOST_SKIPPED = 20

# A worker takes some two seconds of processor time to load the reader: as much as to read 100 reports as text, five as
# PDF, or a small archive, which have so many bytes or more.
WORKER_BYTES = 1024 * 1024

Rejected = tuple[str, Reason, Pair]
"""Name of a file or member, reason code, detail."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """What every batch of a run shares.

    `work` is the folder of the run, `stage` that of the segments, which are named after `run_id`. `reader`,
    `parser_version` and `resources` are those of `flows.reading.fingerprint`, `tried` the ids of readings that were
    given up before. `raw` is the raw folder, `stage_url` the stage in S3 of workers that have no folder with the
    run. `gazetteers` are the texts of additional gazetteers, already checked. `file_seconds` is the time that reading a
    file or a member of an archive may take, `worker_memory` the bytes that a worker may take. `engines` are those that
    read pictures, as `flows.reading.eyes.engines_of` names them, '' for none.
    """

    work: str
    stage: str
    run_id: str
    raw: str = ""
    stage_url: str | None = None
    reader: str = ""
    parser_version: str = ""
    resources: str = ""
    tried: frozenset[str] = frozenset()
    gazetteers: tuple[str, ...] = ()
    keep_personal_data: bool = False
    file_seconds: float | None = None
    limits: Limits = DEFAULT_LIMITS
    worker_memory: int | None = None
    engines: str = ""

    @property
    def settings(self) -> ReadSettings:
        """What the core needs of it. Loads the reader, which who only hands out jobs need not do."""
        from transforms.report import ReadSettings

        converter = LibreOffice(self.file_seconds)
        return ReadSettings(
            keep_personal_data=self.keep_personal_data,
            limits=self.limits,
            converter=converter,
            recogniser=recogniser_of(self.engines),
        )

    def segment_of(self, batch: Batch) -> str:
        """The name of a batch's segment."""
        return f"{self.run_id}-{batch.label}"


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together; `label` is part of the name of their segment.

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


def count_workers(files: Iterable[SourceFile], workers: int) -> int:
    """How many workers are worth their start, of so many that there may be."""
    return min(workers, max(1, ceil(sum(file.byte_size for file in files) / WORKER_BYTES)))


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


def describe_error(error: Exception) -> Pair:
    """Class and message of an unexpected exception, in one printable line."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    line = text.encode("utf-8", "backslashreplace").decode("utf-8")[:500]
    return Pair("程序出错：{error}", "{error}", error=line)


def reject_error(error: Exception, *, is_alone: bool) -> Rejection:
    """The rejection of what brings out an unexpected exception.

    A lack of memory is the fault of a file only where it is read alone: in a batch others may have left too little.
    There, `MemoryError` is raised anew.
    """
    if not isinstance(error, MemoryError):
        return Rejection(Reason.INTERNAL_ERROR, describe_error(error))
    if not is_alone:
        raise error
    return out_of_memory()


def out_of_memory() -> Rejection:
    """The rejection of what takes more memory than there may be."""
    return Rejection(
        Reason.OUT_OF_MEMORY,
        Pair(
            "读取它所需的内存超过一个读取进程的上限（NIANBAO_WORKER_MEMORY）。",
            "Reading it takes more memory than a worker may take (NIANBAO_WORKER_MEMORY).",
        ),
    )


def unreadable_file(why: object) -> Rejection:
    """The rejection of a file whose bytes cannot be had."""
    return Rejection(
        Reason.UNREADABLE_FILE, Pair("文件读不出：{error}。", "The file cannot be read: {error}.", error=why)
    )


def reader_timeout(seconds: float) -> Rejection:
    """The rejection of what takes more time than there may be."""
    detail = Pair(
        "读取它用时超过{seconds:g}秒（NIANBAO_FILE_SECONDS）。",
        "Reading it took longer than {seconds:g} seconds (NIANBAO_FILE_SECONDS).",
        seconds=seconds,
    )
    return Rejection(Reason.READER_TIMEOUT, detail)


def reader_crashed() -> Rejection:
    """The rejection of what ends the process that reads it."""
    detail = Pair(
        "读取它时读取进程中断，可能是内存不够。",
        "Reading it ended the worker process; it may need more memory than there is.",
    )
    return Rejection(Reason.READER_CRASHED, detail)
