"""The flow of a night, which a schedule starts: one ingest, with what it takes when nobody watches.

It is what `nianbao serve` serves and what `docs/deploy/prefect.yaml` deploys. The settings come from the environment
(`NIANBAO_…`), which Prefect's runner and worker hand to the process of the run, and not from parameters, which Prefect
would store and show.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from prefect import Flow, flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.runtime.flow_run import get_scheduled_start_time
from prefect.states import Completed, Failed
from pydantic import ValidationError
from rich.console import Console

from flows.errors import AlreadyRunningError, RunError, words_of
from flows.language import said
from flows.runs.hooks import notify
from flows.runs.logs import SpokenHandler, file_logger, log_as_json, log_plainly
from flows.schedule.artifacts import name_flow_run
from flows.schedule.ingest import ingest_within_flow, threads_for
from flows.schedule.transient import try_again
from flows.settings import Settings, describe_mistake
from flows.state import RunRecord, forbid_others_to_write, format_time
from flows.words import named
from transforms.language import Pair
from transforms.text import mask_personal_data, without_commands

logger = logging.getLogger("nianbao")

# A machine that slept, or a server that was away, has runs of the past waiting: catching up is off.
MOST_LATE = timedelta(minutes=10)


def how_late(scheduled: datetime | None, now: datetime) -> timedelta:
    """How long after its time a run starts; nothing for a run without one.

    >>> how_late(datetime(2024, 1, 31, 2, tzinfo=UTC), datetime(2024, 1, 31, 3, 30, tzinfo=UTC))
    datetime.timedelta(seconds=5400)
    """
    return now - scheduled if scheduled else timedelta()


def start_logging(settings: Settings) -> None:
    """Write our log lines to standard error, beside the handler by which Prefect keeps them.

    Prefect gets no line about a single file: there may be a hundred thousand.
    """
    handlers = list(logger.handlers)
    if settings.log_format == "json":
        log_as_json()
    else:
        log_plainly(Console(stderr=True), settings.zone)
    for handler in handlers:
        handler.addFilter(is_about_the_run)
        logger.addHandler(SpokenHandler(handler))


def is_about_the_run(record: logging.LogRecord) -> bool:
    """Whether a log line is about the run as a whole rather than one file."""
    return record.name != file_logger.name


def skip(reason: Pair) -> State[Any]:
    """A run that had nothing to do: not failed, so that nobody is woken, and not retried."""
    logger.warning(Pair("已跳过：{reason}", "skipped: {reason}", reason=reason))
    name_flow_run(said(named("skipped")))
    return Completed(name="Skipped", message=shown(reason))


def shown(words: str) -> str:
    """Words of this program, or of an error, as Prefect keeps and shows them."""
    return mask_personal_data(without_commands(said(words)))


def run_night(settings: Settings) -> State[Any]:
    """Ingest, and say how it ended. A failure is a state rather than an error: Prefect would print its traceback."""
    try:
        summary = try_again(lambda: ingest_within_flow(settings))
    except AlreadyRunningError as error:
        return skip(error.words)
    except RunError as error:
        logger.error(Pair("运行失败：{why}", "the run failed: {why}", why=words_of(error)))
        return Failed(message=shown(error.words))
    except Exception as error:
        logger.error(
            Pair(
                "运行失败：意外错误，{kind}：{why}",
                "the run failed: unexpected error, {kind}: {why}",
                kind=type(error).__name__,
                why=error,
            )
        )
        return Failed(message=shown(f"{type(error).__name__}: {error}"))
    logger.info(
        Pair(
            "运行{run_id}完成，用时{seconds:.0f}秒",
            "run {run_id} completed after {seconds:.0f} seconds",
            run_id=summary.run_id,
            seconds=summary.seconds,
        )
    )
    return Completed(message=summary.run_id)


def _expected_workers() -> int:
    """How many workers the settings of the environment ask for; Prefect wants to know before the flow can complain."""
    try:
        return Settings.model_validate({}).workers
    except ValidationError:
        return 1


@flow(name="nianbao-night", persist_result=False, task_runner=threads_for(_expected_workers()))
def night() -> State[Any]:
    """Run one ingest with the settings of the environment.

    The run ends as `Completed`, `Failed` with the reason as its message, or `Skipped` where another run holds the
    warehouse or its own time is long past.
    """
    forbid_others_to_write()
    try:
        settings = Settings.model_validate({})
    except ValidationError as error:
        return Failed(message=shown(describe_mistake(error)))
    start_logging(settings)
    late = how_late(get_scheduled_start_time(), datetime.now(UTC))
    if late > MOST_LATE:
        return skip(
            Pair(
                "预定时间已过去{minutes:.0f}分钟",
                "its time was {minutes:.0f} minutes ago",
                minutes=late.total_seconds() / 60,
            )
        )
    logger.info(Pair("到了运行时间", "a run is due"))
    return run_night(settings)


@night.on_crashed
def tell_of_crash(flow: Flow[[], State[Any]], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell that the process of a run was killed, which it could not do itself: whoever started it calls this.

    It writes no file: the settings of a worker need not be those of the run.
    """
    message = Pair(
        "运行未完成，其进程已结束：{why}", "the process of the run ended before the run did: {why}", why=state.message
    )
    logger.error(message)
    now = format_time(datetime.now(UTC))
    started = format_time(flow_run.start_time) if flow_run.start_time else now
    notify(
        Settings.model_validate({}),
        RunRecord(flow_run.name, started, now, "failed", str(message), message_zh=message.zh),
    )
