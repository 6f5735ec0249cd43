"""Reads thousands of generated reports and counts what was loaded rightly, confessed, or silently wrong.

`python -m tests.truth.accuracy [--reports N] [--sample N] [--seed S] [--show K]`; `--case ID` prints one case in full.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pool
from random import Random

from tests.truth.case import CaseId, build_case
from tests.truth.damage import Damage, can_combine, suitable_damages
from tests.truth.judge import CRASH, Judgement, judge_cases
from tests.truth.typeset import LAYOUTS, Layout

BATCH = 40
LEAST_RECALL = 0.999


def plan_cases(reports: int, seed: int, only: str = "") -> list[CaseId]:
    """Every layout of text with every damage that suits it, every layout of the other formats undamaged, every damage
    on one layout of each format; then undamaged and doubly damaged ones up to the number asked.

    `only` takes the layouts whose name, or whose file format, begins so, and each of them with every damage.
    """
    layouts = [layout for layout in LAYOUTS.values() if layout.name.startswith(only) or layout.file_format == only]
    if not layouts:
        raise ValueError(f"no layout begins with {only}")
    pairs = [(layout, damage) for layout in layouts for damage in suitable_damages(layout)]
    plan = [
        CaseId(layout.name, (damage.name,), f"{seed}")
        for layout, damage in pairs
        if only or layout.file_format == "text" or damage.name == "none" or _is_turn(layout, damage, layouts, seed)
    ]
    more = _draw_more(seed, layouts)
    while len(plan) < reports:
        plan.append(next(more))
    return plan


def _is_turn(layout: Layout, damage: Damage, layouts: Sequence[Layout], seed: int) -> bool:
    """Whether a damage is done to this layout of its format; the seed and the damage say to which."""
    suitable = [one for one in layouts if one.file_format == layout.file_format and damage.suits(one)]
    return layout is Random(f"{seed} {damage.name}").choice(suitable)


def _draw_more(seed: int, layouts: list[Layout]) -> Iterator[CaseId]:
    rng = Random(f"plan {seed}")
    count = 0
    while True:
        count += 1
        layout = layouts[count % len(layouts)]
        yield CaseId(layout.name, ("none",), f"{seed}.{count}")
        yield CaseId(layout.name, _draw_pair(rng, layout), f"{seed}.{count}")
        yield CaseId(layout.name, (rng.choice(suitable_damages(layout)[1:]).name,), f"{seed}.{count}")


def _draw_pair(rng: Random, layout: Layout) -> tuple[str, str]:
    first: Damage
    second: Damage
    while True:
        first, second = rng.sample(suitable_damages(layout), 2)
        if can_combine(first, second):
            return first.name, second.name


@dataclass
class Tally:
    """Counts over the reports of one class."""

    reports: int = 0
    cells: int = 0
    demanded: int = 0
    recalled: int = 0
    silent: int = 0
    bonus: int = 0
    notes: Counter[str] = field(default_factory=Counter)

    def add(self, judgement: Judgement) -> None:
        self.reports += 1
        self.cells += judgement.cells
        self.demanded += judgement.demanded
        self.recalled += judgement.recalled
        self.silent += len(judgement.silent)
        self.bonus += judgement.bonus
        self.notes.update(judgement.notes)

    @property
    def crashes(self) -> int:
        return sum(count for note, count in self.notes.items() if note.startswith(CRASH))

    @property
    def recall(self) -> float:
        return self.recalled / self.demanded if self.demanded else 1.0


def _judge_batch(case_ids: list[CaseId]) -> list[Judgement]:
    return judge_cases([build_case(case_id) for case_id in case_ids])


def judge_plan(plan: list[CaseId], workers: int) -> Iterator[Judgement]:
    batches = [plan[start : start + BATCH] for start in range(0, len(plan), BATCH)]
    if workers < 2:
        for batch in batches:
            yield from _judge_batch(batch)
        return
    with Pool(workers) as pool:
        for judgements in pool.imap(_judge_batch, batches):
            yield from judgements


def _damage_class(case_id: CaseId) -> str:
    return case_id.damages[0] if len(case_id.damages) == 1 else "two damages"


def _print_table(title: str, tallies: dict[str, Tally]) -> None:
    print(f"\n{title:<40}{'reports':>8}{'cells':>9}{'demanded':>10}{'recall':>9}{'beyond':>8}{'silent':>8}  notes")
    for name, tally in tallies.items():
        notes = ", ".join(f"{note} {count}" for note, count in sorted(tally.notes.items()))
        print(
            f"{name:<40}{tally.reports:>8}{tally.cells:>9}{tally.demanded:>10}{tally.recall:>9.2%}"
            f"{tally.bonus:>8}{tally.silent:>8}  {notes}".rstrip()
        )


def _used(tallies: dict[str, Tally]) -> dict[str, Tally]:
    return {name: tally for name, tally in tallies.items() if tally.reports}


def draw_sample(plan: list[CaseId], sample: int, seed: int) -> list[CaseId]:
    """So many cases of a plan, drawn by the seed, in the plan's order; all of them for 0."""
    if not 0 < sample < len(plan):
        return plan
    return [plan[index] for index in sorted(Random(f"sample {seed}").sample(range(len(plan)), sample))]


