"""A query that is asked of some reports at a time says of all of them what it says at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.state.work import built_path, run_folder
from flows.warehouse.build import build_warehouse
from flows.warehouse.slices import ask_slice, choose_reports, count_slices, each_slice, slice_database
from tests.flows.made_nights import PLACES
from tests.flows.rows import load_tables, open_for_writing, report_row
from tests.flows.warehouse.test_incremental import Walk, read_layout, read_rows


@pytest.mark.endurance
@pytest.mark.parametrize("seed", [1])
def test_a_build_in_slices_has_what_one_at_once_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    walk = Walk(tmp_path, seed)
    for _ in range(60):
        walk.folder.add()
    run = walk.folder.next_run()
    with run_folder(walk.warehouse, run.run_id) as work:
        stage = walk.folder.stage_night(walk.warehouse, tmp_path / "stage", work, run)
        at_once, sliced = work / "at once" / built_path(work).name, built_path(work)
        at_once.parent.mkdir()
        expected = build_warehouse(at_once, work, stage)
        monkeypatch.setattr("flows.warehouse.slices.SLICE_REPORTS", 20)
        assert build_warehouse(sliced, work, stage) == expected
        assert read_rows(sliced) == read_rows(at_once)
        assert read_layout(sliced) == read_layout(at_once)
        assert len({row[3] for row in read_rows(sliced)["quality_finding"]}) > 5  # the rules


@pytest.fixture
def three_counties(warehouse: Path) -> Path:
    """A body that moved from the first county to the second, another one there, and one of a third."""
    places = [{**place, "county_code": place["township_code"][:6]} for place in map(dict, (PLACES[0], PLACES[8]))]
    third = {**PLACES[0], "township_code": "990103101000", "county_code": "990103"}
    first, second = (place["township_code"] for place in places)
    reports = [
        report_row("old", township_code=first, body_key="moved", report_year=2020),
        report_row("new", township_code=second, body_key="moved", report_year=2021),
        report_row("beside", township_code=second, body_key="beside", report_year=2021),
        report_row("far", township_code="990103101000", body_key="far", report_year=2021),
    ]
    load_tables(warehouse, {"report": reports}, townships=[*places, third])
    return warehouse


@pytest.mark.parametrize(
    ("asked", "within"),
    [
        (["beside"], ["beside", "new"]),
        (["new"], ["beside", "new", "old"]),
        (["old"], ["new", "old"]),
        (["far"], ["far"]),
    ],
)
def test_a_slice_has_all_of_the_bodies_and_counties_that_are_asked_of(
    three_counties: Path, asked: list[str], within: list[str]
) -> None:
    with open_for_writing(three_counties) as connection:
        connection.execute("CREATE TEMP TABLE said (report_id VARCHAR)")
        connection.begin()
        with slice_database(connection):
            choose_reports(connection, f"SELECT unnest({asked}) AS report_id")
            there = connection.execute("SELECT report_id FROM report ORDER BY ALL").fetchall()
            ask_slice(connection, "said", "SELECT report_id FROM report")
        assert [report for (report,) in there] == within
        assert connection.execute("SELECT * FROM said").fetchall() == [(report,) for report in asked]


def test_each_report_is_asked_of_once_and_a_body_at_once(three_counties: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.warehouse.slices.SLICE_REPORTS", 1)
    with open_for_writing(three_counties) as connection:
        connection.begin()
        slices = count_slices(connection)
        assert slices == 4
        with slice_database(connection):
            found = [
                {report for (report,) in connection.execute("FROM asked").fetchall()}
                for _ in each_slice(connection, slices)
            ]
    assert sorted(report for part in found for report in part) == ["beside", "far", "new", "old"]
    assert any({"old", "new"} <= part for part in found)
