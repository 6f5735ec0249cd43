"""The Prefect flow: discover the files, read them in batches, stage, load, publish.

A flow and thin tasks; what they do is in modules that know nothing of Prefect. There is one task a batch, and the
batches are read by processes that import the core alone: Prefect's own process runner would make every worker import
Prefect and talk to its server.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.discovery import SourceFile, find_files, fingerprint_files, group_by_content
from flows.errors import PrefectServerError
from flows.gazetteers import read_gazetteer_files, split_gazetteers, stage_gazetteers
from flows.lock import warehouse_lock
from flows.pool import check_workers, end_workers, process_pool, read_alone, read_in_pool
from flows.progress import current_progress
from flows.reading import Batch, BatchCounts, ReadJob, split_batches
from flows.settings import Settings
from flows.staging import building_path, make_run_id, staging_folder, write_files
from flows.summary import Summary
from flows.warehouse import LoadCounts, Run, check_replaceable, load, publish, stage_run, utc_now
from transforms.knowledge import dimension_frames
from transforms.report import PARSER_VERSION

logger = logging.getLogger("nianbao")


def pick_files_to_read(files: Sequence[SourceFile]) -> list[SourceFile]:
    """The files to read: each content once, at its first path."""
    read_as = group_by_content(files)
    return [file for file in files if file.refusal is None and read_as[file.name] == file.name]


@task(name="discover", cache_policy=NO_CACHE)
def discover(settings: Settings) -> tuple[list[SourceFile], list[Path]]:
    """The files of the raw folder with their fingerprints, and the gazetteers of the run."""
    reports, chosen = split_gazetteers(find_files(settings.raw), settings.gazetteer)
    return fingerprint_files(reports, settings.workers, settings.file_bytes), chosen


@task(name="read-batch", task_run_name="read-batch-{batch.label}", cache_policy=NO_CACHE)
def read_one_batch(batch: Batch, job: ReadJob, pool: ProcessPoolExecutor) -> BatchCounts | Batch:
    """Read a batch in the pool; give it back where a worker died."""
    return read_in_pool(pool, batch, job) or batch


@task(name="reread-batch", task_run_name="reread-batch-{batch.label}", cache_policy=NO_CACHE)
def reread_one_batch(batch: Batch, job: ReadJob, stop: threading.Event) -> list[BatchCounts]:
    """Read a batch that a dead worker left, in a process of its own."""
    return read_alone(batch, job, stop=stop)


@task(name="load", cache_policy=NO_CACHE)
def load_warehouse(warehouse: Path, built: Path, staging: Path, threads: int) -> LoadCounts:
    """Build the next warehouse beside the published one."""
    counts, has_history = load(warehouse, built, staging, threads=threads)
    if not has_history:
        logger.warning(
            "the published warehouse cannot be read in full; the new one starts without the rest of its history: "
            "import the files of verdicts again"
        )
    return counts


@task(name="publish", cache_policy=NO_CACHE)
def publish_warehouse(built: Path, warehouse: Path) -> None:
    """Replace the published warehouse."""
    publish(built, warehouse)


def read_batches(batches: Sequence[Batch], job: ReadJob, workers: int) -> list[Batch]:
    """Read all batches and report the progress; returns those that a dead worker left unread."""
    progress = current_progress()
    left: list[Batch] = []
    with process_pool(min(workers, len(batches)), job.worker_memory) as pool:
        check_workers(pool)
        futures = [read_one_batch.submit(batch, job, pool) for batch in batches]
        for future in as_completed(futures):
            outcome = future.result()
            if isinstance(outcome, Batch):
                left.append(outcome)
            else:
                progress.advance(outcome.files)
    return left


def reread_batches(batches: Iterable[Batch], job: ReadJob) -> None:
    """Read each batch in a process of its own."""
    progress = current_progress()
    stop = threading.Event()
    try:
        futures = [reread_one_batch.submit(batch, job, stop) for batch in batches]
        for future in as_completed(futures):
            progress.advance(sum(counts.files for counts in future.result()))
    except BaseException:
        stop.set()
        end_workers()
        raise


def make_job(settings: Settings, staging: Path, gazetteers: tuple[str, ...]) -> ReadJob:
    """What all batches of the run share."""
    return ReadJob(
        str(staging),
        gazetteers,
        settings.keep_personal_data,
        settings.file_seconds,
        settings.limits,
        settings.worker_memory,
    )


def read_files(files: Sequence[SourceFile], job: ReadJob, workers: int, batch_size: int | None) -> None:
    """Read the files into the staging folder."""
    to_read = pick_files_to_read(files)
    current_progress().start(len(to_read))
    left = read_batches(split_batches(to_read, workers, batch_size), job, workers) if to_read else []
    if left:
        logger.warning("a worker process died or took too long; %d batches are read again, each by itself", len(left))
        reread_batches(sorted(left, key=lambda batch: batch.label), job)


@flow(name="nianbao-ingest", persist_result=False)
def ingest(settings: Settings) -> Summary:
    """Read every file below the raw folder and publish the warehouse anew.

    Raises `flows.errors.RunError` where the run cannot be completed; the published file is then as it was.
    """
    clock = time.monotonic()
    warehouse = settings.warehouse.resolve()
    started_at = utc_now()
    run = Run(make_run_id(started_at), started_at, PARSER_VERSION)
    built = building_path(warehouse, run.run_id)
    with warehouse_lock(warehouse), staging_folder(warehouse, run.run_id) as staging:
        check_replaceable(warehouse)
        files, gazetteers = discover(settings)
        logger.info("found %d files below %s", len(files), settings.raw)
        townships = read_gazetteer_files(gazetteers).frame
        job = make_job(settings, staging, stage_gazetteers(gazetteers, staging))
        write_files(staging, files)
        read_files(files, job, settings.workers, settings.batch_size)
        stage_run(staging, run, {"dim_township": townships, **dimension_frames()})
        logger.info("loading the warehouse")
        counts = load_warehouse(warehouse, built, staging, settings.workers)
        publish_warehouse(built, warehouse)
    return Summary(run.run_id, warehouse, tuple(gazetteers), counts, time.monotonic() - clock)


def run_ingest(settings: Settings) -> Summary:
    """Run the flow with these settings. One thread more than workers keeps a batch waiting for whoever is free.

    Prefect sends its events in the background; they are waited for, as a temporary server ends right after.
    """
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.workers + 1)
    runner = cast("TaskRunner[PrefectFuture[Any]]", threads)
    try:
        summary: Summary = ingest.with_options(task_runner=runner)(settings)
        return summary
    except RuntimeError as error:
        if "Failed to reach API" in str(error):
            raise PrefectServerError(f"the Prefect server does not answer: {error}") from error
        raise
    finally:
        EventsWorker.drain_all(timeout=5)
