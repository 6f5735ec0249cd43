"""What is said of a full disk; that the room which is asked for suffices, `test_crash_safety` shows."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from flows.runs.full_disk import LEAST_BYTES, describe_room, needed_bytes
from flows.versions.publication import publish

Usage = namedtuple("Usage", "total used free")


def published(warehouse: Path, size: int) -> Path:
    """A warehouse of which a version of so many bytes is published."""
    built = warehouse.with_name("built")
    with built.open("wb") as stream:
        stream.write(bytes(8) + b"DUCK")
        stream.truncate(size)
    publish(built, warehouse, "20240131T020000Z-0123456789ab")
    return warehouse


def test_a_run_needs_two_versions_and_never_less_than_the_divisions_take(warehouse: Path) -> None:
    assert needed_bytes(warehouse) == LEAST_BYTES
    assert needed_bytes(published(warehouse, 5_000)) == LEAST_BYTES


def test_a_large_warehouse_needs_twice_its_bytes(warehouse: Path) -> None:
    assert needed_bytes(published(warehouse, 3 * LEAST_BYTES)) == 6 * LEAST_BYTES


def test_what_is_free_is_told_beside_what_is_needed(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 50, 3 * 1024**2))
    assert describe_room(warehouse) == (
        "3.0 MiB are free beside the warehouse, and a run needs about 40.0 MiB there; the published warehouse is as it "
        "was, and the next run goes on with what was read"
    )


def test_where_nobody_knows_what_is_free_the_rest_is_told(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> Usage:
        raise PermissionError

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    assert describe_room(warehouse).startswith("a run needs about 40.0 MiB there; ")
