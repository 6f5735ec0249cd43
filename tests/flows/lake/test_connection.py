"""Opening a lake."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

import flows.lake.connection
from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.publish import publish_into_lake
from flows.lake.reading import read_lake
from flows.lake.snapshots import list_snapshots
from tests.flows.lake.catalog_server import new_catalog, skip_without_parts
from tests.flows.lake.versions_of_lake import Nights, digests, digests_of_file, digests_of_lake
from tests.flows.made_nights import Folder
from tests.flows.s3_server import Bucket


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb_extensions", None)
    with pytest.raises(RunError, match=r"nianbao\[lake\]"), open_lake(LakeAddress("dbname=x", "there")):
        pass


def test_a_catalog_that_does_not_answer_is_named_without_its_password() -> None:
    skip_without_parts()
    address = LakeAddress("host=127.0.0.1 port=1 dbname=x user=u password=geheim connect_timeout=2", "/tmp")
    with pytest.raises(RunError) as caught, open_lake(address):
        pass
    assert "the lake cannot be opened" in str(caught.value) and "geheim" not in str(caught.value)


def test_a_catalog_that_takes_a_connection_in_silence_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    skip_without_parts()
    monkeypatch.delenv("PGCONNECT_TIMEOUT", raising=False)
    monkeypatch.setattr(flows.lake.connection, "_PATIENCE", "connect_timeout=2")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = LakeAddress(f"host=127.0.0.1 port={silent.getsockname()[1]} dbname=x user=u", "/tmp")
        with pytest.raises(RunError, match="timeout expired"), open_lake(address):
            pass


def test_who_only_reads_cannot_write(address: LakeAddress, tmp_path: Path) -> None:
    import duckdb

    publish_into_lake(Nights(tmp_path, 1).build([Folder.add]), "first", address)
    with open_lake(address, is_read_only=True) as connection, pytest.raises(duckdb.Error):
        connection.execute("DELETE FROM report")


def test_the_data_may_lie_in_s3(server: str, tmp_path: Path, bucket: Bucket) -> None:
    nights = Nights(tmp_path, 2)
    address = LakeAddress(new_catalog(server), bucket.url("lake"))
    for number in range(2):
        version = nights.build([Folder.add] * 3)
        publish_into_lake(version, f"v{number}", address)
        assert digests_of_lake(address) == digests_of_file(version)
    with read_lake(address) as reader:
        assert digests(reader, "version") == digests_of_file(version)
    with open_lake(address) as connection:
        assert [snapshot.version_id for snapshot in list_snapshots(connection)] == ["v1", "v0"]
    assert len(bucket.list_keys()) > 10
