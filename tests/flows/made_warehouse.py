"""A warehouse file of made rows, for what only reads the published one: no reader and no loader is at work."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tests.flows.checking import define_database, insert_reports
from tests.flows.rows import Row, sha256_of

RUN = "20240131T020000Z-0123abcd"
STARTED = datetime(2024, 1, 31, 2)
ENDED = datetime(2024, 1, 31, 3)
EARLIER = datetime(2023, 12, 1)


def quarantined(path: str, reason: str, **values: Any) -> Row:
    """A row of quarantine, of the last run unless the test says otherwise."""
    words = {"detail": f"Found in {path}.", "detail_zh": f"在{path}中发现。"}
    defaults = {"source_sha256": sha256_of(path), **words, "run_id": RUN}
    return {"source_path": path, "reason": reason, "first_seen_at": STARTED, **defaults, **values}


def finding(report_id: str, finding_id: str, **values: Any) -> Row:
    """A row of quality_finding."""
    rule = "request_balance"
    words = {"message": "It does not add up.", "message_zh": "合计不符。"}
    defaults = {"severity": "error", **words, "report_year": 2021}
    return {"report_id": report_id, "finding_id": finding_id, "rule": rule, "cause": rule, **defaults, **values}


def source_file(path: str, on_disk: Path | None = None, **values: Any) -> Row:
    """A row of source_file, with size and time of a file where one is given."""
    status = on_disk.stat() if on_disk else None
    size, modified_ns = (status.st_size, status.st_mtime_ns) if status else (0, None)
    defaults = {"byte_size": size, "modified_ns": modified_ns, "outcome": "report"}
    return {"source_path": path, "first_seen_at": STARTED, "last_seen_at": STARTED, **defaults, **values}


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))


@cache
def _empty_warehouse() -> bytes:
    """A database file with all tables and views, which takes a second to make."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "empty.duckdb")
        with closing(duckdb.connect(str(path))) as connection:
            define_database(connection)
        return path.read_bytes()


def make_warehouse(path: Path, reports: Iterable[Row] = (), **tables: Iterable[Row]) -> Path:
    """Make a warehouse of one run with these rows, at a path where nothing is."""
    counts = ("seen", "new", "changed", "unchanged", "missing", "quarantined")
    run = {
        **{f"files_{name}": 0 for name in counts},
        **{"run_id": RUN, "started_at": STARTED, "ended_at": ENDED, "parser_version": "test"},
        **{"reports_loaded": 2, "cells_loaded": 1_234, "findings": 3},
    }
    path.write_bytes(_empty_warehouse())
    with closing(duckdb.connect(str(path))) as connection:
        insert_reports(connection, list(reports))
        for table, rows in {"ingest_run": [run], **tables}.items():
            _insert(connection, table, rows)
    return path
