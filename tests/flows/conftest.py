"""Fixtures of the shell's tests."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from tests.flows.checking import define_database
from tests.flows.few_divisions import few_divisions, use_list
from tests.flows.inputs import DEMO, NOTICE
from tests.flows.killing import forks
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here
from tests.flows.read_once import remember_readings
from tests.flows.s3_server import Bucket, s3_bucket
from tests.hostile import make_zip

# What the server of `tests.flows.killing` imports changes its process.
collect_ignore = ["preloaded.py"]


@pytest.fixture(scope="package", autouse=True)
def _quick_runs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        use_list(patched, few_divisions)
        remember_readings(patched)
        yield


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a test publishes its warehouse; nothing is there yet."""
    folder = tmp_path / "warehouse"
    folder.mkdir()
    return folder / "nianbao.duckdb"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Four reports, one of them in an archive, and a notice."""
    return write_raw(tmp_path / "raw")


def write_raw(folder: Path) -> Path:
    """Write the files of `raw` into a new folder."""
    folder.mkdir()
    shutil.copy(DEMO / "gazetteer.csv", folder)
    for number in range(3):
        (folder / f"report {number}.txt").write_bytes(REPORTS[number])
    (folder / "a.zip").write_bytes(make_zip([("member.txt", REPORTS[3]), ("copy.txt", REPORTS[0])]))
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


@pytest.fixture(scope="package")
def _one_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of `raw` and a warehouse of them, which are read once for all tests of a process."""
    folder = tmp_path_factory.mktemp("night")
    ingest_here(write_raw(folder / "raw"), folder / "warehouse" / "nianbao.duckdb", batch_size=2)
    return folder


@pytest.fixture
def first_night(raw: Path, warehouse: Path, _one_night: Path) -> None:
    """The warehouse has had its first run over `raw`, in batches of two files."""
    shutil.copytree(_one_night / "raw", raw, dirs_exist_ok=True)
    shutil.copytree(_one_night / "warehouse", warehouse.parent, symlinks=True, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def empty_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with all tables, views and macros; only the dimensions have rows."""
    with closing(duckdb.connect()) as opened:
        define_database(opened)
        yield opened


@pytest.fixture
def connection(empty_database: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same database for each test, which loses what the test inserts."""
    empty_database.begin()
    yield empty_database
    empty_database.rollback()


@pytest.fixture
def quick_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes are forked from one that has imported the reader; of others each takes seconds to start."""
    monkeypatch.setattr(multiprocessing, "get_context", lambda _: forks())


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """An empty bucket of an S3 server."""
    with s3_bucket(monkeypatch) as made:
        yield made
