"""Runs whose stage is in S3 too."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import flows.storage.objects
from flows.errors import RunError
from flows.state.paths import stage_folder
from tests.flows.inputs import NOTICE
from tests.flows.nights import REPORTS, facts, last_counts
from tests.flows.pipeline import ingest_here
from tests.flows.s3_server import Bucket


def segments_there(bucket: Bucket) -> set[str]:
    return {key.split("/")[1] for key in bucket.list_keys("stage/") if key.endswith("/segment.json")}


def segments_here(warehouse: Path) -> set[str]:
    return {path.name for path in stage_folder(warehouse).iterdir()}


def test_a_machine_that_takes_over_reads_nothing_again(bucket: Bucket, raw: Path, tmp_path: Path) -> None:
    here, there, url = tmp_path / "here" / "a.duckdb", tmp_path / "there" / "a.duckdb", bucket.url("stage")
    for folder in (here.parent, there.parent):
        folder.mkdir()
    ingest_here(raw, here, stage=url)
    with pytest.raises(RunError, match=r"another warehouse's .*here.*owner\.json"):
        ingest_here(raw, there, stage=url)
    bucket.remove("stage/owner.json")
    ingest_here(raw, there, stage=url)
    assert last_counts(there)[6] == 0
    assert facts(there) == facts(here)
    (raw / "newer.txt").write_bytes(REPORTS[4])
    with pytest.raises(RunError, match="another warehouse's"):
        ingest_here(raw, here, stage=url)
    ingest_here(raw, there, stage=url)
    assert (last_counts(there)[6], segments_there(bucket)) == (1, segments_here(there))


def test_segments_that_became_one_go_from_there_too(
    bucket: Bucket, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 2)
    ingest_here(raw, warehouse, batch_size=1, stage=bucket.url("stage"))
    assert segments_there(bucket) == segments_here(warehouse)
    assert len(segments_there(bucket)) == 1


def test_a_segment_that_is_damaged_here_is_healed_from_there(bucket: Bucket, raw: Path, warehouse: Path) -> None:
    """Its file may be gone, so that nobody could read it again."""
    ingest_here(raw, warehouse, batch_size=1, stage=bucket.url("stage"))
    before = facts(warehouse)
    for path in stage_folder(warehouse).glob("*/readings.0.parquet"):
        path.write_bytes(b"")
    (raw / "report 0.txt").unlink()
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    ingest_here(raw, warehouse, stage=bucket.url("stage"))
    assert last_counts(warehouse)[6] == 1
    assert facts(warehouse)["fact_request"] == before["fact_request"]


def test_what_could_not_be_brought_there_is_brought_by_a_night_without_news(
    bucket: Bucket, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(url: str, stage: Path) -> None:
        raise OSError(5, "no room")

    with monkeypatch.context() as patched:
        patched.setattr("flows.stage.remote.mirror_segments", fail)
        ingest_here(raw, warehouse, stage=bucket.url("stage"))
    assert "lacks what was read" in caplog.text and not segments_there(bucket)
    ingest_here(raw, warehouse, stage=bucket.url("stage"))
    assert segments_there(bucket) == segments_here(warehouse)


def test_a_night_without_news_asks_nothing_of_s3(
    bucket: Bucket, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_here(raw, warehouse, stage=bucket.url("stage"))
    with monkeypatch.context() as patched:
        patched.setattr("flows.storage.objects._client", lambda: pytest.fail("it was asked"))
        ingest_here(raw, warehouse, stage=bucket.url("stage"))


def test_a_stage_that_is_away_stops_the_run(
    bucket: Bucket, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(warehouse.parent, ignore_errors=True)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    flows.storage.objects._client.cache_clear()
    with pytest.raises(RunError, match="cannot be used"):
        ingest_here(raw, warehouse, stage=bucket.url("stage"))
    assert not warehouse.exists()


def test_what_a_night_without_news_imports_has_no_polars() -> None:
    code = "import sys, flows.runs.compare, flows.runs.quiet, flows.runs.summary; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
