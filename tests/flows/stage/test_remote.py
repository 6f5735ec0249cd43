"""The stage in S3: segments go there and come from there whole, once, and go with those of the run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import flows.stage.remote
from flows.stage.remote import claim_stage, fetch_segments, is_sealed, mirror_segments, push_segment
from flows.stage.segments import open_stage, stage_format
from flows.state.paths import stage_folder
from tests.flows.s3_server import Bucket

NAME = "20240131T020000Z-000000000000-000001"


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


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_segment_goes_there_and_back(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    assert is_sealed(bucket.url("stage"), segment.name) and not is_sealed(bucket.url("stage"), NAME)
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


def test_a_seal_whose_answer_was_lost_keeps_its_files(
    bucket: Bucket, segment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = flows.stage.remote.create_object  # type: ignore[attr-defined]

    def lose_the_answer(url: str, content: bytes) -> bool:
        assert create(url, content)
        return bool(create(url, content))

    monkeypatch.setattr("flows.stage.remote.create_object", lose_the_answer)
    push_segment(bucket.url("stage"), segment)
    assert list(open_stage(fetched(bucket, tmp_path / "there")).segments) == [segment.name]


def test_half_a_segment_counts_for_nothing(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    bucket.remove(f"stage/{segment.name}/segment.json")
    assert names_in(fetched(bucket, tmp_path / "there")) == set()
    push_segment(bucket.url("stage"), segment)  # by the worker that reads the batch again
    again = fetched(bucket, tmp_path / "again")
    assert list(open_stage(again).segments) == [segment.name]
    mirror_segments(bucket.url("stage"), again)
    assert len(bucket.list_keys()) == len(list(segment.iterdir()))  # what the killed worker left is gone


def test_a_damaged_copy_is_noticed(bucket: Bucket, segment: Path, tmp_path: Path) -> None:
    push_segment(bucket.url("stage"), segment)
    [key, *_] = [key for key in bucket.list_keys() if key.endswith(".parquet")]
    bucket.put({key: bucket.get(key)[:-1] + b"!"})
    assert open_stage(fetched(bucket, tmp_path / "there")).damaged == (segment.name,)


def test_a_copy_that_lacks_a_file_is_left_out(
    bucket: Bucket, segment: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    push_segment(bucket.url("stage"), segment)
    [key, *_] = [key for key in bucket.list_keys() if key.endswith(".parquet")]
    bucket.remove(key)
    assert names_in(fetched(bucket, tmp_path / "there")) == set()
    assert segment.name in caplog.text


def seal_of(**changes: object) -> bytes:
    """A seal that this program may have written, but for the changes."""
    seal = {"format": stage_format(), "replaces": [], "files": {"a.0.parquet": "x"}, "copy": "1"}
    return json.dumps({**seal, **changes}).encode()


@pytest.mark.parametrize(
    "seal",
    [
        b"",
        b"[" * 100_000,
        b"[1]",
        b'{"files": 1, "format": 2, "copy": 3}',
        seal_of(files="ab"),
        json.dumps(
            {"format": stage_format(), "replaces": [], "files": {"../../a.0.parquet": "x"}, "copy": "1"}
        ).encode(),
        seal_of(copy="../x"),
        seal_of(format="another"),
    ],
)
def test_what_this_program_did_not_write_is_left_out_and_left_there(
    bucket: Bucket, tmp_path: Path, seal: bytes
) -> None:
    bucket.put(
        {f"stage/{NAME}/segment.json": seal, f"stage/{NAME}/1/a.0.parquet": b"x", "stage/raw/segment.json": b"{}"}
    )
    before = bucket.list_keys()
    stage = fetched(bucket, tmp_path / "there")
    assert sorted(path.name for path in (tmp_path / "there").rglob("*") if path.is_file()) == []
    mirror_segments(bucket.url("stage"), stage)
    assert bucket.list_keys() == before


def test_the_mirror_has_what_the_stage_has_and_nothing_else_is_touched(
    bucket: Bucket, segment: Path, tmp_path: Path
) -> None:
    stage = shutil.copytree(segment.parent, tmp_path / "stage")
    bucket.put({"stage/raw/a.txt": b"a report", "stage/owner.json": b"{}", "other": b"x"})
    mirror_segments(bucket.url("stage"), stage)
    assert names_in(fetched(bucket, tmp_path / "all")) == names_in(stage)
    (stage / segment.name).rename(stage / NAME)
    mirror_segments(bucket.url("stage"), stage)
    assert names_in(fetched(bucket, tmp_path / "then")) == names_in(stage)
    kept = {"stage/raw/a.txt", "stage/owner.json", "other"}
    assert {key for key in bucket.list_keys() if not key.startswith("stage/2")} == kept


def test_a_stage_has_one_owner(bucket: Bucket) -> None:
    url = bucket.url("stage")
    assert claim_stage(url, {"host": "a"}) is None
    assert claim_stage(url, {"host": "a"}) is None
    assert claim_stage(url, {"host": "b"}) == '{"host": "a"}'
