"""The whole road from files to a warehouse in one process, without Prefect."""

from __future__ import annotations

from pathlib import Path

from flows.discovery import find_files, fingerprint_files, group_by_content
from flows.gazetteers import read_gazetteer_files, split_gazetteers, stage_gazetteers
from flows.reading import ReadJob, read_batch, split_batches
from flows.staging import building_path, make_run_id, staging_folder, write_files
from flows.warehouse import LoadCounts, Run, load, publish, stage_run, utc_now
from transforms.knowledge import dimension_frames
from transforms.report import PARSER_VERSION


def ingest_here(raw: Path, warehouse: Path, *, batch_size: int | None = None, last_first: bool = False) -> LoadCounts:
    """Read all files below `raw`, batch by batch, and publish."""
    run = Run(make_run_id(utc_now()), utc_now(), PARSER_VERSION)
    with staging_folder(warehouse, run.run_id) as staging:
        found, gazetteers = split_gazetteers(find_files(raw), [])
        files = fingerprint_files(found, 1)
        write_files(staging, files)
        read_as = group_by_content(files)
        to_read = [file for file in files if file.refusal is None and read_as[file.name] == file.name]
        job = ReadJob(str(staging), stage_gazetteers(gazetteers, staging), keep_personal_data=False)
        batches = split_batches(to_read, 1, batch_size)
        for batch in reversed(batches) if last_first else batches:
            read_batch(batch, job)
        stage_run(staging, run, {"dim_township": read_gazetteer_files(gazetteers).frame, **dimension_frames()})
        counts, _ = load(warehouse, building_path(warehouse, run.run_id), staging)
        publish(building_path(warehouse, run.run_id), warehouse)
    return counts
