"""Declare the division names that a conversion to simplified script would change.

`python -m flows.maintenance.protected_names > transforms/knowledge/protected_names.csv` takes all names of the national
gazetteer, former ones included. It is run when either the gazetteer or OpenCC changes; nothing of a run depends on it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator

from transforms.identity import Gazetteer, national_gazetteer
from transforms.text import convert, simplify

_TO_TRADITIONAL = ("s2t", "s2tw", "s2hk")
# Names that are no division but lie in many reports of one: a street of Nanjing.
_MORE_NAMES = ("昇州路",)


def list_names(gazetteer: Gazetteer) -> list[str]:
    """The names of all divisions, each once: provinces to townships, then the other names of counties and townships."""
    names = dict.fromkeys(_MORE_NAMES)
    for column in ("province", "prefecture", "county", "township"):
        names |= dict.fromkeys(gazetteer.frame[column])
    names |= dict.fromkeys(name for name, _ in gazetteer.county_names)
    names |= dict.fromkeys(entry.name for entry in gazetteer.township_names)
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
    writer.writerows(protect_names(list_names(national_gazetteer())))


if __name__ == "__main__":
    main()
