"""One run, from the raw folder to the published warehouse. Prefect's flow hands in the long steps; this knows it not.

with open_run(settings) as opened:      # the lock, the folder of the run, the record of how it ended
    compared = compare_run(opened)      # whether anything is new
    summary = finish_quiet_run(compared) if compared.is_nothing_new else finish_run(plan_run(compared), steps)
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

import duckdb

from flows.errors import words_of
from flows.reading.jobs import Batch, ReadJob
from flows.runs.compare import compare_run
from flows.runs.guards import check_built
from flows.runs.logs import log_quarantine
from flows.runs.mirror import fetch_stage, mirror_stage
from flows.runs.opening import open_run
from flows.runs.plan import list_files, list_refusals
from flows.runs.prepare import PlannedRun, plan_run, write_dimensions
from flows.runs.quiet import finish_quiet_run
from flows.runs.summary import Summary
from flows.runs.touched import forget_touched
from flows.settings import Settings
from flows.stage import Stage, clean_stage, open_stage, run_frame, write_empty_tables, write_refusals, write_tables
from flows.stage.compaction import compact_stage
from flows.state import built_path, clear_retries, utc_now
from flows.versions import publish, read_new_quarantine
from flows.warehouse import LoadCounts, load
from transforms.language import Pair

logger = logging.getLogger("nianbao")


def read_here(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
    """Read the batches in this process, one after the other."""
    from flows.reading.batch import read_batch

    for batch in batches:
        read_batch(batch, job)


@dataclass(frozen=True, slots=True)
class Steps:
    """How a run takes its long steps: plainly, or each as a task of Prefect's.

    `read` reads batches into the stage with a number of worker processes; `build` and `publish` are `load` and
    `flows.versions.publication.publish`.
    """

    read: Callable[[Sequence[Batch], ReadJob, int], None] = read_here
    build: Callable[..., LoadCounts] = load
    publish: Callable[..., None] = publish


PLAIN_STEPS = Steps()


def _summarise(planned: PlannedRun, counts: LoadCounts) -> Summary:
    opened = planned.opened
    changes = planned.plan.changes
    opened.ending.counts = {
        **asdict(changes),
        "files_read": len(planned.plan.to_read),
        "reports": sum(counts.statuses.values()),
        "quarantined": sum(counts.quarantined.values()),
        "cells": counts.cells,
        "findings": sum(counts.findings.values()),
    }
    seconds = time.monotonic() - opened.clock
    files_read = len(planned.plan.to_read)
    return Summary(
        opened.run_id,
        opened.warehouse,
        planned.gazetteers,
        counts,
        seconds,
        changes,
        files_read,
        planned.counted.left_out,
    )


def _read(planned: PlannedRun, steps: Steps) -> Stage:
    """Read what is to be read, and give the stage with it."""
    if not planned.batches:
        return planned.stage
    steps.read(planned.batches, planned.job, planned.workers)
    fetch_stage(planned.opened)
    return open_stage(planned.stage.folder, planned.stage.segments)


def _write_load_tables(planned: PlannedRun, stage: Stage) -> None:
    """Write what the load needs beside the stage."""
    plan, work = planned.plan, planned.opened.work
    write_empty_tables(work)
    write_refusals(work, list_refusals(plan.files))
    run = run_frame(planned.run, plan.changes, len(plan.to_read), utc_now())
    write_tables(work, {"files": list_files(plan, stage), "run": run})
    write_dimensions(planned)


def finish_run(planned: PlannedRun, steps: Steps = PLAIN_STEPS) -> Summary:
    """Read, build, compare and publish. Raises `RunError`; the published warehouse is then as it was."""
    opened = planned.opened
    settings, built = opened.settings, built_path(opened.work)
    stage = _read(planned, steps)
    _write_load_tables(planned, stage)
    logger.info(Pair("正在构建仓库", "loading the warehouse"))
    previous = planned.previous if planned.is_built_alike else None
    counts = steps.build(built, opened.work, stage, memory=settings.build_memory, previous=previous)
    check_built(opened, built, planned.counted.forgotten)
    quarantined = read_new_quarantine(built)
    steps.publish(built, opened.warehouse, opened.run_id, keep=settings.keep_versions)
    opened.ending.version = opened.run_id
    summary = _summarise(planned, counts)
    log_quarantine(quarantined)
    _tidy(planned, stage)
    mirror_stage(opened)
    return summary


def _tidy(planned: PlannedRun, stage: Stage) -> None:
    """What may fail without harm once the warehouse is published: it is done again by the next run."""
    opened = planned.opened
    compacted, memory = f"{opened.run_id}-compact", opened.settings.build_memory
    steps = (
        partial(clear_retries, opened.warehouse, planned.retries),
        partial(forget_touched, opened.warehouse),
        partial(clean_stage, stage),
        partial(compact_stage, stage, opened.work, compacted, memory),
    )
    try:
        for step in steps:
            _try(step)
    except KeyboardInterrupt:
        logger.warning(Pair("整理时被中断；仓库已发布", "interrupted while tidying up; the warehouse is published"))


def _try(step: Callable[[], None]) -> None:
    try:
        step()
    except (OSError, duckdb.Error) as error:
        logger.warning(Pair("暂存区整理失败：{why}", "the stage could not be tidied up: {why}", why=words_of(error)))


def perform_run(settings: Settings, steps: Steps = PLAIN_STEPS) -> Summary:
    """A whole run. Raises `RunError`; the published warehouse is then as it was."""
    with open_run(settings) as opened:
        compared = compare_run(opened)
        return finish_quiet_run(compared) if compared.is_nothing_new else finish_run(plan_run(compared), steps)
