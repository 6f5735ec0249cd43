"""The quarantine of a warehouse, as its rows have it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
from flows.raw.files import path_order
from flows.versions.published import published_warehouse
from flows.versions.quarantined import read_new_quarantine, read_quarantine, select_quarantine
from tests.flows.made_warehouse import EARLIER, STARTED, make_warehouse, quarantined


@pytest.fixture
def filled(warehouse: Path) -> Path:
    """A warehouse with three files in quarantine, one of them for long."""
    rows = [
        quarantined("z.txt", "no_year"),
        quarantined("b.pdf", "scanned_pdf", first_seen_at=EARLIER),
        quarantined("a.txt", "no_year", source_sha256=None),
    ]
    return make_warehouse(warehouse, quarantine=rows)


def paths_in(warehouse: Path, reason: str | None = None) -> list[str]:
    with published_warehouse(warehouse) as connection:
        return [file.source_path for file in read_quarantine(connection, reason)]


def test_files_come_in_path_order_all_or_of_a_reason(filled: Path) -> None:
    assert paths_in(filled) == ["a.txt", "b.pdf", "z.txt"]
    assert paths_in(filled, "no_year") == ["a.txt", "z.txt"]
    assert paths_in(filled, "no' OR true --") == []


def test_path_order_is_that_in_which_a_run_lists_files_with_the_members_behind_their_archive(warehouse: Path) -> None:
    """An archive goes before its members, and these before a file whose name goes on where that of the archive ends."""
    files = ["a.zip", "a.zip .txt", "e\u0301.txt", "f.txt", "z.txt", "é.txt", "示例县/a.txt"]
    expected = sorted(files, key=path_order)
    members = ["a.zip!/z.txt", "a.zip!/示.txt"]
    expected[1:1] = members
    make_warehouse(warehouse, quarantine=[quarantined(path, "no_year") for path in sorted(files + members)[::-1]])
    assert paths_in(warehouse) == expected


def test_a_row_is_whole(filled: Path) -> None:
    with published_warehouse(filled) as connection:
        file = read_quarantine(connection)[0]
    assert (file.reason, file.source_sha256, file.first_seen_at) == ("no_year", None, STARTED)
    assert file.detail == "Found in a.txt."
    assert (file.words, file.words.zh) == ("Found in a.txt.", "在a.txt中发现。")


def test_new_is_what_the_last_run_put_there(filled: Path) -> None:
    assert [file.source_path for file in read_new_quarantine(filled)] == ["a.txt", "z.txt"]


def test_a_condition_takes_values(filled: Path) -> None:
    with closing(duckdb.connect(str(filled), read_only=True)) as connection:
        found = select_quarantine(connection, "starts_with(source_path, $1)", ["b"])
    assert [file.source_path for file in found] == ["b.pdf"]


@pytest.mark.parametrize("time", ["'yesterday'", "TIMESTAMP 'infinity'", "[first_seen_at]"])
def test_a_time_that_is_none_is_said_to_be_unreadable(filled: Path, time: str) -> None:
    with closing(duckdb.connect(str(filled))) as connection:
        rows = f"SELECT * REPLACE ({time} AS first_seen_at) FROM quarantine"
        connection.execute(f"CREATE OR REPLACE TABLE quarantine AS {rows}")
    with pytest.raises(RunError, match="cannot be read; ingest anew first"):
        paths_in(filled)
