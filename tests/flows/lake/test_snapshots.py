"""The versions of a lake, and the return to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.publish import publish_into_lake
from flows.lake.snapshots import list_snapshots, newest_snapshot, roll_back_lake
from tests.flows.lake.versions_of_lake import Nights, digests_of_file, digests_of_lake
from tests.flows.made_nights import Folder


def test_an_empty_lake_has_no_version(address: LakeAddress) -> None:
    with open_lake(address) as connection:
        assert newest_snapshot(connection) is None and list_snapshots(connection) == []


def test_a_lake_returns_to_an_earlier_version_and_forward_again(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 7)
    versions = {str(number): nights.build([Folder.add] * 3 + [Folder.remove] * bool(number)) for number in range(3)}
    for version_id, version in versions.items():
        publish_into_lake(version, version_id, address)
    for version_id in ("0", "2", "1"):
        roll_back_lake(address, version_id)
        assert digests_of_lake(address) == digests_of_file(versions[version_id])
        with open_lake(address) as connection:
            assert list_snapshots(connection)[0].version_id == version_id


def test_a_version_that_there_is_not_is_named(address: LakeAddress, tmp_path: Path) -> None:
    publish_into_lake(Nights(tmp_path, 8).build([Folder.add]), "first", address)
    with pytest.raises(RunError, match="no version other"):
        roll_back_lake(address, "other")
