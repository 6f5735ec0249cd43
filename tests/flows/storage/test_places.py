"""Places: paths and URLs told apart, and what is neither refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.settings import Settings
from flows.storage import parse_place


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("data/raw", Path("data/raw")),
        (Path("data/raw"), Path("data/raw")),
        ("s3://bucket/raw/", "s3://bucket/raw"),
        ("s3://bucket", "s3://bucket"),
    ],
)
def test_a_url_loses_its_last_slash_and_a_path_stays(given: object, place: object) -> None:
    assert parse_place(given) == place


@pytest.mark.parametrize(
    "given", ["https://bucket/raw", "s3://", "s3:///raw", "file:///raw", "s3://a bucket/raw", "s3://b?c/raw"]
)
def test_a_url_of_another_kind_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="s3://BUCKET/PREFIX"):
        parse_place(given)


def test_the_stage_of_the_settings_is_a_url() -> None:
    assert Settings.model_validate({"stage": "s3://bucket/stage/"}).stage == "s3://bucket/stage"
    assert Settings.model_validate({"stage": ""}).stage is None
    with pytest.raises(ValueError, match="s3://BUCKET/PREFIX"):
        Settings.model_validate({"stage": "data/stage"})


@pytest.mark.parametrize(
    ("raw", "stage"), [("s3://b/raw", "s3://b"), ("s3://b", "s3://b/stage"), ("s3://b/a", "s3://b/a")]
)
def test_a_stage_that_holds_the_raw_folder_or_lies_in_it_is_refused(raw: str, stage: str) -> None:
    with pytest.raises(ValueError, match="must be apart"):
        Settings.model_validate({"raw": raw, "stage": stage})
    assert Settings.model_validate({"raw": "s3://b/raw", "stage": "s3://b/raw2"}).stage


def test_the_raw_folder_of_the_settings_is_a_path_or_a_url() -> None:
    assert Settings.model_validate({"raw": "data/raw"}).raw == Path("data/raw")
    assert Settings.model_validate({"raw": "s3://bucket/raw"}).raw == "s3://bucket/raw"
