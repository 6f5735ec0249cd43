"""The Prefect server of `nianbao serve`: our own, with a folder that is kept, so that earlier nights can be looked at.

It lies in the warehouse's state, closed to other users, as the log lines of runs name files. Prefect deletes by itself
what is older than `DAYS_KEPT`.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flows.errors import AlreadyRunningError, PrefectServerError, RunError, system_words, words_of
from flows.schedule.loopback import Address, find_address
from flows.schedule.migrated import DATABASE
from flows.schedule.prefect_server import (
    OwnServer,
    client_environment,
    environment,
    launch_server,
    make_password,
    server_environment,
    stop_server,
    wait_until_ready,
)
from flows.state import state_folder, try_lock
from transforms.language import Pair

logger = logging.getLogger("nianbao")

DAYS_KEPT = 90


def prefect_home(warehouse: Path) -> Path:
    """The folder of the server's database, its log and its password."""
    return state_folder(warehouse) / "prefect"


def service_variables(home: Path, address: Address) -> Mapping[str, str]:
    """What the server runs: the scheduler, its pages, and the deletion of what is old; no service beyond that."""
    retention = str(int(timedelta(days=DAYS_KEPT).total_seconds()))
    return {
        "PREFECT_SERVER_API_PORT": str(address.port),
        "PREFECT_SERVER_UI_API_URL": f"{address.url}/api",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "pages"),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": retention,
        "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    }


def write_password(home: Path, password: str) -> Path:
    """Write the password where only the user who serves can read it."""
    path = home / "password"
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{password}\n")
    return path


@contextmanager
def hold_home(warehouse: Path) -> Iterator[Path]:
    """The home, made if need be, for this process alone: two schedulers on one database would run every night twice.

    Raises `AlreadyRunningError`, and `RunError` where it cannot be written. The kernel drops the lock with its process.
    """
    home = prefect_home(warehouse)
    try:
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        handle = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise RunError(
            Pair(
                "无法写入文件夹{home}：{why}",
                "cannot write to the folder {home}: {why}",
                home=home,
                why=system_words(error),
            )
        ) from error
    try:
        if not try_lock(handle):
            raise AlreadyRunningError(
                Pair(
                    "另一个 `nianbao serve` 正在为仓库{warehouse}运行",
                    "another `nianbao serve` runs for the warehouse {warehouse}",
                    warehouse=warehouse,
                )
            )
        yield home
    finally:
        os.close(handle)


def set_database_aside(home: Path) -> None:
    """Rename the database, and take away what SQLite keeps beside it; the next start makes a new one."""
    (home / DATABASE).replace(home / f"{DATABASE}.damaged")
    for ending in ("-wal", "-shm"):
        (home / f"{DATABASE}{ending}").unlink(missing_ok=True)


def start_kept_server(home: Path, port: int | None = None) -> OwnServer:
    """Start the server and wait for it. Raises `PrefectServerError`.

    A database that it does not start with is set aside: it holds nothing that a night needs.
    """
    server = _start(home, port)
    try:
        wait_until_ready(server)
    except PrefectServerError as error:
        stop_server(server)
        if not (home / DATABASE).is_file():
            raise
        logger.warning(
            Pair(
                "{why}；其数据库已改名为{database}.damaged",
                "{why}; its database is set aside as {database}.damaged",
                why=words_of(error),
                database=DATABASE,
            )
        )
        set_database_aside(home)
        server = _start(home, port)
        _wait_or_stop(server)
    except BaseException:
        stop_server(server)
        raise
    return server


def _start(home: Path, port: int | None) -> OwnServer:
    address, password = find_address(port), make_password()
    write_password(home, password)
    variables = server_environment(home, password, service_variables(home, address))
    return launch_server(home, password, address, variables, is_kept=True)


def _wait_or_stop(server: OwnServer) -> None:
    try:
        wait_until_ready(server)
    except BaseException:
        stop_server(server)
        raise


@contextmanager
def kept_server(home: Path, port: int | None = None) -> Iterator[OwnServer | None]:
    """Provide a Prefect API to the block, which may import Prefect only inside; None where `PREFECT_API_URL` names one.

    Raises `PrefectServerError` if our own server does not start.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    server = start_kept_server(home, port)
    try:
        with environment(client_environment(server)):
            yield server
    finally:
        stop_server(server)
