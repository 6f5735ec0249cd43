"""The stage in S3: segments go there and come from there whole, once, and go with those of the run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows.stage.remote import fetch_segments, is_sealed, mirror_segments, push_segment
from flows.stage.segments import open_stage
from flows.state.paths import stage_folder
from tests.flows.inputs import NOTICE
from tests.flows.nights import REPORTS, facts, last_counts
from tests.flows.pipeline import ingest_here
from tests.flows.s3_server import Bucket


@pytest.fixture
def segment(raw: Path, warehouse: Path, first_night: None) -> Path:
    """A segment of a run."""
    [folder, *_] = sorted(stage_folder(warehouse).iterdir())
    return folder


def fetched(bucket: Bucket, folder: Path) -> Path:
    """A new stage with what that of the bucket has."""
    (folder / "stage").mkdir(parents=True)
    fetch_segments(bucket.url("stage"), folder / "stage", folder / "work")
    return folder / "stage"


def test_a_segment_goes_there_and_back(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    assert is_sealed(bucket.url("stage"), segment.name) and not is_sealed(bucket.url("stage"), "other")
    stage = open_stage(fetched(bucket, tmp_path / "there"))
    assert list(stage.segments) == [segment.name] and not stage.damaged
    assert dict(stage.readings) == {
        key: reading for key, reading in open_stage(segment.parent).readings.items() if reading.segment == segment.name
    }


def test_of_two_that_read_the_same_the_first_stays(bucket: Bucket, segment: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    before = bucket.list_keys()
    push_segment(bucket.url("stage"), segment)
    assert bucket.list_keys() == before


def test_half_a_segment_counts_for_nothing(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    bucket.remove(f"stage/{segment.name}/segment.json")
    assert list(fetched(bucket, tmp_path / "there").iterdir()) == []
    push_segment(bucket.url("stage"), segment)  # by the worker that reads the batch again
    assert list(open_stage(fetched(bucket, tmp_path / "again")).segments) == [segment.name]


def test_a_damaged_copy_is_noticed(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    [key, *_] = [key for key in bucket.list_keys() if key.endswith(".parquet")]
    bucket.put({key: bucket.get(key)[:-1] + b"!"})
    assert open_stage(fetched(bucket, tmp_path / "there")).damaged == (segment.name,)


@pytest.mark.parametrize("files", [{"../../out": "x"}, {"/tmp/out": "x"}])
def test_a_seal_that_names_files_elsewhere_is_not_followed(
    bucket: Bucket, tmp_path: Path, files: dict[str, str]
) -> None:
    from flows.stage.segments import stage_format

    seal = {"format": stage_format(), "replaces": [], "files": files, "copy": "1"}
    bucket.put({"stage/bad/segment.json": json.dumps(seal).encode(), "stage/../segment.json": b"{}"})
    assert list(fetched(bucket, tmp_path / "there").iterdir()) == []
    assert not (tmp_path / "there" / "out").exists()


def test_the_mirror_has_what_the_stage_has(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    stage = shutil.copytree(segment.parent, tmp_path / "stage")
    known = fetch_segments(bucket.url("stage"), stage, tmp_path / "work")
    mirror_segments(bucket.url("stage"), stage, known)
    assert {path.name for path in fetched(bucket, tmp_path / "all").iterdir()} == {
        path.name for path in stage.iterdir()
    }
    known = fetch_segments(bucket.url("stage"), stage, tmp_path / "work")
    (stage / segment.name).rename(stage / "other")
    other_run = shutil.copytree(segment, tmp_path / "of-another-run")
    push_segment(bucket.url("stage"), other_run)
    mirror_segments(bucket.url("stage"), stage, known)
    there = {key.split("/")[1] for key in bucket.list_keys("stage/")}
    assert there == {path.name for path in stage.iterdir()} | {"of-another-run"}


def test_a_machine_without_a_state_starts_from_the_stage(bucket: Bucket, raw: Path, tmp_path: Path) -> None:
    here, there, url = tmp_path / "here" / "a.duckdb", tmp_path / "there" / "a.duckdb", bucket.url("stage")
    for folder in (here.parent, there.parent):
        folder.mkdir()
    ingest_here(raw, here, stage=url)
    ingest_here(raw, there, stage=url)
    assert last_counts(there)[6] == 0  # nothing was read again
    assert facts(there) == facts(here)
    (raw / "new.txt").write_text(NOTICE + "!", "utf-8")
    (raw / "newer.txt").write_bytes(REPORTS[4])
    ingest_here(raw, there, stage=url)
    ingest_here(raw, here, stage=url)
    assert (last_counts(there)[6], last_counts(here)[6]) == (2, 0)
    assert facts(there) == facts(here)


def test_segments_that_became_one_go_from_there_too(
    bucket: Bucket, raw: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.stage.compaction.MOST_SEGMENTS", 2)
    ingest_here(raw, warehouse, batch_size=1, stage=bucket.url("stage"))
    there = {key.split("/")[1] for key in bucket.list_keys("stage/")}
    assert there == {path.name for path in stage_folder(warehouse).iterdir()}
    assert len(there) == 1
