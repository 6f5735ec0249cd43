"""Reads files that chance has damaged, and counts what is not as it must be.

`python -m tests.fuzz [--inputs N] [--seed S] [--processes P]`; `--show NUMBER` writes one input to standard
output. An input that raises, ends its process, hangs, gives neither report nor rejection, or takes ten seconds
of processor time is printed with its number. The exit status is 1 where there is any.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from tests.fuzz.seeds import make_seeds
from tests.fuzz.trial import SOUND, make_input, run_trials

_BATCH = 200


def run(inputs: int, seed: int, processes: int) -> int:
    """Try so many inputs and tell what came of them; the exit status."""
    batches = [range(start, min(start + _BATCH, inputs)) for start in range(0, inputs, _BATCH)]
    counts: Counter[tuple[str, str]] = Counter()
    seconds: dict[str, float] = defaultdict(float)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for trials in pool.map(partial(run_trials, seed), batches):
            for trial in trials:
                counts[trial.name, trial.outcome] += 1
                seconds[trial.name] += trial.seconds
                if trial.outcome not in SOUND:
                    print(
                        f"{trial.name} #{trial.number}: {trial.outcome} {trial.seconds:.1f} s", trial.detail, flush=True
                    )
    for name in sorted(seconds):
        told = ", ".join(f"{outcome} {count:,}" for (of, outcome), count in sorted(counts.items()) if of == name)
        print(f"{name:<16}{told}; {seconds[name]:.0f} s of processor time")
    faults = sum(count for (_, outcome), count in counts.items() if outcome not in SOUND)
    print(f"{sum(counts.values()):,} inputs of seed {seed}: {faults} at fault")
    return 1 if faults or sum(counts.values()) != inputs else 0


def main(words: Sequence[str] | None = None) -> int:
    """As the module's docstring says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--show", type=int)
    given = parser.parse_args(words)
    if given.show is not None:
        sys.stdout.buffer.write(make_input(make_seeds(given.seed), given.seed, given.show)[1])
        return 0
    return run(given.inputs, given.seed, given.processes)


if __name__ == "__main__":
    sys.exit(main())
