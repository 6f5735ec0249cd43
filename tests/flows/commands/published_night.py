"""The night that the status tells of, and the log of its runs."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

from flows.state.run_log import RunRecord, append_record, format_time
from tests.flows.made_warehouse import ENDED, RUN

NOW = (ENDED + timedelta(hours=5)).replace(tzinfo=UTC)


def log_run(
    warehouse: Path, outcome: str, hours_ago: float = 1, message: str = "", inputs: tuple[str, ...] = ()
) -> None:
    """Add a run that ended so many hours before `NOW` to the log."""
    ended = format_time(NOW - timedelta(hours=hours_ago))
    append_record(warehouse, RunRecord(RUN, ended, ended, outcome, message, {"files_seen": 3}, 4.5, inputs=inputs))
