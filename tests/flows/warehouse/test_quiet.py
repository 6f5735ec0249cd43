"""A run that finds nothing new carries the last version on."""

from __future__ import annotations

from pathlib import Path

from tests.flows.nights import last_counts
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query


def test_a_quiet_run_notes_what_was_touched(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    (raw / "report 1.txt").touch()
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 0
    [(modified,)] = query(warehouse, "SELECT modified_ns FROM source_file WHERE source_path = 'report 1.txt'")
    assert modified == (raw / "report 1.txt").stat().st_mtime_ns
