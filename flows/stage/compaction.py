"""Keep the stage small: many segments become one, without the readings that nothing uses any more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl

from flows.duck import quote_text, read_parquet_files, spill_into
from flows.stage.segments import STAGED_TABLES, Stage, clean_stage, open_stage, write_segment

# Every night with new files adds segments, each with some ten small files.
MOST_SEGMENTS = 200
# What the reports of the first night lost since then need not be read by every later one.
LEAST_USED = 0.5


def needs_compaction(stage: Stage, used: int) -> bool:
    """Whether a stage of which `used` readings are in use is to be compacted.

    >>> needs_compaction(Stage(Path()), 0)
    False
    """
    return len(stage.segments) > MOST_SEGMENTS or used < LEAST_USED * len(stage.readings)


def compact_stage(stage: Stage, work: Path, name: str, files: pl.DataFrame) -> None:
    """Replace the segments by one of this name that has what `files` use, if it is worth while.

    `files` are the rows of the manifest with their `reading_id` and `segment`. The old segments go when the new one
    stands; a killed run leaves both, and the new one counts. Raises `OSError` and `duckdb.Error`.
    """
    used = files.select("reading_id", "segment").filter(pl.col("reading_id") != "").unique()
    if not needs_compaction(stage, used.height):
        return
    with (
        write_segment(stage.folder, work, name, replaces=stage.segments) as folder,
        closing(duckdb.connect()) as merger,
    ):
        spill_into(merger, work / "spill")
        merger.register("used", used)
        for table in STAGED_TABLES:
            if sources := stage.files_of(table):
                target = quote_text(str(folder / f"{table}.0.parquet"))
                rows = f"SELECT * FROM {read_parquet_files(sources)} SEMI JOIN used USING (reading_id, segment)"
                merger.execute(f"COPY ({rows}) TO {target} (FORMAT parquet, COMPRESSION zstd)")
    clean_stage(open_stage(stage.folder, stage.segments))
