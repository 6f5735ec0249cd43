"""The Prefect flow of a run: its long steps are tasks. What they do is in modules that know nothing of Prefect.

There is one task a batch, and the batches are read by processes that import the core alone: Prefect's own process
runner would make every worker import Prefect and talk to its server.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.errors import PrefectServerError
from flows.reading.jobs import Batch, BatchCounts, ReadJob
from flows.reading.pool import StartedReading, end_workers, read_alone, start_reading, wait_for_batch, wait_for_workers
from flows.runs.compare import Comparison, compare_run
from flows.runs.opening import OpenRun, open_run
from flows.runs.prepare import PlannedRun, plan_run
from flows.runs.progress import current_progress, report_to
from flows.runs.quiet import finish_quiet_run
from flows.runs.run import Steps, finish_run
from flows.runs.summary import Summary
from flows.schedule.artifacts import ArtifactProgress, publish_artifacts
from flows.schedule.launch import Begun
from flows.settings import Settings
from flows.stage import Stage
from flows.versions import publish
from flows.warehouse import LoadCounts, load

logger = logging.getLogger("nianbao")

# The run that began before Prefect was there; without one, the flow begins it.
BEGUN: ContextVar[Begun | None] = ContextVar("begun", default=None)


@task(name="compare", cache_policy=NO_CACHE)
def compare(opened: OpenRun) -> Comparison:
    """Compare the raw folder with the last run."""
    return compare_run(opened)


@task(name="plan", cache_policy=NO_CACHE)
def plan(compared: Comparison) -> PlannedRun:
    """Look what the stage has of the files."""
    return plan_run(compared)


@task(name="read-batch", task_run_name="read-batch-{batch.label}", cache_policy=NO_CACHE)
def read_one_batch(batch: Batch, job: ReadJob, reading: StartedReading) -> BatchCounts | Batch:
    """Have a batch read by the workers; give it back where one died. It may have been read before Prefect was there."""
    return wait_for_batch(reading, batch, job) or batch


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


def collect_batches(reading: StartedReading, batches: Sequence[Batch], job: ReadJob) -> list[Batch]:
    """Wait for all batches and report the progress; returns those that a dead worker left unread.

    The workers end with it: the load needs their memory.
    """
    progress = current_progress()
    left: list[Batch] = []
    wait_for_workers(reading)
    futures = [read_one_batch.submit(batch, job, reading) for batch in batches]
    for future in as_completed(futures):
        outcome = future.result()
        if isinstance(outcome, Batch):
            left.append(outcome)
        else:
            progress.advance(outcome.files)
    reading.pool.shutdown()
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


def read_batches(batches: Sequence[Batch], job: ReadJob, workers: int, *, begun: StartedReading | None = None) -> None:
    """Read the batches into the stage, those that kill their reader apart from the others.

    `begun` is the reading that began before Prefect was there.
    """
    with report_to(ArtifactProgress(current_progress())), ExitStack() as stack:
        current_progress().start(sum(len(batch.files) for batch in batches))
        reading = begun or stack.enter_context(start_reading(batches, job, workers))
        left = collect_batches(reading, batches, job)
        if left:
            logger.warning("a worker process died or took too long; %d batches are read again, alone", len(left))
            reread_batches(sorted(left, key=lambda batch: batch.label), job)


STEPS = Steps(read_batches, build_warehouse, publish_warehouse)


def _finish(begun: Begun) -> Summary:
    if begun.compared.is_nothing_new:
        summary, previous = finish_quiet_run(begun.compared), None
    else:
        planned = begun.planned or plan(begun.compared)
        steps = replace(STEPS, read=partial(read_batches, begun=begun.reading))
        summary, previous = finish_run(planned, steps), planned.previous
    publish_artifacts(summary, previous)
    return summary


@flow(name="nianbao-ingest", persist_result=False)
def ingest(settings: Settings) -> Summary:
    """Read what is new below the raw folder and publish the warehouse anew.

    Raises `flows.errors.RunError` where the run cannot be completed; the published file is then as it was.
    """
    begun = BEGUN.get()
    if begun is not None:
        return _finish(begun)
    with open_run(settings) as opened:
        return _finish(Begun(compare(opened)))


def run_ingest(settings: Settings, begun: Begun | None = None) -> Summary:
    """Run the flow with these settings. One thread more than workers keeps a batch waiting for whoever is free.

    Prefect sends its events in the background; they are waited for, as a temporary server ends right after.
    """
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=settings.workers + 1)
    runner = cast("TaskRunner[PrefectFuture[Any]]", threads)
    token = BEGUN.set(begun)
    try:
        summary: Summary = ingest.with_options(task_runner=runner)(settings)
        return summary
    except RuntimeError as error:
        if "Failed to reach API" in str(error):
            raise PrefectServerError(f"the Prefect server does not answer: {error}") from error
        raise
    finally:
        BEGUN.reset(token)
        EventsWorker.drain_all(timeout=5)
