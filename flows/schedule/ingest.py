"""The Prefect flow of a run: its long steps are tasks. What they do is in modules that know nothing of Prefect.

There is one task a batch, and the batches are read by processes that import the core alone: Prefect's own process
runner would make every worker import Prefect and talk to its server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import httpx
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.errors import PrefectServerError
from flows.reading.jobs import Batch, ReadJob
from flows.reading.pool import StartedReading
from flows.runs.collect import read_batches
from flows.runs.compare import Comparison, compare_run
from flows.runs.opening import OpenRun, open_run
from flows.runs.prepare import PlannedRun, plan_run
from flows.runs.progress import current_progress, report_to
from flows.runs.quiet import finish_quiet_run
from flows.runs.run import Steps, finish_run
from flows.runs.summary import Summary
from flows.schedule.artifacts import (
    ArtifactProgress,
    begin_to_show,
    name_by_record,
    name_flow_run,
    named_by_outcome,
    publish_artifacts,
)
from flows.schedule.launch import Begun, follow_with_lake, read_step, turns_of
from flows.settings import Settings
from flows.stage import Stage
from flows.versions import publish
from flows.warehouse import LoadCounts, load
from transforms.language import Pair

Outcome = TypeVar("Outcome")

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


@task(name="load", cache_policy=NO_CACHE)
def build_warehouse(built: Path, work: Path, stage: Stage, *, memory: int, previous: Path | None) -> LoadCounts:
    """Build the next warehouse beside the published one."""
    return load(built, work, stage, memory=memory, previous=previous)


@task(name="publish", cache_policy=NO_CACHE)
def publish_warehouse(built: Path, warehouse: Path, version_id: str, *, keep: int) -> None:
    """Publish the built warehouse as a version."""
    publish(built, warehouse, version_id, keep=keep)


def as_tasks(name: str, do: Callable[[Batch], Outcome], batches: Sequence[Batch], workers: int) -> Iterator[Outcome]:
    """Do it as a task of Prefect's a batch, in the threads of the flow's runner; see `flows.runs.collect.RunEach`."""

    def do_one(batch: Batch) -> Outcome:
        return do(batch)

    one = task(name=name, task_run_name=f"{name}-{{batch.label}}", cache_policy=NO_CACHE)(do_one)
    for future in as_completed([one.submit(batch) for batch in batches]):
        yield future.result()


def read_and_show(batches: Sequence[Batch], job: ReadJob, workers: int, *, begun: StartedReading | None = None) -> None:
    """Read the batches, and show in Prefect how far that is.

    `begun` is the reading that began before Prefect was there.
    """
    with report_to(ArtifactProgress(current_progress())):
        read_batches(batches, job, workers, begun=begun, run_each=as_tasks)


STEPS = Steps(read_and_show, build_warehouse, publish_warehouse)


def _finish(begun: Begun) -> Summary:
    opened = begun.compared.opened
    if begun.compared.is_nothing_new:
        summary, previous = finish_quiet_run(begun.compared), None
    else:
        planned = begun.planned or plan(begun.compared)
        read = read_step(opened.settings) or partial(read_and_show, begun=begun.reading)
        summary, previous = finish_run(planned, replace(STEPS, read=read)), planned.previous
    follow_with_lake(opened.settings, opened.warehouse)
    publish_artifacts(summary, previous, opened.settings.zone)
    return summary


@flow(name="nianbao-ingest", persist_result=False)
def ingest(settings: Settings) -> Summary:
    """Read what is new below the raw folder and publish the warehouse anew.

    Raises `flows.errors.RunError` where the run cannot be completed; the published file is then as it was.
    """
    begun = BEGUN.get()
    if begun is not None:
        begun.reached.is_begun = True
        with named_by_outcome(begun.compared.opened):
            begun.reached.summary = _finish(begun)
            return begun.reached.summary
    return _ingest(settings)


def _ingest(settings: Settings) -> Summary:
    *earlier, last = turns_of(settings)
    for turn in earlier:
        _ingest_once(turn)
    return _ingest_once(last)


def _ingest_once(settings: Settings) -> Summary:
    with open_run(settings, name_by_record) as opened:
        name_flow_run(opened.run_id)
        return _finish(Begun(compare(opened)))


def threads_for(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """What runs the tasks of a flow. One thread more than workers keeps a batch waiting for whoever is free."""
    threads: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers + 1)
    return cast("TaskRunner[PrefectFuture[Any]]", threads)


@contextmanager
def _events_sent() -> Iterator[None]:
    """Wait for the events that Prefect sends in the background, as a temporary server ends right after.

    Raises `PrefectServerError` where the server does not answer the block.
    """
    try:
        yield
    except (RuntimeError, httpx.TransportError) as error:
        if isinstance(error, httpx.TransportError) or "Failed to reach API" in str(error):
            raise PrefectServerError(
                Pair("Prefect 服务没有应答：{why}", "the Prefect server does not answer: {why}", why=error)
            ) from error
        raise
    finally:
        EventsWorker.drain_all(timeout=5)


def run_ingest(settings: Settings, begun: Begun | None = None) -> Summary:
    """Run the flow with these settings. Raises `RunError`."""
    token = BEGUN.set(begun)
    begin_to_show()
    try:
        with _events_sent():
            summary: Summary = ingest.with_options(task_runner=threads_for(settings.workers))(settings)
            return summary
    finally:
        BEGUN.reset(token)


def ingest_within_flow(settings: Settings) -> Summary:
    """Do what the flow does within another one, whose tasks its steps are: Prefect then shows one run and not two.

    Raises `RunError`.
    """
    begin_to_show()
    with _events_sent():
        return _ingest(settings)
