"""A lake as a file again."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.embed import embed_lake
from flows.lake.publish import publish_into_lake
from flows.lake.snapshots import list_snapshots
from tests.flows.lake.versions_of_lake import Nights, digests_of_file
from tests.flows.made_nights import Folder
from tests.flows.warehouse.test_incremental import read_layout


def test_a_file_comes_back_equal_to_the_row_now_and_as_it_was(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 9)
    first, second = nights.build([Folder.add] * 5), nights.build([Folder.add_revision, Folder.remove])
    for version_id, version in (("first", first), ("second", second)):
        publish_into_lake(version, version_id, address)
    with open_lake(address) as connection:
        oldest = list_snapshots(connection)[-1].number
    embed_lake(address, tmp_path / "now.duckdb")
    embed_lake(address, tmp_path / "then.duckdb", snapshot=oldest)
    assert digests_of_file(tmp_path / "now.duckdb") == digests_of_file(second)
    assert digests_of_file(tmp_path / "then.duckdb") == digests_of_file(first)
    assert read_layout(tmp_path / "now.duckdb") == read_layout(second)


def test_a_file_that_is_there_is_left(address: LakeAddress, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(RunError, match="exists already"):
        embed_lake(address, tmp_path / "mine")


def test_a_lake_without_tables_leaves_no_file(address: LakeAddress, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="the lake cannot be"):
        embed_lake(address, tmp_path / "none.duckdb")
    assert not (tmp_path / "none.duckdb").exists()
