"""What a run tells at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.raw import Changes, changes_by_kind
from flows.versions import Totals

if TYPE_CHECKING:
    from flows.storage import Place
    from flows.warehouse import LoadCounts


@dataclass(frozen=True, slots=True)
class Summary:
    """A completed run in numbers. `counts` are those of what it built, or the totals of the version that it left.

    `seconds` are those of the run itself, without the start of Prefect.

    `changes` compare the files with those of the run before; of those that were not read, the reading of an earlier run
    was used. `left_out` are files of the demonstration, which is not read beside others.
    """

    run_id: str
    warehouse: Path
    gazetteers: tuple[Place, ...]
    counts: LoadCounts | Totals
    seconds: float
    changes: Changes = field(default_factory=Changes)
    files_read: int = 0
    left_out: int = 0


def format_counts(counts: Mapping[str, int]) -> str:
    """Counts in one line, such as `3 current, 1 duplicate`.

    >>> format_counts({"current": 1_200, "duplicate": 1})
    '1,200 current, 1 duplicate'
    """
    return ", ".join(f"{count:,} {code}" for code, count in counts.items())


def _with_parts(total: int, parts: Mapping[str, int]) -> str:
    return f"{total:,} ({format_counts(parts)})" if parts else f"{total:,}"


def shorten_path(path: Place) -> str:
    """A path from the working directory where it lies below it, else in full."""
    if isinstance(path, str):
        return path
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _loaded_lines(counts: LoadCounts) -> Iterator[tuple[str, str]]:
    if counts.members:
        yield "in archives", f"{counts.members:,}"
    yield "reports loaded", _with_parts(sum(counts.statuses.values()), counts.statuses)
    yield "quarantined", _with_parts(sum(counts.quarantined.values()), counts.quarantined)
    yield "cells", f"{counts.cells:,}"
    yield "findings", _with_parts(sum(counts.findings.values()), counts.findings)


def summary_lines(summary: Summary) -> Iterator[tuple[str, str]]:
    """(what, how many) in the order in which they are shown."""
    counts = summary.counts
    files = summary.changes.files_seen if isinstance(counts, Totals) else counts.files
    yield "files seen", _with_parts(files, changes_by_kind(summary.changes))
    if summary.left_out:
        yield "left out", f"{summary.left_out:,} files of the demonstration, as there are or were others"
    yield "files read", f"{summary.files_read:,}"
    if isinstance(counts, Totals):
        yield "reports", f"{counts.reports:,}, as before"
        yield "quarantined", f"{counts.quarantined:,}"
        yield "cells", f"{counts.cells:,}"
        yield "findings", f"{counts.findings:,}"
    else:
        yield from _loaded_lines(counts)
    for path in summary.gazetteers:
        yield "gazetteer", shorten_path(path)
    yield "time", f"{summary.seconds:.1f} s"
    yield "warehouse", shorten_path(summary.warehouse)


def print_summary(summary: Summary, console: Console) -> None:
    """Print the summary, one line a number."""
    for what, number in summary_lines(summary):
        console.print(f"{what:<16}{number}", markup=False, highlight=False, soft_wrap=True)
