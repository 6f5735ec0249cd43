"""What a worker process does: read one batch of files into a segment of the stage. Imports no Prefect.

A worker returns counts alone; frames travel as Parquet files.
"""

from __future__ import annotations

import hashlib
import signal
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path

import polars as pl

from flows.raw.discovery import SourceFile
from flows.reading.office import LibreOffice
from flows.stage.segments import (
    MEMBERS_SCHEMA,
    READINGS_SCHEMA,
    REJECTIONS_SCHEMA,
    THIS_RUN,
    reading_id_of,
    write_segment,
    write_table,
)
from transforms.archives import Member, unpack
from transforms.doubts import Rejection
from transforms.frames import build_frames
from transforms.identity import Gazetteer, national_gazetteer, read_gazetteer
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.report import UNKNOWN_TYPE, Reading, ReadSettings, read_member

# From a few seconds to a minute of reading: Prefect and the staging cost some 10 ms a batch.
MIN_BATCH_FILES, MAX_BATCH_FILES, BATCHES_PER_WORKER = 16, 250, 4
# Readings that are held in memory before they are staged: a report has some hundred kilobytes.
PIECE_READINGS = 250

# An archive that kills its reader more often is given up.
MOST_SKIPPED = 20

# What is no fault of the file itself: it is read again by the next run. What may have been that of a busy machine is
# read once more, and then where there are more resources; what needs a program, where that is there.
PASSING_REASONS = frozenset({"file_changed", "unreadable_file"})
STARVED_REASONS = frozenset(
    {"reader_timeout", "reader_crashed", "out_of_memory", "conversion_timeout", "conversion_failed"}
)
LACKING_REASONS = frozenset({"needs_libreoffice"})

