"""The stage: what reading files gave, kept from run to run as Parquet, so that nothing is read twice.

What a file gives depends on its bytes, on what its path tells, on the reader and on the settings that bind it: that is
its `reading_id`. A *segment* is the folder of one batch with `<table>.<piece>.parquet`, in which every row has the
columns `reading_id` and `segment`, and with `segment.json`, which holds the hash of each of these files. It is written
in the folder of the run and renamed into the stage in one step, so that a killed run leaves whole segments or none.

A segment that is damaged or has other columns than this program writes is left out, and its files are read again.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from sys import intern
from uuid import uuid4

import polars as pl

from flows.state import hash_file, read_json, sync_all
from transforms.schemas import READ_SCHEMAS
from transforms.source_paths import member_path, told_by_path

READINGS_SCHEMA = pl.Schema(
    {
        "reading_id": pl.String(),
        "segment": pl.String(),
        "read_name": pl.String(),
        "parser_version": pl.String(),
        "valid_for": pl.String(),
    }
)
MEMBERS_SCHEMA = pl.Schema(
    {
        "reading_id": pl.String(),
        "segment": pl.String(),
        "source_path": pl.String(),
        "source_sha256": pl.String(),
        "byte_size": pl.Int64(),
    }
)
REJECTIONS_SCHEMA = pl.Schema(
    {
        "reading_id": pl.String(),
        "segment": pl.String(),
        "source_path": pl.String(),
        "reason": pl.String(),
        "detail": pl.String(),
        "detail_zh": pl.String(),
    }
)
RejectionRow = tuple[str, str, str, str, str, str]
"""The columns of `REJECTIONS_SCHEMA`."""
_OWN_TABLES = {"readings": READINGS_SCHEMA, "members": MEMBERS_SCHEMA, "rejections": REJECTIONS_SCHEMA}
STAGED_TABLES = (*READ_SCHEMAS, *_OWN_TABLES)
SEALED = "segment.json"
# A reading of a file that the run alone may use: it is read again by the next.
THIS_RUN = "this run"


@cache
def empty_tables() -> Mapping[str, pl.DataFrame]:
    """Every table of a segment without rows."""
    keys = {"reading_id": pl.lit("", pl.String()), "segment": pl.lit("", pl.String())}
    read = {table: schema.create_empty().with_columns(**keys) for table, schema in READ_SCHEMAS.items()}
    return {**read, **{table: schema.to_frame() for table, schema in _OWN_TABLES.items()}}


@cache
def stage_format() -> str:
    """A digest of the columns of all tables: segments of another one cannot be loaded."""
    columns = {table: [(name, str(dtype)) for name, dtype in f.schema.items()] for table, f in empty_tables().items()}
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()[:16]


def reading_id_of(source_sha256: str, name: str, reader: str) -> str:
    """What identifies the reading of a file: its content, what its path tells (and that of a member), and the reader.

    >>> reading_id_of("ab", "inbox/a.txt", "2") == reading_id_of("ab", "done/b.txt", "2")
    True
    """
    key = "\n".join((source_sha256, told_by_path(member_path(name, "0")), reader))
    return hashlib.sha256(key.encode()).hexdigest()[:32]


@contextmanager
def write_segment(stage: Path, work: Path, name: str, replaces: Iterable[str] = ()) -> Iterator[Path]:
    """A folder for the files of a segment, which enters the stage when the block ends. Raises `OSError`.

    `replaces` are segments whose readings it holds: they count no more from that moment on. A batch may be read twice
    at once, where a worker of a cluster was given up for dead: of two segments of one name, which hold the same, the
    first stays.
    """
    folder = work / "segments" / f"{name}.{uuid4().hex[:8]}"
    folder.mkdir(parents=True)
    yield folder
    sealed = {
        "format": stage_format(),
        "replaces": list(replaces),
        "files": {path.name: hash_file(path) for path in sorted(folder.glob("*.parquet"))},
    }
    (folder / SEALED).write_text(json.dumps(sealed), "utf-8")
    if sealed["replaces"]:
        sync_all(*folder.iterdir(), folder)
    try:
        folder.rename(stage / name)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        shutil.rmtree(folder, ignore_errors=True)
    if sealed["replaces"]:
        sync_all(stage)


def remove_segment(stage: Path, work: Path, name: str) -> None:
    """Remove what a worker that died may have staged of a batch."""
    for folder in (*(work / "segments").glob(f"{name}.*"), stage / name):
        shutil.rmtree(folder, ignore_errors=True)


def write_frame(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet file. Raises `OSError`.

    It is made in memory first: polars does not always say that a disk is full.
    """
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    try:
        path.write_bytes(buffer.getbuffer())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_table(folder: Path, table: str, piece: int, frame: pl.DataFrame) -> None:
    """Write rows of a table into a segment; an empty frame leaves no file. Raises `OSError`."""
    if frame.height:
        write_frame(frame, folder / f"{table}.{piece}.parquet")


