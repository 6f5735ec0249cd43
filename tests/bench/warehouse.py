"""The part `warehouse`: what reading, loading, the quality rules and a county question cost on many reports."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

from flows.settings import Settings, count_usable_cores
from tests.bench.corpus import list_reports, write_reports
from tests.bench.questions import QUESTIONS, WHOLE_COUNTRY, ask, pick_areas
from tests.bench.steps import run_timed

REPORTS = 20_000
AREAS = 5
CHECK = "check "


@dataclass(frozen=True)
class Corpus:
    """What lies in the raw folder, and what writing and reading it cost, in seconds."""

    reports: int
    megabytes: float
    writing: float
    reading: float = 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part."""
    parser.add_argument("--reports", type=int, default=REPORTS, help="warehouse: reports to generate and load")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="warehouse: folder for corpus and warehouse; what was read there is not read again",
    )


def run(options: argparse.Namespace) -> None:
    """Print the tables of this part."""
    with _workplace(options.keep) as folder:
        warehouse = folder / "nianbao.duckdb"
        _measure_load(folder, _write_corpus(folder, options.reports), warehouse)
        _measure_questions(warehouse)


@contextmanager
def _workplace(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        yield Path(folder)


def _note(folder: Path) -> Path:
    return folder / "corpus.json"


def _write_corpus(folder: Path, reports: int) -> Corpus:
    """Write the corpus into `folder/raw`, if it is not there from an earlier time."""
    if _note(folder).exists():
        corpus = Corpus(**json.loads(_note(folder).read_text()))
        if corpus.reports == reports:
            print(f"the corpus in {folder} is used again", flush=True)
            return corpus
        raise SystemExit(f"{folder} holds another corpus, of {corpus.reports} reports: name another folder")
    started = perf_counter()
    write_reports(folder / "raw", list_reports(reports), count_usable_cores())
    written = perf_counter() - started
    size = sum(path.stat().st_size for path in (folder / "raw").rglob("*.*")) / 1e6
    return Corpus(reports, size, written)


def _measure_load(folder: Path, corpus: Corpus, warehouse: Path) -> None:
    """Read what is not staged from an earlier time, load, and print what each step took."""
    run = run_timed(Settings(raw=folder / "raw", warehouse=warehouse, rebuild="stage"))
    if run.reading:
        corpus = replace(corpus, reading=run.reading)
        _note(folder).write_text(json.dumps(asdict(corpus)))
    counts, total, seconds = run.counts, run.loading, run.statements
    checks = {name.removeprefix(CHECK): took for name, took in seconds.items() if name.startswith(CHECK)}
    rest = {name: took for name, took in seconds.items() if not name.startswith(CHECK)}
    checking = sum(checks.values())
    loading = total - checking
    print(f"\n{corpus.reports} reports of {corpus.megabytes:.0f} MB: {counts.cells} cells, {counts.findings} findings")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"warehouse: {warehouse.stat().st_size / 1e6:.0f} MB; {memory:.0f} MB of memory; {count_usable_cores()} cores"
    )
    print(f"\n{'step':<34}{'s':>9}{': load':>9}")
    for name, took in {"writing the corpus": corpus.writing, "reading": corpus.reading, "load": loading}.items():
        print(f"{name:<34}{took:>9.2f}{took / loading:>9.3f}")
    _print_parts(rest, loading, most=8)
    print(f"{'checks':<34}{checking:>9.2f}{checking / loading:>9.3f}   aim: below 1")
    _print_parts(checks, loading, most=len(checks))


def _print_parts(parts: dict[str, float], loading: float, most: int) -> None:
    for name, took in sorted(parts.items(), key=lambda part: -part[1])[:most]:
        print(f"  {name:<32}{took:>9.2f}{took / loading:>9.3f}")


def _measure_questions(warehouse: Path) -> None:
    """Ask each question of several counties and print what the answers took."""
    areas = pick_areas(warehouse, AREAS)
    print(f"\n{f'question, of {AREAS} counties, ms':<34}{'cold':>9}{'warm':>9}{'most':>9}{'rows':>9}")
    slowest = 0.0
    for questions in (QUESTIONS, WHOLE_COUNTRY):
        for name, query in questions.items():
            answer = ask(warehouse, query, areas if questions is QUESTIONS else areas[:2])
            cold, warm, most = answer.figures
            print(f"{name:<34}{cold:>9.0f}{warm:>9.0f}{most:>9.0f}{answer.rows:>9}", flush=True)
            slowest = max(slowest, cold) if questions is QUESTIONS else slowest
        if questions is QUESTIONS:
            print(f"{'the slowest question of a county':<34}{slowest:>9.0f}   aim: below 500")
    print("cold: a new connection, the file in the system's cache; warm: the same question again.")
