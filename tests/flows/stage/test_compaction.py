"""A stage of many segments becomes one of few, which says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.state.paths import stage_folder
from tests.flows.nights import REPORTS, facts, last_counts
from tests.flows.pipeline import ingest_here


def test_many_segments_become_one_that_says_the_same(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse, batch_size=1)
    assert len(list(stage_folder(warehouse).iterdir())) == 5
    before = facts(warehouse)
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 3)
    (raw / "report 2.txt").unlink()
    ingest_here(raw, warehouse, prune=True)
    assert len(list(stage_folder(warehouse).iterdir())) == 1
    (raw / "report 2.txt").write_bytes(REPORTS[2])
    ingest_here(raw, warehouse, rebuild="stage")
    assert last_counts(warehouse)[6] == 1
    assert facts(warehouse) == before
