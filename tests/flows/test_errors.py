"""The errors that stop a run are of one family, and say one plain sentence."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from flows.errors import (
    AlreadyRunningError,
    GuardError,
    PrefectServerError,
    RunError,
    no_raw_folder,
    system_words,
    unexpected_words,
    unwritable,
    words_of,
)
from tests.flows.saying import in_both
from transforms.language import Language, Pair, in_language


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


def test_an_error_says_both_languages() -> None:
    assert in_both(unwritable(Path("data/warehouse"), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))) == (
        "无法写入仓库所在文件夹data/warehouse：磁盘空间已满",
        "cannot write to the warehouse folder data/warehouse: No space left on device",
    )


@pytest.mark.parametrize(
    ("error", "words", "chinese"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "the system says No space left on device", "磁盘空间已满"),
        (
            OSError(errno.EMFILE, os.strerror(errno.EMFILE), "a.txt"),
            "the system says a.txt: Too many open files",
            "a.txt",
        ),
        (MemoryError(), "there is not enough memory", "内存不足"),
        (KeyError("a"), "unexpected error, KeyError: 'a'", "意外错误"),
    ],
)
def test_what_nobody_expected_is_said_in_both(error: Exception, words: str, chinese: str) -> None:
    said = unexpected_words(error)
    assert said is not None
    assert (str(said), chinese in said.zh) == (words, True)


def test_what_only_ends_the_program_says_nothing() -> None:
    assert unexpected_words(SystemExit(1)) is None


def test_what_another_program_says_stays_as_it_is() -> None:
    bucket = OSError(errno.EIO, "The bucket is gone")
    assert in_language(system_words(bucket), Language.ZH) == "The bucket is gone"
    assert in_language(system_words(OSError(errno.ENOTTY, os.strerror(errno.ENOTTY))), Language.ZH) == os.strerror(
        errno.ENOTTY
    )
    assert (system_words(OSError("no number")), system_words(OSError())) == ("no number", "OSError")
    assert (words_of(ValueError(3)), words_of(ValueError())) == ("3", "")


def test_an_error_comes_out_of_another_process_with_both() -> None:
    again = pickle.loads(pickle.dumps(RunError(Pair("磁盘已满", "the disk is full"))))
    assert (again.words.zh, again.words.en) == ("磁盘已满", "the disk is full")
    assert str(again) == "the disk is full"
