"""`nianbao serve`: run the ingest by a schedule for as long as the process lives.

Prefect's runner polls its server for runs that are due and starts each in a process of its own
(`flows.schedule.night`), so that whatever becomes of a run, the schedule goes on. What it must not do:

- *Overlap*: a run that finds the warehouse locked ends as skipped. Prefect's own limit on a deployment is not used: a
  slot that a killed run leaves makes every later run end as cancelled, until somebody clears it by hand.
- *Catch up*: a run that starts more than `flows.schedule.night.MOST_LATE` after its time ends as skipped. Prefect
  deletes only future runs when a deployment changes, so that those of a time when nobody served are still there.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import SecretStr

from flows.errors import RunError, words_of
from flows.schedule.kept_server import hold_home, kept_server
from flows.schedule.prefect_server import QUIET, OwnServer, environment
from flows.settings import Settings
from flows.state import absolute_warehouse
from transforms.language import Pair

if TYPE_CHECKING:
    from prefect.runner import Runner

logger = logging.getLogger("nianbao")

# One run, and one that finds out that it is not needed.
MOST_PROCESSES = 2
# The scheduler looks for new deployments every five seconds.
SCHEDULE_SECONDS = 120.0
# Prefect gives a run 30 seconds to end before it kills it.
STOP_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a run is due: a cron expression of five fields, in the time of a zone."""

    cron: str
    timezone: str


def check_schedule(cron: str, timezone: str) -> Schedule:
    """The schedule, if Prefect takes it. Raises `ValueError` with one sentence where it does not.

    Expressions of six fields, which Prefect takes, are refused: a run every second was never meant.
    """
    from prefect.client.schemas.schedules import CronSchedule

    try:
        CronSchedule(cron=cron, timezone=timezone)
    except ValueError as error:
        raise ValueError(
            Pair(
                "{cron!r} 不是 cron 表达式，正确的如 '0 2 * * *'",
                "{cron!r} is no cron expression, such as '0 2 * * *'",
                cron=cron,
            )
        ) from error
    if len(cron.split()) != 5:
        raise ValueError(
            Pair(
                "{cron!r} 不是五个字段的 cron 表达式，正确的如 '0 2 * * *'",
                "{cron!r} has not the five fields of a cron expression, such as '0 2 * * *'",
                cron=cron,
            )
        )
    return Schedule(cron, timezone)


def settings_environment(settings: Settings) -> dict[str, str]:
    """The settings as `NIANBAO_…` variables, from which `Settings()` makes the same ones in any working directory.

    Those that are not set are left out. Secrets are in the values.
    """
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {f"NIANBAO_{name.upper()}": _as_variable(value) for name, value in values.items() if value is not None}


def _as_variable(value: object) -> str:
    match value:
        case str():
            return value
        case SecretStr():
            return value.get_secret_value()
        case Path():
            return str(value.absolute())
        case tuple():
            return os.pathsep.join(map(_as_variable, value))
        case _:
            return json.dumps(value)


def deployment_name(warehouse: Path) -> str:
    """Name of the deployment of a warehouse on this host: `nianbao`, on the Prefect server of its own.

    On one that somebody names, several warehouses may be served, and a runner takes every run that is due of the
    deployment it serves.
    """
    if not os.environ.get("PREFECT_API_URL"):
        return "nianbao"
    place = hashlib.sha256(os.fsencode(absolute_warehouse(warehouse))).hexdigest()
    return f"nianbao-{socket.gethostname()}-{place[:8]}"


async def check_scheduled(deployment_id: UUID, seconds: float = SCHEDULE_SECONDS) -> None:
    """Raise `RunError` if the server plans no run: its scheduler may fail every time, which only its log would tell.

    So does that of Prefect 3.8 with SQLAlchemy 2.1 ("Can't evaluate bulk DML statement").
    """
    from prefect.client.orchestration import get_client

    limit = time.monotonic() + seconds
    async with get_client() as client:
        while not await client.get_scheduled_flow_runs_for_deployments([deployment_id]):
            if time.monotonic() > limit:
                raise RunError(
                    Pair(
                        "Prefect 服务在{seconds:.0f}秒内没有安排任何运行；原因见其日志",
                        "the Prefect server planned no run within {seconds:.0f} seconds; its log says why",
                        seconds=seconds,
                    )
                )
            await asyncio.sleep(1)


