"""The staging folder: it goes with its run, and what killed runs left goes with the next."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.staging import building_path, make_run_id, remove_batch, staging_folder, staging_path, write_rejections
from tests.flows.inputs import names_in
from transforms.schemas import READ_SCHEMAS

RUN = make_run_id(datetime(2024, 1, 31, 2))


def test_it_goes_at_the_end_even_of_a_failed_run(warehouse: Path) -> None:
    with pytest.raises(ZeroDivisionError), staging_folder(warehouse, RUN) as staging:
        building_path(warehouse, RUN).write_bytes(b"half a database")
        (staging / "report" / "000001.parquet").write_bytes(b"")
        raise ZeroDivisionError
    assert names_in(warehouse.parent) == []


def test_every_table_has_its_columns_before_the_first_batch(warehouse: Path) -> None:
    with staging_folder(warehouse, RUN) as staging:
        assert set(names_in(staging)) == {*READ_SCHEMAS, "files", "members", "rejections"}


def test_leftovers_of_killed_runs_are_removed(warehouse: Path) -> None:
    killed = make_run_id(datetime(2024, 1, 30, 2))
    (staging_path(warehouse, killed) / "report").mkdir(parents=True)
    building_path(warehouse, killed).write_bytes(b"half a database")
    building_path(warehouse, killed).with_suffix(".building.wal").write_bytes(b"")
    with staging_folder(warehouse, RUN):
        assert names_in(warehouse.parent) == [staging_path(warehouse, RUN).name]


def test_nothing_else_is_removed(warehouse: Path) -> None:
    other = warehouse.with_name("nianbao.duckdb.bak")
    kept = [
        warehouse,
        other,
        staging_path(other, RUN),
        building_path(other, RUN),
        warehouse.with_name(".nianbao.duckdb.lock"),
    ]
    for path in kept:
        path.write_bytes(b"")
    with staging_folder(warehouse, RUN):
        pass
    assert sorted(warehouse.parent.iterdir()) == sorted(kept)


def test_a_folder_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    with (
        pytest.raises(RunError, match="cannot write to the warehouse folder"),
        staging_folder(tmp_path / "no" / "x", RUN),
    ):
        pass


def test_what_a_dead_worker_staged_of_a_batch_is_removed(warehouse: Path) -> None:
    with staging_folder(warehouse, RUN) as staging:
        write_rejections(staging, "000001", [("a.txt", "not_a_report", "A notice.")])
        write_rejections(staging, "000002", [("b.txt", "not_a_report", "A notice.")])
        remove_batch(staging, "000001")
        assert names_in(staging / "rejections") == ["000002.0.parquet", "_empty.parquet"]
