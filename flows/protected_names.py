"""Declare the division names that a conversion to simplified script would change.

`python -m flows.protected_names FOLDER > transforms/knowledge/protected_names.csv`, where FOLDER is `dist/` of the npm
package china-division 2.7.0 (MIT), the statistical divisions of 2023 down to townships. It is run when either the list
of divisions or OpenCC changes; nothing of a run depends on it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from transforms.script import convert, simplify

_FILES = ("provinces", "cities", "areas", "streets")
_TO_TRADITIONAL = ("s2t", "s2tw", "s2hk")
# Names that are no division but lie in many reports of one: a street of Nanjing.
_MORE_NAMES = ("昇州路",)


def read_names(folder: Path) -> list[str]:
    """The names of all divisions in the package's CSV files, each once."""
    names = dict.fromkeys(_MORE_NAMES)
    for name in _FILES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            names |= dict.fromkeys(row["name"] for row in csv.DictReader(stream))
    return list(names)


def protect_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs (name as a page may write it, official name) of the names that would not come out as they are.

    >>> list(protect_names(["乾务镇", "长沙县"]))
    [('乾务镇', '乾务镇'), ('乾務鎮', '乾务镇')]
    """
    for name in names:
        for written in dict.fromkeys((name, *(convert(config, name) for config in _TO_TRADITIONAL))):
            if simplify(written) != name:
                yield written, name


def main() -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("written_zh", "name_zh"))
    writer.writerows(protect_names(read_names(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
