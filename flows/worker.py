"""How a worker process starts. Imports next to nothing: polars counts its threads when it is imported."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing.connection import Connection


def _exit_with_parent(lifeline: Connection) -> None:
    """Wait until the parent's end of the lifeline closes, which a kill -9 of the parent does as well."""
    lifeline.poll(None)
    os._exit(1)


def prepare_worker(lifeline: Connection) -> None:
    """Set up a worker: Ctrl-C is the parent's business, an alarm ends the process.

    polars must not start a thread a core in every worker.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.environ["POLARS_MAX_THREADS"] = "1"
    threading.Thread(target=_exit_with_parent, args=(lifeline,), daemon=True).start()
