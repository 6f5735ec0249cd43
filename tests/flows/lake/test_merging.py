"""Whatever came, went and changed: a lake says what the file of its version says."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.merging import merge_tables
from flows.lake.publish import publish_into_lake
from tests.flows.lake.versions_of_lake import Nights, digests_of_file, digests_of_lake
from tests.flows.made_nights import NEWS, Folder
from tests.soak import soaked


@pytest.mark.parametrize(("seed", "nights"), [(2, 4), *(soaked(seed, 60) for seed in range(3, 8))])
def test_a_lake_says_what_each_of_its_versions_says(
    address: LakeAddress, tmp_path: Path, seed: int, nights: int
) -> None:
    walk = Nights(tmp_path, seed)
    publish_into_lake(walk.build([Folder.add] * 30), "0", address)
    for number in range(1, nights):
        news = walk.folder.chance.sample(NEWS, len(NEWS))
        version = walk.build(news[number % 2 :: 2])
        assert publish_into_lake(version, str(number), address) > 0
        assert digests_of_lake(address) == digests_of_file(version)
        assert publish_into_lake(version, f"{number} again", address) == 0


def test_tables_that_lack_rows_are_not_committed(address: LakeAddress, tmp_path: Path) -> None:
    walk = Nights(tmp_path, 1)
    first = walk.build([Folder.add] * 3)
    publish_into_lake(first, "first", address)
    before = digests_of_lake(address)
    with open_lake(address) as connection:
        connection.execute(f"ATTACH '{first}' AS version (READ_ONLY)")
        connection.begin()
        # A relation of facts that does not fit its reports: what no version has.
        with pytest.raises(RunError, match=r"fact_request has .* nothing is committed"):
            merge_tables(
                connection,
                lambda table: f"(FROM version.{table} LIMIT 1)" if table == "fact_request" else f"version.{table}",
            )
        connection.rollback()
    assert digests_of_lake(address) == before


def test_a_lake_of_other_tables_is_left_as_it_is(address: LakeAddress, tmp_path: Path) -> None:
    walk = Nights(tmp_path, 1)
    publish_into_lake(walk.build([Folder.add]), "first", address)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE report (a INTEGER)")
    before = digests_of_lake(address)
    with pytest.raises(RunError, match="the lake cannot be used"):
        publish_into_lake(other, "second", address)
    assert digests_of_lake(address) == before
