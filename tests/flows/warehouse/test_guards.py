"""Guards: what a night may lose and what stops it, just inside and just outside each bound."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from flows.raw import DEMONSTRATION_FILES
from flows.warehouse.guards import GuardBounds, compare_versions
from tests.flows.rows import TOWNSHIPS, Row, cell, load_tables, report_row
from transforms.language import Pair

# Ten townships of two provinces.
PLACES: list[Row] = [
    {
        **TOWNSHIPS[0],
        "township_code": f"{province}010110{number}000",
        "county_code": f"{province}0101",
        "prefecture_code": f"{province}0100",
        "province_code": f"{province}0000",
        "province": name,
    }
    for province, name in {"99": "示例省", "98": "样例省"}.items()
    for number in range(5)
]
LINES = ("new", "carried_in", "granted", "carried_out")


def make_report(number: int) -> Row:
    """One of 40 reports: four years of ten townships, the first 20 of one province; every fourth is a PDF."""
    return report_row(
        f"r{number:02d}",
        township_code=PLACES[number // 4]["township_code"],
        report_year=2021 + number % 4,
        media_type="application/pdf" if number % 4 == 0 else "text/plain",
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of 40 reports with four values each and neither findings nor quarantine."""
    warehouse = tmp_path_factory.mktemp("whole") / "w.duckdb"
    reports = [make_report(number) for number in range(40)]
    cells = [cell(row, 1, line=line, applicant="total") for row in reports for line in LINES]
    load_tables(warehouse, {"report": reports, "fact_request": cells}, townships=PLACES)
    return change(warehouse, warehouse.with_name("whole.duckdb"), ["DELETE FROM quality_finding"])


def change(source: Path, target: Path, statements: Collection[str]) -> Path:
    """A copy of a warehouse after these statements."""
    shutil.copyfile(source, target)
    with closing(duckdb.connect(str(target))) as connection:
        for statement in statements:
            connection.execute(statement)
    return target


Compare = Callable[..., list[Pair]]


@pytest.fixture
def compare(whole: Path, tmp_path: Path) -> Compare:
    """What is said of the warehouse after these statements beside what it was."""

    def compare_with(bounds: GuardBounds, *statements: str) -> list[Pair]:
        return compare_versions(whole, change(whole, tmp_path / "built.duckdb", statements), bounds)

    return compare_with


def numbered(numbers: Collection[int]) -> str:
    return ", ".join(f"'r{number:02d}'" for number in numbers)


def lose(numbers: Collection[int]) -> tuple[str, ...]:
    """Statements after which these reports are gone."""
    tables = ("fact_request", "report_file", "report")
    return tuple(f"DELETE FROM {table} WHERE report_id IN ({numbered(numbers)})" for table in tables)


def empty_cells(count: int, status: str) -> str:
    """A statement after which cells of the first reports have no value, four a report."""
    cells = f"SELECT rowid FROM fact_request ORDER BY report_id, line LIMIT {count}"
    return f"UPDATE fact_request SET value = NULL, cell_status = '{status}' WHERE rowid IN ({cells})"


def doubt(count: int, severity: str) -> str:
    """A statement after which the first reports have two findings of a rule each."""
    return (
        "INSERT INTO quality_finding BY NAME "
        f"SELECT report_id, 'a_rule' AS rule, 'a_rule' AS cause, '{severity}' AS severity, 'A doubt.' AS message, "
        "'一条疑点。' AS message_zh, report_id || number AS finding_id FROM report, range(2) AS numbers(number) "
        f"WHERE report_id < 'r{count:02d}'"
    )


def quarantine(count: int) -> str:
    """A statement after which so many other files are in quarantine."""
    return (
        "INSERT INTO quarantine BY NAME SELECT 'x' || number AS source_path, 'empty_file' AS reason, "
        "'' AS detail, '' AS detail_zh, run_id, now()::TIMESTAMP AS first_seen_at "
        f"FROM ingest_run, range({count}) AS numbers(number)"
    )


def starts(breaches: Sequence[str]) -> list[str]:
    return [breach.split(":")[0] for breach in breaches]


def test_nothing_is_said_of_the_same_warehouse(compare: Compare) -> None:
    assert compare(GuardBounds(0, 0, 0)) == []


# --- reports and values ---


# Of no group more than three.
FOUR, FIVE = (3, 12, 23, 32), (3, 12, 23, 32, 38)


def test_what_is_left_out_counts_in_neither(whole: Path, tmp_path: Path) -> None:
    moved = f"UPDATE report SET source_path = 'demo/' || source_path WHERE report_id IN ({numbered(FIVE)})"
    before = change(whole, tmp_path / "before.duckdb", [moved])
    after = change(before, tmp_path / "after.duckdb", lose(FIVE))
    assert compare_versions(before, after, GuardBounds(0, 0, 0), "demo/.*") == []
    assert len(compare_versions(before, after, GuardBounds(0, 0, 0))) > 1


