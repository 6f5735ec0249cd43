"""What never ends, waits for ever, grows or is enormous is read up to a bound, and no further."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from flows.bounded import open_plain, read_bounded, read_end, read_plain

MEBIBYTE = 1024 * 1024
Reader = Callable[[Path, int], bytes]


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.fixture(params=[read_bounded, read_plain])
def read(request: pytest.FixtureRequest) -> Reader:
    reader: Reader = request.param
    return reader


def write_sparse(path: Path, size: int) -> Path:
    """A file of that many bytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def write_in_thread(pipe: Path, pieces: Iterator[bytes]) -> threading.Thread:
    """Write into a pipe, until it is read no more."""

    def write() -> None:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as stream:
            for piece in pieces:
                stream.write(piece)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    return thread


def test_a_file_is_read_as_a_whole_up_to_its_bound(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "a").write_bytes(b"content")
    assert read(tmp_path / "a", 7) == b"content"
    with pytest.raises(OSError, match="it has more than 6 bytes"):
        read(tmp_path / "a", 6)


def test_an_enormous_file_is_refused_before_it_is_read(tmp_path: Path, read: Reader) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(OSError, match="it has more than 1,048,576 bytes"):
        read(write_sparse(tmp_path / "a", 20 * 1024**3), MEBIBYTE)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_a_file_that_has_more_than_the_system_says_is_refused(tmp_path: Path, read: Reader) -> None:
    """As one that grows while it is read; of one of /proc no size is told."""
    path = Path("/proc/self/smaps")
    if not path.exists():
        pytest.skip("this system has no /proc")
    assert not path.stat().st_size
    assert len(read(path, MEBIBYTE * 16)) > 1000
    with pytest.raises(OSError, match="it has more than 100 bytes"):
        read(path, 100)


def test_a_folder_and_what_is_not_there_say_what_the_system_says(tmp_path: Path, read: Reader) -> None:
    with pytest.raises(IsADirectoryError):
        read(tmp_path, 100)
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "gone", 100)


def test_a_device_without_an_end_has_one() -> None:
    with pytest.raises(OSError, match="it has more than 3,000,000 bytes"):
        read_bounded(Path("/dev/zero"), 3_000_000)
    assert read_bounded(Path("/dev/null"), 10) == b""


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_plain_file(path: str) -> None:
    with pytest.raises(OSError, match="it is a pipe or a device, and no file"):
        open_plain(Path(path))


def test_a_pipe_is_no_plain_file_and_nobody_waits_for_its_writer(pipe: Path) -> None:
    with pytest.raises(OSError, match="it is a pipe or a device, and no file"):
        open_plain(pipe)


def test_a_pipe_that_ends_is_read_as_a_whole(pipe: Path) -> None:
    written = write_in_thread(pipe, iter([b"a" * 100_000, b"b" * 100_000]))
    assert read_bounded(pipe, MEBIBYTE) == b"a" * 100_000 + b"b" * 100_000
    written.join()


def test_a_pipe_without_an_end_has_one(pipe: Path) -> None:
    written = write_in_thread(pipe, iter(lambda: b"y\n" * 1000, b""))
    with pytest.raises(OSError, match="it has more than 1,048,576 bytes"):
        read_bounded(pipe, MEBIBYTE)
    written.join()


@pytest.mark.parametrize("writes", [False, True])
def test_a_pipe_in_which_nothing_comes_is_given_up(pipe: Path, monkeypatch: pytest.MonkeyPatch, writes: bool) -> None:
    monkeypatch.setattr("flows.bounded._PATIENCE", 0.05)
    handle = os.open(pipe, os.O_RDWR) if writes else None
    with pytest.raises(OSError, match=r"nothing came for 0\.05 seconds"):
        read_bounded(pipe, 100)
    if handle is not None:
        os.close(handle)


PIPED = """
from pathlib import Path
from flows.bounded import read_bounded
print(len(read_bounded(Path("/dev/stdin"), 100_000_000)))
"""


def test_what_is_piped_into_a_process_is_read_as_a_whole() -> None:
    content = bytes(3 * MEBIBYTE)
    done = subprocess.run([sys.executable, "-c", PIPED], input=content, capture_output=True, check=True)
    assert int(done.stdout) == len(content)
    empty = subprocess.run([sys.executable, "-c", PIPED], stdin=subprocess.DEVNULL, capture_output=True, check=True)
    assert int(empty.stdout) == 0


def test_a_terminal_may_be_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.bounded._PATIENCE", 0)
    keyboard, terminal = os.openpty()
    timer = threading.Timer(0.2, lambda: os.write(keyboard, b"typed\n\x04"))
    timer.start()
    assert read_bounded(Path(os.ttyname(terminal)), 100) == b"typed\n"
    os.close(keyboard)
    os.close(terminal)


def test_the_end_of_a_file_is_read_without_what_stands_before(tmp_path: Path) -> None:
    path = write_sparse(tmp_path / "a", 20 * 1024**3)
    with path.open("ab") as file:
        file.write(b"end")
    assert read_end(path, 5) == (b"\0\0end", True)
    (tmp_path / "b").write_bytes(b"end")
    assert read_end(tmp_path / "b", 3) == (b"end", False)
