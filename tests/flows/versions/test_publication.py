"""Publication: one link that is replaced in one step, versions that never change, and nothing lost on the way."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from datetime import datetime
from itertools import count
from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from flows.state.paths import state_folder, version_path, versions_folder
from flows.versions.publication import check_replaceable, list_versions, publish, published_version, with_verdicts
from tests.flows.inputs import names_in
from tests.flows.made_versions import build_version, publish_version, published_numbers, version_id


def kept(warehouse: Path) -> list[str]:
    return [version.version_id for version in list_versions(warehouse)]


# --- what may be replaced ---


@pytest.mark.parametrize("content", [b"A letter that nobody has a copy of.", b"x", b"SQLite format 3\0" + bytes(4096)])
def test_a_file_that_was_never_a_warehouse_is_not_replaced(warehouse: Path, content: bytes) -> None:
    warehouse.write_bytes(content)
    with pytest.raises(RunError, match="exists and is no DuckDB database"):
        check_replaceable(warehouse)
    with pytest.raises(RunError, match="exists and is no DuckDB database"):
        publish_version(warehouse, 1)
    assert warehouse.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"checksumDUCK and damage"])
def test_an_empty_file_and_a_damaged_warehouse_may_be_replaced(warehouse: Path, content: bytes) -> None:
    check_replaceable(warehouse)
    warehouse.write_bytes(content)
    check_replaceable(warehouse)
    publish_version(warehouse, 1)
    assert published_numbers(warehouse) == {1}
    assert [version.bytes for version in list_versions(warehouse) if not version.is_published] == [len(content)] * bool(
        content
    )


def test_a_published_version_may_be_replaced_even_when_it_is_rubbish(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    check_replaceable(warehouse)
    version_path(warehouse, version_id(1)).chmod(0o644)
    version_path(warehouse, version_id(1)).write_bytes(b"rubbish")
    check_replaceable(warehouse)
    publish_version(warehouse, 2)
    assert published_numbers(warehouse) == {2}


def test_a_folder_is_not_replaced(warehouse: Path) -> None:
    (warehouse / "inside").mkdir(parents=True)
    with pytest.raises(RunError, match=r"the warehouse .* cannot be read: Is a directory"):
        publish_version(warehouse, 1)
    assert names_in(warehouse) == ["inside"]


# --- what is published ---


def test_what_is_published_is_a_link_to_a_version_that_nobody_may_write(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    assert warehouse.readlink() == Path(f"nianbao.duckdb.state/versions/{version_id(1)}/nianbao.duckdb")
    assert warehouse.stat().st_mode & 0o222 == 0
    [version] = list_versions(warehouse)
    assert published_version(warehouse) == version
    assert (version.version_id, version.run_id, version.is_published) == (version_id(1), version_id(1), True)
    assert version.bytes == warehouse.stat().st_size


def test_the_folder_of_the_warehouse_may_move(warehouse: Path, tmp_path: Path) -> None:
    publish_version(warehouse, 1)
    moved = warehouse.parent.rename(tmp_path / "elsewhere") / warehouse.name
    assert published_numbers(moved) == {1}
    publish_version(moved, 2)
    assert kept(moved) == [version_id(2), version_id(1)]


def test_what_lies_in_a_version_is_named_as_the_warehouse(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT number FROM nianbao.main.one").fetchall() == [(1,)]


def test_a_version_is_never_replaced(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    with pytest.raises(RunError, match=f"the version {version_id(1)} of the warehouse .* exists already"):
        publish(build_version(warehouse.with_name("b"), 2), warehouse, version_id(1))
    assert published_numbers(warehouse) == {1}


def test_files_of_others_among_the_versions_are_left_alone(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    (versions_folder(warehouse) / "notes").write_text("Mine.")
    foreign = versions_folder(warehouse) / version_id(3)
    foreign.mkdir()
    (foreign / "other.duckdb").write_text("Mine too.")
    publish_version(warehouse, 2, keep=2)
    assert names_in(versions_folder(warehouse)) == [version_id(1), version_id(2), version_id(3), "notes"]
    assert names_in(foreign) == ["other.duckdb"]


# --- earlier layout: a plain file ---


def test_a_plain_file_becomes_the_version_of_its_last_run(warehouse: Path) -> None:
    build_version(warehouse, 1)
    publish_version(warehouse, 2)
    assert kept(warehouse) == [version_id(2), version_id(1)]
    assert published_numbers(version_path(warehouse, version_id(1))) == {1}
    assert published_numbers(warehouse) == {2}


def test_a_plain_file_that_names_no_run_is_as_old_as_it_is(warehouse: Path) -> None:
    warehouse.write_bytes(bytes(8) + b"DUCK" + bytes(4096))
    os.utime(warehouse, (0, 1_700_000_000))  # 2023-11-14 22:13:20 UTC
    publish_version(warehouse, 2)
    [_, plain] = list_versions(warehouse)
    assert plain.version_id.startswith("20231114T221320Z-")


def test_a_plain_file_is_copied_where_it_cannot_be_linked(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    build_version(warehouse, 1)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    publish_version(warehouse, 2)
    assert published_numbers(version_path(warehouse, version_id(1))) == {1}
    assert names_in(versions_folder(warehouse) / version_id(1)) == [warehouse.name]


def test_a_plain_file_of_the_same_run_as_a_version_is_kept_beside_it(warehouse: Path) -> None:
    publish_version(warehouse, 1)
    copy = warehouse.with_name("copy")
    shutil.copyfile(warehouse, copy)
    copy.replace(warehouse)
    publish_version(warehouse, 2)
    assert len(kept(warehouse)) == 3


LEAVE_LOG = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("SET checkpoint_threshold = '1TB'")
connection.execute("CREATE TABLE scratch AS SELECT 1 AS x")
os._exit(0)
"""


