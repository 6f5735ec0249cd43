"""What a run hands to the load: its own tables, one Parquet file each, beside what the stage holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from flows.raw import Changes
from flows.stage.segments import REJECTIONS_SCHEMA, RejectionRow, Stage, empty_tables, write_frame


@dataclass(frozen=True, slots=True)
class Run:
    """What identifies a run in the warehouse. Times are UTC, without a zone, as the tables hold them."""

    run_id: str
    started_at: datetime
    parser_version: str
    built_with: str | None = None


def load_folder(work: Path) -> Path:
    """Where the tables of a run lie."""
    return work / "load"


def run_frame(run: Run, changes: Changes, files_read: int, loaded_at: datetime) -> pl.DataFrame:
    """The row of a run, as far as it is known before the load."""
    row = {**asdict(run), **asdict(changes), "files_read": files_read, "loaded_at": loaded_at}
    return pl.DataFrame([row], schema_overrides={"built_with": pl.String()})


def write_tables(work: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write tables of the run: its files, the run itself, the dimensions. Raises `OSError`."""
    load_folder(work).mkdir(exist_ok=True)
    for table, frame in tables.items():
        write_frame(frame, load_folder(work) / f"{table}.parquet")


def write_refusals(work: Path, refusals: Iterable[RejectionRow]) -> None:
    """Write what discovery refused, which no batch has read."""
    frame = pl.DataFrame(list(refusals), schema=REJECTIONS_SCHEMA, orient="row")
    write_tables(work, {"refusals": frame})


def write_empty_tables(work: Path) -> None:
    """Write every staged table without rows: it gives the load its columns, whatever the segments hold."""
    write_tables(work, {f"empty_{table}": frame for table, frame in empty_tables().items()})


def table_files(work: Path, stage: Stage, table: str) -> list[Path]:
    """The Parquet files of a staged table: those of all segments, and those of the run."""
    own = [load_folder(work) / f"empty_{table}.parquet"]
    if table == "rejections":
        own.append(load_folder(work) / "refusals.parquet")
    return own + stage.files_of(table)
