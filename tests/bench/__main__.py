"""Prints what nianbao costs, part by part: `python -m tests.bench [PART ...] [options]`; without a part, all of them.

Ratios within one run are steadier than seconds, and mean the same on every machine. Nothing here fails on a time.
"""

from __future__ import annotations

import argparse
import sys

from tests.bench import core, warehouse

PARTS = {"core": core, "warehouse": warehouse}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)}; all by default")
    for part in PARTS.values():
        part.add_options(parser)
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for name in options.parts or PARTS:
        PARTS[name].run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
