"""One run, from the raw folder to the published warehouse. Prefect's flow hands in the long steps; this knows it not.

with open_run(settings) as opened:      # the lock, the folder of the run, the record of how it ended
    planned = plan_run(opened)          # what is new
    summary = finish_run(planned, steps)
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.commands.quarantine import clear_retries, read_new_quarantine, read_retries
from flows.errors import AlreadyRunningError, GuardError, RunError
from flows.raw.discovery import find_files, fingerprint_files
from flows.raw.gazetteers import read_gazetteer_files, split_gazetteers, stage_gazetteers
from flows.reading.batch import Batch, ReadJob, read_batch, split_batches
from flows.reading.fingerprint import UNMASKED, parser_fingerprint, reader_of, resources_of
from flows.runs.hooks import notify
from flows.runs.logs import log_context, log_quarantine
from flows.runs.plan import (
    Manifest,
    Plan,
    Wishes,
    changes_by_kind,
    is_nothing_new,
    known_hashes,
    list_files,
    list_refusals,
    list_stamps,
    make_plan,
    read_manifest,
)
from flows.runs.summary import Summary, format_counts
from flows.settings import Settings
from flows.stage.compaction import compact_stage
from flows.stage.load_tables import Run, run_frame, write_empty_tables, write_refusals, write_tables
from flows.stage.segments import Stage, clean_stage, open_stage
from flows.state.lock import warehouse_lock
from flows.state.paths import absolute_warehouse, stage_folder
from flows.state.run_log import RunRecord, append_record, format_time
from flows.state.work import built_path, make_run_id, run_folder
from flows.versions.publication import check_replaceable, first_line, publish, published_version
from flows.warehouse.build import LoadCounts, add_quiet_run, load, utc_now
from flows.warehouse.guards import GuardBounds, compare_versions, find_lost_files, newest_readable
from flows.warehouse.history import history_folder, read_history, stage_history
from flows.warehouse.sqlfiles import SQL_FOLDER
from transforms.frames import dimension_frames
from transforms.report import PARSER_VERSION

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


@dataclass
class Ending:
    """How a run ends, as far as it has got."""

    outcome: str = "published"
    message: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenRun:
    """A run that holds the warehouse. `clock` is the time of its start on the monotonic clock, in seconds."""

    settings: Settings
    warehouse: Path
    run_id: str
    started_at: datetime
    clock: float
    work: Path
    ending: Ending


@dataclass(frozen=True)
class PlannedRun:
    """A run that knows what it has to do.

    `retries` are the files that it was asked to read again, `previous` is the last version's file, None where there is
    none, and `files_before` the number of files that the last run saw.
    """

    opened: OpenRun
    run: Run
    plan: Plan
    stage: Stage
    job: ReadJob
    gazetteers: tuple[Path, ...]
    townships: pl.DataFrame
    retries: frozenset[str]
    is_nothing_new: bool
    previous: Path | None
    files_before: int


# --- open and record ---


def _make_record(run_id: str, started_at: datetime, clock: float, ending: Ending) -> RunRecord:
    seconds = round(time.monotonic() - clock, 3)
    times = format_time(started_at), format_time(utc_now())
    return RunRecord(run_id, *times, ending.outcome, ending.message, dict(ending.counts), seconds)


@contextmanager
def _recorded(settings: Settings, warehouse: Path, run_id: str, started_at: datetime) -> Iterator[Ending]:
    """Write down how the block ends, and tell the hooks. A file that cannot be written is a `RunError`."""
    clock, ending = time.monotonic(), Ending()
    try:
        try:
            yield ending
        except OSError as error:
            place = f" ({error.filename})" if error.filename else ""
            raise RunError(f"the run stopped at a file: {error.strerror or error}{place}") from error
    except AlreadyRunningError:
        ending.outcome = ""
        raise
    except GuardError as error:
        ending.outcome, ending.message = "stopped_by_guard", str(error)
        raise
    except Exception as error:
        ending.outcome, ending.message = "failed", str(error) or type(error).__name__
        raise
    except BaseException:
        ending.outcome, ending.message = "interrupted", "The run was interrupted."
        raise
    finally:
        if ending.outcome:
            record = _make_record(run_id, started_at, clock, ending)
            append_record(warehouse, record)
            notify(settings, record)


@contextmanager
def open_run(settings: Settings) -> Iterator[OpenRun]:
    """Take the warehouse for a run. Raises `RunError`; the published warehouse is then as it was."""
    warehouse, started_at = absolute_warehouse(settings.warehouse), utc_now()
    run_id, clock = make_run_id(started_at), time.monotonic()
    with (
        log_context(run_id=run_id),
        _recorded(settings, warehouse, run_id, started_at) as ending,
        warehouse_lock(warehouse),
        run_folder(warehouse, run_id) as work,
    ):
        if not settings.raw.is_dir():
            raise RunError(f"the raw folder {settings.raw} does not exist or is no folder")
        check_replaceable(warehouse)
        yield OpenRun(settings, warehouse, run_id, started_at, clock, work, ending)


# --- plan ---


def _digest_of_program() -> str:
    """A digest of what a warehouse is built by, beside what reads: the queries and this shell."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for folder in (SQL_FOLDER, Path(__file__).parents[1]):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".sql"):
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _find_manifest(opened: OpenRun) -> tuple[Manifest, str | None]:
    """The manifest of the last run, and what the published warehouse was built with, None where it is damaged."""
    is_whole = stage_history(opened.warehouse, history_folder(opened.work))
    if not is_whole:
        logger.warning(
            "the published warehouse cannot be read in full; what an earlier version or nothing says of its history is "
            "taken: import the files of verdicts again"
        )
    runs = read_history(opened.work, "ingest_run").sort("started_at", "run_id")
    built_with = runs["built_with"].to_list()[-1] if runs.height and is_whole else None
    return read_manifest(read_history(opened.work, "source_file")), built_with


