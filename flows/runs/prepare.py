"""Prepare a run: compare the raw folder with the last run and the stage, and say what there is to do."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path

import duckdb

import flows
from flows.raw import (
    Manifest,
    changes_by_kind,
    find_files,
    fingerprint_files,
    known_hashes,
    read_gazetteer_files,
    read_manifest,
    split_gazetteers,
    stage_gazetteers,
)
from flows.reading.fingerprint import UNMASKED, parser_fingerprint, reader_of, resources_of
from flows.reading.jobs import ReadJob
from flows.runs.opening import OpenRun
from flows.runs.plan import Plan, Wishes, is_nothing_new, make_plan
from flows.runs.summary import format_counts
from flows.stage import Run, Stage, open_stage
from flows.state import read_retries, stage_folder
from flows.versions import published_version
from flows.warehouse import SQL_FOLDER, comments_of_table, history_folder, read_history, stage_history
from transforms.identity import Gazetteer
from transforms.report import PARSER_VERSION
from transforms.schemas import WAREHOUSE_SCHEMAS

logger = logging.getLogger("nianbao")


@dataclass(frozen=True)
class PlannedRun:
    """A run that knows what it has to do.

    `retries` are the files that it was asked to read again. `previous` is the last version's file, None where there is
    none; where it `is_built_alike`, this program built it with these settings and gazetteers, and may build on it.
    `files_before` is the number of files that the last run saw.
    """

    opened: OpenRun
    run: Run
    plan: Plan
    stage: Stage
    job: ReadJob
    gazetteers: tuple[Path, ...]
    gazetteer: Gazetteer
    retries: frozenset[str]
    is_nothing_new: bool
    is_built_alike: bool
    previous: Path | None
    files_before: int


def _digest_of_program() -> str:
    """A digest of what a warehouse is built by, beside what reads: the queries, this shell, the comments of the tables.

    These are the docstrings of the schemas, which count nothing for reading.
    """
    digest = hashlib.sha256(duckdb.__version__.encode())
    for folder in (SQL_FOLDER, Path(flows.__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".sql"):
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    for table, schema in WAREHOUSE_SCHEMAS.items():
        digest.update("\n".join(comments_of_table(table, schema)).encode())
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
    gazetteer = read_gazetteer_files(gazetteers)
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
        gazetteer,
        retries,
        is_same and not retries and is_nothing_new(plan, manifest),
        is_same and not stage.damaged,
        published.path if published else None,
        sum(file.missing_since is None for file in manifest.values()),
    )
