"""One input after the other through the reader, in child processes that may not take more than a worker."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from random import Random

from flows.reading.apart import Bounds, read_apart
from tests.fuzz.damage import damage_file
from tests.fuzz.seeds import make_seeds
from transforms.archives import Member, unpack
from transforms.frames import build_frames
from transforms.limits import DEFAULT_LIMITS
from transforms.report import Reading, read_member

BOUNDS = Bounds(1280 * 1024 * 1024, 120.0)
# Processor time of an input that is worth a look: the largest of them have some hundred kilobytes.
SLOW_SECONDS = 10.0
SOUND = ("report", "rejected", "archive")


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one input: `outcome` is one of `SOUND`, or says what was wrong."""

    name: str
    number: int
    outcome: str
    seconds: float
    detail: str = ""


def make_input(seeds: Mapping[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """The input of a number: the name of the file that it was made from, and what chance left of it."""
    rng = Random(f"{seed} {number}")
    names = sorted(seeds)
    name, other = names[number % len(names)], rng.choice(names)
    return name, damage_file(seeds[name], rng, seeds[other])


class Piece:
    """Reports whose frames are built together, as an ingest does: one by one they cost more than the reading."""

    def __init__(self) -> None:
        self._readings: dict[str, tuple[int, Reading]] = {}

    def add(self, number: int, readings: Sequence[Reading]) -> None:
        """Keep the reports among the readings of an input; what was read twice counts once."""
        for reading in readings:
            if reading.report:
                self._readings[reading.report.report_id] = number, reading

    def build(self) -> None:
        """The frames of all that was kept. Raises what they raise, with the numbers of the inputs that alone do so."""
        kept, self._readings = list(self._readings.values()), {}
        if not kept:
            return
        try:
            build_frames([reading for _, reading in kept])
        except Exception as error:
            error.add_note(f"inputs at fault: {[number for number, reading in kept if not _is_built(reading)]}")
            raise


def _is_built(reading: Reading) -> bool:
    try:
        return bool(build_frames([reading]))
    except Exception:
        return False


def read_input(name: str, data: bytes, number: int, piece: Piece) -> str:
    """Read a file; what it is, and its reports into the piece. Raises whatever the reader raises."""
    readings = [read_member(member) for member in unpack(data, name, DEFAULT_LIMITS)]
    for reading in readings:
        if (reading.report is None) == (reading.rejection is None):
            return "neither report nor rejection, or both"
    piece.add(number, readings)
    if len(readings) != 1:
        return "archive" if readings else "nothing came of it"
    return "report" if readings[0].report else "rejected"


def _try(piece: Piece, last: int, member: Member) -> Trial:
    name, _, number = member.name.rpartition("#")
    if member.rejection:
        return Trial(name, int(number or -1), member.rejection.reason, 0.0, member.rejection.detail)
    clock = time.process_time()
    try:
        outcome, detail = read_input(name, member.data or b"", int(number), piece), ""
        seconds = time.process_time() - clock
        if int(number) == last:
            piece.build()
    except Exception as error:
        lines = traceback.format_exc().splitlines(keepends=True)
        outcome, detail = f"raised {type(error).__name__}", "".join(lines[-5:])
        seconds = time.process_time() - clock
    return Trial(name, int(number), outcome if seconds < SLOW_SECONDS else "slow", seconds, detail)


@cache
def _ready_seeds(seed: int) -> Mapping[str, bytes]:
    """The seeds, once each of them was read: the first of a kind loads and compiles what its format needs.

    No frames are built: a process that has used polars cannot be forked.
    """
    seeds = make_seeds(seed)
    for name, data in seeds.items():
        read_input(name, data, -1, Piece())
    return seeds


def _inputs(seed: int, numbers: range) -> Iterator[Member]:
    for number in numbers:
        name, data = make_input(_ready_seeds(seed), seed, number)
        yield Member(f"{name}#{number}", data)


def run_trials(seed: int, numbers: range) -> list[Trial]:
    """Read the inputs of some numbers in a child process; who ends it is named, and the others are read."""
    _ready_seeds(seed)
    attempt = partial(_try, Piece(), numbers[-1])
    return list(read_apart("#", partial(_inputs, seed, numbers), attempt, attempt, BOUNDS))
