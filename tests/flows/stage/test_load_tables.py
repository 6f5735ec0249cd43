"""What a run hands to the load beside the stage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl

from flows.raw.manifest import Changes
from flows.stage.load_tables import Run, run_frame, table_files, write_empty_tables, write_refusals
from flows.stage.segments import STAGED_TABLES, Stage, open_stage, write_segment, write_table
from flows.warehouse.ddl import sql_type
from tests.flows.rows import make_frame, report_row


def test_a_run_without_a_program_has_a_column_of_texts_all_the_same() -> None:
    frame = run_frame(Run("r", datetime(2024, 1, 1), "3"), Changes(files_seen=2), 1, datetime(2024, 1, 2))
    assert sql_type(frame.schema["built_with"]) == "VARCHAR"
    assert frame.select("run_id", "files_seen", "files_read").rows() == [("r", 2, 1)]


def test_a_table_that_no_segment_has_still_has_its_columns(tmp_path: Path) -> None:
    write_empty_tables(tmp_path)
    write_refusals(tmp_path, [])
    for table in STAGED_TABLES:
        files = table_files(tmp_path, Stage(tmp_path / "stage"), table)
        assert pl.concat(map(pl.read_parquet, files)).height == 0
        assert {"reading_id", "segment"} <= set(pl.read_parquet_schema(files[0]))


def test_refusals_stand_among_the_rejections_and_reports_of_segments_in_their_table(tmp_path: Path) -> None:
    (tmp_path / "stage").mkdir()
    row = make_frame("report", [report_row("a")]).with_columns(reading_id=pl.lit("x"), segment=pl.lit("s"))
    with write_segment(tmp_path / "stage", tmp_path, "s") as folder:
        write_table(folder, "report", 0, row)
    stage = open_stage(tmp_path / "stage")
    write_empty_tables(tmp_path)
    write_refusals(tmp_path, [("", "", "pipe.txt", "not_a_file", "A pipe.", "管道。")])
    rejections, reports = (
        pl.concat(map(pl.read_parquet, table_files(tmp_path, stage, table))) for table in ("rejections", "report")
    )
    assert rejections["source_path"].to_list() == ["pipe.txt"]
    assert reports["report_id"].to_list() == ["a"]
