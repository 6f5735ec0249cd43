"""The part `warehouse`: what reading, loading, the quality rules and a county question cost on many reports."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from flows.settings import count_usable_cores
from flows.staging import staging_folder
from tests.bench.corpus import list_reports, write_reports
from tests.bench.questions import QUESTIONS, WHOLE_COUNTRY, ask, pick_areas
from tests.bench.steps import load_timed, read_folder
from transforms.report import PARSER_VERSION

REPORTS = 20_000
AREAS = 5
CHECK = "check "
_NO_RUN = "20000101T000000Z-00000000"


@dataclass(frozen=True)
class Corpus:
    """What was read into the staged frames of the folder, and what it cost, in seconds."""

    reports: int
    parser_version: str
    megabytes: float
    writing: float
    reading: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part."""
    parser.add_argument("--reports", type=int, default=REPORTS, help="warehouse: reports to generate and load")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="warehouse: folder for corpus, staged frames and warehouse; what was read there is not read again",
    )


def run(options: argparse.Namespace) -> None:
    """Print the tables of this part."""
    with _workplace(options.keep) as folder:
        corpus = _stage(folder, options.reports)
        warehouse = folder / "warehouse.duckdb"
        _measure_load(folder, corpus, warehouse)
        _measure_questions(warehouse)


@contextmanager
def _workplace(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        yield Path(folder)


def _stage(folder: Path, reports: int) -> Corpus:
    """Write and read the corpus into `folder/staged`, if it is not there from an earlier time."""
    note, staged = folder / "corpus.json", folder / "staged"
    if note.exists():
        corpus = Corpus(**json.loads(note.read_text()))
        if (corpus.reports, corpus.parser_version) == (reports, PARSER_VERSION):
            print(f"what was read in {folder} is used again", flush=True)
            return corpus
        raise SystemExit(f"{folder} holds another corpus, of {corpus.reports} reports: name another folder")
    started = perf_counter()
    write_reports(folder / "raw", list_reports(reports), count_usable_cores())
    written = perf_counter()
    with staging_folder(folder / "warehouse.duckdb", _NO_RUN) as staging:
        read_folder(folder / "raw", staging)
        read = perf_counter()
        staging.rename(staged)
    size = sum(path.stat().st_size for path in (folder / "raw").rglob("*.*")) / 1e6
    corpus = Corpus(reports, PARSER_VERSION, size, written - started, read - written)
    note.write_text(json.dumps(asdict(corpus)))
    return corpus


def _measure_load(folder: Path, corpus: Corpus, warehouse: Path) -> None:
    """Load what is staged and print what each step took."""
    warehouse.unlink(missing_ok=True)
    counts, total, seconds = load_timed(warehouse, folder / "staged", count_usable_cores())
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
