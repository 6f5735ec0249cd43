"""Changes the reader's code in small ways, one at a time, and lists the changes that no test notices.

`python -m tests.mutants [--sample N] [--seed S] [--rooms tables,placement] [--module NAME]` draws the changes by the
seed and tries each against a fast part of the tests. Survivors are printed with their place and their line before and
after. The exit status is 1 where more than one in twenty survives, or where one is noticed that `equivalent.csv` says
no input can tell from the source; 2 where the tests fail on the source as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from random import Random

from tests.mutants.equivalents import Name, read_equivalents
from tests.mutants.operators import Mutation, find_mutations
from tests.mutants.trial import ROOT, Outcome, path_of, run_trials

ROOMS = "tables,placement"
MOST_SURVIVING = 0.05


def mutations_of(rooms: Sequence[str]) -> list[Mutation]:
    """All mutations of the modules of some rooms of the core."""
    paths = [path for room in rooms for path in sorted((ROOT / "transforms" / room).rglob("*.py"))]
    names = [path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in paths]
    modules = [name.removesuffix(".__init__") for name in names]
    return [mutation for name in modules for mutation in find_mutations(name, path_of(name).read_text("utf-8"))]


def draw(mutations: Sequence[Mutation], sample: int, seed: int) -> list[Mutation]:
    """A sample by the seed; what is drawn stays in it when other lines change."""
    return sorted(mutations, key=lambda mutation: Random(f"{seed} {mutation.name}").random())[:sample]


def run(mutations: Sequence[Mutation], sample: int, seed: int, processes: int) -> int:
    """Try a sample of mutations and tell the outcome; the exit status."""
    drawn = draw(mutations, sample, seed)
    baseline = next(run_trials([None], processes=1, seconds=600))
    if baseline.killer:
        print(f"The tests fail on the source as it is: {baseline.killer}", file=sys.stderr)
        return 2
    print(f"{len(drawn)} of {len(mutations)} mutations, seed {seed}; all tests take {baseline.seconds:.0f} s")
    equivalents = read_equivalents()
    outcomes = []
    for outcome in run_trials(drawn, processes=processes, seconds=4 * baseline.seconds + 10):
        outcomes.append(outcome)
        if not outcome.killer and _name(outcome) not in equivalents:
            _print_change("survived", outcome, equivalents)
    return tell(outcomes, equivalents)


def tell(outcomes: Sequence[Outcome], equivalents: Mapping[Name, str]) -> int:
    """Print equivalents and sums; the exit status."""
    listed = [outcome for outcome in outcomes if _name(outcome) in equivalents]
    others = [outcome for outcome in outcomes if _name(outcome) not in equivalents]
    wrong = [outcome for outcome in listed if outcome.killer]
    survivors = [outcome for outcome in others if not outcome.killer]
    for title, group in (("listed as equivalent, but noticed", wrong), ("equivalent", listed)):
        for outcome in group:
            _print_change(title, outcome, equivalents)
    share = len(survivors) / max(len(others), 1)
    print(
        f"\n{len(outcomes)} tried: killed {len(others) - len(survivors)}, survived {len(survivors)} ({share:.1%}), "
        f"equivalent {len(listed) - len(wrong)}, wrongly listed as equivalent {len(wrong)}"
    )
    return 1 if wrong or share > MOST_SURVIVING else 0


def _name(outcome: Outcome) -> Name:
    assert outcome.mutation is not None
    return outcome.mutation.name


def _print_change(title: str, outcome: Outcome, equivalents: Mapping[Name, str]) -> None:
    mutation = outcome.mutation
    assert mutation is not None
    place = path_of(mutation.module).relative_to(ROOT).as_posix()
    print(f"\n{title}: {place}:{mutation.line} {mutation.function}")
    print(f"  - {mutation.before}\n  + {mutation.after}", flush=True)
    if outcome.killer:
        print(f"  by {outcome.killer}")
    if reason := equivalents.get(mutation.name):
        print(f"  {reason}")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=120, help="how many changes to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rooms", default=ROOMS, help="rooms of the core, parted by commas")
    parser.add_argument("--module", default="", help="only modules whose dotted name ends so")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    mutations = [one for one in mutations_of(options.rooms.split(",")) if one.module.endswith(options.module)]
    return run(mutations, options.sample, options.seed, options.processes)


if __name__ == "__main__":
    sys.exit(main())