def test_a_write_ahead_log_beside_a_plain_file_does_not_break_the_new_one(warehouse: Path) -> None:
    build_version(warehouse, 1)
    subprocess.run([sys.executable, "-c", LEAVE_LOG, str(warehouse)], check=True)
    assert warehouse.with_name("nianbao.duckdb.wal").exists()
    publish_version(warehouse, 2)
    assert published_numbers(warehouse) == {2}
    assert not warehouse.with_name("nianbao.duckdb.wal").exists()


# --- which versions are kept ---


def test_the_newest_versions_are_kept(warehouse: Path) -> None:
    for number in range(1, 6):
        publish_version(warehouse, number, keep=3)
    assert kept(warehouse) == [version_id(5), version_id(4), version_id(3)]


def test_the_version_that_readers_may_just_open_is_kept_besides(warehouse: Path) -> None:
    for number in (1, 2):
        publish_version(warehouse, number, keep=1)
    assert kept(warehouse) == [version_id(2), version_id(1)]


def test_the_published_version_is_kept_among_newer_ones(warehouse: Path) -> None:
    for number in (7, 8, 9, 3, 2):
        publish_version(warehouse, number, keep=2)
    assert kept(warehouse) == [version_id(9), version_id(3), version_id(2)]
    assert published_numbers(warehouse) == {2}


def test_verdicts_make_no_version_of_another_run_go(warehouse: Path) -> None:
    for number in (1, 2):
        publish_version(warehouse, number, keep=2)
    ids = [with_verdicts(version_id(2), datetime(2024, 1, 2, 2, minute)) for minute in range(3)]
    for minute, with_them in enumerate(ids):
        publish(build_version(warehouse.with_name(f"b{minute}"), 2), warehouse, with_them, keep=2)
    assert kept(warehouse) == [ids[2], ids[1], version_id(1)]


# --- what fails or is killed ---


def fail_with(number: int) -> object:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("method", "number", "message"),
    [
        ("symlink_to", errno.EPERM, "has no symbolic links, by which a warehouse is published"),
        ("symlink_to", errno.EACCES, "cannot publish the warehouse .*: Permission denied"),
        ("mkdir", errno.EROFS, "cannot publish the warehouse .*: Read-only file system"),
        ("rename", errno.ENOSPC, "cannot publish the warehouse .*: No space left on device"),
        ("replace", errno.EIO, "cannot publish the warehouse .*: Input/output error"),
    ],
)
def test_what_hinders_a_publication_is_said_and_nothing_is_left(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int, message: str
) -> None:
    publish_version(warehouse, 1)
    built = build_version(warehouse.with_name("built"), 2)
    with monkeypatch.context() as patch:
        patch.setattr(Path, method, fail_with(number))
        with pytest.raises(RunError, match=message):
            publish(built, warehouse, version_id(2))
    built.unlink(missing_ok=True)
    assert published_numbers(warehouse) == {1}
    assert kept(warehouse) == [version_id(1)]
    assert names_in(warehouse.parent) == [warehouse.name, state_folder(warehouse).name]


def test_an_old_version_that_cannot_be_removed_costs_a_warning(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (1, 2):
        publish_version(warehouse, number)
    monkeypatch.setattr(shutil, "rmtree", fail_with(errno.EACCES))
    publish_version(warehouse, 3, keep=1)
    assert published_numbers(warehouse) == {3}
    assert f"the old version {version_id(1)} cannot be removed: Permission denied" in caplog.text


# Ends before the n-th step that changes something on the disk, as a kill does: without any clean-up.
KILLED = """
import os, sys
from pathlib import Path
warehouse, built, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
from flows.versions.publication import list_versions, publish, publish_again
CHANGES = {"os.rename", "os.symlink", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}
def count(event, arguments):
    global step
    if event in CHANGES:
        step -= 1
        if step == 0:
            os._exit(9)
sys.addaudithook(count)
if built.exists():
    publish(built, warehouse, sys.argv[4], keep=2)
else:
    publish_again(list_versions(warehouse)[-1], warehouse)
"""


def run_until(step: int, warehouse: Path, built: Path) -> bool:
    """Publish the built version 3, or the oldest one again, up to that step; False where there are fewer steps."""
    command = [sys.executable, "-c", KILLED, str(warehouse), str(built), str(step), version_id(3)]
    return subprocess.run(command, check=False).returncode == 9


@pytest.mark.parametrize(
    ("layout", "published"),
    [("nothing", set()), ("plain file", {1}), ("versions", {2}), ("versions, the oldest again", {2})],
)
def test_a_kill_between_any_two_steps_leaves_a_whole_version(tmp_path: Path, layout: str, published: set[int]) -> None:
    for step in count(1):
        folder = tmp_path / str(step)
        folder.mkdir()
        warehouse, built = folder / "nianbao.duckdb", folder / "built"
        if layout == "plain file":
            build_version(warehouse, 1)
        elif layout != "nothing":
            for number in (1, 2):
                publish_version(warehouse, number)
        new = 1 if "again" in layout else 3
        if new == 3:
            build_version(built, 3)
        was_killed = run_until(step, warehouse, built)
        if was_killed and layout == "nothing" and not warehouse.exists():
            assert not warehouse.is_symlink()
        else:
            assert published_numbers(warehouse) in ([published, {new}] if was_killed else [{new}])
        publish_version(warehouse, 4)
        assert published_numbers(warehouse) == {4}
        built.unlink(missing_ok=True)
        assert names_in(folder) == ["nianbao.duckdb", "nianbao.duckdb.state"]
        assert set(names_in(versions_folder(warehouse))) == set(kept(warehouse))
        if not was_killed:
            break
    assert step >= 3
