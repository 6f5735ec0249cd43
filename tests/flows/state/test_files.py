"""Files that are whole or not there, and locks that go with their process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from flows.state.files import (
    clone_file,
    discard_file,
    exchange,
    hash_file,
    locked_folder,
    parse_json,
    read_json,
    remove_temporaries,
    replace_file,
    sync_all,
    try_lock,
)
from tests.flows.inputs import names_in

LOCK = """
import os, sys
from flows.state.files import try_lock
print(try_lock(os.open(sys.argv[1], os.O_RDONLY), is_shared=sys.argv[2] == "shared"), flush=True)
sys.stdin.read()
"""


@contextmanager
def locking(path: Path, kind: str) -> Iterator[subprocess.Popen[str]]:
    """Have another process try to lock a file, and hold it during the block."""
    command = [sys.executable, "-c", LOCK, str(path), kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


@contextmanager
def opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def says(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize(
    ("theirs", "ours", "is_free"), [("shared", True, True), ("shared", False, False), ("alone", True, False)]
)
def test_a_lock_is_held_by_one_or_shared(tmp_path: Path, theirs: str, ours: bool, is_free: bool) -> None:
    path = tmp_path / "lock"
    path.touch()
    with locking(path, theirs) as process, opened(path) as handle:
        assert says(process) == "True"
        assert try_lock(handle, is_shared=ours) is is_free


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    with locking(path, "alone") as process, opened(path) as handle:
        assert says(process) == "True"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert try_lock(handle)


def test_other_writers_of_a_folder_find_it_locked_until_the_block_ends(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "state"
    with locked_folder(folder), locking(folder, "alone") as process:
        assert says(process) == "False"
    with locking(folder, "alone") as process:
        assert says(process) == "True"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "retry.json"
    for content in (b"first", b"second, and longer", b""):
        replace_file(path, content)
        assert path.read_bytes() == content
    assert names_in(tmp_path) == ["retry.json"]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "retry.json"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(path, b"after")
    assert path.read_bytes() == b"before"
    assert names_in(tmp_path) == ["retry.json"]


def test_folders_and_files_can_be_had_on_the_disk_and_what_is_not_there_cannot(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    sync_all(tmp_path / "file", tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_all(tmp_path, tmp_path / "gone")


def test_a_hash_is_that_of_the_standard(tmp_path: Path) -> None:
    # The example "abc" of FIPS 180-4.
    (tmp_path / "abc").write_bytes(b"abc")
    assert hash_file(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def refuse_to_clone(*_: object) -> int:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def test_a_file_is_copied_where_its_blocks_cannot_be_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.ioctl", refuse_to_clone)
    (tmp_path / "old").write_bytes(b"of yesterday")
    (tmp_path / "new").write_bytes(b"of the night before, which was longer")
    (tmp_path / "old").chmod(0o444)
    clone_file(tmp_path / "old", tmp_path / "new")
    assert (tmp_path / "new").read_bytes() == b"of yesterday"
    assert os.access(tmp_path / "new", os.W_OK)


def test_blocks_are_shared_where_the_file_system_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("fcntl.ioctl", lambda _target, request, _source: asked.append(request))
    (tmp_path / "old").write_bytes(b"of yesterday")
    clone_file(tmp_path / "old", tmp_path / "new")
    assert asked == [0x40049409]
    assert (tmp_path / "new").read_bytes() == b""


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 100_000, b"1" * 10_000])
def test_what_is_no_json_is_a_value_error_however_deep_it_goes(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(content)


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    """A pipe would never come to its end."""
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", ".", "nowhere"):
        with pytest.raises(OSError, match=r"."):
            read_json(tmp_path / name)


@pytest.mark.parametrize("finish", [partial(replace_file, content=b"{}"), discard_file])
def test_a_folder_in_the_place_of_a_file_is_set_aside_whole(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, finish: Callable[[Path], None]
) -> None:
    path = tmp_path / "note.json"
    path.mkdir()
    (path / "mine").write_text("mine", "utf-8")
    finish(path)
    assert not path.is_dir()
    [aside] = tmp_path.glob("*.damaged")
    assert (aside / "mine").read_text("utf-8") == "mine"
    [message] = caplog.messages
    assert str(path) in message


def test_a_link_is_removed_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    discard_file(tmp_path / "link")
    discard_file(tmp_path / "link")
    assert names_in(tmp_path) == ["folder"]


def test_what_a_killed_writer_left_goes_with_the_next_one_and_nothing_else(tmp_path: Path) -> None:
    others = [".retry.json.mine", ".retry.json.0123abcde", "retry.json.0123abcd", ".other.json.0123abcd"]
    for name in (".retry.json.0123abcd", *others):
        (tmp_path / name).write_bytes(b"half")
    replace_file(tmp_path / "retry.json", b"whole")
    assert names_in(tmp_path) == sorted([*others, "retry.json"])
    remove_temporaries(tmp_path)
    assert names_in(tmp_path) == sorted({*others, "retry.json"} - {".other.json.0123abcd"})


def test_what_a_writer_that_lives_has_written_stays(tmp_path: Path) -> None:
    path = tmp_path / ".retry.json.0123abcd"
    path.write_bytes(b"half")
    with locking(path, "alone") as process:
        assert says(process) == "True"
        replace_file(tmp_path / "retry.json", b"whole")
        assert path.exists()
    remove_temporaries(tmp_path)
    assert not path.exists()


def test_two_folders_take_each_others_places(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    exchange(tmp_path / "one", tmp_path / "two")
    assert (names_in(tmp_path / "one"), names_in(tmp_path / "two")) == (["two"], ["one"])
    with pytest.raises(FileNotFoundError, match="gone"):
        exchange(tmp_path / "one", tmp_path / "gone")
    assert names_in(tmp_path) == ["one", "two"]
