"""One ingest by worker processes, without Prefect, in a process of its own: what it takes can then be measured.

`python -m tests.flows.hostile_run RAW WAREHOUSE` prints the most memory, in bytes, that it or a worker held.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from flows.settings import Settings
from tests.flows.pipeline import ingest_by_workers


def main(raw: str, warehouse: str) -> None:
    ingest_by_workers(Settings(raw=Path(raw), warehouse=Path(warehouse)))
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
