"""The runs that found nothing new since a version was built: no version holds them, the next one takes them over.

They are lines of the log of runs. A run that found nothing new saw every file of the manifest where it was, by the same
program as the run that built the version: its row in `ingest_run` differs from that one's in times and counts of files.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.stage import write_frame
from flows.state import RunRecord, parse_time, time_of_run

_COUNTS = ("seen", "new", "changed", "moved", "unchanged", "missing", "read")


def quiet_runs(records: Iterable[RunRecord], run_id: str) -> list[RunRecord]:
    """The runs that found nothing to add to a version of this run, in their order.

    >>> started, ended = "2024-01-31T02:00:00Z", "2024-01-31T02:00:01Z"
    >>> versions = {"b": "a", "c": "a+1", "d": "b"}
    >>> records = [RunRecord(name, started, ended, "nothing_new", version=of) for name, of in versions.items()]
    >>> [record.run_id for record in quiet_runs(records, "a")]
    ['b', 'c']
    """
    return [
        record for record in records if record.outcome == "nothing_new" and record.version.partition("+")[0] == run_id
    ]


def _moment(text: str) -> datetime:
    return parse_time(text).astimezone(UTC).replace(tzinfo=None)


def _started_at(record: RunRecord) -> datetime:
    """When a run started: its id tells it to the microsecond, where runs of one second have an order."""
    with suppress(ValueError):
        if (exactly := time_of_run(record.run_id)).replace(microsecond=0) == _moment(record.started_at):
            return exactly
    return _moment(record.started_at)


def _row(record: RunRecord, last: dict[str, Any]) -> dict[str, Any]:
    """The row of a run in `ingest_run`, beside that of the run which built the version."""
    counts = {f"files_{name}": record.counts.get(f"files_{name}", 0) for name in _COUNTS}
    times = {"started_at": _started_at(record), "ended_at": _moment(record.ended_at)}
    return {**last, "run_id": record.run_id, **times, **counts}


def add_quiet_runs(folder: Path, records: Iterable[RunRecord]) -> None:
    """Add such runs to the history that is staged in a folder: their rows, and when the files were last seen.

    Runs that have a row already are passed over, and of two lines of one run the last counts. Raises `OSError`.
    """
    path = folder / "ingest_run.parquet"
    runs = pl.read_parquet(path, glob=False)
    known = set(runs["run_id"])
    new = list({record.run_id: record for record in records if record.run_id not in known}.values())
    if not new or not runs.height:
        return
    last = runs.sort("started_at", "run_id").row(-1, named=True)
    write_frame(pl.concat([runs, pl.DataFrame([_row(record, last) for record in new], schema=runs.schema)]), path)
    seen_at = max(_moment(record.started_at) for record in new)
    for table in ("report_file", "source_file"):
        frame = pl.read_parquet(folder / f"{table}.parquet", glob=False)
        is_there = pl.col("missing_since").is_null()
        seen = pl.lit(seen_at, dtype=frame.schema["last_seen_at"])
        later = pl.when(is_there).then(pl.max_horizontal("last_seen_at", seen)).otherwise("last_seen_at")
        write_frame(frame.with_columns(last_seen_at=later), folder / f"{table}.parquet")
