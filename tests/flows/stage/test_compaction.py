"""A stage of many segments becomes one of few, which says the same, whenever the run is killed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.stage.compaction import SegmentUse, plan_merges
from flows.stage.segments import open_stage, write_segment
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


def use(*used: int, readings: int = 0) -> list[SegmentUse]:
    return [SegmentUse(str(number), max(readings, one), one) for number, one in enumerate(used)]


def test_only_small_segments_are_merged_into_full_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 3)
    monkeypatch.setattr("flows.stage.compaction.FULL_SEGMENT", 10)
    assert plan_merges(use(10, 4, 12, 5, 6)) == []
    assert plan_merges(use(10, 4, 12, 5, 6, 7, 2)) == [["1", "3", "4"], ["5", "6"]]
    assert plan_merges(use(10, 12, 0, readings=40)) == [["0"], ["1"], ["2"]]


def test_240_000_reports_are_hundreds_of_files() -> None:
    """In batches of 250 as the first night reads them, then 2,000 nights with news of a few files each."""
    segments = _merge(use(*[250] * 960))
    for night in range(2000):
        segments = _merge([*segments, SegmentUse(f"n{night}", 7, 7)])
        assert len(segments) <= 60 + 40 + 4


def _merge(segments: Iterable[SegmentUse]) -> list[SegmentUse]:
    listed = {one.name: one for one in segments}
    for group in plan_merges(listed.values()):
        used = sum(listed.pop(name).used for name in group)
        listed[f"merged {group[0]}"] = SegmentUse(f"merged {group[0]}", used, used)
    return list(listed.values())


@pytest.mark.parametrize("merged", [0, 1, 2])
def test_a_run_killed_between_its_merges_loses_nothing_and_counts_nothing_twice(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, merged: int
) -> None:
    """It is killed when so many of two merged segments stand; the old ones are all there."""
    ingest_here(raw, warehouse, batch_size=1)
    before = facts(warehouse)
    stands = 0

    def stop_before(*given: object, **named: object) -> object:
        nonlocal stands
        if stands == merged:
            raise KeyboardInterrupt
        stands += 1
        return write_segment(*given, **named)  # type: ignore[arg-type]

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 3)
    monkeypatch.setattr("flows.stage.compaction.FULL_SEGMENT", 3)
    with monkeypatch.context() as patch:
        patch.setattr("flows.stage.compaction.write_segment", stop_before)
        patch.setattr("flows.stage.compaction.clean_stage", stop)
        (raw / "report 2.txt").touch()
        ingest_here(raw, warehouse, rebuild="stage")
    folder = stage_folder(warehouse)
    assert len(list(folder.iterdir())) == 5 + merged
    assert len(open_stage(folder).segments) == [5, 3, 2][merged]
    ingest_here(raw, warehouse, rebuild="stage")
    assert last_counts(warehouse)[6] == 0
    assert facts(warehouse) == before


def test_a_night_with_news_is_loaded_beside_reports_of_merged_segments(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The other reports of the body with news lie in a segment that holds rows of several."""
    monkeypatch.setattr("flows.warehouse.incremental.MOST_RENEWED", 2)
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 3)
    ingest_here(raw, warehouse, batch_size=1)
    assert len(list(stage_folder(warehouse).iterdir())) == 1
    (raw / "again.txt").write_bytes(REPORTS[0] + b"\n")
    with caplog.at_level(logging.WARNING, "nianbao"):
        ingest_here(raw, warehouse)
    assert "renewed" not in caplog.text
    renewed = facts(warehouse)
    ingest_here(raw, warehouse, rebuild="stage")
    assert {name: len(rows) for name, rows in facts(warehouse).items()} == {n: len(rows) for n, rows in renewed.items()}