def test_of_what_is_left_out_a_file_of_ones_own_beside_it_is_none(whole: Path, tmp_path: Path) -> None:
    """Reports in the folder of the demonstration that are none of its files are lost like any other."""
    moved = f"UPDATE report SET source_path = 'demo/' || source_path WHERE report_id IN ({numbered(FIVE)})"
    before = change(whole, tmp_path / "before.duckdb", [moved])
    after = change(before, tmp_path / "after.duckdb", lose(FIVE))
    assert len(compare_versions(before, after, GuardBounds(0, 0, 0), DEMONSTRATION_FILES)) > 1


def test_a_share_of_the_reports_may_go_but_no_more(compare: Compare) -> None:
    bounds = GuardBounds(fall=0.1, rise=1, reports=3)
    assert compare(bounds, *lose(FOUR)) == []
    assert compare(bounds, *lose(FIVE)) == [
        "current reports: 40 before, 35 now (12.5% fewer; 10.0% may be lost)",
        "values in reports: 160 before, 140 now (12.5% fewer; 10.0% may be lost)",
    ]


def test_the_loss_of_few_reports_is_none_whatever_their_share(compare: Compare) -> None:
    assert compare(GuardBounds(fall=0.1, rise=1, reports=5), *lose(FIVE)) == []
    assert starts(compare(GuardBounds(fall=0.1, rise=1, reports=4), *lose(FIVE))) == [
        "current reports",
        "values in reports",
    ]


@pytest.mark.parametrize(
    ("gone", "group"),
    [
        (range(0, 12, 4), " of the media type application/pdf"),
        (range(17, 20), " of 示例省"),
        (range(3, 15, 4), " of the year 2024"),
    ],
)
def test_the_loss_of_a_group_is_told_where_the_whole_can_bear_it(compare: Compare, gone: range, group: str) -> None:
    bounds = GuardBounds(fall=0.1, rise=1, reports=2)
    assert compare(bounds, *lose(gone[:2])) == []
    told = starts(compare(bounds, *lose(gone)))
    assert {f"current reports{group}", f"values in reports{group}"} <= set(told)
    assert "current reports" not in told


def test_a_report_that_is_not_current_any_more_is_lost(compare: Compare) -> None:
    change_status = f"UPDATE report SET status = 'duplicate' WHERE report_id IN ({numbered(FIVE)})"
    told = starts(compare(GuardBounds(fall=0.1, rise=1, reports=3), change_status))
    assert "current reports" in told


def test_a_report_whose_township_is_not_known_any_more_is_lost_to_its_province(compare: Compare) -> None:
    change_places = f"UPDATE report SET township_code = NULL WHERE report_id IN ({numbered(range(17, 20))})"
    told = compare(GuardBounds(fall=0.1, rise=1, reports=2), change_places)
    assert starts(told) == ["current reports of 示例省", "values in reports of 示例省"]


def test_a_share_of_the_values_may_go_but_no_more(compare: Compare) -> None:
    bounds = GuardBounds(fall=0.1, rise=1, reports=3)
    told = "values in reports: 160 before, 143 now (10.6% fewer; 10.0% may be lost)"
    assert "values in reports" not in starts(compare(bounds, empty_cells(16, "blank")))
    assert told in compare(bounds, empty_cells(17, "blank"))


def test_the_values_of_few_reports_are_none_whatever_their_share(compare: Compare) -> None:
    bounds = GuardBounds(fall=0, rise=1, reports=2)
    assert compare(bounds, empty_cells(8, "blank")) == []
    assert "values in reports" in starts(compare(bounds, empty_cells(9, "blank")))


# --- what could not be read ---


@pytest.mark.parametrize("status", ["ambiguous", "unreadable", "missing"])
def test_a_share_of_the_cells_may_become_unreadable_but_no_more(compare: Compare, status: str) -> None:
    bounds = GuardBounds(fall=1, rise=0.075, reports=2)  # 12 of 160 cells
    named = "cells that could not be read in reports"
    assert named not in starts(compare(bounds, empty_cells(12, status)))
    told = compare(bounds, empty_cells(13, status))
    assert f"{named}: 0 of 160 before (0.0%), 13 of 160 now (8.1%; 7.5% more are allowed)" in told


def test_the_unreadable_cells_of_few_reports_are_none_whatever_their_share(compare: Compare) -> None:
    bounds = GuardBounds(fall=1, rise=0, reports=2)
    assert compare(bounds, empty_cells(8, "ambiguous")) == []
    told = starts(compare(bounds, empty_cells(9, "ambiguous")))
    assert told == [
        "cells that could not be read in reports",
        "cells that could not be read in reports of 示例省",
    ]


