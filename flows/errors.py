"""The errors that stop a run. A broken document never does: it is quarantined with its reason."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

# A disk that is full, or that part of it which this user may fill.
_FULL = (errno.ENOSPC, errno.EDQUOT)


class RunError(Exception):
    """A run could not be completed; its words are one plain sentence for the person who started it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class AlreadyRunningError(RunError):
    """Another run holds the warehouse."""


class PrefectServerError(RunError):
    """The temporary Prefect server did not start or died."""


class GuardError(RunError):
    """A run was not published: compared with the published version, what it built has lost too much."""


def no_raw_folder(raw: Path) -> RunError:
    """The error of a run that has no folder to read."""
    return RunError(
        f"the raw folder {raw} does not exist or is no folder; name the folder with the report files: --raw FOLDER, or "
        "NIANBAO_RAW"
    )


def unwritable(folder: Path, error: OSError) -> RunError:
    """The error of a run that cannot write to the folder of its warehouse."""
    return RunError(f"cannot write to the warehouse folder {folder}: {error.strerror}")


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was raised from, outermost first."""
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__


def is_full_disk(error: BaseException) -> bool:
    """Whether a disk was full: by the number of the error, or, of libraries that keep none, by its words.

    >>> is_full_disk(OSError(errno.ENOSPC, "full")), is_full_disk(RunError("cannot write: No space left on device"))
    (True, True)
    >>> is_full_disk(OSError(errno.EACCES, "denied"))
    False
    """
    words = [os.strerror(number) for number in _FULL]
    return any(
        (isinstance(cause, OSError) and cause.errno in _FULL) or any(word in str(cause) for word in words)
        for cause in causes_of(error)
    )


def is_interruption(error: BaseException) -> bool:
    """Whether an error is what DuckDB makes of Ctrl-C."""
    return isinstance(error, RuntimeError) and str(error) == "Query interrupted"
