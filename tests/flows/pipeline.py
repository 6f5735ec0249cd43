"""The whole road from files to a warehouse without Prefect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flows.discovery import find_files, fingerprint_files, group_by_content
from flows.gazetteers import read_gazetteer_files, split_gazetteers, stage_gazetteers
from flows.pool import process_pool, read_alone, read_in_pool
from flows.reading import Batch, ReadJob, read_batch, split_batches
from flows.settings import Settings
from flows.staging import building_path, make_run_id, staging_folder, write_files
from flows.warehouse import LoadCounts, Run, load, publish, stage_run, utc_now
from transforms.knowledge import dimension_frames
from transforms.limits import DEFAULT_LIMITS, Limits
from transforms.report import PARSER_VERSION


def ingest_here(
    raw: Path,
    warehouse: Path,
    *,
    batch_size: int | None = None,
    last_first: bool = False,
    limits: Limits = DEFAULT_LIMITS,
) -> LoadCounts:
    """Read all files below `raw`, batch by batch, and publish."""

    def read(batches: list[Batch], job: ReadJob) -> None:
        for batch in reversed(batches) if last_first else batches:
            read_batch(batch, replace(job, limits=limits))

    return _ingest(raw, warehouse, batch_size, limits.file_bytes, read)


def ingest_by_workers(settings: Settings) -> LoadCounts:
    """As `ingest_here`, but read by a worker process with the limits of the settings, as a run does."""

    def read(batches: list[Batch], job: ReadJob) -> None:
        limited = replace(
            job,
            limits=settings.limits,
            file_seconds=settings.file_seconds,
            worker_memory=settings.worker_memory,
        )
        with process_pool(1, settings.worker_memory) as pool:
            left = [batch for batch in batches if read_in_pool(pool, batch, limited) is None]
        for batch in left:
            read_alone(batch, limited)

    return _ingest(settings.raw, settings.warehouse, settings.batch_size, settings.file_bytes, read)


def _ingest(
    raw: Path,
    warehouse: Path,
    batch_size: int | None,
    largest: int,
    read: Callable[[list[Batch], ReadJob], None],
) -> LoadCounts:
    run = Run(make_run_id(utc_now()), utc_now(), PARSER_VERSION)
    with staging_folder(warehouse, run.run_id) as staging:
        found, gazetteers = split_gazetteers(find_files(raw), [])
        files = fingerprint_files(found, 1, largest)
        write_files(staging, files)
        read_as = group_by_content(files)
        to_read = [file for file in files if file.refusal is None and read_as[file.name] == file.name]
        job = ReadJob(str(staging), stage_gazetteers(gazetteers, staging), keep_personal_data=False)
        read(split_batches(to_read, 1, batch_size), job)
        stage_run(staging, run, {"dim_township": read_gazetteer_files(gazetteers).frame, **dimension_frames()})
        counts, _ = load(warehouse, building_path(warehouse, run.run_id), staging)
        publish(building_path(warehouse, run.run_id), warehouse)
    return counts
