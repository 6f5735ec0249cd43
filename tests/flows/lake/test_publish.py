"""Publishing versions into a lake: whole or not at all, one snapshot each."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.lake.publish import follow_published, name_owner, publish_apart, publish_into_lake
from flows.lake.snapshots import list_snapshots
from flows.versions.publication import publish
from tests.flows.inputs import DEMO
from tests.flows.lake.versions_of_lake import Nights, digests_of_file, digests_of_lake
from tests.flows.made_nights import Folder

# Ends the process where the one argument names a function of `flows.lake.publish`: before it does anything, or after.
KILLED = """
import os, signal, sys
from pathlib import Path
import flows.lake.publish as module
from flows.lake.address import LakeAddress
catalog, data, version, name, after = sys.argv[1:]
do = getattr(module, name)
def die(*given):
    if after == "after":
        do(*given)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, die)
module.publish_into_lake(Path(version), "killed", LakeAddress(catalog, data))
"""


def versions_of(address: LakeAddress) -> list[str]:
    with open_lake(address) as connection:
        return [snapshot.version_id for snapshot in list_snapshots(connection)]


@pytest.mark.parametrize(
    ("name", "when", "is_committed"),
    [
        ("define_lake", "after", False),
        ("merge_tables", "before", False),
        ("merge_tables", "after", False),
        ("commit_as", "before", False),
        ("commit_as", "after", True),
    ],
)
def test_a_kill_leaves_the_version_before_or_this_one(
    address: LakeAddress, tmp_path: Path, name: str, when: str, is_committed: bool
) -> None:
    nights = Nights(tmp_path, 3)
    first = nights.build([Folder.add] * 4)
    has_first = name != "define_lake"
    if has_first:
        publish_into_lake(first, "first", address)
    second = nights.build([Folder.add, Folder.overwrite, Folder.remove])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, address.catalog, address.data, second, name, when], timeout=300, check=False
    )
    assert killed.returncode == -9
    if has_first:
        assert digests_of_lake(address) == digests_of_file(second if is_committed else first)
    publish_into_lake(second, "second", address)
    assert digests_of_lake(address) == digests_of_file(second)


def abort(*given: object, **named: object) -> None:
    """What DuckDB does where the catalog goes away while it commits."""
    os.abort()


def test_a_process_that_aborts_is_an_error_in_a_sentence(
    address: LakeAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = Nights(tmp_path, 6).build([Folder.add] * 3)
    with monkeypatch.context() as patched:
        patched.setattr("flows.lake.publish.publish_into_lake", abort)
        with pytest.raises(RunError, match="is the catalog still there"):
            publish_apart(version, "first", address)
    assert publish_apart(version, "first", address) > 0
    assert digests_of_lake(address) == digests_of_file(version)


def test_a_reader_sees_whole_versions_through_ten_commits(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 4)
    versions = [nights.build([Folder.add] * 2 + ([Folder.remove] if number else [])) for number in range(11)]
    publish_into_lake(versions[0], "0", address)
    known = [digests_of_file(version) for version in versions]
    seen: list[object] = []
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set():
            with open_lake(address, is_read_only=True) as connection:
                connection.begin()
                from tests.flows.lake.versions_of_lake import digests

                seen.append(digests(connection, "lake"))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number, version in enumerate(versions[1:], start=1):
            publish_into_lake(version, str(number), address)
    finally:
        is_done.set()
        reader.join()
    assert seen and [one for one in seen if one not in known] == []


def test_what_is_published_follows_once(address: LakeAddress, tmp_path: Path) -> None:
    nights, warehouse = Nights(tmp_path / "nights", 5), tmp_path / "nianbao.duckdb"
    follow_published(warehouse, address)  # nothing is published yet
    for number, run in enumerate(("20240101T000000Z-00000001", "20240102T000000Z-00000002")):
        publish(nights.build([Folder.add]), warehouse, run)
        for _ in range(2):
            follow_published(warehouse, address, keep=5)
        assert len(versions_of(address)) == number + 1
    assert versions_of(address)[0] == "20240102T000000Z-00000002"


def test_old_versions_go_and_the_kept_ones_can_be_read(address: LakeAddress, tmp_path: Path) -> None:
    nights = Nights(tmp_path, 6)
    known = {}
    for number in range(4):
        version = nights.build([Folder.add, Folder.add])
        publish_into_lake(version, str(number), address, keep=2)
        known[str(number)] = digests_of_file(version)
    with open_lake(address) as connection:
        kept = list_snapshots(connection)
    assert [snapshot.version_id for snapshot in kept] == ["3", "2"]
    for snapshot in kept:
        assert digests_of_lake(address, snapshot.number) == known[snapshot.version_id]


def test_a_run_without_news_brings_up_a_lake_that_was_away(address: LakeAddress, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    for path in (DEMO / "fanli-2021.txt", DEMO / "gazetteer.csv"):
        shutil.copy(path, tmp_path / "raw")
    warehouse = tmp_path / "nianbao.duckdb"
    words = [
        sys.executable,
        "-m",
        "flows.start",
        "ingest",
        "--raw",
        str(tmp_path / "raw"),
        "--warehouse",
        str(warehouse),
    ]
    environment = {**os.environ, "NIANBAO_PREFECT": "off"}
    away = [*words, "--lake", "postgres:host=127.0.0.1 port=1 dbname=x", "--lake-data", address.data]
    failed = subprocess.run(away, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert failed.returncode == 1 and warehouse.exists()
    assert "is published, and the lake is behind: the lake cannot be opened" in failed.stderr
    there = [*words, "--lake", f"postgres:{address.catalog}", "--lake-data", address.data]
    for _ in range(2):
        subprocess.run(there, env=environment, capture_output=True, timeout=600, check=True)
        assert digests_of_lake(address) == digests_of_file(warehouse)
        assert len(versions_of(address)) == 1


def test_a_lake_follows_one_warehouse_until_it_is_told_otherwise(address: LakeAddress, tmp_path: Path) -> None:
    places = [tmp_path / name / "nianbao.duckdb" for name in ("mine", "yours")]
    for number, place in enumerate(places):
        place.parent.mkdir()
        built = Nights(tmp_path / place.parent.name, number).build([Folder.add] * 3)
        publish(built, place, f"2024013{number}T020000Z-000000000000")
    mine, yours = places
    assert follow_published(mine, address)
    with pytest.raises(RunError, match=r"is behind: it follows another warehouse, .*mine.*nianbao lake publish"):
        follow_published(yours, address)
    assert digests_of_lake(address) == digests_of_file(mine.resolve())
    publish_apart(yours.resolve(), "taken", address, owner=name_owner(yours))
    with pytest.raises(RunError, match="yours"):
        follow_published(mine, address)
