"""What is tried again, and what is not."""

from __future__ import annotations

import errno
import os

import duckdb
import pytest

from flows.errors import AlreadyRunningError, PrefectServerError, RunError
from flows.schedule.transient import BACK_OFF, is_transient, try_again
from transforms.language import Pair


def raised_from(error: Exception, cause: Exception | None) -> Exception:
    error.__cause__ = cause
    return error


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    "error",
    [
        PrefectServerError(Pair("出错", "the Prefect server does not answer")),
        raised_from(RunError(Pair("出错", "cannot write")), os_error(errno.ENOSPC)),
        raised_from(RunError(Pair("出错", "cannot read")), os_error(errno.ESTALE)),
        raised_from(RunError(Pair("出错", "could not be built")), duckdb.FatalException("No space left on device")),
        raised_from(RunError(Pair("出错", "could not be built")), duckdb.IOException("No space left on device")),
        raised_from(RunError(Pair("出错", "outer")), raised_from(RunError(Pair("出错", "inner")), os_error(errno.EIO))),
    ],
)
def test_what_passes_by_itself_is_tried_again(error: Exception) -> None:
    assert is_transient(error)


@pytest.mark.parametrize(
    "error",
    [
        RunError(Pair("出错", "the raw folder does not exist or is no folder")),
        raised_from(RunError(Pair("出错", "cannot write")), os_error(errno.EACCES)),
        raised_from(RunError(Pair("出错", "cannot write")), os_error(errno.EROFS)),
        raised_from(RunError(Pair("出错", "could not be built")), duckdb.BinderException("no such column")),
        raised_from(AlreadyRunningError(Pair("出错", "another run is writing")), os_error(errno.EAGAIN)),
        ValueError("a mistake of ours"),
        FileNotFoundError(errno.ENOENT, "gone"),
    ],
)
def test_what_stays_until_somebody_acts_is_not(error: Exception) -> None:
    assert not is_transient(error)


class Tries:
    """A run that fails with each of these errors in turn, and then completes."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.count = 0

    def __call__(self) -> str:
        self.count += 1
        if self.errors:
            raise self.errors.pop(0)
        return "completed"


def test_a_run_waits_longer_from_try_to_try() -> None:
    waited: list[float] = []
    run = Tries(*(PrefectServerError(Pair("出错", "away")) for _ in BACK_OFF))
    assert try_again(run, sleep=waited.append) == "completed"
    assert waited == sorted(waited) == list(BACK_OFF)
    assert run.count == len(BACK_OFF) + 1


def test_the_last_failure_is_raised() -> None:
    run = Tries(*(PrefectServerError(Pair(str(number), str(number))) for number in range(9)))
    with pytest.raises(PrefectServerError, match="2"):
        try_again(run, (1, 2), lambda _: None)
    assert run.count == 3


def test_what_is_not_transient_is_raised_at_once_also_later() -> None:
    run = Tries(PrefectServerError(Pair("出错", "away")), RunError(Pair("出错", "the raw folder does not exist")))
    with pytest.raises(RunError, match="raw folder"):
        try_again(run, sleep=lambda _: None)
    assert run.count == 2


def fail_to_wait(seconds: float) -> None:
    pytest.fail("it waits")


def test_an_interruption_is_no_failure_to_try_again() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_again(interrupted, sleep=fail_to_wait)
