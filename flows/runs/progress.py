"""How a run tells how far it is: a bar on a terminal, log lines elsewhere.

The flow does not know who watches: it reports to the progress of the current context.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from flows.language import said
from transforms.language import Pair

SECONDS_BETWEEN_LINES = 5.0

logger = logging.getLogger("nianbao")


class Progress(Protocol):
    """What a run reports to."""

    def start(self, total: int) -> None:
        """`total` files are about to be read."""

    def advance(self, count: int) -> None:
        """`count` more files were read."""


class LogProgress:
    """Log a line every few seconds, and one at the end."""

    def __init__(self) -> None:
        self.total = 0
        self.done = 0
        self.last_line = 0.0

    def start(self, total: int) -> None:
        """Note the total."""
        self.total, self.done, self.last_line = total, 0, time.monotonic()

    def advance(self, count: int) -> None:
        """Log how many files are read, unless a line was logged just now."""
        self.done += count
        now = time.monotonic()
        if self.done >= self.total or now - self.last_line >= SECONDS_BETWEEN_LINES:
            self.last_line = now
            logger.info(
                Pair(
                    "已读取{done}个文件，共{total}个", "read {done} of {total} files", done=self.done, total=self.total
                )
            )


class BarProgress:
    """Move a bar."""

    def __init__(self, bar: Bar) -> None:
        self.bar = bar
        self.task = bar.add_task(said(Pair("正在启动", "starting")), total=None)

    def start(self, total: int) -> None:
        """Show the bar."""
        self.bar.update(self.task, description=said(Pair("正在读取", "reading")), total=total, completed=0)

    def advance(self, count: int) -> None:
        """Move the bar."""
        self.bar.advance(self.task, count)


CURRENT: ContextVar[Progress | None] = ContextVar("progress", default=None)


def current_progress() -> Progress:
    """The progress of this context; without one, log lines."""
    return CURRENT.get() or LogProgress()


@contextmanager
def report_to(progress: Progress) -> Iterator[None]:
    """Have the block report to this progress."""
    token = CURRENT.set(progress)
    try:
        yield
    finally:
        CURRENT.reset(token)


@contextmanager
def show_progress(console: Console) -> Iterator[None]:
    """Show the progress of the block on `console`: a bar where it is a terminal."""
    if not console.is_terminal:
        with report_to(LogProgress()):
            yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar, report_to(BarProgress(bar)):
        yield
