"""The Prefect flow of a run: its long steps are tasks. What they do is in modules that know nothing of Prefect.

There is one task a batch, and the batches are read by processes that import the core alone: Prefect's own process
runner would make every worker import Prefect and talk to its server.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.errors import PrefectServerError
from flows.reading.jobs import Batch, BatchCounts, ReadJob
from flows.reading.pool import check_workers, end_workers, process_pool, read_alone, read_in_pool
from flows.runs.opening import open_run
from flows.runs.prepare import PlannedRun, plan_run
from flows.runs.progress import current_progress, report_to
from flows.runs.run import Steps, finish_run
from flows.runs.summary import Summary
from flows.schedule.artifacts import ArtifactProgress, publish_artifacts
from flows.settings import Settings
from flows.stage import Stage
from flows.versions import publish
from flows.warehouse import LoadCounts, load

logger = logging.getLogger("nianbao")

# The run that was planned before Prefect was there; without one, the flow plans it.
PLANNED: ContextVar[PlannedRun | None] = ContextVar("planned", default=None)


@task(name="plan", cache_policy=NO_CACHE)
def plan(opened: Any) -> PlannedRun:
    """Compare the raw folder with the last run."""
    return plan_run(opened)


@task(name="read-batch", task_run_name="read-batch-{batch.label}", cache_policy=NO_CACHE)
def read_one_batch(batch: Batch, job: ReadJob, pool: ProcessPoolExecutor) -> BatchCounts | Batch:
    """Read a batch in the pool; give it back where a worker died."""
    return read_in_pool(pool, batch, job) or batch


@task(name="reread-batch", task_run_name="reread-batch-{batch.label}", cache_policy=NO_CACHE)
def reread_one_batch(batch: Batch, job: ReadJob, stop: threading.Event) -> list[BatchCounts]:
    """Read a batch that a dead worker left, in a process of its own."""
    return read_alone(batch, job, stop=stop)


@task(name="load", cache_policy=NO_CACHE)
def build_warehouse(built: Path, work: Path, stage: Stage, *, memory: int, previous: Path | None) -> LoadCounts:
    """Build the next warehouse beside the published one."""
    return load(built, work, stage, memory=memory, previous=previous)


@task(name="publish", cache_policy=NO_CACHE)
def publish_warehouse(built: Path, warehouse: Path, version_id: str, *, keep: int) -> None:
    """Publish the built warehouse as a version."""
    publish(built, warehouse, version_id, keep=keep)


def read_in_parallel(batches: Sequence[Batch], job: ReadJob, workers: int) -> list[Batch]:
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


def read_batches(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
    """Read the batches into the stage, those that kill their reader apart from the others."""
    with report_to(ArtifactProgress(current_progress())):
        current_progress().start(sum(len(batch.files) for batch in batches))
        left = read_in_parallel(batches, job, workers)
        if left:
            logger.warning("a worker process died or took too long; %d batches are read again, alone", len(left))
            reread_batches(sorted(left, key=lambda batch: batch.label), job)


STEPS = Steps(read_batches, build_warehouse, publish_warehouse)


def _finish(planned: PlannedRun) -> Summary:
    summary = finish_run(planned, STEPS)
    publish_artifacts(summary, planned.previous)
    return summary


@flow(name="nianbao-ingest", persist_result=False)
def ingest(settings: Settings) -> Summary:
    """Read what is new below the raw folder and publish the warehouse anew.

    Raises `flows.errors.RunError` where the run cannot be completed; the published file is then as it was.
    """
    planned = PLANNED.get()
    if planned is not None:
        return _finish(planned)
    with open_run(settings) as opened:
        return _finish(plan(opened))


def run_ingest(settings: Settings, planned: PlannedRun | None = None) -> Summary:
    """Run the flow with these settings. One thread more than workers keeps a batch waiting for whoever is free.

    Prefect sends its events in the background; they are waited for, as a temporary server ends right after.
    """
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.workers + 1)
    runner = cast("TaskRunner[PrefectFuture[Any]]", threads)
    token = PLANNED.set(planned)
    try:
        summary: Summary = ingest.with_options(task_runner=runner)(settings)
        return summary
    except RuntimeError as error:
        if "Failed to reach API" in str(error):
            raise PrefectServerError(f"the Prefect server does not answer: {error}") from error
        raise
    finally:
        PLANNED.reset(token)
        EventsWorker.drain_all(timeout=5)
