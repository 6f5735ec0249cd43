"""What is staged of a batch, above all where the frames of a report cannot be built."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

import flows.reading.staged
from flows.reading.batch import read_batch
from flows.reading.jobs import Batch, ReadJob
from tests.flows.inputs import DEMO
from tests.flows.pipeline import ingest_here, staged, staged_reasons
from tests.flows.reading.demo_files import demo_files
from tests.flows.rows import read_content
from transforms.frames import build_frames
from transforms.report import Reading


def test_frames_that_one_report_breaks_are_built_of_the_others(job: ReadJob, monkeypatch: pytest.MonkeyPatch) -> None:
    files = demo_files()

    def build_or_fail(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
        if any(reading.name == files[0].name for reading in readings):
            raise ValueError("a row that breaks its schema")
        return build_frames(readings)

    monkeypatch.setattr(flows.reading.staged, "build_frames", build_or_fail)
    assert read_batch(Batch("000001", files), job).reports == 2
    assert staged_reasons(job) == {files[0].name: "internal_error"}
    assert staged(job, "report")["source_sha256"].to_list() == [file.sha256 for file in files[1:]]


def test_a_batch_of_which_nothing_can_be_built_is_rejected_whole(job: ReadJob, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(readings: Sequence[Reading]) -> dict[str, pl.DataFrame]:
        if readings:
            raise ValueError("broken")
        return {}

    monkeypatch.setattr(flows.reading.staged, "build_frames", fail)
    files = demo_files()
    assert read_batch(Batch("000001", files), job).rejected == len(files)
    assert set(staged_reasons(job).values()) == {"internal_error"}


def test_batches_and_their_order_make_no_difference_to_what_is_loaded(tmp_path: Path) -> None:
    whole, pieces = tmp_path / "whole.duckdb", tmp_path / "pieces.duckdb"
    ingest_here(DEMO, whole, batch_size=100)
    ingest_here(DEMO, pieces, batch_size=1, last_first=True)
    assert read_content(pieces) == read_content(whole)
