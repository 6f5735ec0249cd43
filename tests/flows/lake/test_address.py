"""Where a lake is."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress, lake_of
from flows.settings import Settings


def lake(catalog: str | None, data: str | None) -> LakeAddress | None:
    return lake_of(Settings.model_validate({"lake": catalog, "lake_data": data}))


def test_no_lake_is_named() -> None:
    assert lake(None, None) is None
    assert lake("", None) is None


def test_a_folder_becomes_absolute_and_an_address_stays() -> None:
    assert lake("postgres:dbname=lake", "there") == LakeAddress("dbname=lake", str(Path("there").resolve()))
    assert lake("postgres:dbname=lake", "s3://bucket/there") == LakeAddress("dbname=lake", "s3://bucket/there")
    assert LakeAddress("", "s3://bucket/there").is_in_s3 and not LakeAddress("", "/there").is_in_s3


@pytest.mark.parametrize(
    ("catalog", "data", "expected"),
    [("postgres:x", None, "both"), (None, "there", "both"), ("mysql:x", "there", "begins with postgres:")],
)
def test_half_a_lake_is_refused(catalog: str | None, data: str | None, expected: str) -> None:
    with pytest.raises(RunError, match=expected):
        lake(catalog, data)


def test_a_lake_is_named_without_its_password() -> None:
    address = LakeAddress("host=db password=geheim", "there")
    assert str(address) == "the lake in there"
    assert "geheim" not in repr(address)
