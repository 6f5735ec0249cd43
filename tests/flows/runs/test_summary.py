"""What a run tells at its end."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from flows.runs.summary import Summary, print_summary
from flows.warehouse.counts import LoadCounts


def test_the_summary_tells_the_numbers(tmp_path: Path) -> None:
    counts = LoadCounts(1_015, {"current": 1_000, "duplicate": 2}, {"not_a_report": 13}, 200_000, {})
    output = io.StringIO()
    print_summary(Summary("run", tmp_path / "w.duckdb", (), counts, 12.34), Console(file=output, width=40))
    assert output.getvalue().splitlines() == [
        "files seen      1,015",
        "files read      0",
        "reports loaded  1,002 (1,000 current, 2 duplicate)",
        "quarantined     13 (13 not_a_report)",
        "cells           200,000",
        "findings        0",
        "time            12.3 s",
        f"warehouse       {tmp_path / 'w.duckdb'}",
    ]
