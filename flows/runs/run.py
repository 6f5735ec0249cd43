"""One run, from the raw folder to the published warehouse. Prefect's flow hands in the long steps; this knows it not.

with open_run(settings) as opened:      # the lock, the folder of the run, the record of how it ended
    planned = plan_run(opened)          # what is new
    summary = finish_run(planned, steps)
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import polars as pl

from flows.duck import first_line, remove_database
from flows.errors import GuardError
from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, ReadJob, split_batches
from flows.runs.logs import log_quarantine
from flows.runs.opening import open_run
from flows.runs.plan import list_files, list_refusals, list_stamps
from flows.runs.prepare import PlannedRun, plan_run
from flows.runs.summary import Summary
from flows.settings import Settings
from flows.stage import Stage, clean_stage, open_stage, run_frame, write_empty_tables, write_refusals, write_tables
from flows.stage.compaction import compact_stage
from flows.state import built_path, clear_retries, utc_now
from flows.versions import publish, read_new_quarantine
from flows.warehouse import (
    GuardBounds,
    LoadCounts,
    add_quiet_run,
    compare_versions,
    find_lost_files,
    load,
    newest_readable,
)
from transforms.frames import dimension_frames

logger = logging.getLogger("nianbao")

# One loss shows in the whole and in several groups.
_MOST_BREACHES = 3


def read_here(batches: Sequence[Batch], job: ReadJob, workers: int) -> None:
    """Read the batches in this process, one after the other."""
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
    return Summary(opened.run_id, opened.warehouse, planned.gazetteers, counts, seconds, changes, files_read)


def _carry_on(planned: PlannedRun, previous: Path) -> LoadCounts | None:
    """Build a copy of the last version with the row of this run; None where that version is damaged."""
    built = built_path(planned.opened.work)
    shutil.copyfile(previous, built)
    try:
        return add_quiet_run(built, planned.run, planned.plan.changes, list_stamps(planned.plan.files))
    except duckdb.Error as error:
        logger.warning("the published warehouse cannot be carried on, and is built anew: %s", first_line(error))
        remove_database(built)
        return None


def finish_quiet_run(planned: PlannedRun) -> Summary | None:
    """Publish the last version with one row more in `ingest_run`: no file and nothing of the program has changed.

    None where that version is damaged.
    """
    opened, previous = planned.opened, planned.previous
    if previous is None:
        raise ValueError("there is no version to take over")
    counts = _carry_on(planned, previous)
    if counts is None:
        return None
    publish(
        built_path(opened.work), opened.warehouse, opened.run_id, keep=opened.settings.keep_versions, says_the_same=True
    )
    opened.ending.outcome = "nothing_new"
    _tidy(planned, planned.stage)
    logger.info("nothing is new; the warehouse stays as it is")
    return _summarise(planned, counts)


def _read(planned: PlannedRun, steps: Steps) -> Stage:
    """Read what is to be read, and give the stage with it."""
    settings, plan = planned.opened.settings, planned.plan
    if not plan.to_read:
        return planned.stage
    batches = split_batches(plan.to_read, settings.workers, settings.batch_size)
    steps.read(batches, planned.job, settings.workers)
    return open_stage(planned.stage.folder, planned.stage.segments)


def _write_load_tables(planned: PlannedRun, stage: Stage) -> pl.DataFrame:
    """Write what the load needs beside the stage; gives the list of files."""
    plan, work = planned.plan, planned.opened.work
    files = list_files(plan, stage)
    write_empty_tables(work)
    write_refusals(work, list_refusals(plan.files))
    run = run_frame(planned.run, plan.changes, len(plan.to_read), utc_now())
    gazetteer = planned.gazetteer
    places = {"dim_township": gazetteer.frame, "dim_division": gazetteer.division_frame}
    write_tables(work, {"files": files, "run": run, **places, **dimension_frames()})
    return files


def _guard(planned: PlannedRun, built: Path) -> None:
    """Raise `GuardError` where the built warehouse has lost beyond belief what the published one has."""
    settings = planned.opened.settings
    bounds = GuardBounds(settings.guard_fall, settings.guard_rise, settings.guard_reports)
    plan, warehouse = planned.plan, planned.opened.warehouse
    found = [
        *find_lost_files(planned.files_before, plan.changes.files_missing, plan.lost, bounds),
        *compare_versions(newest_readable(warehouse), built, bounds),
    ]
    if not found:
        return
    told = "; ".join(found[:_MOST_BREACHES])
    breaches = f"{told}; and {len(found) - _MOST_BREACHES} more" if len(found) > _MOST_BREACHES else told
    if settings.accept:
        planned.opened.ending.message = f"accepted although {breaches}"
        logger.warning(planned.opened.ending.message)
        return
    raise GuardError(
        f"not published, as {breaches}. Find the cause, or publish all the same with nianbao ingest --accept"
    )


def finish_run(planned: PlannedRun, steps: Steps = PLAIN_STEPS) -> Summary:
    """Read, build, compare and publish. Raises `RunError`; the published warehouse is then as it was."""
    opened = planned.opened
    if planned.is_nothing_new and (carried_on := finish_quiet_run(planned)):
        return carried_on
    settings, built = opened.settings, built_path(opened.work)
    stage = _read(planned, steps)
    files = _write_load_tables(planned, stage)
    logger.info("loading the warehouse")
    previous = planned.previous if planned.is_built_alike else None
    counts = steps.build(built, opened.work, stage, memory=settings.build_memory, previous=previous)
    _guard(planned, built)
    quarantined = read_new_quarantine(built)
    steps.publish(built, opened.warehouse, opened.run_id, keep=settings.keep_versions)
    summary = _summarise(planned, counts)
    log_quarantine(quarantined)
    _tidy(planned, stage, files)
    return summary


def _tidy(planned: PlannedRun, stage: Stage, files: pl.DataFrame | None = None) -> None:
    """What may fail without harm once the warehouse is published: it is done again by the next run."""
    try:
        clear_retries(planned.opened.warehouse, planned.retries)
        clean_stage(stage)
        if files is not None:
            compact_stage(stage, planned.opened.work, f"{planned.opened.run_id}-compact", files)
    except (OSError, duckdb.Error) as error:
        logger.warning("the stage could not be tidied up: %s", error)
    except KeyboardInterrupt:
        logger.warning("interrupted while tidying up; the warehouse is published")


def perform_run(settings: Settings, steps: Steps = PLAIN_STEPS) -> Summary:
    """A whole run. Raises `RunError`; the published warehouse is then as it was."""
    with open_run(settings) as opened:
        return finish_run(plan_run(opened), steps)
