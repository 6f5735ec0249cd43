"""Log lines of a run: plain for people, or one JSON object a line for programs, both on standard error.

All modules log to the standard library's logger `nianbao`, in both languages: a message is a `Pair` that has its values
already. What concerns one file goes to `nianbao.files`, with the
fields `source_path` and `source_sha256`: the JSON log has it, the console only how many there were. The fields that
`log_context` binds, such as the run, are in every JSON line. Numbers and addresses of persons are masked in both.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, TextIO

from rich.console import Console

from flows.language import said
from transforms.language import Pair
from transforms.text import mask_personal_data, without_commands

if TYPE_CHECKING:
    from flows.versions import QuarantinedFile

FILE_FIELDS = ("run_id", "source_path", "source_sha256", "reason", "batch")
_FORMATTER = logging.Formatter()
_TEXTS = frozenset(["event", "source_path", "exception"])

logger = logging.getLogger("nianbao")
file_logger = logging.getLogger("nianbao.files")

# The values are replaced, never changed: threads that were started with a context share it.
_CONTEXT: ContextVar[dict[str, str] | None] = ContextVar("log_context", default=None)


class ConsoleHandler(logging.Handler):
    """Writes log lines above a progress bar rather than into it; passes over those of single files."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.console = console
        self.addFilter(lambda record: record.name != file_logger.name)

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line, as it is."""
        line = mask_personal_data(without_commands(self.format(record)))
        self.console.print(line, markup=False, highlight=False, soft_wrap=True)


class JsonFormatter(logging.Formatter):
    """Gives one JSON object a record, in ASCII, which any terminal and collector can take.

    Text of a file and its path are masked. The hash is no text, and may have the digits of a telephone.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as `event`, `time` in UTC, `level`, its own fields, those of the context, and `exception`."""
        given = {name: record.__dict__[name] for name in FILE_FIELDS if name in record.__dict__}
        fields = {
            "event": record.getMessage(),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            **given,
            **{name: value for name, value in (_CONTEXT.get() or {}).items() if name not in given},
        }
        if record.exc_info and record.exc_info[0]:
            fields["exception"] = self.formatException(record.exc_info)
        for name in _TEXTS & fields.keys():
            if isinstance(fields[name], str):
                fields[name] = mask_personal_data(fields[name])
        return json.dumps(fields, default=repr)


@contextmanager
def log_context(**fields: str) -> Iterator[None]:
    """Add fields to every JSON line of the block, such as `run_id` or `batch`."""
    token = _CONTEXT.set({**(_CONTEXT.get() or {}), **fields})
    try:
        yield
    finally:
        _CONTEXT.reset(token)


def spoken(record: logging.LogRecord) -> logging.LogRecord:
    """A log line in the operator's language, without what commands a terminal or ends the line.

    JSON has it in English, by which programs find it, and in ASCII.
    """
    told = copy(record)
    words = record.msg if isinstance(record.msg, Pair) and not record.args else record.getMessage()
    told.msg, told.args = without_commands(said(words)).replace("\n", "·"), ()
    if told.exc_info:
        told.exc_text, told.exc_info = without_commands(_FORMATTER.formatException(told.exc_info)), None
    return told


class SpokenHandler(logging.Handler):
    """Hands log lines to another handler in the operator's language."""

    def __init__(self, inner: logging.Handler) -> None:
        super().__init__(inner.level)
        self.inner = inner

    def emit(self, record: logging.LogRecord) -> None:
        """Hand on one line."""
        self.inner.handle(spoken(record))


class PlainFormatter(logging.Formatter):
    """Gives the time of day in a zone, and the message in the operator's language."""

    def __init__(self, zone: tzinfo) -> None:
        super().__init__("%(asctime)s %(message)s")
        self.zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return super().format(spoken(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Hour, minute and second."""
        return f"{datetime.fromtimestamp(record.created, self.zone):%H:%M:%S}"


def log_plainly(console: Console, zone: tzinfo = UTC) -> None:
    """Send our log lines to the console: with the time of a zone, one a line."""
    handler = ConsoleHandler(console)
    handler.setFormatter(PlainFormatter(zone))
    _send_to(handler)


def log_as_json(stream: TextIO | None = None) -> None:
    """Send our log lines as JSON to a stream, standard error if none is given."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter())
    _send_to(handler)


def is_json() -> bool:
    """Whether log lines are JSON, so that whoever reads standard error expects nothing else there."""
    return any(type(handler) is logging.StreamHandler for handler in logger.handlers)


def _send_to(handler: logging.Handler) -> None:
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)


def log_quarantine(files: Iterable[QuarantinedFile]) -> None:
    """Log the files that a run newly put into quarantine: each in the JSON log, on the console their number.

    What the detail of the reason says may be text of the file, and stays in the warehouse.
    """
    count = 0
    for count, file in enumerate(files, start=1):  # noqa: B007
        fields = {"reason": file.reason, "source_path": file.source_path, "source_sha256": file.source_sha256}
        file_logger.info(Pair("文件已隔离", "file quarantined"), extra=fields)
    if count:
        logger.info(
            Pair(
                "{count}个文件或成员新进入隔离区；nianbao quarantine list 列出其名称",
                "{count} files or members are newly in quarantine; nianbao quarantine list names them",
                count=count,
            )
        )
