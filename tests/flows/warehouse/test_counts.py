"""The numbers of a built warehouse."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from flows.warehouse.counts import LoadCounts, count_contents
from tests.flows.made_warehouse import finding, make_warehouse, quarantined
from tests.flows.rows import report_row


def test_what_the_tables_hold_is_counted_by_kind_the_most_first(warehouse: Path) -> None:
    make_warehouse(
        warehouse,
        [report_row("a"), report_row("b", status="superseded"), report_row("c", status="superseded")],
        quarantine=[quarantined("x", "no_year"), quarantined("y", "empty_file"), quarantined("z", "empty_file")],
        quality_finding=[finding("a", "1" * 16), finding("a", "2" * 16, severity="info")],
    )
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        counts = count_contents(connection, files=9, members=2)
    expected = LoadCounts(
        files=9,
        statuses={"superseded": 2, "current": 1},
        quarantined={"empty_file": 2, "no_year": 1},
        cells=1_234,
        findings={"error": 1, "info": 1},
        members=2,
    )
    assert counts == expected
    assert list(counts.statuses) == ["superseded", "current"]


def test_an_empty_warehouse_has_no_kinds(warehouse: Path) -> None:
    make_warehouse(warehouse)
    with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
        counts = count_contents(connection, files=0)
    assert (counts.statuses, counts.quarantined, counts.findings) == ({}, {}, {})
