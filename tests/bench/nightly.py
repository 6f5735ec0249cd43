"""The part `nightly`: what the nights cost, by the real command: the first, one without news, one with some.

The one with news is lived through twice, with a temporary Prefect server and with one that stands. The demonstration is
one more first night.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flows.schedule.prefect_server import client_environment, start_server, stop_server, wait_until_ready
from flows.settings import count_usable_cores
from tests.bench.corpus import CorpusReport, list_reports, write_reports
from tests.bench.floor import measure_floor
from tests.bench.watch import OTHER, PARENT, SERVER, WORKER, Watched, watch
from tests.bench.workplace import fresh_folder, write_corpus

ROOT = Path(__file__).resolve().parents[2]
NEW_SHARE = 0.01
QUIET_NIGHTS = 3
# How many of its decimals a figure shows, by its unit.
_DIGITS = {"": 3, " MB": 0, " s": 1}


@dataclass(frozen=True)
class Figure:
    """A line of the table: what, of what, and the most or least that it is to be."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None
    unit: str = ""

    @property
    def shown(self) -> str:
        """The value with its unit; a ratio has none."""
        return f"{self.value:.{_DIGITS[self.unit]}f}{self.unit}"

    @property
    def aim(self) -> str:
        """The bound, and whether it is kept."""
        if self.most is not None:
            return f"<= {self.most:g}{self.unit}  {'held' if self.value <= self.most else 'MISSED'}"
        if self.least is not None:
            return f">= {self.least:g}{self.unit}  {'held' if self.value >= self.least else 'MISSED'}"
        return ""


@dataclass(frozen=True)
class Plain:
    """A run without Prefect: the seconds of the whole process, of reading and of the load."""

    seconds: float
    reading: float
    loading: float


@dataclass(frozen=True)
class Nights:
    """The nights on one corpus; `plain` is the first one without Prefect."""

    reports: int
    first: Watched
    plain: Plain


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part, beside those of all."""
    parser.add_argument("--small", type=int, default=2000, help="nightly: reports of the smaller corpus")


def run(options: argparse.Namespace) -> None:
    """Print the table of this part."""
    write_corpus(options.folder, options.reports)
    corpus = options.folder / "raw"
    with fresh_folder(options.folder / "nights") as folder:
        _compare(folder, corpus, options.small, options.reports)


def _link_reports(corpus: Path, reports: Iterable[CorpusReport], raw: Path) -> None:
    """The files of these reports in another folder, by hard links: the same file system tells the same of them."""
    for report in reports:
        target = raw / report.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.hardlink_to(corpus / report.path)


def _environment() -> dict[str, str]:
    """The environment without settings of the user's own, which would change what is measured."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("NIANBAO_", "PREFECT_"))}


def _watch(title: str, *words: str, variables: Mapping[str, str] | None = None) -> Watched:
    watched = watch([sys.executable, "-m", *words], ROOT, {**_environment(), **(variables or {})})
    peaks = ", ".join(f"{kind} {peak:.0f} MB" for kind, peak in watched.peaks.items() if kind != OTHER)
    print(f"{title:<48}{watched.seconds:>9.1f} s {watched.processor:>9.1f} s of processor   {peaks}", flush=True)
    return watched


def ingest(
    title: str, raw: Path, warehouse: Path, variables: Mapping[str, str] | None = None, *options: str
) -> Watched:
    """Ingest by the real command with more options, and print a line; `variables` are those that it is to see, as those
    that name a Prefect server."""
    words = ("flows.start", "ingest", "--raw", str(raw), "--warehouse", str(warehouse), *options)
    return _watch(title, *words, variables=variables)


@contextmanager
def _standing_server(folder: Path) -> Iterator[Mapping[str, str]]:
    """A Prefect server that is there before the night: the variables that name it."""
    server = start_server(folder / "no-database")
    try:
        wait_until_ready(server)
        yield client_environment(server)
    finally:
        stop_server(server)


def _ingest_plainly(title: str, raw: Path, folder: Path, workers: int) -> Plain:
    """Ingest without Prefect into a warehouse that is removed again."""
    place = folder / "plain"
    watched = _watch(title, "tests.bench.plain", str(raw), str(place / "nianbao.duckdb"), str(workers))
    shutil.rmtree(place)
    return Plain(watched.seconds, **json.loads(watched.output))


def _live_first_night(folder: Path, corpus: Path, reports: int) -> Nights:
    """The first night of so many reports, with Prefect and without; the warehouse of the first stays."""
    raw = folder / f"raw-{reports}"
    _link_reports(corpus, list_reports(reports), raw)
    first = ingest(f"{reports} reports, the first night", raw, _warehouse(folder, reports))
    title = f"{reports} reports, the first night, without Prefect"
    return Nights(reports, first, _ingest_plainly(title, raw, folder, count_usable_cores()))


def _warehouse(folder: Path, reports: int) -> Path:
    return folder / f"warehouse-{reports}" / "nianbao.duckdb"