@dataclass(frozen=True, slots=True)
class StagedReading:
    """A reading in the stage. `valid_for` is None for always, else what must be as it was when the file was read."""

    segment: str
    read_name: str
    parser_version: str
    valid_for: str | None


@dataclass(frozen=True)
class Stage:
    """The sound segments of a stage, each with its files, and the newest reading of every id.

    `damaged` are the segments that were left out.
    """

    folder: Path
    segments: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    readings: Mapping[str, StagedReading] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()

    def find(self, reading_id: str, *valid_for: str) -> StagedReading | None:
        """The reading to use again where things are as any of `valid_for` says."""
        found = self.readings.get(reading_id)
        return found if found is not None and found.valid_for in (None, *valid_for) else None

    def files_of(self, table: str) -> list[Path]:
        """The Parquet files of a table."""
        return [path for files in self.segments.values() for path in files if path.name.split(".")[0] == table]


def _open_segment(folder: Path, *, is_checked: bool) -> tuple[tuple[Path, ...], tuple[str, ...]] | None:
    """The files of a segment and the segments that it replaces; None where it is damaged or of another format.

    Its seal names all of its files: one that lacks some would have their rows go without a word.
    """
    try:
        sealed = read_json(folder / SEALED)
        hashes = {folder / name: sha256 for name, sha256 in sealed["files"].items()}
        to_hash = [path for path in hashes if not is_checked or path.name.startswith("readings.")]
        is_sound = (
            sealed["format"] == stage_format()
            and hashes.keys() == set(folder.glob("*.parquet"))
            and all(hash_file(path) == hashes[path] for path in to_hash)
        )
        return (tuple(hashes), tuple(map(str, sealed["replaces"]))) if is_sound else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _read_readings(path: Path) -> Iterator[tuple[str, str, str, str, str | None]]:
    """The readings of a segment; none where its file is sound by its hash and no list of readings."""
    try:
        yield from pl.read_parquet(path, glob=False).select(READINGS_SCHEMA.names()).iter_rows()
    except pl.exceptions.PolarsError:
        return


def _index(segments: Mapping[str, tuple[Path, ...]]) -> dict[str, StagedReading]:
    readings: dict[str, StagedReading] = {}
    for name in sorted(segments):
        for path in segments[name]:
            if path.name.startswith("readings."):
                for key, segment, read_name, version, valid_for in _read_readings(path):
                    # Few words in many rows are held once.
                    reading = StagedReading(intern(segment), read_name, intern(version), valid_for)
                    if reading.valid_for is None or key not in readings or readings[key].valid_for is not None:
                        readings[key] = reading
    return readings


def open_stage(folder: Path, checked: Container[str] = ()) -> Stage:
    """Check every segment and index the readings. Of two with the same id the later segment's counts, but none that was
    given up for want of something replaces one that was not.

    The files of the `checked` segments are not hashed again, but those that are read here, the lists of readings.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    opened = {name: _open_segment(folder / name, is_checked=name in checked) for name in names}
    sound = {name: segment for name, segment in opened.items() if segment is not None}
    replaced = {name for _, replaces in sound.values() for name in replaces}
    segments = {name: files for name, (files, _) in sound.items() if name not in replaced}
    damaged = tuple(name for name in names if name not in sound and name not in replaced)
    return Stage(folder, segments, _index(segments), damaged)


def clean_stage(stage: Stage) -> None:
    """Remove the folders that do not count: damaged ones, and those that another segment replaces."""
    if stage.folder.is_dir():
        for path in stage.folder.iterdir():
            if path.name not in stage.segments:
                shutil.rmtree(path, ignore_errors=True)
