"""When the files are as they were: the same ones there with the same content, and the same ones gone."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import flows
from flows.raw.files import Refusal, SourceFile
from flows.raw.manifest import KnownFile, Manifest
from flows.runs.compare import are_files_as_before, drop_out_of_reach, find_gone, may_be_pruned
from transforms.doubts import Reason
from transforms.language import Pair

NOW = datetime(2024, 1, 1)


def known(path: str, sha256: str | None, outcome: str = "report", **given: object) -> KnownFile:
    values = {"reason": None, "missing_since": None, **given}
    return KnownFile(path, 3, sha256, 1, 2, 4, 5, "reading", outcome, **values)  # type: ignore[arg-type]


def there(path: str, sha256: str | None) -> SourceFile:
    return SourceFile(path, path, 3, sha256)


def refused(path: str, reason: str) -> SourceFile:
    return SourceFile(path, path, refusal=Refusal(reason, Pair("如此", "so")))


A, B = known("a", "1"), known("b", "2")
GONE = known("g", "9", missing_since=NOW)
LARGE = known("l", None, "quarantined", reason="file_too_large")
MANIFEST: Manifest = {file.source_path: file for file in (A, B, GONE, LARGE)}
FOUND = [there("a", "1"), there("b", "2"), refused("l", "file_too_large")]


def test_the_same_files_are_as_before() -> None:
    assert are_files_as_before(FOUND, MANIFEST)
    assert are_files_as_before([], {})


@pytest.mark.parametrize(
    "found",
    [
        [*FOUND, there("c", "3")],
        [*FOUND, there("c", "1")],
        FOUND[1:],
        [there("a", "7"), *FOUND[1:]],
        [there("c", "1"), *FOUND[1:]],
        [there("a", "2"), there("b", "1"), FOUND[2]],
        [*FOUND[:2], refused("l", "not_a_file")],
        [*FOUND[:2], there("l", "4")],
        [*FOUND, there("g", "9")],
        [*FOUND, there("h", "9")],
        [refused("a", Reason.UNREADABLE_FILE), *FOUND[1:]],
        [],
    ],
)
def test_another_path_content_or_refusal_is_not(found: list[SourceFile]) -> None:
    assert not are_files_as_before(found, MANIFEST)


def test_a_file_that_was_gone_and_is_out_of_reach_now_is_still_gone() -> None:
    found = [*FOUND, refused("g", Reason.UNREADABLE_FILE)]
    assert are_files_as_before(found, MANIFEST)
    assert are_files_as_before(found, MANIFEST, prune=True)
    assert drop_out_of_reach(found, MANIFEST) == FOUND


def test_one_that_may_be_forgotten_is_something_to_do() -> None:
    assert not are_files_as_before(FOUND, MANIFEST, prune=True)
    assert are_files_as_before(FOUND, {name: file for name, file in MANIFEST.items() if name != "g"}, prune=True)


def test_what_was_missed_first_is_remembered() -> None:
    later = datetime(2024, 2, 1)
    assert [(one.file, one.missing_since) for one in find_gone(MANIFEST, FOUND[1:], later)] == [(A, later), (GONE, NOW)]


@pytest.mark.parametrize(("path", "prunable"), [("share/g", False), ("sharer/g", True), ("share", False)])
def test_what_lies_below_a_folder_out_of_reach_is_not_known_to_be_gone(path: str, prunable: bool) -> None:
    [gone] = find_gone({path: known(path, "9")}, [], NOW)
    assert may_be_pruned(gone, [refused("share", Reason.UNREADABLE_FOLDER)]) == prunable


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("flows.schedule.launch", {"polars", "dataframely", "prefect", "transforms.report", "transforms.schemas"}),
        ("flows.runs.run, flows.reading.pool", {"prefect", "transforms.report"}),
    ],
)
def test_what_takes_long_to_load_is_loaded_where_it_is_needed(module: str, unwanted: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    root = Path(flows.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert unwanted.isdisjoint(done.stdout.split())
