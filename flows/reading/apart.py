"""Reading for a command that a person waits for: in a child of this process, with the memory and time of a worker.

What a hostile file does to a reader that is compiled code (it may take gigabytes, stand still or crash) it does to the
child; the command has a rejection, and goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pickle import UnpicklingError
from typing import Generic, TypeVar

from flows.reading.jobs import MOST_SKIPPED, out_of_memory, reader_crashed, reader_timeout, reject_error
from flows.reading.worker import exit_with_parent, held_memory, hold_interruptions, limit_memory, time_limit
from transforms.archives import Member
from transforms.doubts import Reason, Rejection
from transforms.language import Pair

Result = TypeVar("Result")
_GIVEN_UP = Pair(
    "已有{most}个成员使读取进程中断，其余的没有读取。",
    "{most} members ended the process that read them; the others were not read.",
)
# How a child ends that lacked memory outside of a file's own reading, such as to hand over what it read.
_LACKS_MEMORY = 3


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading may take: bytes of memory, seconds for each file or member. None is no bound.

    The memory counts what the parent held already, but for half of it, which a child has in any case.
    """

    memory: int | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class _Work(Generic[Result]):
    """What a child is to do; the arguments of `read_apart`."""

    name: str
    unpack: Callable[[], Iterator[Member]]
    read: Callable[[Member], Result]
    reject: Callable[[Member], Result]
    bounds: Bounds

    def next_of(self, members: Iterator[Member]) -> Member | None:
        """The next member; the file itself, refused, where a bug keeps the others from being unpacked."""
        try:
            with time_limit(self.bounds.seconds):
                return next(members, None)
        except Exception as error:
            return Member(self.name, None, reject_error(error, is_alone=True))

    def outcome_of(self, member: Member) -> Result:
        """What a member is read as; a bug that it brings out costs itself, and no other file."""
        try:
            with time_limit(self.bounds.seconds):
                return self.read(member)
        except Exception as error:
            return self.reject(replace(member, rejection=reject_error(error, is_alone=True)))


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a child is about to do: unpack what is behind the members it has, or read the member of this name."""

    name: str | None


def read_apart(
    name: str,
    unpack: Callable[[], Iterator[Member]],
    read: Callable[[Member], Result],
    reject: Callable[[Member], Result],
    bounds: Bounds,
) -> Iterator[Result]:
    """What `read` makes of the file `name`, or of each member of an archive, in order, read in a child process.

    What comes back is pickled. `reject` makes the same of a member that has been refused: of one that brings out an
    unexpected exception, or ends the child; the others are read by another one, up to `MOST_SKIPPED` times. Where
    unpacking fails, the file is refused in the place of the members that are left.
    """
    work, done = _Work(name, unpack, read, reject, bounds), 0
    for _ in range(MOST_SKIPPED):
        child = _Child[Result].start(work, done)
        try:
            for result in child.results():
                done += 1
                yield result
        finally:
            child.end()
        if child.is_complete:
            return
        rejection = child.describe_death(bounds)
        yield reject(Member(child.at or name, None, rejection))
        if child.at is None:
            return
        done += 1
    yield reject(Member(name, None, Rejection(Reason.READER_CRASHED, _GIVEN_UP.filled(most=MOST_SKIPPED))))


class _Child(Generic[Result]):
    """A child process and what it says: what it begins, what came of it, and that it has done all."""

    def __init__(self, process: multiprocessing.process.BaseProcess, told: Connection, held: Connection) -> None:
        self.process, self.told, self.held = process, told, held
        self.at: str | None = None
        self.is_complete = False

    @classmethod
    def start(cls, work: _Work[Result], skipped: int) -> _Child[Result]:
        """Fork: the reader is loaded here already, and takes seconds to load."""
        context = multiprocessing.get_context("fork")
        told, tell = context.Pipe(duplex=False)
        lifeline, held = context.Pipe(duplex=False)
        process = context.Process(target=_do, args=(work, skipped, tell, lifeline, (told, held)), daemon=True)
        with hold_interruptions():
            process.start()
        tell.close()
        lifeline.close()
        return cls(process, told, held)

    def results(self) -> Iterator[Result]:
        """What came of each member, until the child has done all or is dead."""
        with suppress(EOFError, OSError, UnpicklingError):
            while True:
                said = self.told.recv()
                if said is None:
                    self.is_complete = True
                    return
                if isinstance(said, _Begun):
                    self.at = said.name
                else:
                    yield said

    def end(self) -> None:
        """Wait for its end; of one that has not said all, bring it about, unless it came before."""
        if not self.is_complete:
            self.process.kill()
        self.told.close()
        self.process.join()
        self.held.close()

    def describe_death(self, bounds: Bounds) -> Rejection:
        """Why there is no result, by how the process ended."""
        status = self.process.exitcode
        if status == -signal.SIGALRM and bounds.seconds is not None:
            return reader_timeout(bounds.seconds)
        return out_of_memory() if status == _LACKS_MEMORY else reader_crashed()


def _do(
    work: _Work[Result], skipped: int, tell: Connection, lifeline: Connection, of_parent: Sequence[Connection]
) -> None:
    """What the child does. It never prints, ends with its parent, and leaves Ctrl-C to it."""
    for number in (signal.SIGALRM, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    for connection in of_parent:  # what the fork has copied keeps neither end open
        connection.close()
    threading.Thread(target=exit_with_parent, args=(lifeline,), daemon=True).start()
    try:
        limit_memory(_allowed(work.bounds.memory))
        _tell_each(work, skipped, tell)
        tell.send(None)
    except MemoryError:
        os._exit(_LACKS_MEMORY)
    except BaseException:  # what it read cannot be handed over, or nobody waits any more
        os._exit(1)
    os._exit(0)


def _allowed(memory: int | None) -> int | None:
    """The bytes that this process may take: `memory`, and half of it at least beyond what its parent held already."""
    return None if memory is None else max(memory, held_memory() + memory // 2)


def _tell_each(work: _Work[Result], skipped: int, tell: Connection) -> None:
    members = work.unpack()
    for _ in range(skipped):
        work.next_of(members)
    while True:
        tell.send(_Begun(None))
        member = work.next_of(members)
        if member is None:
            return
        tell.send(_Begun(member.name))
        tell.send(work.outcome_of(member))
