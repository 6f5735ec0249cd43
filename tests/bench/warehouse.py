"""The part `warehouse`: what reading, loading, the quality rules and a county question cost on many reports."""

from __future__ import annotations

import argparse
import resource
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb

from flows.settings import Settings, count_usable_cores
from tests.bench.questions import QUESTIONS, WHOLE_COUNTRY, ask, pick_areas
from tests.bench.steps import run_timed
from tests.bench.workplace import Corpus, note_corpus, write_corpus

AREAS = 5
CHECK = "check "


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this part: none but those of all."""


def run(options: argparse.Namespace) -> None:
    """Print the tables of this part."""
    folder = options.folder
    warehouse = folder / "nianbao.duckdb"
    _measure_load(folder, write_corpus(folder, options.reports), warehouse)
    _measure_questions(warehouse)


def _measure_load(folder: Path, corpus: Corpus, warehouse: Path) -> None:
    """Read what is not staged from an earlier time, load, and print what each step took."""
    run = run_timed(Settings(raw=folder / "raw", warehouse=warehouse, rebuild="stage"))
    if run.reading:
        corpus = replace(corpus, reading=run.reading)
        note_corpus(folder, corpus)
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
    connect = partial(duckdb.connect, str(warehouse), read_only=True)
    print(f"\n{f'question, of {AREAS} counties, ms':<34}{'cold':>9}{'warm':>9}{'most':>9}{'rows':>9}")
    slowest = 0.0
    for questions in (QUESTIONS, WHOLE_COUNTRY):
        for name, query in questions.items():
            answer = ask(connect, query, areas if questions is QUESTIONS else areas[:2])
            cold, warm, most = answer.figures
            print(f"{name:<34}{cold:>9.0f}{warm:>9.0f}{most:>9.0f}{answer.rows:>9}", flush=True)
            slowest = max(slowest, cold) if questions is QUESTIONS else slowest
        if questions is QUESTIONS:
            print(f"{'the slowest question of a county':<34}{slowest:>9.0f}   aim: below 500")
    print("cold: a new connection, the file in the system's cache; warm: the same question again.")
