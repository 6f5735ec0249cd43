"""One committer at a time: a lock in the catalog that ends with the process that holds it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flows.duck import hide_password
from flows.errors import AlreadyRunningError, RunError
from flows.lake.address import LACKS_EXTRA, LakeAddress
from transforms.language import Pair

if TYPE_CHECKING:
    import psycopg

# The lock's number among the advisory locks of the database: "nian" in ASCII.
LOCK_KEY = 0x6E69616E

_HOLDER = """
    SELECT application_name, client_addr
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND objid = %s AND granted
"""


@contextmanager
def committer(address: LakeAddress, run_id: str) -> Iterator[None]:
    """Be the one that commits to the lake. Raises `AlreadyRunningError`, which names the one who is, or `RunError`."""
    try:
        import psycopg
    except ImportError as error:
        raise RunError(LACKS_EXTRA) from error
    name = f"nianbao {run_id} of process {os.getpid()} on {socket.gethostname()}"[:63]
    try:
        connection = psycopg.connect(address.catalog, application_name=name, autocommit=True, connect_timeout=30)
    except psycopg.Error as error:
        raise RunError(
            Pair(
                "数据湖的目录库没有应答：{why}", "the catalog of the lake does not answer: {why}", why=_one_line(error)
            )
        ) from None
    try:
        with connection:
            _take_lock(connection)
            yield
    except psycopg.Error as error:
        raise RunError(
            Pair(
                "与数据湖的目录库失去联系：{why}", "the catalog of the lake has gone away: {why}", why=_one_line(error)
            )
        ) from None


def _take_lock(connection: psycopg.Connection) -> None:
    [is_held] = connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone() or [False]
    if not is_held:
        holder = connection.execute(_HOLDER, (LOCK_KEY,)).fetchone()
        raise AlreadyRunningError(
            Pair(
                "另一次运行正在向数据湖提交：{holder}",
                "another run commits to the lake: {holder}",
                holder=_text(holder[0]) if holder else Pair("它已结束", "it has ended"),
            )
        )


def _text(name: str | bytes) -> str:
    """A name as PostgreSQL has it, which gives bytes where a database has no encoding (SQL_ASCII)."""
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else name


def _one_line(error: Exception) -> str:
    return " ".join(hide_password(str(error)).split())
