"""One run at a time for a warehouse, across processes."""

from __future__ import annotations

import json
import os
import signal
import socket
from pathlib import Path

import pytest

from flows.errors import AlreadyRunningError, RunError
from flows.state.lock import LockHolder, check_unlocked, find_holder, lock_path, warehouse_lock
from tests.flows.holding import held_elsewhere
from tests.flows.inputs import names_in


def test_the_second_run_learns_who_is_first(warehouse: Path) -> None:
    with (
        held_elsewhere(warehouse) as holder,
        pytest.raises(AlreadyRunningError, match=f"process {holder.pid} on .*, since"),
    ):
        check_unlocked(warehouse)


def test_a_lock_ends_with_its_block_and_leaves_nothing(warehouse: Path) -> None:
    with pytest.raises(ZeroDivisionError), warehouse_lock(warehouse):
        raise ZeroDivisionError
    check_unlocked(warehouse)
    assert names_in(warehouse.parent) == []


def test_a_killed_holder_locks_nobody_out(warehouse: Path) -> None:
    with held_elsewhere(warehouse) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert lock_path(warehouse).exists()
    check_unlocked(warehouse)


NO_HOLDER = [
    "",
    "rubbish",
    "[]",
    "{}",
    "[" * 100_000,
    '{"pid": Infinity, "host": "h", "since": "2024-01-31 02:00:00"}',
    '{"pid": 1, "host": "h", "since": "yesterday"}',
    '{"pid": [], "host": "h", "since": "2024-01-31 02:00:00"}',
]


@pytest.mark.parametrize("content", NO_HOLDER, ids=range(len(NO_HOLDER)))
def test_a_holder_that_left_no_name_is_another_process(warehouse: Path, content: str) -> None:
    with held_elsewhere(warehouse):
        lock_path(warehouse).write_text(content)
        assert find_holder(warehouse) == LockHolder()
        with pytest.raises(AlreadyRunningError, match="another process"):
            check_unlocked(warehouse)


@pytest.mark.parametrize(
    ("pid", "host"),
    [(2**22 + 1, None), (os.getpid(), None), (1, "another-machine"), (1, None), (-1, None), ("0", "host\n")],
    ids=["dead", "used again", "of another machine", "of another name space", "none", "strange"],
)
def test_a_lock_file_that_nobody_holds_locks_nobody_out_whoever_it_names(
    warehouse: Path, pid: object, host: str | None
) -> None:
    """The kernel knows who holds it: what the file says is for people alone."""
    holder = {"pid": pid, "host": host or socket.gethostname(), "since": "2124-01-31 02:00:00"}
    lock_path(warehouse).parent.mkdir(exist_ok=True)
    lock_path(warehouse).write_text(json.dumps(holder))
    assert find_holder(warehouse) is None
    with warehouse_lock(warehouse):
        assert json.loads(lock_path(warehouse).read_text())["pid"] == os.getpid()
    assert names_in(warehouse.parent) == []


def test_warehouses_in_one_folder_do_not_lock_each_other(warehouse: Path) -> None:
    with warehouse_lock(warehouse):
        check_unlocked(warehouse.with_name("other.duckdb"))


def test_the_folder_of_the_warehouse_is_made(tmp_path: Path) -> None:
    with warehouse_lock(tmp_path / "a" / "b" / "nianbao.duckdb"):
        assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_cannot_be_made_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot write to the warehouse folder"):
        check_unlocked(tmp_path / "file" / "nianbao.duckdb")


@pytest.mark.parametrize("kind", ["folder", "circle"])
def test_what_is_no_lock_file_is_named(tmp_path: Path, kind: str) -> None:
    path = lock_path(tmp_path / "nianbao.duckdb")
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(RunError, match="is to be the lock file and is something else") as error:
        check_unlocked(tmp_path / "nianbao.duckdb")
    assert str(path) in str(error.value)


def test_a_pipe_in_the_place_of_the_lock_file_is_named_and_nobody_waits_for_its_writer(warehouse: Path) -> None:
    os.mkfifo(lock_path(warehouse))
    assert find_holder(warehouse) is None
    with pytest.raises(RunError, match="is to be the lock file and is something else"):
        check_unlocked(warehouse)
    assert lock_path(warehouse).exists()