def _make_job(opened: OpenRun, reader: str, gazetteers: tuple[str, ...], stage: Stage) -> ReadJob:
    settings = opened.settings
    tried = frozenset(key for key, reading in stage.readings.items() if reading.valid_for is not None)
    return ReadJob(
        work=str(opened.work),
        stage=str(stage_folder(opened.warehouse)),
        run_id=opened.run_id,
        reader=reader,
        parser_version=parser_fingerprint() + (UNMASKED if settings.keep_personal_data else ""),
        resources=resources_of(settings),
        tried=tried,
        gazetteers=gazetteers,
        keep_personal_data=settings.keep_personal_data,
        file_seconds=settings.file_seconds,
        limits=settings.limits,
        worker_memory=settings.worker_memory,
    )


def plan_run(opened: OpenRun) -> PlannedRun:
    """Compare the raw folder with the last run and the stage. Raises `RunError`."""
    settings, work = opened.settings, opened.work
    manifest, last_built_with = _find_manifest(opened)
    found, gazetteers = split_gazetteers(find_files(settings.raw), settings.gazetteer)
    known = {} if settings.rebuild == "raw" else known_hashes(manifest)
    files = fingerprint_files(found, settings.workers, settings.file_bytes, known)
    townships = read_gazetteer_files(gazetteers).frame
    copies = stage_gazetteers(gazetteers, work)
    reader = reader_of(settings, [Path(copy).read_text("utf-8") for copy in copies])
    stage = open_stage(stage_folder(opened.warehouse))
    if stage.damaged:
        logger.warning("%d segments of the stage are damaged; their files are read again", len(stage.damaged))
    job = _make_job(opened, reader, copies, stage)
    retries = read_retries(opened.warehouse)
    plan = make_plan(
        files,
        manifest,
        stage,
        reader=reader,
        resources=job.resources,
        started_at=opened.started_at,
        wishes=Wishes(settings.prune, settings.rebuild == "raw", retries, settings.keep_personal_data),
    )
    built_with = hashlib.sha256(f"{reader} {_digest_of_program()}".encode()).hexdigest()
    published = published_version(opened.warehouse)
    is_same = last_built_with == built_with and settings.rebuild == "no" and published is not None
    run = Run(opened.run_id, opened.started_at, PARSER_VERSION, built_with)
    parts = format_counts(changes_by_kind(plan.changes)) or "none"
    logger.info("found %d files below %s: %s", plan.changes.files_seen, settings.raw, parts)
    if plan.pruned:
        logger.warning("%d files that are gone are forgotten, with their reports", plan.pruned)
    if plan.lost:
        logger.warning("%d files are gone, and what was read of them cannot be kept", plan.lost)
    return PlannedRun(
        opened,
        run,
        plan,
        stage,
        job,
        tuple(gazetteers),
        townships,
        retries,
        is_same and not retries and is_nothing_new(plan, manifest),
        published.path if published else None,
        sum(file.missing_since is None for file in manifest.values()),
    )


# --- finish ---


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
        for path in built.parent.glob(f"{built.name}*"):
            path.unlink()
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
    write_tables(work, {"files": files, "run": run, "dim_township": planned.townships, **dimension_frames()})
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
    counts = steps.build(built, opened.work, stage, memory=settings.build_memory)
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
