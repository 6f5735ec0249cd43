"""What a build reads of the stage: each report once, and of some reports alone where these are asked for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from flows.stage.load_tables import Run
from flows.state.clock import utc_now
from flows.state.work import make_run_id, run_folder
from flows.warehouse.inputs import attach_inputs, restrict_reports
from tests.flows.rows import report_file, report_row, request_cells, stage_rows, write_run


def test_some_reports_are_read_without_opening_the_segments_of_the_others(warehouse: Path) -> None:
    run = Run(make_run_id(utc_now()), utc_now(), "test")
    reports = [report_row("a"), report_row("b", report_year=2022)]
    cells = [cell for report in reports for cell in request_cells(report, {})]
    files = [report_file("a"), report_file("b")]
    with run_folder(warehouse, run.run_id) as work, closing(duckdb.connect()) as connection:
        tables = {"report": reports, "fact_request": cells}
        stage = stage_rows(work / "stage", work, run, tables, files, batches=2)
        write_run(warehouse, work, run, stage, files)
        attach_inputs(connection, work, stage)
        assert connection.sql("SELECT DISTINCT report_id FROM staged.fact_request ORDER BY ALL").fetchall() == [
            ("a",),
            ("b",),
        ]
        connection.execute("CREATE TABLE wanted AS SELECT 'b' AS report_id")
        restrict_reports(connection, work, stage, "wanted")
        for path in stage.segments[f"{run.run_id}-000000"]:
            path.unlink()
        for table in ("report", "fact_request"):
            assert connection.sql(f"SELECT DISTINCT report_id FROM staged.{table}").fetchall() == [("b",)]
        assert connection.sql("SELECT count(*) FROM staged.source_files").fetchall() == [(2,)]


def test_a_full_build_looks_for_the_few_reports_that_are_left_out(warehouse: Path) -> None:
    """The list of those that are taken would be held once for every table that a query reads."""
    run = Run(make_run_id(utc_now()), utc_now(), "test")
    reports = [report_row(name) for name in "abc"]
    cells = [cell for report in reports for cell in request_cells(report, {})]
    files = [report_file(name) for name in "abc"]
    with run_folder(warehouse, run.run_id) as work, closing(duckdb.connect()) as connection:
        stage = stage_rows(work / "stage", work, run, {"report": reports, "fact_request": cells}, files, batches=3)
        write_run(warehouse, work, run, stage, files[:2])
        attach_inputs(connection, work, stage)
        assert connection.sql("SELECT report_id FROM staged.left_out").fetchall() == [("c",)]
        connection.execute("DELETE FROM staged.kept")
        for table in ("report", "fact_request"):
            read = connection.sql(f"SELECT DISTINCT report_id FROM staged.{table} ORDER BY ALL").fetchall()
            assert read == [("a",), ("b",)]
