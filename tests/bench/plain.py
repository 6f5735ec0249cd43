"""An ingest without Prefect: `python -m tests.bench.plain RAW WAREHOUSE WORKERS` prints its seconds as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Ingest once and print the seconds of reading and of the load."""
    # The workers import this module before they are prepared, and polars counts its threads when it is imported.
    from flows.settings import Settings
    from tests.bench.steps import run_timed

    raw, warehouse, workers = arguments
    timed = run_timed(Settings(raw=Path(raw), warehouse=Path(warehouse), workers=int(workers)))
    print(json.dumps({"reading": timed.reading, "loading": timed.loading}))


if __name__ == "__main__":
    main(sys.argv[1:])
