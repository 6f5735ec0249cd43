"""The staging folder of a run: Parquet files between the readers and the warehouse.

It lies beside the warehouse, hidden, and goes with the run. `<table>/<batch>.<piece>.parquet` are frames of one batch,
`<table>/_empty.parquet` gives every table its columns even where no batch had rows. The same report may be in several
batches, as a file and as a member of archives; the column `batch` tells its rows apart.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import polars as pl

from flows.discovery import SourceFile, group_by_content
from flows.errors import RunError
from transforms.schemas import READ_SCHEMAS

FILES_SCHEMA = pl.Schema(
    {
        "source_path": pl.String(),
        "path_order": pl.Int64(),
        "source_sha256": pl.String(),
        "byte_size": pl.Int64(),
        "read_as": pl.String(),
    }
)
MEMBERS_SCHEMA = pl.Schema(
    {
        "file_path": pl.String(),
        "source_path": pl.String(),
        "source_sha256": pl.String(),
        "byte_size": pl.Int64(),
    }
)
REJECTIONS_SCHEMA = pl.Schema({"source_path": pl.String(), "reason": pl.String(), "detail": pl.String()})


# As `make_run_id` makes them; a warehouse of a similar name in the same folder must not lose its files to ours.
RUN_ID = r"\d{8}T\d{6}Z-[0-9a-f]{8}"


def make_run_id(started_at: datetime) -> str:
    """An id of a run, which sorts by time and never repeats.

    >>> make_run_id(datetime(2024, 1, 31, 2))[:17]
    '20240131T020000Z-'
    """
    return f"{started_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}"


def staging_path(warehouse: Path, run_id: str) -> Path:
    """The staging folder of a run."""
    return warehouse.with_name(f".{warehouse.name}.{run_id}.staging")


def building_path(warehouse: Path, run_id: str) -> Path:
    """The database file that a run builds before it is published."""
    return warehouse.with_name(f".{warehouse.name}.{run_id}.building")


def remove_leftovers(warehouse: Path) -> None:
    """Remove what killed runs left beside the warehouse. Only for the holder of its lock."""
    run_file = re.compile(rf"\.{re.escape(warehouse.name)}\.{RUN_ID}\.(staging|building|building\.wal)")
    for path in warehouse.parent.iterdir():
        if not run_file.fullmatch(path.name):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def write_table(staging: Path, table: str, label: str, frame: pl.DataFrame) -> None:
    """Stage the rows of one batch for one table; an empty frame leaves no file."""
    if frame.height:
        (staging / table).mkdir(exist_ok=True)
        frame.write_parquet(staging / table / f"{label}.parquet")


def write_tables(staging: Path, label: str, frames: Mapping[str, pl.DataFrame], piece: int = 0) -> None:
    """Stage frames of one batch, one a table; a batch of many reports is staged in several pieces."""
    for table, frame in frames.items():
        write_table(staging, table, f"{label}.{piece}", frame.with_columns(batch=pl.lit(label)))


def remove_batch(staging: Path, label: str) -> None:
    """Remove what a worker that died may have staged of a batch."""
    for path in staging.glob(f"*/{label}.*"):
        path.unlink()


def write_rejections(staging: Path, label: str, rejections: Iterable[tuple[str, str, str]], piece: int = 0) -> None:
    """Stage rejections: (name of the file or member, reason code, detail)."""
    frame = pl.DataFrame(list(rejections), schema=REJECTIONS_SCHEMA, orient="row")
    write_table(staging, "rejections", f"{label}.{piece}", frame)


def write_members(
    staging: Path, label: str, members: Iterable[tuple[str, str, str | None, int]], piece: int = 0
) -> None:
    """Stage members of archives: (name of the archive's file, name of the member, its SHA-256, its size in bytes)."""
    frame = pl.DataFrame(list(members), schema=MEMBERS_SCHEMA, orient="row")
    write_table(staging, "members", f"{label}.{piece}", frame)


def _write_empty_tables(staging: Path) -> None:
    empty = {
        **{
            table: schema.create_empty().with_columns(batch=pl.lit("", pl.String()))
            for table, schema in READ_SCHEMAS.items()
        },
        "files": FILES_SCHEMA.to_frame(),
        "members": MEMBERS_SCHEMA.to_frame(),
        "rejections": REJECTIONS_SCHEMA.to_frame(),
    }
    for table, frame in empty.items():
        (staging / table).mkdir()
        frame.write_parquet(staging / table / "_empty.parquet")


@contextmanager
def staging_folder(warehouse: Path, run_id: str) -> Iterator[Path]:
    """A fresh staging folder, removed at the end whatever happens. Raises `RunError` where none can be made."""
    staging = staging_path(warehouse, run_id)
    try:
        remove_leftovers(warehouse)
        staging.mkdir()
        _write_empty_tables(staging)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise RunError(f"cannot write to the warehouse folder {warehouse.parent}: {error.strerror}") from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        building_path(warehouse, run_id).unlink(missing_ok=True)


def write_files(staging: Path, files: list[SourceFile]) -> None:
    """Stage the list of all files in path order, and the rejections of those that discovery refused."""
    read_as = group_by_content(files)
    rows = [
        (file.name, order, file.sha256, file.byte_size, read_as[file.name]) for order, file in enumerate(files, start=1)
    ]
    write_table(staging, "files", "all", pl.DataFrame(rows, schema=FILES_SCHEMA, orient="row"))
    refused = [(file.name, file.refusal.reason, file.refusal.detail) for file in files if file.refusal]
    write_rejections(staging, "discovery", refused)
