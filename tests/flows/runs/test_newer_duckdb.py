"""A warehouse that a newer DuckDB wrote is named, left as it is, and given up only where that is asked for."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import typer
from typer.testing import CliRunner

from flows.duck import is_of_newer_duckdb
from flows.state.paths import versions_folder
from flows.versions.published import is_beyond_this_program
from flows.versions.seal import write_seal
from notebooks.site.__main__ import main as site_main
from tests.flows.damages import Said, say
from tests.flows.nights import REPORTS
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query

pytestmark = pytest.mark.usefixtures("quick_workers")

# A checksum, `DUCK` and the storage version, which is 64 for every DuckDB since 1.0.
_HEADER = struct.Struct("<8x4sQ")
_OLD = 64
# The first of the three headers of a file that DuckDB 2.0.1 made by default: 999, which 1.x cannot open. What else it
# has is the release, the commit and the name of the database, and zeros.
_RELEASE, _COMMIT = b"v2.0.1".ljust(32, b"\0"), b"8d78114e90".ljust(40, b"\0")
_OF_2 = b"".join(
    (
        bytes.fromhex("9cadeadff243acea") + b"DUCK" + (999).to_bytes(8, "little") + bytes(32),
        _RELEASE + _COMMIT + bytes.fromhex("f0e10f0cdd38124adaaefe26d78d9a0b"),
    )
).ljust(4096, b"\0")
_SAID = f"a newer DuckDB than the {duckdb.__version__} of this program wrote"


def storage_version(database: Path) -> int:
    """The storage version in the header of a database."""
    magic, version = _HEADER.unpack_from(database.read_bytes()[: _HEADER.size])
    assert magic == b"DUCK"
    return int(version)


def make_newer(database: Path) -> None:
    """Put the header of a newer DuckDB before a version, and seal it as the program does that has such a one."""
    content = database.read_bytes()
    database.unlink()
    database.write_bytes(_OF_2 + content[len(_OF_2) :])
    write_seal(database, database)


def digests(warehouse: Path) -> dict[str, str]:
    """What every version of a warehouse holds."""
    files = sorted(versions_folder(warehouse).rglob("*.duckdb"))
    return {path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A warehouse of two nights, the second of which a newer DuckDB published."""
    raw, warehouse = tmp_path / "raw", tmp_path / "warehouse" / "nianbao.duckdb"
    raw.mkdir()
    for number in (0, 1):
        (raw / f"report {number}.txt").write_bytes(REPORTS[number])
        ingest_here(raw, warehouse)
        assert storage_version(warehouse) == _OLD, "every DuckDB since 1.0 reads it"
    monkeypatch.setenv("NIANBAO_PREFECT", "off")
    monkeypatch.setenv("NIANBAO_RAW", str(raw))
    make_newer(warehouse.resolve())
    yield warehouse


def ingest(warehouse: Path, *options: str, command: str = "ingest") -> Said:
    raw = warehouse.parent.parent / "raw"
    return say(command, "--raw", raw, "--warehouse", warehouse, "--workers", 1, *options)


def site_app() -> Any:
    app = typer.Typer()
    app.command()(site_main)
    return app


def test_duckdb_says_so_in_these_words(nights: Path) -> None:
    with pytest.raises(duckdb.Error) as refused:
        duckdb.connect(str(nights), read_only=True)
    assert is_of_newer_duckdb(refused.value)
    assert is_beyond_this_program(nights)
    nights.unlink()
    assert not is_beyond_this_program(nights)
    nights.write_bytes(b"no database")
    assert not is_beyond_this_program(nights)
    nights.unlink()
    os.mkfifo(nights)  # DuckDB would wait for its writer
    assert not is_beyond_this_program(nights)


def test_every_command_says_so_and_nothing_is_changed(nights: Path, tmp_path: Path) -> None:
    before, published = digests(nights), nights.resolve()
    verdicts = tmp_path / "verdicts.csv"
    verdicts.write_text(
        "finding_id,verdict,reviewer,reviewed_at,note\n0123456789abcdef,confirmed,me,2024-01-31,\n", "utf-8"
    )
    refusing = (("quarantine", "list"), ("export", tmp_path / "out"), ("dictionary",), ("review", verdicts))
    for words in refusing:
        said = say(*words, "--warehouse", nights)
        assert (said.status, _SAID in said.err.replace("\n", " ")) == (1, True), (words, said)
    status = say("status", "--warehouse", nights)
    assert (status.status, _SAID in status.out.replace("\n", " ")) == (1, True)
    assert say("versions", "--warehouse", nights).status == 0
    site = CliRunner().invoke(site_app(), [str(tmp_path / "site"), "--warehouse", str(nights)])
    assert site.exit_code == 1, site.exception
    for command in ("ingest", "rebuild"):
        stopped = ingest(nights, command=command)
        assert (stopped.status, _SAID in stopped.err.replace("\n", " ")) == (3, True), stopped
    assert (digests(nights), nights.resolve()) == (before, published)


def test_a_way_back_and_on(nights: Path) -> None:
    assert say("rollback", "--warehouse", nights).status == 0
    assert ingest(nights).status == 0
    assert query(nights, "SELECT count(*) FROM report") == [(2,)]


def test_it_is_given_up_where_that_is_asked_for(nights: Path) -> None:
    done = ingest(nights, "--accept")
    assert (done.status, "accepted although" in done.err) == (0, True)
    assert storage_version(nights) == _OLD
    assert query(nights, "SELECT count(*) FROM report") == [(2,)]
