"""A stage of any size without the time of reading it: copies of readings, each as of a file and a township of its own.

The copies of a corpus go to other townships, and each gets a small file in the raw folder that the manifest takes for
its source; nobody reads it, as the stage has its reading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl

from flows.duck import quote_text, read_parquet_files
from flows.stage import open_stage, reading_id_of, write_frame, write_segment
from flows.stage.segments import STAGED_TABLES
from tests.bench.corpus import list_townships
from tests.bench.series import YEARS

_COLUMNS = {
    "reading_id": "copies.reading_id",
    "segment": "copies.segment",
    "report_id": "copies.report_id",
    "source_sha256": "copies.source_sha256",
    "read_name": "copies.name",
    "township_code": "if(was.township_code is null, null, copies.township_code)",
    "division_code": "if(was.division_code = copies.old_code, copies.township_code, was.division_code)",
    "body_key": "replace(was.body_key, copies.old_code, copies.township_code)",
}


def copy_readings(raw: Path, stage: Path, work: Path, reports: int, *, reader: str) -> None:
    """Add copies of what the stage holds until it has so many reports. `reader` is that of the readings.

    Raises `ValueError` where the stage holds no whole township.
    """
    was = open_stage(stage)
    with closing(duckdb.connect()) as connection:
        kept = connection.execute(
            f"""
            SELECT report_id, township_code, reading_id, segment
            FROM {read_parquet_files(was.files_of("report"))} WHERE township_code IS NOT NULL
            ORDER BY township_code, report_year
            """
        ).pl()
        if not kept.height:
            raise ValueError("the stage holds no report of a township")
        run = was.readings[kept["reading_id"][0]].segment.rsplit("-", 1)[0]
        for number, copies in enumerate(_plan_copies(kept, raw, reports, reader), start=1):
            name = f"{run}-{number:06d}c"
            plan = work / f"copies-{number}.parquet"  # DuckDB may still hold pages of a file that was overwritten
            write_frame(copies.with_columns(segment=pl.lit(name)), plan)
            connection.execute(f"CREATE OR REPLACE TABLE copies AS FROM {read_parquet_files([plan])}")
            with write_segment(stage, work, name) as folder:
                for table in STAGED_TABLES:
                    if sources := was.files_of(table):
                        _copy_table(connection, sources, folder / f"{table}.0.parquet")


def _plan_copies(kept: pl.DataFrame, raw: Path, reports: int, reader: str) -> Iterator[pl.DataFrame]:
    """One frame a copy of the corpus: of each report what it was and what it becomes; its file is written."""
    codes = list(dict.fromkeys(kept["township_code"]))
    there = {code: number for number, code in enumerate(codes)}
    townships = [one.code for one in list_townships(-(-reports // len(YEARS)) + 2 * len(codes))]
    free = [code for code in townships if code not in there]
    left = reports - kept.height
    for copy in range(-(-left // kept.height)):
        rows = [
            _plan_copy(row, free[copy * len(codes) + there[row["township_code"]]], raw, reader)
            for row in kept.head(left - copy * kept.height).iter_rows(named=True)
        ]
        yield pl.DataFrame(rows)


def _plan_copy(row: Mapping[str, str], code: str, raw: Path, reader: str) -> dict[str, str]:
    content = f"{row['report_id']} {code}\n".encode()
    source_sha256 = hashlib.sha256(content).hexdigest()
    path = raw / "copies" / code[:6] / f"{source_sha256[:24]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    name = path.relative_to(raw).as_posix()
    return {
        "old_id": row["report_id"],
        "old_reading": row["reading_id"],
        "old_segment": row["segment"],
        "old_code": row["township_code"],
        "report_id": source_sha256[: len(row["report_id"])],
        "source_sha256": source_sha256,
        "reading_id": reading_id_of(source_sha256, name, reader),
        "name": name,
        "township_code": code,
    }


def _copy_table(connection: duckdb.DuckDBPyConnection, sources: list[Path], target: Path) -> None:
    rows = read_parquet_files(sources)
    columns = [name for name, *_ in connection.execute(f"DESCRIBE SELECT * FROM {rows}").fetchall()]
    changed = ", ".join(f"{_COLUMNS[name]} AS {name}" for name in columns if name in _COLUMNS)
    of_report = "AND was.report_id = copies.old_id" if "report_id" in columns else ""
    query = f"""
        SELECT was.* REPLACE ({changed}) FROM {rows} AS was
        JOIN copies ON was.reading_id = copies.old_reading AND was.segment = copies.old_segment {of_report}
    """
    connection.execute(f"COPY ({query}) TO {quote_text(str(target))} (FORMAT parquet, COMPRESSION zstd)")
