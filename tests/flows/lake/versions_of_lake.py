"""Files of warehouses to publish into a lake, and what is compared of the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from random import Random

import duckdb

from flows.lake.address import LakeAddress
from flows.lake.connection import open_lake
from flows.state.work import built_path, run_folder
from flows.warehouse.build import build_warehouse
from tests.flows.made_nights import Folder
from transforms.schemas import WAREHOUSE_SCHEMAS


class Nights:
    """A raw folder of made reports, whose nights are built anew into a file each."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place, self.folder = place, Folder(Random(seed))
        self.number = 0

    def build(self, news: Iterable[Callable[[Folder], None]]) -> Path:
        """Let something happen; the file of the night."""
        for happen in news:
            happen(self.folder)
        run, warehouse = self.folder.next_run(), self.place / "nianbao.duckdb"
        self.number += 1
        target = self.place / f"{self.number}.duckdb"
        with run_folder(warehouse, run.run_id) as work:
            stage = self.folder.stage_night(warehouse, self.place / "stage", work, run)
            build_warehouse(built_path(work), work, stage)
            built_path(work).rename(target)
        return target


def digests(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[int, int]]:
    """Of every table how many rows it has, and a digest of them all."""
    query = "SELECT count(*), coalesce(sum(hash(one)::HUGEINT), 0) FROM {}.{} AS one"
    found = {table: connection.execute(query.format(database, table)).fetchone() for table in WAREHOUSE_SCHEMAS}
    return {table: counts for table, counts in found.items() if counts is not None}


def digests_of_file(path: Path) -> dict[str, tuple[int, int]]:
    """Those of a file."""
    with closing(duckdb.connect()) as connection:
        connection.execute(f"ATTACH '{path}' AS version (READ_ONLY)")
        return digests(connection, "version")


def digests_of_lake(address: LakeAddress, snapshot: int | None = None) -> dict[str, tuple[int, int]]:
    """Those of a lake, as it is or was."""
    with open_lake(address, snapshot=snapshot) as connection:
        return digests(connection, "lake")
