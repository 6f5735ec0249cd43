"""The whole road from files to a warehouse without Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl

from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import process_pool, read_alone, read_in_pool
from flows.runs.run import Steps, perform_run
from flows.runs.summary import Summary
from flows.settings import Settings
from flows.stage.segments import empty_tables
from flows.storage import Place
from flows.warehouse.counts import LoadCounts
from transforms.limits import DEFAULT_LIMITS, Limits


def make_settings(raw: Place, warehouse: Path, limits: Limits = DEFAULT_LIMITS, **given: Any) -> Settings:
    """Settings of a run with one worker."""
    bounds = {name: value for name, value in asdict(limits).items() if name in Settings.model_fields}
    return Settings.model_validate({"raw": raw, "warehouse": warehouse, "workers": 1, **bounds, **given})


def loaded(summary: Summary) -> LoadCounts:
    """What a run loaded: nothing, where it found nothing new."""
    return summary.counts if isinstance(summary.counts, LoadCounts) else LoadCounts(0, {}, {}, 0, {})


def ingest_here(
    raw: Place,
    warehouse: Path,
    *,
    batch_size: int | None = None,
    last_first: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    **given: Any,
) -> LoadCounts:
    """Read all files below `raw` that have to be read, batch by batch, and publish."""

    def read(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        for batch in reversed(batches) if last_first else batches:
            read_batch(batch, replace(job, limits=limits))

    settings = make_settings(raw, warehouse, limits, batch_size=batch_size, **given)
    return loaded(perform_run(settings, Steps(read)))


def ingest_by_workers(settings: Settings) -> LoadCounts:
    """As `ingest_here`, but read by a worker process with the limits of the settings, as a run does."""

    def read(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
        with process_pool(1, settings.worker_memory) as pool:
            left = [batch for batch in batches if read_in_pool(pool, batch, job) is None]
        for batch in left:
            read_alone(batch, job)

    return loaded(perform_run(settings, Steps(read)))


RUN_ID = "20240131T020000Z-00000000"


def make_job(folder: Path, **options: Any) -> ReadJob:
    """A job that stages below a folder, where `staged` finds it."""
    for name in ("work", "stage"):
        (folder / name).mkdir(exist_ok=True)
    return ReadJob(str(folder / "work"), str(folder / "stage"), RUN_ID, **options)


def staged(job: ReadJob, table: str) -> pl.DataFrame:
    """The rows of a table in all segments."""
    files = Path(job.stage).glob(f"*/{table}.*.parquet")
    return pl.concat([empty_tables()[table], *map(pl.read_parquet, files)])


def staged_reasons(job: ReadJob) -> dict[str, str]:
    """The reasons of the staged rejections by path."""
    return dict(staged(job, "rejections").select("source_path", "reason").iter_rows())
