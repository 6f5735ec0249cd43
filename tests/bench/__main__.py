"""Prints what nianbao costs: `python -m tests.bench [PART ...] [options]`; without a part, all but that of a cluster.

Ratios within one run are steadier than seconds, and mean the same on every machine. Nothing here fails on a time.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

REPORTS = 20_000


def main(arguments: list[str] | None = None) -> int:
    # Not above: the workers import this module before they are prepared, and polars counts its threads when imported.
    from tests.bench import cluster, core, growth, nightly, warehouse
    from tests.bench.workplace import workplace

    parts = {"core": core, "warehouse": warehouse, "nightly": nightly, "growth": growth, "cluster": cluster}
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(parts)}; all but cluster by default"
    )
    parser.add_argument("--reports", "--large", type=int, default=REPORTS, help="all but core: reports of the corpus")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="warehouse, nightly: folder for the corpus, which is not written again, and what was read of it",
    )
    for part in parts.values():
        part.add_options(parser)
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    if "cluster" in options.parts and len(options.parts) > 1:
        parser.error("the part cluster has packages of its own, and goes without other parts")
    with workplace(options.keep) as options.folder:
        for name in options.parts or [part for part in parts if part != "cluster"]:
            parts[name].run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