def _live_quiet_night(folder: Path, reports: int) -> Watched:
    """A night in which nothing has changed, as the median of some."""
    raw = folder / f"raw-{reports}"
    nights = [ingest(f"{reports} reports, nothing new", raw, _warehouse(folder, reports)) for _ in range(QUIET_NIGHTS)]
    return next(night for night in nights if night.seconds == median(night.seconds for night in nights))


def _live_nights_with_news(folder: Path, reports: int) -> tuple[Watched, Watched]:
    """Two nights in which one file in a hundred is new, the second with a server that stands."""
    raw, more = folder / f"raw-{reports}", round(reports * NEW_SHARE)
    unread = list_reports(reports + 2 * more)[reports:]
    write_reports(raw, unread[:more])
    alone = ingest(f"{reports} reports, {more} new", raw, _warehouse(folder, reports))
    write_reports(raw, unread[more:])
    with _standing_server(folder) as server:
        title = f"{reports} reports, {more} new, a standing server"
        return alone, ingest(title, raw, _warehouse(folder, reports), server)


def _live_demonstration(folder: Path) -> Watched:
    """The first night of the files that come with the program."""
    return ingest("the demonstration", ROOT / "data" / "raw" / "demo", folder / "demonstration" / "nianbao.duckdb")


def _compare(folder: Path, corpus: Path, few: int, many: int) -> None:
    """Live through the nights and print the table."""
    demonstration = _live_demonstration(folder)
    bare = watch([sys.executable, "-c", ""], ROOT, _environment())
    small = _live_first_night(folder, corpus, few)
    raw = folder / f"raw-{few}"
    alone = _ingest_plainly(f"{few} reports, without Prefect, one worker", raw, folder, 1)
    floor = measure_floor(path for path in sorted(raw.rglob("*")) if path.is_file())
    shutil.rmtree(_warehouse(folder, few).parent)
    large = _live_first_night(folder, corpus, many)
    quiet = _live_quiet_night(folder, many)
    news, served = _live_nights_with_news(folder, many)
    figures = [
        Figure("the demonstration, from the command to its end", demonstration.seconds, most=6, unit=" s"),
        *_figures_of_speed(small, large, alone),
        *_figures_of_nights(large.first, quiet.seconds - bare.seconds, news, served),
        *_figures_of_memory(small, large, quiet, news),
        *_figures_of_prefect(large),
        Figure(f"reading {few} reports: read, decode, OpenCC", alone.reading / floor),
        Figure("load with checks: reading", large.plain.loading / large.plain.reading),
    ]
    print_figures(figures)


def _figures_of_speed(small: Nights, large: Nights, alone: Plain) -> Iterator[Figure]:
    cost = (large.plain.seconds / large.reports) / (small.plain.seconds / small.reports)
    yield Figure(f"cost of a report, {large.reports} : {small.reports}, without Prefect", cost, most=1.2)
    cost = (large.first.seconds / large.reports) / (small.first.seconds / small.reports)
    yield Figure(f"cost of a report, {large.reports} : {small.reports}", cost, most=1.2)
    title = f"reading, one worker : {count_usable_cores()}"
    yield Figure(title, alone.reading / small.plain.reading, least=1.7)


def _figures_of_nights(first: Watched, quiet: float, news: Watched, served: Watched) -> Iterator[Figure]:
    yield Figure("nothing new, without the start of Python : first night", quiet / first.seconds, most=0.005)
    yield Figure("1 % new : first night", news.seconds / first.seconds, most=0.07)
    yield Figure("1 % new, a standing server : first night", served.seconds / first.seconds, most=0.04)


def _figures_of_memory(small: Nights, large: Nights, quiet: Watched, news: Watched) -> Iterator[Figure]:
    for kind, most in ((PARENT, 450), (WORKER, 400)):
        for name, night in (
            (f"{small.reports} reports", small.first),
            (f"{large.reports} reports", large.first),
            ("nothing new", quiet),
            ("1 % new", news),
        ):
            if kind in night.peaks:
                yield Figure(f"most memory of a {kind}, {name}", night.peaks[kind], most=most, unit=" MB")
    if SERVER in large.first.peaks:
        yield Figure("most memory of the Prefect server", large.first.peaks[SERVER], unit=" MB")


def _figures_of_prefect(large: Nights) -> Iterator[Figure]:
    night = large.first
    share = (night.seconds - large.plain.seconds) / night.seconds
    yield Figure("Prefect's share of the first night, all in all", share, most=0.05)
    if {SERVER, WORKER} <= night.first_seen.keys():
        start = night.first_seen[WORKER] - night.first_seen[SERVER]
        yield Figure("  start of its server", start / night.seconds)
        yield Figure("  without the start", share - start / night.seconds)


def print_figures(figures: Sequence[Figure]) -> None:
    """Print the table."""
    print(f"\n{'figure':<56}{'measured':>12}   aim")
    for figure in figures:
        print(f"{figure.name:<56}{figure.shown:>12}   {figure.aim}".rstrip())
    print("of time: ratios of the seconds of whole processes, from the command to its end.")
