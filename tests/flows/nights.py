"""Nights in a row over one raw folder, and what they leave in the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.state.run_log import read_records
from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query, read_content
from transforms.archives import Member
from transforms.report import Reading, read_member

REPORTS = [path.read_bytes() for path in sorted(DEMO.glob("*-20*.txt"))]
COUNTS = "files_seen, files_new, files_changed, files_moved, files_unchanged, files_missing, files_read"
OF_THE_RUN = ("ingest_run", "source_file", "report_file", "quality_finding")


def last_counts(warehouse: Path) -> tuple[int, ...]:
    """The counts of the last run, in the order of `COUNTS`: of one that built, as the version has them too."""
    record = read_records(warehouse)[-1]
    counts = tuple(record.counts[name] for name in COUNTS.split(", "))
    if record.outcome == "published":
        assert counts == query(warehouse, f"SELECT {COUNTS} FROM ingest_run ORDER BY started_at, run_id")[-1]
    return counts


def facts(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those that tell of the runs and paths."""
    return {table: rows for table, rows in read_content(warehouse).items() if table not in OF_THE_RUN}


def from_nothing(raw: Path, folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a run without any past makes of the raw folder."""
    ingest_here(raw, folder / "fresh.duckdb")
    return facts(folder / "fresh.duckdb")


def starve(member: Member, **options: Any) -> Reading:
    """Read what needs no memory, and lack memory for all else."""
    if member.rejection is None:
        raise MemoryError
    return read_member(member, **options)
