"""The rows of the declared CSV files beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a declared CSV file, as it stands in `transforms/knowledge/`."""
    text = (files("transforms.knowledge") / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
