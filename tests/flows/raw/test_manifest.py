"""How the files of the raw folder compare with those that the last run saw."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import polars as pl
import pytest

from flows.raw.files import Refusal, SourceFile, Stamp
from flows.raw.manifest import (
    MANIFEST_COLUMNS,
    Changes,
    KnownFile,
    changes_by_kind,
    count_changes,
    known_hashes,
    read_manifest,
)
from transforms.language import Pair

STAMP = Stamp(byte_size=3, modified_ns=1, changed_ns=2, inode=4, hashed_ns=5)


def known(path: str, sha256: str | None = "aa", missing_since: datetime | None = None) -> KnownFile:
    """A report as the last run saw it."""
    return KnownFile(path, 3, sha256, 1, 2, 4, 5, "reading", "report", None, missing_since)


def found(path: str, sha256: str | None = "aa") -> SourceFile:
    return SourceFile(path, path, 3, sha256)


@pytest.mark.parametrize(
    ("files", "changes"),
    [
        ([found("a.txt")], Changes(files_seen=1, files_unchanged=1)),
        ([found("a.txt", "bb")], Changes(files_seen=1, files_changed=1)),
        ([found("b.txt")], Changes(files_seen=1, files_moved=1)),
        ([found("b.txt", "bb")], Changes(files_seen=1, files_new=1, files_missing=1)),
        ([found("a.txt"), found("b.txt")], Changes(files_seen=2, files_new=1, files_unchanged=1)),
        ([found("b.txt"), found("c.txt")], Changes(files_seen=2, files_moved=2)),
        ([], Changes(files_missing=1)),
    ],
)
def test_a_file_is_unchanged_changed_moved_new_or_missing(files: list[SourceFile], changes: Changes) -> None:
    assert count_changes(files, {"a.txt": known("a.txt")}) == changes
    assert changes.is_none is (changes_by_kind(changes) == {"unchanged": 1})


def test_a_file_that_was_gone_before_is_new_where_it_comes_back() -> None:
    gone = {"a.txt": known("a.txt", missing_since=datetime(2024, 1, 1))}
    assert count_changes([found("a.txt")], gone) == Changes(files_seen=1, files_new=1)
    assert count_changes([], gone) == Changes()


def test_files_without_a_hash_are_not_taken_for_each_other() -> None:
    refused = replace(found("b.txt", None), refusal=Refusal("unreadable_file", Pair("读不出。", "It cannot be read.")))
    assert count_changes([refused], {"a.txt": known("a.txt", None)}).files_moved == 0


def test_a_hash_is_spared_only_with_a_whole_stamp_and_where_the_file_was_there() -> None:
    manifest = {
        "whole": known("whole"),
        "gone": known("gone", missing_since=datetime(2024, 1, 1)),
        "unread": known("unread", None),
        "torn": replace(known("torn"), inode=None),
    }
    assert known_hashes(manifest) == {"whole": ("aa", STAMP)}


def test_the_manifest_is_read_by_the_names_of_its_columns() -> None:
    row = {name: getattr(known("a.txt"), name) for name in reversed(KnownFile.__dataclass_fields__)}
    frame = pl.DataFrame([{**row, "first_seen_at": datetime(2024, 1, 1)}])
    assert read_manifest(frame.select(MANIFEST_COLUMNS).iter_rows()) == {"a.txt": known("a.txt")}
