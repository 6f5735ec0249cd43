"""Segments: whole or none, found again by what a reading depends on, and left out where damaged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.stage.segments import open_stage
from flows.state.paths import stage_folder
from tests.flows.damages import wrong_fields
from tests.flows.inputs import NOTICE
from tests.flows.nights import facts, last_counts, starve
from tests.flows.pipeline import ingest_here


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("fact_request.0.parquet", flip_a_bit),
        ("fact_request.0.parquet", Path.unlink),
        ("readings.0.parquet", empty),
        ("segment.json", flip_a_bit),
    ],
)
@pytest.mark.usefixtures("first_night")
def test_a_damaged_segment_is_read_again(raw: Path, warehouse: Path, damage: Any, name: str) -> None:
    before = facts(warehouse)
    [path, *_] = sorted(stage_folder(warehouse).glob(f"*/{name}"))
    damage(path)
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    ingest_here(raw, warehouse)
    assert last_counts(warehouse)[6] == 3
    after = facts(warehouse)
    assert {table for table in after if after[table] != before[table]} == {"quarantine"}
    assert not open_stage(stage_folder(warehouse)).damaged


@pytest.mark.usefixtures("first_night")
def test_a_reading_that_was_given_up_hides_no_good_one(
    raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = facts(warehouse)
    monkeypatch.setattr("flows.reading.batch.read_member", starve)
    ingest_here(raw, warehouse, batch_size=1, rebuild="raw")
    assert facts(warehouse) == before


@pytest.mark.usefixtures("first_night")
def test_a_seal_with_a_wrong_value_costs_no_row(warehouse: Path) -> None:
    """A segment counts with all of its files, or not at all: of one that its seal leaves out the rows would go."""
    stage = stage_folder(warehouse)
    whole = open_stage(stage)
    name = min(whole.segments)
    seal = stage / name / "segment.json"
    for content in (*wrong_fields(seal.read_bytes()), b"[" * 100_000):
        seal.write_bytes(content)
        for checked in ((), tuple(whole.segments)):
            files = open_stage(stage, checked).segments.get(name, whole.segments[name])
            assert set(files) == set(whole.segments[name]), content[:1000]


@pytest.mark.usefixtures("first_night")
def test_a_damaged_list_of_readings_is_never_read(warehouse: Path) -> None:
    """Not even of a segment that was checked before: what reads Parquet may break down over it."""
    stage = stage_folder(warehouse)
    whole = open_stage(stage)
    name = min(whole.segments)
    flip_a_bit(stage / name / "readings.0.parquet")
    assert open_stage(stage, tuple(whole.segments)).damaged == (name,)
