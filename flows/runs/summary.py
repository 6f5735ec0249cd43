"""What a run tells at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.language import said
from flows.raw import Changes, changes_by_kind
from flows.versions import Totals
from flows.words import pad_text, with_parts
from transforms.language import Pair
from transforms.text import without_commands

_QUARANTINED, _CELLS, _FINDINGS = Pair("隔离", "quarantined"), Pair("单元格", "cells"), Pair("疑点", "findings")

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


def shorten_path(path: Place) -> str:
    """A path from the working directory where it lies below it, else in full."""
    if isinstance(path, str):
        return path
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _loaded_lines(counts: LoadCounts) -> Iterator[tuple[Pair, str]]:
    if counts.members:
        yield Pair("压缩包成员", "in archives"), f"{counts.members:,}"
    yield Pair("装入报告", "reports loaded"), with_parts(sum(counts.statuses.values()), counts.statuses)
    yield _QUARANTINED, with_parts(sum(counts.quarantined.values()), counts.quarantined)
    yield _CELLS, f"{counts.cells:,}"
    yield _FINDINGS, with_parts(sum(counts.findings.values()), counts.findings)


def summary_lines(summary: Summary) -> Iterator[tuple[Pair, str]]:
    """(what, how many) in the order in which they are shown."""
    counts = summary.counts
    files = summary.changes.files_seen if isinstance(counts, Totals) else counts.files
    yield Pair("发现文件", "files seen"), with_parts(files, changes_by_kind(summary.changes))
    if summary.left_out:
        yield (
            Pair("未读取", "left out"),
            Pair(
                "示范文件{count:,}个，因为现有或曾有其他文件",
                "{count:,} files of the demonstration, as there are or were others",
                count=summary.left_out,
            ),
        )
    yield Pair("读取文件", "files read"), f"{summary.files_read:,}"
    if isinstance(counts, Totals):
        yield Pair("报告", "reports"), Pair("{count:,}，与之前相同", "{count:,}, as before", count=counts.reports)
        yield _QUARANTINED, f"{counts.quarantined:,}"
        yield _CELLS, f"{counts.cells:,}"
        yield _FINDINGS, f"{counts.findings:,}"
    else:
        yield from _loaded_lines(counts)
    for path in summary.gazetteers:
        yield Pair("区划名录", "gazetteer"), shorten_path(path)
    yield Pair("用时", "time"), Pair("{seconds:.1f} 秒", "{seconds:.1f} s", seconds=summary.seconds)
    yield Pair("仓库", "warehouse"), shorten_path(summary.warehouse)


def print_summary(summary: Summary, console: Console) -> None:
    """Print the summary, one line a number."""
    for what, number in summary_lines(summary):
        line = without_commands(f"{pad_text(said(what), 16)}{said(number)}")
        console.print(line, markup=False, highlight=False, soft_wrap=True)
