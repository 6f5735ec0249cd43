"""The build in bounded memory, and the keys of the tables that are too large for an index."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from flows.errors import RunError
from flows.stage.segments import write_table
from flows.warehouse.build import load
from tests.flows import rows
from tests.flows.rows import load_tables, query, report_row, request_cells


def load_two_reports(warehouse: Path) -> None:
    reports = [report_row("a"), report_row("b", report_year=2022)]
    cells = [cell for report in reports for cell in request_cells(report, {("new", "total"): 3})]
    load_tables(warehouse, {"report": reports, "fact_request": cells})


def values(warehouse: Path) -> list[tuple[str, float]]:
    return query(
        warehouse, "SELECT report_id, value FROM fact_request WHERE (line, applicant) = ('new', 'total') ORDER BY ALL"
    )


def test_memory_that_does_not_suffice_costs_a_second_build(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rows, "load", partial(load, memory=1_000_000))
    with caplog.at_level(logging.WARNING, "nianbao"):
        load_two_reports(warehouse)
    assert "NIANBAO_BUILD_MEMORY" in caplog.text
    assert values(warehouse) == [("a", 3), ("b", 3)]


def test_memory_that_suffices_costs_no_word(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(rows, "load", partial(load, memory=100_000_000))
    with caplog.at_level(logging.WARNING, "nianbao"):
        load_two_reports(warehouse)
    assert caplog.text == ""
    assert values(warehouse) == [("a", 3), ("b", 3)]


def write_facts_twice(folder: Path, table: str, piece: int, frame: pl.DataFrame) -> None:
    """Stage the rows of a fact table twice, as no validated frame has them."""
    write_table(folder, table, piece, pl.concat([frame, frame]) if table == "fact_request" else frame)


def test_a_cell_that_is_there_twice_is_not_published(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "write_table", write_facts_twice)
    with pytest.raises(RunError, match=r"fact_request has several rows with the same report_id, line, applicant: "):
        load_two_reports(warehouse)
    assert not warehouse.exists()