Rejected = tuple[str, str, str]
"""Name of a file or member, reason code, detail."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """What every batch of a run shares.

    `work` is the folder of the run, `stage` that of the segments, which are named after `run_id`. `reader`,
    `parser_version` and `resources` are those of `flows.reading.fingerprint`, `tried` the ids of readings that were
    given up before. `gazetteers` are paths of additional gazetteer files, already checked. `file_seconds` is the time
    that reading a file or a member of an archive may take, `worker_memory` the bytes that a worker may take.
    """

    work: str
    stage: str
    run_id: str
    reader: str = ""
    parser_version: str = ""
    resources: str = ""
    tried: frozenset[str] = frozenset()
    gazetteers: tuple[str, ...] = ()
    keep_personal_data: bool = False
    file_seconds: float | None = None
    limits: Limits = DEFAULT_LIMITS
    worker_memory: int | None = None

    @property
    def settings(self) -> ReadSettings:
        """What the core needs of it."""
        converter = LibreOffice(self.file_seconds)
        return ReadSettings(keep_personal_data=self.keep_personal_data, limits=self.limits, converter=converter)

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


def _read_file(file: SourceFile, batch: Batch, job: ReadJob) -> Iterator[Reading]:
    """Read a file, or an archive member by member.

    A content that an earlier member had gives a reading of neither report nor rejection.
    """
    known: set[str] = set()
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


Piece = Sequence[tuple[SourceFile, Reading]]


def _split_pieces(found: Iterable[tuple[SourceFile, Reading]]) -> Iterator[Piece]:
    """Readings that are staged together: not too many, and no report twice, as two archives may hold it."""
    piece: list[tuple[SourceFile, Reading]] = []
    reports: set[str] = set()
    for file, reading in found:
        report_id = reading.report.report_id if reading.report else None
        if len(piece) == PIECE_READINGS or report_id in reports:
            yield piece
            piece, reports = [], set()
        piece.append((file, reading))
        if report_id:
            reports.add(report_id)
    if piece:
        yield piece


def read_batch(batch: Batch, job: ReadJob) -> BatchCounts:
    """Read the files of a batch into a segment, in pieces, as an archive may hold very many reports.

    Never raises for what a file holds; raises `MemoryError` where a file among others lacks memory, and `OSError` where
    the stage cannot be written.
    """
    reports, reasons = 0, dict[str, list[str]]()
    with write_segment(Path(job.stage), Path(job.work), job.segment_of(batch)) as folder:
        found = ((file, reading) for file in batch.files for reading in _read_file(file, batch, job))
        for number, piece in enumerate(_split_pieces(found)):
            staged = _stage_piece(folder, number, piece, batch, job)
            reports += staged.reports
            for name, reason in staged.rejected:
                reasons.setdefault(name, []).append(reason)
        _write_readings(folder, batch, job, reasons)
    return BatchCounts(len(batch.files), reports, sum(map(len, reasons.values())))


@dataclass(frozen=True, slots=True)
class _StagedPiece:
    """The number of reports, and the file and reason of every rejection."""

    reports: int
    rejected: Sequence[tuple[str, str]]


def _reading_id(file: SourceFile, job: ReadJob) -> str:
    return reading_id_of(file.sha256 or "", file.name, job.reader)


def _stage_piece(folder: Path, number: int, piece: Piece, batch: Batch, job: ReadJob) -> _StagedPiece:
    """Stage some readings of a batch."""
    segment, readings = job.segment_of(batch), [reading for _, reading in piece]
    reports = [reading for reading in readings if reading.report is not None]
    frames, broken = _build_all(reports, is_alone=len(batch.files) == 1)
    ids = {file.name: _reading_id(file, job) for file, _ in piece}
    read_by = {read.report.report_id: ids[file.name] for file, read in piece if read.report}
    for table, frame in frames.items():
        by_reading = pl.col("report_id").replace_strict(read_by, return_dtype=pl.String)
        write_table(folder, table, number, frame.with_columns(reading_id=by_reading, segment=pl.lit(segment)))
    file_of = {read.name: file.name for file, read in piece}
    refused = [(read.name, read.rejection.reason, read.rejection.detail) for read in readings if read.rejection]
    rejections = [(ids[file_of[name]], segment, name, reason, why) for name, reason, why in (*refused, *broken)]
    members = [
        (ids[file.name], segment, read.name, read.source_sha256, read.byte_size)
        for file, read in piece
        if read.name != file.name
    ]
    write_table(folder, "rejections", number, pl.DataFrame(rejections, schema=REJECTIONS_SCHEMA, orient="row"))
    write_table(folder, "members", number, pl.DataFrame(members, schema=MEMBERS_SCHEMA, orient="row"))
    return _StagedPiece(len(reports) - len(broken), [(file_of[name], reason) for _, _, name, reason, _ in rejections])


def _validity(reading_id: str, reasons: Iterable[str], job: ReadJob) -> str | None:
    """For what a reading with these rejections is valid; see `flows.stage.segments.StagedReading`."""
    found = set(reasons)
    if found & PASSING_REASONS or (found & STARVED_REASONS and reading_id not in job.tried):
        return THIS_RUN
    return job.resources if found & (STARVED_REASONS | LACKING_REASONS) else None


def _write_readings(folder: Path, batch: Batch, job: ReadJob, reasons: Mapping[str, Sequence[str]]) -> None:
    """List the readings of a segment; one file may be at two paths that tell the same."""
    rows: dict[str, tuple[str | None, ...]] = {}
    for file in batch.files:
        reading_id = _reading_id(file, job)
        validity = _validity(reading_id, reasons.get(file.name, ()), job)
        rows[reading_id] = (job.segment_of(batch), file.name, job.parser_version, validity)
    listed = [(reading_id, *row) for reading_id, row in rows.items()]
    write_table(folder, "readings", 0, pl.DataFrame(listed, schema=READINGS_SCHEMA, orient="row"))


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
    [file], segment = batch.files, job.segment_of(batch)
    _, reason, detail = _describe_death(step, job)
    rejection = (_reading_id(file, job), segment, file.name, reason, detail)
    with write_segment(Path(job.stage), Path(job.work), segment) as folder:
        write_table(folder, "rejections", 0, pl.DataFrame([rejection], schema=REJECTIONS_SCHEMA, orient="row"))
        _write_readings(folder, batch, job, {file.name: [reason]})
    return BatchCounts(1, 0, 1)
