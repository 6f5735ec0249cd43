"""The part `core`: what reading one report costs, as ratios taken in turn."""

from __future__ import annotations

import argparse
import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import islice
from multiprocessing import get_context
from statistics import median
from time import perf_counter

import chardet

from tests.bench.reports import BenchReport, draw_reports
from tests.bench.texts import TEXTS
from transforms.report import read_report

BATCH = 36  # one report of each layout
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)

Job = Callable[[BenchReport], object]


def _encode(report: BenchReport) -> bytes:
    return report.text.encode("gb18030")


def _read_tables(report: BenchReport) -> object:
    import pandas  # in the bench's own environment alone

    return pandas.read_html(StringIO(report.html))


JOBS: dict[str, Job] = {
    "read_report, UTF-8": lambda report: read_report(report.text.encode(), "bench"),
    "read_report, GB18030": lambda report: read_report(_encode(report), "bench"),
    "chardet.detect, GB18030": lambda report: chardet.detect(_encode(report)),
    "pandas.read_html": _read_tables,
}
READERS, OTHERS = tuple(JOBS)[:2], tuple(JOBS)[2:]
AIMS = {OTHERS[0]: 1.0, OTHERS[1]: 1 / 8}


def time_batch(job: Job, reports: Sequence[BenchReport]) -> float:
    """Milliseconds a report."""
    start = perf_counter()
    for report in reports:
        job(report)
    return (perf_counter() - start) * 1000 / len(reports)


def measure_rounds(rounds: int) -> Iterator[dict[str, float]]:
    """Milliseconds a report of each job in each round; every reader gets reports that none has seen."""
    drawn = draw_reports()
    for number in range(rounds + 1):
        batches = {name: list(islice(drawn, BATCH)) for name in READERS}
        batches |= dict.fromkeys(OTHERS, batches[READERS[0]])
        times = {name: time_batch(job, batches[name]) for name, job in JOBS.items()}
        if number:
            yield times


def compare(rounds: int) -> None:
    """Print the cost of each job and its ratio to the others."""
    measured = list(measure_rounds(rounds))
    print(f"{f'medians of {rounds} rounds of {BATCH} reports':<36}{'ms a report':>12}")
    for name in JOBS:
        print(f"{name:<36}{median(times[name] for times in measured):>12.2f}")
    print(f"\n{'ratio':<50}{'median':>8}{'least':>8}{'most':>8}{'aim':>8}")
    for reader in READERS:
        for other in OTHERS:
            ratios = [times[reader] / times[other] for times in measured]
            figures = (median(ratios), min(ratios), max(ratios), AIMS[other])
            print(f"{f'{reader} : {other}':<50}" + "".join(f"{figure:>8.3f}" for figure in figures))


def time_text(name: str, size: int) -> tuple[float, str, int]:
    """Microseconds a kilobyte, how the reading ended, and the most memory that the process held, in megabytes."""
    data = TEXTS[name](size).encode()
    start = perf_counter()
    reading = read_report(data, name)
    cost = (perf_counter() - start) * 1e9 / len(data)
    ending = reading.rejection.reason if reading.rejection else "read"
    return cost, ending, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def grow(sizes: Sequence[int]) -> None:
    """Print the cost of each text a kilobyte as it grows, each reading in a process of its own."""
    heads = "".join(f"{f'{size // 1000} kB':>10}" for size in sizes)
    print(f"\n{'microseconds a kilobyte':<26}{heads}{'growth':>9}{'MB':>7}  ends as")
    with get_context("fork").Pool(1, initializer=_warm_up, maxtasksperchild=1) as pool:
        for name in TEXTS:
            measured = [pool.apply(time_text, (name, size)) for size in sizes]
            costs = [cost for cost, _, _ in measured]
            _, ending, memory = measured[-1]
            figures = "".join(f"{cost:>10.0f}" for cost in costs)
            print(f"{name:<26}{figures}{costs[-1] / costs[0]:>9.2f}{memory:>7}  {ending}", flush=True)
    print("growth: cost a kilobyte of the largest text to that of the smallest; linear time is 1.")


def _warm_up() -> None:
    """Fill the caches, and keep the collector off what the bench itself has loaded."""
    for report in islice(draw_reports(), 3):
        read_report(report.text.encode(), "warm-up")
    gc.collect()
    gc.freeze()


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part."""
    parser.add_argument("--rounds", type=int, default=9, help="core: rounds to take the medians of")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="core: bytes of the largest text to time")


def run(options: argparse.Namespace) -> None:
    """Print the tables of this part."""
    _warm_up()
    compare(options.rounds)
    grow([size for size in SIZES if size <= options.largest])
