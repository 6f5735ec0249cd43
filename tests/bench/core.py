"""The part `core`: what reading one report costs, as ratios taken in turn."""

from __future__ import annotations

import argparse
import gc
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from statistics import median
from time import process_time

import chardet

from tests.bench.reports import draw_files, draw_texts
from tests.bench.texts import TEXTS
from transforms.report import read_report

BATCH = 36  # one report of each layout of a text
FILES = 12
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)

Job = Callable[[bytes], object]


def _read(data: bytes) -> object:
    return read_report(data, "bench")


# The packages of the next three are in the bench's own environment alone.


def _read_html_tables(data: bytes) -> object:
    import pandas

    return pandas.read_html(BytesIO(data))


def _extract(data: bytes) -> object:
    import trafilatura

    return trafilatura.extract(data, include_tables=True)


def _extract_pdf_tables(data: bytes) -> object:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as document:
        return [page.extract_tables() for page in document.pages]


@dataclass(frozen=True)
class Comparison:
    """Reading files of one kind beside another program at the same bytes; `aim` is the most that the ratio may be."""

    kind: str
    other: str
    job: Job
    aim: float | None = None


COMPARISONS = (
    Comparison("text in GB18030", "chardet.detect", chardet.detect, 2.0),
    Comparison("HTML", "pandas.read_html", _read_html_tables, 1.2),
    Comparison("HTML", "trafilatura.extract", _extract),
    Comparison("PDF", "pdfplumber extract_tables", _extract_pdf_tables, 0.25),
)


def draw_kinds() -> dict[str, Iterator[list[bytes]]]:
    """Batches of files without end by their kind; no report is drawn twice."""
    texts = draw_texts()
    return {
        "text in UTF-8": _batches((text.encode() for text in texts), BATCH),
        "text in GB18030": _batches((text.encode("gb18030") for text in texts), BATCH),
        "HTML": _batches(filter(_is_read_by_pandas, draw_files("html")), FILES),
        "DOCX": _batches(draw_files("docx"), FILES),
        "PDF": _batches(draw_files("pdf"), FILES),
    }


def _is_read_by_pandas(data: bytes) -> bool:
    """Whether pandas finds tables in a page with its fast parser. It asks for another one where it does not, and ends
    with an index out of range where it takes all rows of a table for its header."""
    try:
        return bool(_read_html_tables(data))
    except (ImportError, ValueError, IndexError):
        return False


def _batches(files: Iterator[bytes], size: int) -> Iterator[list[bytes]]:
    while batch := list(islice(files, size)):
        yield batch


def time_batch(job: Job, files: Sequence[bytes]) -> float:
    """Milliseconds of processor time a file."""
    start = process_time()
    for data in files:
        job(data)
    return (process_time() - start) * 1000 / len(files)


def measure_rounds(rounds: int) -> Iterator[dict[str, float]]:
    """Milliseconds a file of reading each kind and of each other program in each round, which takes new files; the
    round that fills the caches is left out."""
    kinds = draw_kinds()
    for number in range(rounds + 1):
        batches = {kind: next(drawn) for kind, drawn in kinds.items()}
        times = {kind: time_batch(_read, files) for kind, files in batches.items()}
        times |= {one.other: time_batch(one.job, batches[one.kind]) for one in COMPARISONS}
        if number:
            yield times


def compare(rounds: int) -> None:
    """Print what reading each kind costs, and its ratio to other programs at the same files."""
    measured = list(measure_rounds(rounds))
    print(f"{f'medians of {rounds} rounds, processor time':<46}{'ms a file':>12}")
    for name in measured[0]:
        print(f"{name:<46}{median(times[name] for times in measured):>12.2f}")
    print(f"\n{'ratio':<46}{'median':>8}{'least':>8}{'most':>8}{'aim':>8}")
    for one in COMPARISONS:
        ratios = [times[one.kind] / times[one.other] for times in measured]
        figures = "".join(f"{figure:>8.2f}" for figure in (median(ratios), min(ratios), max(ratios)))
        print(f"{f'{one.kind} : {one.other}':<46}{figures}" + (f"{one.aim:>8.2f}" if one.aim else ""))


def time_text(name: str, size: int) -> tuple[float, str, int]:
    """Microseconds a kilobyte, how the reading ended, and the most memory that the process held, in megabytes."""
    data = TEXTS[name](size).encode()
    start = process_time()
    reading = read_report(data, name)
    cost = (process_time() - start) * 1e9 / len(data)
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
    for text in islice(draw_texts(), 3):
        read_report(text.encode(), "warm-up")
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
