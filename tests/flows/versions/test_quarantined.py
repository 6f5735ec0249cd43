"""The quarantine of a warehouse, as its rows have it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.errors import RunError
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


def test_files_come_in_the_order_of_the_warehouse_all_or_of_a_reason(filled: Path) -> None:
    assert [file.source_path for file in read_quarantine(filled)] == ["z.txt", "b.pdf", "a.txt"]
    assert [file.source_path for file in read_quarantine(filled, "no_year")] == ["z.txt", "a.txt"]
    assert read_quarantine(filled, "no' OR true --") == []


def test_a_row_is_whole(filled: Path) -> None:
    file = read_quarantine(filled)[2]
    assert (file.reason, file.source_sha256, file.first_seen_at) == ("no_year", None, STARTED)
    assert file.detail == "Found in a.txt."


def test_new_is_what_the_last_run_put_there(filled: Path) -> None:
    assert [file.source_path for file in read_new_quarantine(filled)] == ["z.txt", "a.txt"]


def test_a_condition_takes_values(filled: Path) -> None:
    with closing(duckdb.connect(str(filled), read_only=True)) as connection:
        found = select_quarantine(connection, "starts_with(source_path, $1)", ["b"])
    assert [file.source_path for file in found] == ["b.pdf"]


def test_without_a_warehouse_there_is_a_plain_sentence(warehouse: Path) -> None:
    with pytest.raises(RunError, match="there is no warehouse"):
        read_quarantine(warehouse)


def test_a_warehouse_that_is_no_database_too(warehouse: Path) -> None:
    warehouse.write_text("no database")
    with pytest.raises(RunError, match="cannot be read"):
        read_quarantine(warehouse)
