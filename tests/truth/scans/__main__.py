"""Known reports as spoilt pictures, read by both engines together and by each alone, every cell held against the truth.

`python -m tests.truth.scans [--documents N] [--seed S] [--kind NAME] [--case ID] [--alone N]`
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import starmap
from multiprocessing import get_context

from flows.reading.eyes import engines_of, recogniser_of
from tests.truth.judge import Judgement
from tests.truth.scans.measuring import Outcome, ScanId, build, judge, measure, measure_task, plan
from tests.truth.scans.packing import PACKS
from tests.truth.scans.printing import CHROMIUM
from tests.truth.scans.spoiling import KINDS

CLEAN = "clean 200"
LEAST_CLEAN, LEAST_ALL = 0.95, 0.75


@dataclass
class Tally:
    documents: int = 0
    pictures: int = 0
    demanded: int = 0
    recalled: int = 0
    silent: int = 0
    seconds: float = 0.0
    rejected: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, judgement: Judgement) -> None:
        self.documents += 1
        self.pictures += outcome.pictures
        self.demanded += judgement.demanded
        self.recalled += judgement.recalled
        self.silent += len(judgement.silent)
        self.seconds += outcome.seconds
        if outcome.rejected:
            self.rejected[outcome.rejected] += 1

    @property
    def recall(self) -> float:
        return self.recalled / self.demanded if self.demanded else 1.0

    def line(self, name: str) -> str:
        rejected = ", ".join(f"{reason} {count}" for reason, count in self.rejected.items())
        per_picture = self.seconds / max(1, self.pictures)
        return (
            f"{name:<22}{self.documents:>5}{self.pictures:>7}{self.demanded:>8}{self.recall:>9.2%}{self.silent:>7}"
            f"{per_picture:>8.1f}  {rejected}"
        ).rstrip()


def _outcomes(scans: list[ScanId], workers: int, *, alone: int) -> Iterator[Outcome]:
    tasks = [(scan, bool(alone) and number % alone == 0) for number, scan in enumerate(scans)]
    if workers < 2:
        yield from starmap(measure, tasks)
        return
    with get_context("spawn").Pool(workers, maxtasksperchild=25) as pool:
        yield from pool.imap_unordered(measure_task, tasks)


def run(scans: list[ScanId], workers: int, *, alone: int) -> int:
    """Print the tables; 1 on a silent error, or where too little is read."""
    kinds = {kind: Tally() for kind in KINDS}
    packs = {pack: Tally() for pack in PACKS}
    total, each = Tally(), dict[str, Tally]()
    spent: Counter[str] = Counter()
    for number, outcome in enumerate(_outcomes(scans, workers, alone=alone), 1):
        for tally in (kinds[outcome.scan.kind], packs[outcome.scan.pack], total):
            tally.add(outcome, outcome.together)
        for name, judgement in outcome.alone.items():
            each.setdefault(name, Tally()).add(outcome, judgement)
        spent.update(outcome.engines)
        for error in outcome.together.silent:
            print(f"SILENT {outcome.scan}: {error}", flush=True)
        missed = len(outcome.together.missed)
        print(
            f"  {number} {outcome.scan}: missed {missed} of {outcome.together.demanded} {outcome.rejected}",
            file=sys.stderr,
            flush=True,
        )
    head = f"{'documents as pictures':<22}{'docs':>5}{'pics':>7}{'cells':>8}{'recall':>9}{'silent':>7}{'s/pic':>8}"
    print(head)
    for name, tally in [*kinds.items(), *packs.items(), ("all", total)]:
        if tally.documents:
            print(tally.line(name))
    for name, tally in each.items():
        print(tally.line(f"{name} alone"))
    shares = ", ".join(f"{name} {seconds / max(1, total.pictures):.1f}" for name, seconds in spent.items())
    print(f"processor seconds a picture: {total.seconds / max(1, total.pictures):.1f} (of which {shares})")
    print(
        f"silent errors {total.silent}; recall on clean scans of 200 dpi {kinds[CLEAN].recall:.2%} "
        f"(asked {LEAST_CLEAN:.0%}), on all {total.recall:.2%} (asked {LEAST_ALL:.0%})"
    )
    return 1 if total.silent or total.recall < LEAST_ALL else 0


def show(scan: ScanId) -> int:
    """Print one case: what of it was missed or wrong."""
    case, pictures = build(scan)
    recogniser = recogniser_of(engines_of("auto"))
    assert recogniser is not None
    judgement, rejected = judge(case, recogniser)
    print(
        f"{scan}: {hashlib.sha256(case.data).hexdigest()[:12]}, {pictures} pictures, {len(case.data)} bytes {rejected}"
    )
    for line in [
        *(f"silent: {error}" for error in judgement.silent),
        *(f"missed: {cell}" for cell in judgement.missed),
    ]:
        print(line)
    return 1 if judgement.silent else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.truth.scans", description=__doc__)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", default="", help="those whose name begins so")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--alone", type=int, default=0, metavar="N", help="each engine alone too, on every Nth document"
    )
    parser.add_argument("--case", help="print one case")
    options = parser.parse_args(arguments)
    if CHROMIUM is None:
        raise SystemExit("Chromium is not installed, which prints the reports")
    if options.case:
        return show(ScanId.parse(options.case))
    return run(plan(options.documents, options.seed, options.kind), options.workers, alone=options.alone)


if __name__ == "__main__":
    sys.exit(main())
