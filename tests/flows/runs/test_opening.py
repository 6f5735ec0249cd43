"""The frame of a run: whatever happens in it is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.state.run_log import read_records
from tests.flows.pipeline import ingest_here


def test_a_run_without_a_raw_folder_is_told_and_recorded(raw: Path, warehouse: Path) -> None:
    ingest_here(raw, warehouse)
    with pytest.raises(RunError, match="does not exist"):
        ingest_here(raw.with_name("unmounted"), warehouse)
    assert [record.outcome for record in read_records(warehouse)][-1] == "failed"
