"""Where a lake is."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress, lake_of
from flows.settings import Settings
from tests.evidence import Pattern, check

EVIDENCE = Pattern(
    "flows.lake.address._PASSWORD",
    takes=("host=db password=x", "password = 'a b' user=u", "postgresql://user:secret@db/lake"),
    found=("password=x", "password = 'a b'", "secret"),
    leaves=("host=db user=u", "postgresql://db:5432/lake", "no password supplied"),
)


def test_evidence() -> None:
    check(EVIDENCE)


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


def test_no_message_shows_the_password() -> None:
    address = LakeAddress("host=db password='a b'", "there")
    assert address.hide("cannot connect to host=db password='a b'") == "cannot connect to host=db password=***"
    assert address.hide("postgresql://me:secret@db/lake") == "postgresql://me:***@db/lake"
