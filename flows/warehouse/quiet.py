"""A run that found nothing new: the last version with one row more in `ingest_run`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl

from flows.raw import Changes
from flows.stage import Run, run_frame
from flows.state import utc_now
from flows.warehouse.counts import LoadCounts, count_contents
from flows.warehouse.incremental import read_every_block


def add_quiet_run(built: Path, run: Run, changes: Changes, stamps: pl.DataFrame) -> LoadCounts:
    """Add the row of a run that found nothing new to a copy of the last version.

    `stamps` are those of the files now (columns of `source_file`), which may have been touched without being changed.
    Raises `duckdb.Error` where the version is damaged, whatever of it: it would be carried on from night to night.
    """
    with closing(duckdb.connect(str(built))) as connection:
        read_every_block(connection)
        connection.begin()
        row = run_frame(run, changes, 0, utc_now()).select(pl.exclude("loaded_at"))
        connection.register("this_run", row)
        connection.execute(
            """
            INSERT INTO ingest_run BY NAME
            SELECT this_run.*, $1 AS ended_at, reports_loaded, files_quarantined, cells_loaded, findings
            FROM this_run, (FROM ingest_run ORDER BY started_at DESC, run_id DESC LIMIT 1)
        """,
            [utc_now()],
        )
        connection.register("stamps", stamps)
        connection.execute("""
            UPDATE source_file
            SET modified_ns = stamps.modified_ns, changed_ns = stamps.changed_ns, inode = stamps.inode,
                hashed_ns = stamps.hashed_ns
            FROM stamps
            WHERE source_file.source_path = stamps.source_path
        """)
        for table in ("report_file", "source_file"):
            connection.execute(f"UPDATE {table} SET last_seen_at = $1 WHERE missing_since IS NULL", [run.started_at])
        connection.commit()
        counts = count_contents(connection, changes.files_seen)
        connection.execute("CHECKPOINT")
    return counts
