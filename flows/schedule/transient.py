"""Which failures of a run pass by themselves, and how often a run is tried again for their sake.

Prefect 3.8 can retry a flow only after one fixed delay and for every failure (`retry_condition_fn` is for tasks), so a
night tries again by itself.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import duckdb

from flows.errors import AlreadyRunningError, PrefectServerError, causes_of, is_full_disk, words_of
from transforms.language import Pair

logger = logging.getLogger("nianbao")

Outcome = TypeVar("Outcome")

# Seconds before the second, third and fourth try.
BACK_OFF: Sequence[float] = (60, 300, 900)

# A full disk may be emptied by others, a share that went away come back. A missing file, a folder without rights and a
# read-only file system stay what they are until somebody acts.
PASSING_ERRORS = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.ECONNREFUSED,
        errno.ECONNRESET,
        errno.EDQUOT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.EIO,
        errno.EMFILE,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.ENOTCONN,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)


def is_transient(error: BaseException) -> bool:
    """Whether trying again in some minutes may help.

    A lock that is held is none: the run that holds it does the work. DuckDB's `IOException` is what it makes of a file
    that it cannot reach, and, but at its checkpoints, of a full disk.

    >>> is_transient(OSError(errno.ENOSPC, "No space left on device")), is_transient(OSError(errno.EACCES, "denied"))
    (True, False)
    """
    if isinstance(error, AlreadyRunningError):
        return False
    return is_full_disk(error) or any(
        isinstance(cause, PrefectServerError | duckdb.IOException)
        or (isinstance(cause, OSError) and cause.errno in PASSING_ERRORS)
        for cause in causes_of(error)
    )


def try_again(
    run: Callable[[], Outcome], delays: Sequence[float] = BACK_OFF, sleep: Callable[[float], None] = time.sleep
) -> Outcome:
    """What `run` returns; after a transient failure it is called again, once for each delay (in seconds).

    Any other failure, and that of the last try, is raised.
    """
    for delay in delays:
        try:
            return run()
        except Exception as error:
            if not is_transient(error):
                raise
            logger.warning(
                Pair(
                    "{why}；{seconds:.0f}秒后重试",
                    "{why}; trying again in {seconds:.0f} seconds",
                    why=words_of(error),
                    seconds=delay,
                )
            )
        sleep(delay)
    return run()
