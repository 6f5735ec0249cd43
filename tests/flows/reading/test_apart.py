"""What a file does to its reader it does to a child process; the command goes on with a rejection."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from flows.reading.apart import Bounds, read_apart
from transforms.archives import Member

NO_BOUNDS = Bounds(None, None)
MEBIBYTE = 1024 * 1024


def read(member: Member) -> str:
    """A reader to which a file can do what it is named after."""
    if member.rejection:
        return member.rejection.reason
    if member.name == "raise":
        raise ValueError("no such thing")
    if member.name == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if member.name == "stand still":
        time.sleep(600)
    if member.name == "swallow":
        bytearray(900 * MEBIBYTE)
    return f"{member.name} in {'a child' if os.getpid() != PARENT else 'the command'}"


PARENT = os.getpid()


def outcomes(
    names: Sequence[str], bounds: Bounds = NO_BOUNDS, unpack: Callable[[], Iterator[Member]] | None = None
) -> list[str]:
    members = unpack or (lambda: (Member(name, b"") for name in names))
    return list(read_apart("the file", members, read, read, bounds))


def test_every_member_is_read_in_a_child() -> None:
    assert outcomes(["a", "b"]) == ["a in a child", "b in a child"]
    assert outcomes([]) == []
    assert not multiprocessing.active_children()


def test_a_crash_costs_the_member_that_brings_it_about() -> None:
    assert outcomes(["a", "crash", "b"]) == ["a in a child", "reader_crashed", "b in a child"]


def test_a_bug_costs_the_member_that_brings_it_out() -> None:
    assert outcomes(["a", "raise", "b"]) == ["a in a child", "internal_error", "b in a child"]


def test_a_bug_in_unpacking_costs_the_members_that_are_left() -> None:
    def unpack() -> Iterator[Member]:
        yield Member("a", b"")
        raise ValueError("no such thing")

    assert outcomes((), unpack=unpack) == ["a in a child", "internal_error"]


def test_so_does_standing_still() -> None:
    assert outcomes(["stand still", "b"], Bounds(None, 0.5)) == ["reader_timeout", "b in a child"]


def test_so_does_a_lack_of_memory_where_the_reader_does_not_say_so_itself() -> None:
    assert outcomes(["a", "swallow", "b"], Bounds(512 * MEBIBYTE, None)) == [
        "a in a child",
        "out_of_memory",
        "b in a child",
    ]


def test_what_the_parent_holds_already_leaves_room_to_read() -> None:
    held = bytearray(700 * MEBIBYTE)
    assert outcomes(["a", "swallow"], Bounds(512 * MEBIBYTE, None)) == ["a in a child", "out_of_memory"]
    assert held


def test_where_unpacking_ends_the_child_the_file_is_refused() -> None:
    def unpack() -> Iterator[Member]:
        yield Member("a", b"")
        os.kill(os.getpid(), signal.SIGKILL)

    assert outcomes((), unpack=unpack) == ["a in a child", "reader_crashed"]


def test_an_archive_that_kills_its_readers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.reading.apart.MOST_SKIPPED", 3)
    assert outcomes(["crash"] * 9) == ["reader_crashed"] * 4  # the last is what it says of the others


def test_who_does_not_wait_for_all_leaves_no_process() -> None:
    names = ["a", "stand still"]
    found = read_apart("the file", lambda: (Member(name, b"") for name in names), read, read, NO_BOUNDS)
    assert next(found) == "a in a child"
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()
