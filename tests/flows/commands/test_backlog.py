"""What of the raw folder no run has seen yet."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from flows.commands.status import read_status
from flows.settings import Settings
from tests.flows.commands.published_night import NOW
from tests.flows.made_warehouse import make_warehouse, quarantined


def backlog(settings: Settings) -> tuple[int | None, int | None, int | None]:
    found = read_status(settings, now=NOW).backlog
    return found.new, found.changed, found.missing


def test_the_backlog_is_what_no_run_has_seen(settings: Settings, published: Path, raw: Path) -> None:
    assert backlog(settings) == (0, 0, 0)
    (raw / "new.txt").write_text("new")
    (raw / "long-gone.txt").write_text("back")
    (raw / "a.txt").write_text("longer than it was")
    os.utime(raw / "sub" / "b.zip", ns=(1, 1))
    (raw / "locked.txt").unlink()
    assert backlog(settings) == (2, 2, 1)


def test_a_warehouse_of_an_earlier_layout_knows_paths(settings: Settings, warehouse: Path, raw: Path) -> None:
    """Without the table of files only paths can be compared; an archive is known by its members."""
    make_warehouse(warehouse, quarantine=[quarantined("sub/b.zip!/x", "no_year"), quarantined("gone.txt", "no_year")])
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("DROP TABLE source_file")
    assert backlog(settings) == (2, 0, 1)
    assert read_status(settings, now=NOW).published.state == "ok"
