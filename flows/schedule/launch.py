"""Start a run from the command line, with Prefect where there is something for it to do or to show.

A temporary server of Prefect takes longer to start than most nights take, and nobody can look at its records
afterwards: it is started for a run that reads very much, beside the run. While it starts, the files are compared with
the stage, and the workers read; a run goes on without it where it does not start.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from flows.errors import PrefectServerError, words_of
from flows.reading.eyes import engines_of
from flows.runs.compare import Comparison, compare_run
from flows.runs.opening import open_run
from flows.runs.quiet import finish_quiet_run
from flows.runs.summary import Summary
from flows.schedule.prefect_server import STARTUP_SECONDS, prefect_server
from flows.settings import Settings
from transforms.language import Pair

if TYPE_CHECKING:
    from pathlib import Path

    from flows.raw import SourceFile
    from flows.reading.jobs import Batch, ReadJob
    from flows.reading.pool import StartedReading
    from flows.runs.prepare import PlannedRun

# The temporary server takes 7 to 14 seconds of processor time to start, and Prefect 3 more to load: as much as reading
# 500 to 1,500 reports.
MANY_FILES = 2000

# How long a run waits for a server that need not be there.
PATIENT_SECONDS = 120.0

logger = logging.getLogger("nianbao")


ReadStep = Callable[["Sequence[Batch]", "ReadJob", int], None]


@dataclass(slots=True)
class Reached:
    """How far Prefect's flow got with a run."""

    is_begun: bool = False
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What of a run is done or on its way before Prefect is there; None of what is not."""

    compared: Comparison
    planned: PlannedRun | None = None
    reading: StartedReading | None = None
    reached: Reached = field(default_factory=Reached)


def turns_of(settings: Settings) -> tuple[Settings, ...]:
    """The settings of each run that a night takes: two where pictures are read behind everything else."""
    if settings.ocr != "later" or not engines_of("auto"):
        return (settings,)
    return settings, settings.model_copy(update={"ocr": "auto", "rebuild": "no"})


def launch(settings: Settings) -> Summary:
    """Ingest once. Raises `RunError`; the published warehouse is then as it was."""
    with open_run(settings) as opened, ExitStack() as stack:
        compared = compare_run(opened)
        begun = Begun(compared) if compared.is_nothing_new else _begin(compared, stack)
        run_ingest = _reach_prefect(settings, begun, stack) if _is_for_prefect(settings, begun) else None
        return _run_with_prefect(settings, begun, run_ingest) if run_ingest else _finish(begun)


def read_step(settings: Settings) -> ReadStep | None:
    """How the batches of a run are read on a cluster; None where this machine reads them."""
    if settings.cluster is None:
        return None
    from flows.cluster import read_on_cluster

    return partial(read_on_cluster, address=settings.cluster)


def follow_with_lake(settings: Settings, warehouse: Path) -> None:
    """Publish into the lake what is published, where the settings name one and it does not say that yet.

    It is asked after every run: a lake that was away gets the version of the next night. Raises `RunError`.
    """
    if not settings.has_lake:
        return
    from flows.lake import follow_with_lake as follow

    if told := follow(settings, warehouse):
        logger.info(told)


def _begin(compared: Comparison, stack: ExitStack) -> Begun:
    """Plan the run, and have worker processes read what is to be read; the stack ends them. Raises `RunError`.

    Where a file is new, or the reader, a worker is started before that is planned.
    """
    from flows.reading.jobs import count_workers
    from flows.reading.pool import process_pool, start_loading, start_reading

    settings, likely = compared.opened.settings, list(_files_to_read(compared))
    if settings.cluster is not None:
        from flows.runs.prepare import plan_run, write_dimensions

        planned = plan_run(compared)
        write_dimensions(planned)
        return Begun(compared, planned)
    workers = count_workers(likely, settings.workers)
    pool = stack.enter_context(process_pool(workers, settings.worker_memory))
    if likely:
        start_loading(pool)
    from flows.runs.prepare import plan_run, write_dimensions  # takes a second, while a worker loads the reader

    planned, reading = plan_run(compared), None
    is_too_small = planned.workers > workers  # a damaged stage, or a reading of everything anew
    if not planned.batches or is_too_small:
        pool.shutdown(wait=False)
    if is_too_small:
        pool = stack.enter_context(process_pool(planned.workers, settings.worker_memory))
    if planned.batches:
        reading = start_reading(pool, planned.batches, planned.job)
    write_dimensions(planned)
    return Begun(compared, planned, reading)


def _files_to_read(compared: Comparison) -> Iterator[SourceFile]:
    """The files that are to be read, as far as the manifest tells: the stage may have read a content before."""
    for file in compared.files:
        known = compared.manifest.get(file.name)
        if not compared.is_built_alike or known is None or known.source_sha256 != file.sha256:
            yield file


def _is_for_prefect(settings: Settings, begun: Begun) -> bool:
    """Whether Prefect is to record the run."""
    if settings.prefect != "auto":
        return settings.prefect == "required"
    is_set_up = bool(os.environ.get("PREFECT_API_URL"))
    return is_set_up or (begun.planned is not None and len(begun.planned.plan.to_read) >= MANY_FILES)


def _reach_prefect(settings: Settings, begun: Begun, stack: ExitStack) -> Callable[[Settings, Begun], Summary] | None:
    """The flow's `run_ingest`, once a server of Prefect is ready, which the stack ends; None where it does not start.

    Raises `PrefectServerError` for that where Prefect is required.
    """
    seconds = STARTUP_SECONDS if settings.prefect == "required" else PATIENT_SECONDS
    with ExitStack() as started:
        try:
            wait_until_ready = started.enter_context(prefect_server(begun.compared.opened.warehouse, seconds))
            from flows.schedule.ingest import run_ingest

            wait_until_ready()
        except (PrefectServerError, OSError) as error:
            if settings.prefect == "required":
                raise
            _warn_of_lost_record(error)
            return None
        stack.enter_context(started.pop_all())
    return run_ingest


def _run_with_prefect(settings: Settings, begun: Begun, run_ingest: Callable[[Settings, Begun], Summary]) -> Summary:
    """Run the flow. A server that dies meanwhile costs the record of the run, not the run.

    Raises `PrefectServerError` where Prefect is required and the flow did not come to its end.
    """
    try:
        return run_ingest(settings, begun)
    except PrefectServerError as error:
        reached = begun.reached
        if reached.summary is None and (reached.is_begun or settings.prefect == "required"):
            raise
        if reached.summary is None:
            _warn_of_lost_record(error)
            return _finish(begun)
        logger.warning(
            Pair(
                "{why}；运行已完成，但 Prefect 中的记录不完整",
                "{why}; the run is complete, and its record is not",
                why=words_of(error),
            )
        )
        return reached.summary


def _warn_of_lost_record(error: Exception) -> None:
    logger.warning(
        Pair(
            "{why}；运行继续，但不在 Prefect 中记录",
            "{why}; the run goes on without its record",
            why=words_of(error),
        )
    )


def _finish(begun: Begun) -> Summary:
    """Finish the run without Prefect."""
    opened = begun.compared.opened
    if begun.planned is None:
        summary = finish_quiet_run(begun.compared)
    else:
        from flows.runs.collect import read_batches
        from flows.runs.run import Steps, finish_run

        read = read_step(opened.settings) or partial(read_batches, begun=begun.reading)
        summary = finish_run(begun.planned, Steps(read))
    follow_with_lake(opened.settings, opened.warehouse)
    return summary