@dataclass
class RunnerThread:
    """Prefect's runner in a thread of its own: it takes the signals of the main thread for itself otherwise."""

    name: str
    schedule: Schedule
    error: BaseException | None = None
    loop: asyncio.AbstractEventLoop | None = None
    runner: Runner | None = None
    thread: threading.Thread = field(init=False)

    def start(self) -> None:
        """Start polling."""
        self.thread = threading.Thread(target=self._work, name="prefect-runner", daemon=True)
        self.thread.start()

    def _work(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self.error = error

    async def _serve(self) -> None:
        from prefect.context import refresh_global_settings_context
        from prefect.runner import Runner
        from prefect.schedules import Cron
        from prefect.types.entrypoint import EntrypointType

        from flows.schedule.night import night

        # Prefect took its settings when the schedule was checked, before there was a server to name.
        refresh_global_settings_context()
        self.loop = asyncio.get_running_loop()
        runner = Runner(name=self.name, limit=MOST_PROCESSES, pause_on_shutdown=True)
        deployment_id = await runner.aadd_flow(
            night,
            name=self.name,
            schedule=Cron(self.schedule.cron, timezone=self.schedule.timezone),
            paused=False,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        self.runner = runner
        await asyncio.gather(runner.start(webserver=False), check_scheduled(deployment_id))

    def stop(self) -> None:
        """End a run that is on, pause the schedule, and end."""
        if self.loop and self.runner and self.runner.started:
            asyncio.run_coroutine_threadsafe(self.runner.astop(), self.loop)
            self.thread.join(STOP_SECONDS)


def is_gone(server: OwnServer | None) -> bool:
    """Whether our server has ended."""
    return server is not None and server.process.poll() is not None


def end_runs() -> None:
    """End the runs that are on. Without its server, the runner itself would only complain, at length."""
    runs = multiprocessing.active_children()
    for run in runs:
        run.terminate()
    for run in runs:
        run.join(STOP_SECONDS)


@contextmanager
def keep_noise_in(path: Path) -> Iterator[None]:
    """Write what Prefect prints to this file: tracebacks of attempts to reach its server. Our own lines are logged."""
    with path.open("w", encoding="utf-8") as file, redirect_stdout(file):
        yield


def watch(runner: RunnerThread, server: OwnServer | None, seconds: float = 1.0) -> None:
    """Wait until the runner ends, which it does not by itself. Raises `RunError` then, or if our server is gone."""
    while runner.thread.is_alive():
        if server and is_gone(server):
            raise RunError(
                Pair(
                    "Prefect 服务自行结束；其日志是{log}",
                    "the Prefect server ended by itself; its log is {log}",
                    log=server.home / "server.log",
                )
            )
        time.sleep(seconds)
    raise RunError(
        Pair(
            "nianbao serve 无法继续：{why}",
            "nianbao serve cannot go on: {why}",
            why=words_of(runner.error)
            if runner.error
            else Pair("Prefect 的运行程序已结束", "the runner of Prefect ended"),
        )
    )


def tell_where(schedule: Schedule, server: OwnServer | None) -> None:
    """Log when runs are due, and where to look at them."""
    logger.info(
        Pair(
            "按 {cron} 运行（cron，{timezone}）；按 Ctrl-C 结束",
            "runs are due at {cron} (cron, {timezone}); Ctrl-C ends this",
            cron=schedule.cron,
            timezone=schedule.timezone,
        )
    )
    if server:
        where = server.home / "password"
        logger.info(
            Pair(
                "Prefect 页面在 {address}，登录口令在{where}",
                "Prefect's pages are at {address}, for who knows the line in {where}",
                address=server.address.url,
                where=where,
            )
        )


def serve(settings: Settings, schedule: Schedule, port: int | None = None) -> None:
    """Serve until interrupted; a run that is on is interrupted as well, and the published file is then as it was.

    With `PREFECT_API_URL` set, runs are recorded by that server; else by one of our own on `port`, or any free port.
    Raises `RunError` where it cannot go on.
    """
    quiet = {name: value for name, value in QUIET.items() if name not in os.environ}
    variables: Mapping[str, Any] = {**quiet, **settings_environment(settings)}
    name = deployment_name(settings.warehouse)  # before the own server is in the environment
    with (
        hold_home(absolute_warehouse(settings.warehouse)) as home,
        environment(variables),
        keep_noise_in(home / "runner.log"),
        kept_server(home, port) as server,
    ):
        runner = RunnerThread(name, schedule)
        runner.start()
        tell_where(schedule, server)
        try:
            watch(runner, server)
        finally:
            if is_gone(server):
                end_runs()
            else:
                runner.stop()
