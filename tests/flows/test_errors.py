"""The errors that stop a run are of one family, and say one plain sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from flows.errors import AlreadyRunningError, GuardError, PrefectServerError, RunError, no_raw_folder, unwritable


@pytest.mark.parametrize("error", [AlreadyRunningError, PrefectServerError, GuardError])
def test_who_catches_what_stops_a_run_catches_all(error: type[Exception]) -> None:
    assert issubclass(error, RunError)


def test_who_has_no_raw_folder_learns_how_to_name_one() -> None:
    assert str(no_raw_folder(Path("data/raw"))) == (
        "the raw folder data/raw does not exist or is no folder; name the folder with the report files: "
        "--raw FOLDER, or NIANBAO_RAW"
    )


def test_a_folder_that_cannot_be_written_is_named_with_the_reason() -> None:
    error = unwritable(Path("data/warehouse"), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert str(error) == "cannot write to the warehouse folder data/warehouse: No space left on device"
