"""The frame of a run: it takes the warehouse, and writes down how it ended, whatever happened.

The warehouse is locked, and a folder for what the run alone needs is there, while the block runs.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from flows.errors import (
    AlreadyRunningError,
    GuardError,
    RunError,
    is_full_disk,
    is_interruption,
    system_words,
    words_of,
)
from flows.raw import check_raw
from flows.runs.full_disk import describe_room
from flows.runs.hooks import notify
from flows.runs.logs import log_context
from flows.settings import Settings
from flows.state import (
    RunRecord,
    absolute_warehouse,
    after_runs,
    append_record,
    format_time,
    make_run_id,
    read_records,
    run_folder,
    utc_now,
    warehouse_lock,
)
from flows.versions import check_replaceable, list_versions
from transforms.language import NOTHING, Pair

logger = logging.getLogger("nianbao")


@dataclass
class Ending:
    """How a run ends, as far as it has got; `version` is that which is published then, '' where it did not succeed."""

    outcome: str = "published"
    message: Pair = NOTHING
    counts: Mapping[str, int] = field(default_factory=dict)
    version: str = ""


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


def _make_record(settings: Settings, run_id: str, started_at: datetime, clock: float, ending: Ending) -> RunRecord:
    return RunRecord(
        run_id,
        format_time(started_at),
        format_time(utc_now()),
        ending.outcome,
        ending.message,
        dict(ending.counts),
        round(time.monotonic() - clock, 3),
        ending.version,
        settings.inputs,
        ending.message.zh,
    )


@contextmanager
def _in_plain_words(warehouse: Path) -> Iterator[None]:
    """Make a file that cannot be written a `RunError`, and say of a full disk how much is needed and what is safe."""
    try:
        try:
            yield
        except OSError as error:
            place = Pair("（{file}）", " ({file})", file=error.filename) if error.filename else NOTHING
            raise RunError(
                Pair(
                    "运行因文件出错而停止：{why}{place}",
                    "the run stopped at a file: {why}{place}",
                    why=system_words(error),
                    place=place,
                )
            ) from error
        except RuntimeError as error:
            if is_interruption(error):
                raise KeyboardInterrupt from error
            raise
    except RunError as error:
        if is_full_disk(error):
            raise RunError(
                Pair("{why}；{room}", "{why}; {room}", why=words_of(error), room=describe_room(warehouse))
            ) from error
        raise


def outcome_of(error: BaseException) -> str:
    """How a run ends that raises this error, as the log of runs has it; '' for one that found another run at work."""
    match error:
        case AlreadyRunningError():
            return ""
        case GuardError():
            return "stopped_by_guard"
        case Exception():
            return "failed"
    return "interrupted"


def _describe(error: BaseException) -> Pair:
    if not isinstance(error, Exception):
        return Pair("运行被中断。", "The run was interrupted.")
    words = words_of(error) or type(error).__name__
    return words if isinstance(words, Pair) else Pair(words, words)


Tell = Callable[[RunRecord], None]


def _tell_nobody(record: RunRecord) -> None:
    pass


@contextmanager
def _recorded(settings: Settings, warehouse: Path, run_id: str, started_at: datetime, tell: Tell) -> Iterator[Ending]:
    """Write down how the block ends, and tell the hooks and `tell`."""
    clock, ending = time.monotonic(), Ending()
    try:
        with _in_plain_words(warehouse):
            yield ending
    except BaseException as error:
        ending.outcome, ending.message = outcome_of(error), _describe(error)
        raise
    finally:
        if ending.outcome:
            record = _make_record(settings, run_id, started_at, clock, ending)
            append_record(warehouse, record)
            notify(settings, record)
            tell(record)


def _start_time(warehouse: Path) -> datetime:
    """Now, unless the clock was set back behind the last run: what is later must not sort before it."""
    now = utc_now()
    known = (record.run_id for record in read_records(warehouse))
    started_at = after_runs(now, chain((version.run_id for version in list_versions(warehouse)), known))
    if started_at > now:
        logger.warning(
            Pair(
                "时钟早于上一次运行（{now} UTC）；本次运行记为始于 {time} UTC",
                "the clock is behind the last run ({now} UTC); this run counts as begun at {time} UTC",
                now=f"{now:%Y-%m-%d %H:%M:%S}",
                time=f"{started_at:%Y-%m-%d %H:%M:%S}",
            )
        )
    return started_at


@contextmanager
def open_run(settings: Settings, tell: Tell = _tell_nobody) -> Iterator[OpenRun]:
    """Take the warehouse for a run. Raises `RunError`; the published warehouse is then as it was.

    However it ends, `tell` gets its record, unless another run holds the warehouse.
    """
    warehouse = absolute_warehouse(settings.warehouse)
    started_at = _start_time(warehouse)
    run_id, clock = make_run_id(started_at), time.monotonic()
    with (
        log_context(run_id=run_id),
        _recorded(settings, warehouse, run_id, started_at, tell) as ending,
        warehouse_lock(warehouse),
        run_folder(warehouse, run_id) as work,
    ):
        check_raw(settings.raw)
        check_replaceable(warehouse)
        yield OpenRun(settings, warehouse, run_id, started_at, clock, work, ending)
