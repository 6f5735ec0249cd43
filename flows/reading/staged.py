"""Stage what was read: the tables of the reports, what was rejected, and for what each reading is valid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.raw import SourceFile
from flows.reading.jobs import Batch, BatchCounts, ReadJob, Rejected, reject_error
from flows.reading.validity import LACKING_REASONS, PASSING_REASONS, PICTURE_RULES, STARVED_REASONS
from flows.stage import (
    MEMBERS_SCHEMA,
    READINGS_SCHEMA,
    REJECTIONS_SCHEMA,
    THIS_RUN,
    RejectionRow,
    reading_id_of,
    write_segment,
    write_table,
)
from transforms.doubts import Rejection
from transforms.frames import build_frames
from transforms.report import Reading
from transforms.text import IMAGE

# Readings that are held in memory before they are staged: a report has some hundred kilobytes.
PIECE_READINGS = 250


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


def stage_readings(found: Iterable[tuple[SourceFile, Reading]], batch: Batch, job: ReadJob) -> BatchCounts:
    """Stage what is read of the files of a batch as a segment, while it is read, in pieces that fit into memory.

    Raises `OSError` where the stage cannot be written, and what `found` raises.
    """
    reports, rejected, reasons = 0, 0, dict[str, list[str]]()
    with write_segment(Path(job.stage), Path(job.work), job.segment_of(batch)) as folder:
        for number, piece in enumerate(_split_pieces(found)):
            staged = _stage_piece(folder, number, piece, batch, job)
            reports += staged.reports
            rejected += len(staged.rejected)
            for name, reason in (*staged.rejected, *staged.pictured):
                reasons.setdefault(name, []).append(reason)
        _write_readings(folder, batch, job, reasons)
    return BatchCounts(len(batch.files), reports, rejected)


def stage_rejection(rejection: Rejection, batch: Batch, job: ReadJob) -> BatchCounts:
    """Stage the rejection of the one file of a batch, of which nothing was read. Raises `OSError`."""
    [file], segment = batch.files, job.segment_of(batch)
    row = _rejection_row(_reading_id(file, job), segment, (file.name, rejection.reason, rejection.detail))
    with write_segment(Path(job.stage), Path(job.work), segment) as folder:
        _write_rejections(folder, 0, [row])
        _write_readings(folder, batch, job, {file.name: [rejection.reason]})
    return BatchCounts(1, 0, 1)


@dataclass(frozen=True, slots=True)
class _StagedPiece:
    """The number of reports, the file and reason of every rejection, and the file and rule of every finding about
    pictures."""

    reports: int
    rejected: Sequence[tuple[str, str]]
    pictured: Sequence[tuple[str, str]] = ()


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
    rejections = [_rejection_row(ids[file_of[rejected[0]]], segment, rejected) for rejected in (*refused, *broken)]
    members = [
        (ids[file.name], segment, read.name, read.source_sha256, read.byte_size)
        for file, read in piece
        if read.name != file.name
    ]
    _write_rejections(folder, number, rejections)
    write_table(folder, "members", number, pl.DataFrame(members, schema=MEMBERS_SCHEMA, orient="row"))
    pictured = [
        (file_of[read.name], "table_is_image" if doubt.rule not in PICTURE_RULES else doubt.rule)
        for read in reports
        for doubt in (read.report.doubts if read.report else ())
        if doubt.rule in PICTURE_RULES or IMAGE in (doubt.actual or "")
    ]
    rejected = [(file_of[name], reason) for name, reason, _ in (*refused, *broken)]
    return _StagedPiece(len(reports) - len(broken), rejected, pictured)


def _rejection_row(reading_id: str, segment: str, rejected: Rejected) -> RejectionRow:
    name, reason, detail = rejected
    return reading_id, segment, name, reason, str(detail), detail.zh


def _write_rejections(folder: Path, number: int, rows: Sequence[RejectionRow]) -> None:
    write_table(folder, "rejections", number, pl.DataFrame(rows, schema=REJECTIONS_SCHEMA, orient="row"))


def _validity(reading_id: str, reasons: Iterable[str], job: ReadJob) -> str | None:
    """For what a reading with these rejections is valid; see `flows.stage.segments.StagedReading`."""
    found = set(reasons)
    if found & PASSING_REASONS or (found & STARVED_REASONS and reading_id not in job.tried):
        return THIS_RUN
    return job.resources if found & (STARVED_REASONS | LACKING_REASONS | PICTURE_RULES) else None


def _write_readings(folder: Path, batch: Batch, job: ReadJob, reasons: Mapping[str, Sequence[str]]) -> None:
    """List the readings of a segment; one file may be at two paths that tell the same."""
    rows: dict[str, tuple[str | None, ...]] = {}
    for file in batch.files:
        reading_id = _reading_id(file, job)
        validity = _validity(reading_id, reasons.get(file.name, ()), job)
        rows[reading_id] = (job.segment_of(batch), file.name, job.parser_version, validity)
    listed = [(reading_id, *row) for reading_id, row in rows.items()]
    write_table(folder, "readings", 0, pl.DataFrame(listed, schema=READINGS_SCHEMA, orient="row"))
