"""Shadow reading: every report is read by the short ways and by the general way alone, and must give the same.

`python -m tests.truth.short_ways [--reports N] [--seed S]` reads the real reports and the cases where they lie beside
this checkout, the demonstration reports, the texts of `tests/cases` and N generated ones of all formats and damages;
it prints what differs and how often the short ways were taken, and exits with 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from unittest.mock import patch

from tests.truth.accuracy import draw_sample, plan_cases
from tests.truth.case import CaseId, build_case
from tests.truth.snapshot import FOLDERS, ROOT
from transforms.archives import unpack
from transforms.limits import DEFAULT_LIMITS
from transforms.placement.plain import read_plain_rows
from transforms.report import Reading, read_member, read_report
from transforms.stream import Cell, Token, whole_cells
from transforms.stream.tokens import search_tokens


@contextmanager
def general_way_alone() -> Iterator[None]:
    """Read without the short ways."""
    with (
        patch("transforms.report.read_tokens", search_tokens),
        patch("transforms.placement.facts.read_plain_rows", lambda *_: None),
    ):
        yield


@dataclass
class Taken:
    """How often the short ways were taken: cells of all, tables of all that have rows."""

    cells: int = 0
    all_cells: int = 0
    tables: int = 0
    all_tables: int = 0

    def __str__(self) -> str:
        return f"{self.cells} of {self.all_cells} cells, {self.tables} of {self.all_tables} tables"


@contextmanager
def count_taken() -> Iterator[Taken]:
    """Count the short ways that are taken meanwhile."""
    taken = Taken()
    tokens_of, read_tokens = whole_cells._tokens_of, whole_cells.read_tokens

    def count_tokens(rows: Sequence[whole_cells._Row]) -> list[Token] | None:
        tokens = tokens_of(rows)
        taken.cells += sum(len(row.cells) for row in rows) if tokens is not None else 0
        return tokens

    def count_cells(cells: Sequence[Cell]) -> list[Token]:
        taken.all_cells += len(cells)
        return read_tokens(cells)

    def count_tables(*given: object) -> object:
        rows = read_plain_rows(*given)  # type: ignore[arg-type]
        taken.tables += rows is not None
        taken.all_tables += 1
        return rows

    with (
        patch("transforms.stream.whole_cells._tokens_of", count_tokens),
        patch(
            "transforms.report.read_tokens",
            lambda cells, *known: read_tokens(cells, *known) if known else count_cells(cells),
        ),
        patch("transforms.placement.facts.read_plain_rows", count_tables),
    ):
        yield taken


def read_generally(data: bytes, path: str) -> Reading:
    """A file as the general way reads it."""
    with general_way_alone():
        return read_report(data, path)


def kept_files() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the real reports, the cases and the demonstration reports, archives as their members."""
    for kind, folder in FOLDERS.items():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            for member in unpack(path.read_bytes(), path.name, DEFAULT_LIMITS):
                if read_member(member).report is not None and member.data is not None:
                    yield f"{kind} {member.name}", member.data


def kept_texts() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of the texts of the cases that the tests of the rooms share."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text("utf-8"))):
            original = case["original"]
            if not isinstance(original, dict):
                text = original if isinstance(original, str) else "\n".join(map(str, original))
                yield f"{path.stem} {number}", text.encode("utf-8", "surrogatepass")


def generated(reports: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of generated reports of every format, layout and damage in turn."""
    for case_id in draw_sample(plan_cases(reports, seed), reports, seed):
        yield str(case_id), build_case(case_id).data


def undamaged(layout: str, seed: str) -> bytes:
    """A generated report without any damage."""
    return build_case(CaseId(layout, ("none",), seed)).data


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.truth.short_ways", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    outcomes: Counter[str] = Counter()
    with count_taken() as taken:
        for name, data in chain(kept_files(), kept_texts(), generated(options.reports, options.seed)):
            short = read_report(data, "report.txt")
            outcomes["read"] += 1
            if short != read_generally(data, "report.txt"):
                outcomes["different"] += 1
                print(f"different: {name}")
    print(f"{outcomes['read']} reports, {outcomes['different']} different; short ways: {taken}")
    return 1 if outcomes["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