def test_a_blank_cell_was_read(compare: Compare) -> None:
    assert compare(GuardBounds(fall=1, rise=0, reports=0), empty_cells(160, "blank")) == []


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_share_of_the_reports_may_become_doubtful_but_no_more(compare: Compare, severity: str) -> None:
    bounds = GuardBounds(fall=1, rise=0.1, reports=2)
    assert compare(bounds, doubt(4, severity)) == []
    assert compare(bounds, doubt(5, severity)) == [
        "reports with the finding a_rule: 0 of 40 before (0.0%), 5 of 40 now (12.5%; 10.0% more are allowed)"
    ]


def test_few_doubtful_reports_are_none_whatever_their_share(compare: Compare) -> None:
    bounds = GuardBounds(fall=1, rise=0, reports=2)
    assert compare(bounds, doubt(2, "error")) == []
    assert starts(compare(bounds, doubt(3, "error"))) == ["reports with the finding a_rule"]


def test_hints_are_no_doubts(compare: Compare) -> None:
    assert compare(GuardBounds(fall=1, rise=0, reports=0), doubt(40, "info")) == []


def test_a_share_of_the_files_may_come_into_quarantine_but_no_more(compare: Compare) -> None:
    bounds = GuardBounds(fall=1, rise=0.2, reports=2)
    assert compare(bounds, quarantine(10)) == []
    assert compare(bounds, quarantine(11)) == [
        "quarantined files: 0 of 40 before (0.0%), 11 of 51 now (21.6%; 20.0% more are allowed)"
    ]


def test_few_quarantined_files_are_none_whatever_their_share(compare: Compare) -> None:
    bounds = GuardBounds(fall=1, rise=0, reports=2)
    assert compare(bounds, quarantine(2)) == []
    assert starts(compare(bounds, quarantine(3))) == ["quarantined files"]


def test_what_was_so_before_is_no_rise(whole: Path, tmp_path: Path) -> None:
    statements = [doubt(20, "error"), quarantine(20), empty_cells(80, "missing")]
    doubtful = change(whole, tmp_path / "doubtful.duckdb", statements)
    same = change(doubtful, tmp_path / "same.duckdb", [])
    assert compare_versions(doubtful, same, GuardBounds(0, 0, 0)) == []


# --- nothing to compare ---


@pytest.fixture
def emptied(whole: Path, tmp_path: Path) -> Path:
    return change(whole, tmp_path / "emptied.duckdb", lose(range(40)))


def test_no_warehouse_is_too_small_to_lose_all(whole: Path, emptied: Path, tmp_path: Path) -> None:
    small = change(whole, tmp_path / "small.duckdb", lose(range(2, 40)))
    assert compare_versions(small, emptied, GuardBounds(1, 1, 100)) == ["no current report is left of 2"]


def test_the_only_report_may_go(whole: Path, emptied: Path, tmp_path: Path) -> None:
    single = change(whole, tmp_path / "single.duckdb", lose(range(1, 40)))
    assert compare_versions(single, emptied, GuardBounds(0, 0, 1)) == []


def test_the_first_reports_are_no_loss(whole: Path, emptied: Path) -> None:
    assert compare_versions(emptied, whole, GuardBounds(0, 0, 0)) == []


@pytest.mark.parametrize("published", [None, Path("nowhere.duckdb")])
def test_without_a_published_version_there_is_nothing_to_compare(emptied: Path, published: Path | None) -> None:
    assert compare_versions(published, emptied, GuardBounds(0, 0, 0)) == []


def test_a_version_that_cannot_be_read_is_not_compared(
    emptied: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(bytes(8) + b"DUCK and damage")
    assert compare_versions(damaged, emptied, GuardBounds(0, 0, 0)) == []
    assert "the published warehouse cannot be compared with the new one" in caplog.text


def test_a_version_of_another_layout_is_not_compared(whole: Path, emptied: Path, tmp_path: Path) -> None:
    earlier = change(whole, tmp_path / "e.duckdb", ["DROP VIEW IF EXISTS report_lineage", "DROP TABLE fact_review"])
    assert compare_versions(earlier, emptied, GuardBounds(0, 0, 0)) == []


def test_a_loss_is_told_in_chinese(whole: Path, tmp_path: Path) -> None:
    half = change(whole, tmp_path / "half.duckdb", lose(range(20)))
    told = [breach.zh for breach in compare_versions(whole, half, GuardBounds(0.1, 1, 0))]
    assert "现行报告：之前40，现在20（减少50.0%；最多可减少10.0%）" in told
    assert any(sentence.startswith("类型为 ") and "的现行报告：之前" in sentence for sentence in told)
