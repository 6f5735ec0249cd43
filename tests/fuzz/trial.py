"""One input after the other through the reader, in child processes that may not take more than a worker."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random

from flows.reading.apart import Bounds, read_apart
from tests.fuzz.damage import damage_file
from tests.fuzz.seeds import make_seeds
from transforms.archives import Member, unpack
from transforms.frames import build_frames
from transforms.limits import DEFAULT_LIMITS
from transforms.report import read_member

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


def read_input(name: str, data: bytes) -> str:
    """Read a file and build its frames, as an ingest does. Raises whatever they raise."""
    readings = [read_member(member) for member in unpack(data, name, DEFAULT_LIMITS)]
    for reading in readings:
        if (reading.report is None) == (reading.rejection is None):
            return "neither report nor rejection, or both"
    build_frames([reading for reading in readings if reading.report][:1])
    if len(readings) != 1:
        return "archive" if readings else "nothing came of it"
    return "report" if readings[0].report else "rejected"


def _try(seed: int, member: Member) -> Trial:
    name, _, number = member.name.rpartition("#")
    if member.rejection:
        return Trial(name, int(number or -1), member.rejection.reason, 0.0, member.rejection.detail)
    clock = time.process_time()
    try:
        outcome, detail = read_input(name, member.data or b""), ""
    except Exception as error:
        lines = traceback.format_exc().splitlines(keepends=True)
        outcome, detail = f"raised {type(error).__name__}", "".join(lines[-4:])
    seconds = time.process_time() - clock
    return Trial(name, int(number), outcome if seconds < SLOW_SECONDS else "slow", seconds, detail)


def _inputs(seed: int, numbers: range) -> Iterator[Member]:
    seeds = make_seeds(seed)
    for name, data in seeds.items():  # the first of each kind loads and compiles what its format needs
        read_input(name, data)
    for number in numbers:
        name, data = make_input(seeds, seed, number)
        yield Member(f"{name}#{number}", data)


def run_trials(seed: int, numbers: range) -> list[Trial]:
    """Read the inputs of some numbers in a child process; who ends it is named, and the others are read."""
    attempt = partial(_try, seed)
    return list(read_apart("#", partial(_inputs, seed, numbers), attempt, attempt, BOUNDS))
