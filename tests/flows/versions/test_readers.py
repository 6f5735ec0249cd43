"""Readers of a warehouse that is published again and again: whole versions only, and the newest when they open it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.flows.made_versions import numbers_seen, publish_version, published_numbers
from tests.flows.rows import load_tables, query, report_row

ROWS = 20_000
FIRST, LAST = 1, 11

# Opens the warehouse again and again, holding the first version all the time, and prints each new version that it sees.
READ = """
import os, sys
import duckdb
from contextlib import closing
from pathlib import Path
from tests.flows.made_versions import numbers_seen, published_numbers
warehouse, stop = Path(sys.argv[1]), Path(sys.argv[2])
with closing(duckdb.connect(str(warehouse), read_only=True)) as held:
    seen = numbers_seen(held)
    print(seen, flush=True)
    is_last = False
    while not is_last:
        is_last = stop.exists()
        numbers = published_numbers(warehouse)
        if numbers != seen:
            print(numbers, flush=True)
        seen = numbers
        assert numbers_seen(held) == {1}, "the version that is held has changed"
"""


@contextmanager
def reader_process(warehouse: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that reads until the block ends, and then must have ended well."""
    stop = warehouse.with_name("stop")
    command = [sys.executable, "-c", READ, str(warehouse), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        try:
            yield reader
        finally:
            stop.touch()
            rest, _ = reader.communicate(timeout=120)
        assert (reader.returncode, rest) == (0, "")


class ReaderThread(threading.Thread):
    """Reads in this process until told to stop, each time by a new connection; keeps what it saw, and what failed."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(daemon=True)
        self.warehouse = warehouse
        self.stop = threading.Event()
        self.seen: list[set[int]] = []
        self.errors: list[duckdb.Error] = []

    def run(self) -> None:
        is_last = False
        while not is_last:
            is_last = self.stop.is_set()
            try:
                self.seen.append(published_numbers(self.warehouse))
            except duckdb.Error as error:
                self.errors.append(error)


@pytest.fixture
def threads(warehouse: Path) -> Iterator[list[ReaderThread]]:
    publish_version(warehouse, FIRST, rows=ROWS)
    started = [ReaderThread(warehouse) for _ in range(2)]
    for thread in started:
        thread.start()
    yield started
    for thread in started:
        thread.stop.set()
        thread.join(timeout=120)


def test_readers_see_whole_versions_only_and_the_newest_when_they_open(
    warehouse: Path, threads: list[ReaderThread]
) -> None:
    with (
        closing(duckdb.connect(str(warehouse), read_only=True)) as held,
        reader_process(warehouse) as reader,
    ):
        assert reader.stdout is not None
        assert reader.stdout.readline() == f"{{{FIRST}}}\n"
        for number in range(FIRST + 1, LAST + 1):
            publish_version(warehouse, number, keep=4, rows=ROWS)
            assert published_numbers(warehouse) == {number}
            assert numbers_seen(held) == {FIRST}
            assert reader.stdout.readline() == f"{{{number}}}\n"
    for thread in threads:
        thread.stop.set()
        thread.join(timeout=120)
        assert thread.errors == []
        numbers = [number for seen in thread.seen for number in seen]
        assert all(len(seen) == 1 for seen in thread.seen)
        assert numbers == sorted(numbers)
        assert numbers[-1] == LAST


HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("open", flush=True)
for line in sys.stdin:
    print(connection.execute(line).fetchall(), flush=True)
"""


def hold_open(warehouse: Path, mode: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(warehouse), mode]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    return holder


@pytest.mark.parametrize("mode", ["read", "write"])
def test_who_holds_the_published_file_keeps_it_and_the_history_goes_on(warehouse: Path, mode: str) -> None:
    load_tables(warehouse, {"report": [report_row("a")]})
    [(first_seen_at,)] = query(warehouse, "SELECT first_seen_at FROM report")
    if mode == "write":
        warehouse.chmod(0o644)
    with hold_open(warehouse, mode) as holder:
        _, has_history = load_tables(warehouse, {"report": [report_row(name) for name in "ab"]})
        out, _ = holder.communicate("SELECT count(*) FROM report\n")
    assert out == "[(1,)]\n"
    assert has_history
    assert query(warehouse, "SELECT first_seen_at FROM report WHERE report_id = 'a'") == [(first_seen_at,)]
    assert query(warehouse, "SELECT count(*) FROM report") == [(2,)]
