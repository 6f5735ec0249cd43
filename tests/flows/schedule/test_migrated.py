"""The database that is kept for the next temporary server: what is in it, and what is wrong with it."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from flows.schedule.migrated import DATABASE, keep_migrated, migrated_path, take_migrated
from tests.flows.inputs import names_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def kept(warehouse: Path) -> Path:
    path = migrated_path(warehouse)
    path.parent.mkdir(parents=True)
    return path


def tables(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()]


def test_what_one_server_made_the_next_begins_with(home: Path, kept: Path, tmp_path: Path) -> None:
    """Also while that server has its database open, with rows that are not in the main file yet."""
    with closing(sqlite3.connect(home / DATABASE)) as server:
        server.execute("PRAGMA journal_mode = WAL")
        server.execute("CREATE TABLE flow_run (id)")
        keep_migrated(home, kept)
    assert tables(kept) == ["flow_run"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    following = tmp_path / "next"
    following.mkdir()
    assert take_migrated(kept, following)
    assert tables(following / DATABASE) == ["flow_run"]
    assert names_in(kept.parent) == [kept.name]


def test_there_is_one_for_one_version_of_prefect(home: Path, kept: Path) -> None:
    kept.with_name("prefect-1.0.db").touch()
    with closing(sqlite3.connect(home / DATABASE)) as server:
        server.execute("CREATE TABLE flow_run (id)")
    keep_migrated(home, kept)
    assert names_in(kept.parent) == [kept.name]


@pytest.mark.parametrize("content", [None, b"", b"SQLite format 3 and damage"])
def test_what_is_not_there_or_damaged_leaves_the_home_as_it_was(home: Path, kept: Path, content: bytes | None) -> None:
    if content is not None:
        kept.write_bytes(content)
    assert not take_migrated(kept, home)
    assert names_in(home) == names_in(kept.parent) == []


def test_a_copy_that_cannot_be_taken_harms_nothing(home: Path, kept: Path) -> None:
    keep_migrated(home, kept)
    keep_migrated(home, kept.parent / "nowhere" / kept.name)
    assert names_in(kept.parent) == []
