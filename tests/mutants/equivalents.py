"""Mutations that no input can tell from the source: listed by hand, each with the reason."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

PATH = Path(__file__).with_name("equivalent.csv")
Name = tuple[str, str, str]


def read_equivalents() -> Mapping[Name, str]:
    """The reason by the name of the mutation: module, function, change."""
    with PATH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["module"], row["function"], row["mutation"]): row["reason"] for row in rows}
