"""Reach the scheduler of a Dask cluster. Dask is an extra: nothing else of the program imports it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.errors import RunError
from transforms.language import Pair

if TYPE_CHECKING:
    from distributed import Client

# How long a scheduler may take to answer, and workers to come: those of a batch system start when it has room.
CONNECT_SECONDS, WORKERS_SECONDS = 60, 600

logger = logging.getLogger("nianbao")


@contextmanager
def connect(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address (tcp://HOST:8786), which has at least one worker.

    Raises `RunError` where Dask is not installed, nothing answers at the address, or no worker comes.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise RunError(
            Pair(
                "在计算集群上读取需要附加组件：pip install 'nianbao[cluster]'",
                "reading on a cluster needs the extra: pip install 'nianbao[cluster]'",
            )
        ) from error
    _silence_dask()
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RunError(
            Pair(
                "{address}没有 Dask 调度程序应答：{why}",
                "no Dask scheduler answers at {address}: {why}",
                address=address,
                why=str(error) or type(error).__name__,
            )
        ) from error
    with client:
        wait_for_workers(client, address)
        yield client


def _silence_dask() -> None:
    """Leave what became of a cluster to us: Dask writes tracebacks of its own, and sets the level of each logger."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)


def wait_for_workers(client: Client, address: str) -> None:
    """Wait until the cluster has a worker. Raises `RunError` where none comes."""
    if client.scheduler_info(n_workers=0)["n_workers"]:
        return
    logger.info(
        Pair(
            "计算集群{address}还没有工作进程；等待中",
            "the cluster at {address} has no worker yet; waiting",
            address=address,
        )
    )
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except TimeoutError as error:
        raise RunError(
            Pair("计算集群{address}没有工作进程", "the cluster at {address} has no worker", address=address)
        ) from error
