"""A version that was renewed has what one has that was built anew, whatever came, went and changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.state.work import built_path, run_folder
from flows.versions.publication import list_versions, publish, publish_again
from flows.warehouse.build import build_warehouse
from flows.warehouse.incremental import COUNTY_RULES, renew_warehouse
from flows.warehouse.sqlfiles import list_queries
from tests.flows.made_nights import NEWS, Folder
from tests.flows.rows import query
from tests.soak import soaked

# A report that a run loads anew is that run's; what a full build loads anew is all.
_OF_THE_LOAD = {"report": ("run_id", "loaded_at"), "ingest_run": ("ended_at",)}
# All that may happen does so in this many nights.
_NIGHTS = 3
_RULES_OF_NEIGHBOURS = {
    "carry_over",
    "copied_report",
    "duplicate_report",
    "file_missing",
    "implausible_value",
    "in_force_roll",
    "items_roll",
    "year_missing",
}


_RULES_OF_ONE_REPORT = {
    "applicant_total",
    "narrative_vs_table",
    "outcome_total",
    "request_balance",
    "review_total",
    "statistic_total",
}


def test_of_every_rule_it_is_told_what_it_looks_at() -> None:
    assert set(list_queries("checks")) == _RULES_OF_NEIGHBOURS | _RULES_OF_ONE_REPORT
    assert set(COUNTY_RULES) <= _RULES_OF_NEIGHBOURS


def read_rows(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables with all columns but those of the load, sorted."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        tables = [table for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {
            table: connection.execute(
                f"SELECT * EXCLUDE ({', '.join(without)}) FROM {table} ORDER BY ALL"
                if (without := _OF_THE_LOAD.get(table))
                else f"FROM {table} ORDER BY ALL"
            ).fetchall()
            for table in tables
            if not table.startswith("dim_")
        }


def read_layout(database: Path) -> list[tuple[Any, ...]]:
    """Tables, views and macros with their columns, keys and comments."""
    listings = (
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns() WHERE NOT internal",
        "SELECT table_name, comment FROM duckdb_tables()",
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'",
        "SELECT function_name, comment, parameters FROM duckdb_functions() WHERE NOT internal",
    )
    return [row for listing in listings for row in query(database, f"SELECT * FROM ({listing}) ORDER BY ALL")]


class Walk:
    """Nights one after the other, each of which builds on the version before and is compared with a full build."""

    def __init__(self, place: Path, seed: int) -> None:
        self.place, self.chance = place, random.Random(seed)
        self.warehouse = place / "nianbao.duckdb"
        self.folder = Folder(self.chance)
        self.rules: set[str] = set()
        self.statuses: set[str] = set()

    def live_first_night(self, reports: int) -> None:
        """Build the first version."""
        for _ in range(reports):
            self.folder.add()
        run = self.folder.next_run()
        with run_folder(self.warehouse, run.run_id) as work:
            stage = self.folder.stage_night(self.warehouse, self.place / "stage", work, run)
            build_warehouse(built_path(work), work, stage)
            publish(built_path(work), self.warehouse, run.run_id, keep=2)

    def live_nights(self, nights: int) -> None:
        """Let everything happen once in a few nights, again and again."""
        for number in range(nights):
            if number % _NIGHTS == 0:
                news = self.chance.sample(NEWS, len(NEWS))
            elif number % _NIGHTS == 1:
                self.live_killed_night()
            else:
                self.roll_back()
            self.live_night(news[number % _NIGHTS :: _NIGHTS])

    def live_killed_night(self) -> None:
        """Read a file again otherwise, in a run that is killed before it builds anything."""
        self.folder.read_again()
        run = self.folder.next_run()
        with run_folder(self.warehouse, run.run_id) as work:
            self.folder.stage_night(self.warehouse, self.place / "stage", work, run)

    def roll_back(self) -> None:
        """Publish the version before again."""
        publish_again(list_versions(self.warehouse)[1], self.warehouse)

    def live_night(self, news: Iterable[Callable[[Folder], None]]) -> None:
        """Let something happen, and hold that both ways of building lead to the same."""
        for happen in news:
            happen(self.folder)
        run = self.folder.next_run()
        with run_folder(self.warehouse, run.run_id) as work:
            stage = self.folder.stage_night(self.warehouse, self.place / "stage", work, run)
            anew = work / "anew" / self.warehouse.name
            anew.parent.mkdir()
            expected = build_warehouse(anew, work, stage)
            assert renew_warehouse(built_path(work), self.warehouse.resolve(), work, stage) == expected
            assert read_rows(built_path(work)) == read_rows(anew)
            self.rules |= {rule for (rule,) in query(anew, "SELECT DISTINCT rule FROM quality_finding")}
            self.statuses |= {status for (status,) in query(anew, "SELECT DISTINCT status FROM report")}
            assert read_layout(built_path(work)) == read_layout(anew)
            publish(built_path(work), self.warehouse, run.run_id, keep=2)


@pytest.mark.endurance
@pytest.mark.parametrize(("seed", "nights"), [(2, 3), *(soaked(seed, 60) for seed in range(3, 13))])
def test_a_version_that_was_renewed_has_what_one_built_anew_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, nights: int
) -> None:
    monkeypatch.setattr("flows.warehouse.incremental.MOST_RENEWED", 2)
    monkeypatch.setattr("flows.warehouse.incremental.MOST_PLACES", 1000)
    walk = Walk(tmp_path, seed)
    walk.live_first_night(60)
    walk.live_nights(nights)
    assert walk.rules >= _RULES_OF_NEIGHBOURS
    assert walk.statuses == {"current", "duplicate", "superseded"}
