"""Copies of readings are reports of other townships, and nobody reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.state.run_log import read_records
from tests.bench.corpus import list_reports, write_reports
from tests.bench.growth import add_copies
from tests.flows.pipeline import ingest_here
from tests.flows.rows import query


@pytest.mark.endurance
def test_a_copy_is_a_report_of_another_township_with_the_same_figures(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "nianbao.duckdb"
    write_reports(raw, list_reports(5))
    ingest_here(raw, warehouse)
    add_copies(raw, warehouse, tmp_path / "work", 13)
    ingest_here(raw, warehouse)
    assert read_records(warehouse)[-1].counts["files_read"] == 0
    bodies = query(warehouse, "SELECT count(*) FROM report WHERE status = 'current' GROUP BY body_key ORDER BY ALL")
    assert bodies == [(3,), (5,), (5,)]
    [(years, townships)] = query(
        warehouse, "SELECT count(DISTINCT report_year), count(DISTINCT township_code) FROM report"
    )
    assert (years, townships) == (5, 3)
    sums = query(warehouse, "SELECT sum(value) FROM fact_request WHERE report_year = 2019 GROUP BY report_id")
    assert len(sums) == 3
    assert len(set(sums)) == 1
