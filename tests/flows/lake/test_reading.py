"""Reading the newest version of a lake, as a published file is read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.publish import publish_into_lake
from flows.lake.reading import connect_newest, read_lake
from tests.flows.lake.versions_of_lake import Nights, digests, digests_of_file
from tests.flows.made_nights import Folder
from transforms.schemas import WAREHOUSE_SCHEMAS

# What is told of columns and macros: all that has a comment in a file.
COMMENTS = (
    "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
    "WHERE database_name = current_database() ORDER BY ALL",
    "SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal AND database_name = current_database() "
    "ORDER BY ALL",
)


def test_a_reader_keeps_its_version_and_the_next_one_gets_the_newest(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 1)
    first, second = nights.build([Folder.add] * 3), nights.build([Folder.add_revision, Folder.remove])
    publish_into_lake(first, "first", address)
    with read_lake(address) as reader:
        publish_into_lake(second, "second", address, keep=2)
        assert digests(reader, "version") == digests_of_file(first)
        with read_lake(address) as next_reader:
            assert digests(next_reader, "version") == digests_of_file(second)


def test_a_version_that_is_kept_no_longer_is_an_error(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 1)
    publish_into_lake(nights.build([Folder.add] * 3), "first", address)
    with closing(connect_newest(address)) as reader:
        for version_id in ("second", "third"):
            publish_into_lake(nights.build([Folder.add]), version_id, address, keep=2)
        for table in WAREHOUSE_SCHEMAS:
            with pytest.raises(duckdb.Error, match="No snapshot found"):
                reader.execute(f"SELECT count(*) FROM {table}")


def test_what_no_publication_committed_is_not_read(address: LakeAddress, tmp_path: Path) -> None:
    version = Nights(tmp_path, 2).build([Folder.add] * 2)
    publish_into_lake(version, "first", address)
    with open_lake(address) as connection:
        connection.execute("DELETE FROM report")
    with read_lake(address) as reader:
        assert digests(reader, "version") == digests_of_file(version)


def test_nothing_can_be_written(address: LakeAddress, tmp_path: Path) -> None:
    publish_into_lake(Nights(tmp_path, 1).build([Folder.add]), "first", address)
    with pytest.raises(RunError, match=r"the lake cannot be used: .*read-only"), read_lake(address) as reader:
        reader.execute("DELETE FROM report")


def test_a_lake_without_a_version_says_so(address: LakeAddress) -> None:
    with open_lake(address):
        pass
    with pytest.raises(RunError, match=r"the lake in .* has no version yet; run nianbao lake publish"):
        connect_newest(address)


def test_the_comments_are_those_of_the_file(address: LakeAddress, tmp_path: Path) -> None:
    version = Nights(tmp_path, 1).build([Folder.add])
    publish_into_lake(version, "first", address)
    with duckdb.connect(str(version), read_only=True) as file, read_lake(address) as reader:
        for query in COMMENTS:
            told = file.execute(query).fetchall()
            assert len(told) > 10 and all(row[-1] for row in told)
            assert reader.execute(query).fetchall() == told


def test_a_lake_that_goes_away_meanwhile_tells_no_password(server: str, address: LakeAddress, tmp_path: Path) -> None:
    import psycopg

    with_password = LakeAddress(f"{address.catalog} password=geheim", address.data)
    publish_into_lake(Nights(tmp_path, 1).build([Folder.add]), "first", with_password)
    name = address.catalog.rpartition("dbname=")[2]
    with pytest.raises(RunError, match=r"password=\*\*\*") as caught, read_lake(with_password) as reader:
        with psycopg.connect(f"{server} dbname=postgres", autocommit=True) as other:
            other.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false".encode())
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        reader.execute("SELECT count(*) FROM report")
    assert "geheim" not in str(caught.value)
