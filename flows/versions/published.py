"""Open the published warehouse to read it, with one plain sentence where that cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from flows.errors import RunError


@contextmanager
def published_warehouse(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the newest version. Raises `RunError`, also for what a query in the block meets."""
    try:
        if not warehouse.is_file():
            raise RunError(f"there is no warehouse {warehouse}; run nianbao ingest first")
        with closing(duckdb.connect(str(warehouse), read_only=True)) as connection:
            yield connection
    except (duckdb.Error, OSError) as error:
        first_line = (str(error).splitlines() or [type(error).__name__])[0]
        raise RunError(f"the warehouse {warehouse} cannot be read; ingest anew first ({first_line})") from error
