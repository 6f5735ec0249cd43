"""Prepare a run that has something to do: what the stage has of the files, what is to be read, and by what."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from flows.raw import parse_gazetteers
from flows.reading.fingerprint import UNMASKED, engines_of_run, parser_version
from flows.reading.jobs import Batch, ReadJob, count_workers, split_batches
from flows.runs.compare import Comparison
from flows.runs.demonstration import Counted
from flows.runs.guards import check_files
from flows.runs.mirror import open_fetched
from flows.runs.opening import OpenRun
from flows.runs.plan import Plan, Wishes, make_plan
from flows.stage import Run, Stage, load_folder, write_tables
from flows.state import stage_folder
from flows.storage import Place
from flows.versions import published_version
from flows.warehouse import history_folder, stage_history
from transforms.identity import Gazetteer
from transforms.language import Pair

logger = logging.getLogger("nianbao")


@dataclass(frozen=True)
class PlannedRun:
    """A run that knows what it has to do.

    `counted` says what of the raw folder counts. `retries` are the files that it was asked to read again. `previous` is
    the last version's file, None where there is none; where it `is_built_alike`, this program built it with these
    settings and gazetteers, and may build on it. `batches` are the files to read, by so many `workers`.
    """

    opened: OpenRun
    run: Run
    plan: Plan
    stage: Stage
    job: ReadJob
    gazetteers: tuple[Place, ...]
    gazetteer: Gazetteer
    counted: Counted
    retries: frozenset[str]
    is_built_alike: bool
    previous: Path | None
    batches: tuple[Batch, ...]
    workers: int


def _stage_history(opened: OpenRun) -> None:
    if not stage_history(opened.warehouse, history_folder(opened.work)):
        logger.warning(
            Pair(
                "已发布的仓库不能完整读取；其历史取自更早的版本或缺失：请重新导入复核结论文件",
                (
                    "the published warehouse cannot be read in full; what an earlier version or nothing "
                    "says of its history is taken: import the files of verdicts again"
                ),
            )
        )


def _make_job(compared: Comparison, stage: Stage) -> ReadJob:
    opened, settings = compared.opened, compared.opened.settings
    tried = frozenset(key for key, reading in stage.readings.items() if reading.valid_for is not None)
    return ReadJob(
        work=str(opened.work),
        stage=str(stage_folder(opened.warehouse)),
        run_id=opened.run_id,
        raw=str(settings.raw if isinstance(settings.raw, str) else settings.raw.absolute()),
        stage_url=settings.stage,
        reader=compared.reader,
        parser_version=compared.fingerprint + (UNMASKED if settings.keep_personal_data else ""),
        resources=compared.resources,
        tried=tried,
        gazetteers=compared.gazetteer_texts,
        keep_personal_data=settings.keep_personal_data,
        file_seconds=settings.file_seconds,
        limits=settings.limits,
        worker_memory=settings.worker_memory,
        engines=engines_of_run(settings),
    )


def plan_run(compared: Comparison) -> PlannedRun:
    """Look what the stage has of the files, and say what there is to read. Raises `RunError`."""
    opened, settings = compared.opened, compared.opened.settings
    files_before = sum(file.missing_since is None for file in compared.manifest.values())
    check_files(opened, files_before, compared.changes.files_missing, lost=0)
    _stage_history(opened)
    gazetteer = parse_gazetteers(compared.gazetteers, compared.gazetteer_texts)
    stage = open_fetched(opened)
    if stage.damaged:
        logger.warning(
            Pair(
                "暂存区{folder}有{count}个数据段损坏或由另一版本写成，如{name}；其中的文件将重新读取",
                "{count} segments of the stage {folder} are damaged or of another version, such as {name}; "
                "their files are read again",
                count=len(stage.damaged),
                folder=stage.folder,
                name=stage.damaged[0],
            )
        )
    plan = make_plan(
        compared.found,
        compared.manifest,
        stage,
        reader=compared.reader,
        resources=compared.resources,
        started_at=opened.started_at,
        wishes=Wishes(
            settings.prune, settings.rebuild == "raw", compared.retries, settings.keep_personal_data, compared.accepts
        ),
    )
    if plan.pruned:
        logger.warning(
            Pair(
                "{count}个已不存在的文件连同其报告不再保留",
                "{count} files that are gone are forgotten, with their reports",
                count=plan.pruned,
            )
        )
    if plan.lost:
        logger.warning(
            Pair(
                "{count}个文件已不存在，其读取结果无法保留",
                "{count} files are gone, and what was read of them cannot be kept",
                count=plan.lost,
            )
        )
    check_files(opened, files_before, missing=0, lost=plan.lost)
    workers = count_workers(plan.to_read, settings.workers)
    published = published_version(opened.warehouse)
    return PlannedRun(
        opened,
        Run(opened.run_id, opened.started_at, parser_version(compared.fingerprint), compared.built_with),
        plan,
        stage,
        _make_job(compared, stage),
        compared.gazetteers,
        gazetteer,
        compared.counted,
        compared.retries,
        compared.is_built_alike and settings.rebuild == "no" and not stage.damaged,
        published.path if published else None,
        tuple(split_batches(plan.to_read, workers, settings.batch_size)),
        workers,
    )


def write_dimensions(planned: PlannedRun) -> None:
    """Write the tables that no report changes, unless that is done: there is time for it while the workers read."""
    work, gazetteer = planned.opened.work, planned.gazetteer
    if (load_folder(work) / "dim_township.parquet").exists():
        return
    from transforms.frames import dimension_frames

    places = {"dim_division": gazetteer.division_frame, "dim_township": gazetteer.frame}
    write_tables(work, {**dimension_frames(), **places})