def run(plan: list[CaseId], show: int, workers: int) -> int:
    """Print the tables and return the exit status: 1 on a silent error, or where undamaged layouts lose values."""
    undamaged: dict[str, Tally] = {name: Tally() for name in LAYOUTS}
    layouts: dict[str, Tally] = {name: Tally() for name in LAYOUTS}
    damages: dict[str, Tally] = {}
    makes: dict[str, Tally] = {}
    easy, total = Tally(), Tally()
    wrong: dict[CaseId, list[str]] = {}
    for judgement in judge_plan(plan, workers):
        case_id = judgement.id
        make = f"{judgement.file_format:<12} {judgement.encoding:<10} {judgement.script}"
        groups = [
            total,
            makes.setdefault(make, Tally()),
            layouts[case_id.layout],
            damages.setdefault(_damage_class(case_id), Tally()),
        ]
        if case_id.damages == ("none",):
            groups.append(undamaged[case_id.layout])
            groups += [] if LAYOUTS[case_id.layout].is_hard else [easy]
        for tally in groups:
            tally.add(judgement)
        if errors := [*judgement.silent, *(note for note in judgement.notes if note.startswith(CRASH))]:
            wrong[case_id] = errors
    _print_table("undamaged layout", {**_used(undamaged), "all but hard layouts": easy})
    _print_table("layout, any damage", _used(layouts))
    _print_table("format, encoding and script", dict(sorted(makes.items())))
    _print_table("damage, any layout", {**damages, "all": total})
    for case_id, errors in list(wrong.items())[:show]:
        print(f"\n{len(errors)} wrong: --case '{case_id}'")
        print("\n".join(f"  {error}" for error in errors[:3]))
    is_good = not total.silent and not total.crashes and easy.recall >= LEAST_RECALL
    print(f"\nsilent errors {total.silent}, crashes {total.crashes}; ", end="")
    print(f"recall on undamaged layouts {easy.recall:.3%}, on all {total.recall:.3%}")
    return 0 if is_good else 1


def show_case(text: str) -> int:
    """Print one case: its page, and every cell that was loaded wrongly or not at all though it could have been."""
    case = build_case(CaseId.parse(text))
    judgement = judge_cases([case])[0]
    figures = case.page.document.figures
    print(case.text.replace("\t", "→").replace("\f", "␌"))
    print(f"\n{case.id}: {case.encoding}, form {case.form}, {case.year}, {figures.regime}, blanks {figures.blank_mode}")
    print(f"slip {figures.slip}; notes {dict(judgement.notes)}")
    for line in [
        *(f"silent: {error}" for error in judgement.silent),
        *(f"missed: {cell}" for cell in judgement.missed),
    ]:
        print(line)
    return 1 if judgement.silent else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.truth.accuracy", description=__doc__)
    parser.add_argument("--reports", type=int, default=4000, help="how many reports to read, at least every class once")
    parser.add_argument("--sample", type=int, default=0, help="how many of them to draw and read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20, help="of how many wrong cases to print the first errors")
    parser.add_argument("--only", default="", metavar="NAME", help="a file format, or what names of layouts begin with")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--case", help="print one case, as named by a silent error")
    parser.add_argument("--tools", nargs=argparse.REMAINDER, help="the bench with tools, with the options that follow")
    options = parser.parse_args(arguments)
    if options.tools is not None:
        from tests.truth.tools.__main__ import main as run_tools

        return run_tools(options.tools)
    if options.case:
        return show_case(options.case)
    plan = plan_cases(options.reports, options.seed, options.only)
    return run(draw_sample(plan, options.sample, options.seed), options.show, options.workers)


if __name__ == "__main__":
    sys.exit(main())
