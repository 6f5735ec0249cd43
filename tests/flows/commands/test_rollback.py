"""Return to an earlier version: what is published then, and that no verdict goes with what is left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from flows.commands.review import import_reviews
from flows.commands.rollback import merge_verdicts, rollback
from flows.commands.verdicts import Review
from flows.errors import AlreadyRunningError, RunError
from flows.state.lock import warehouse_lock
from flows.state.paths import version_path, work_folder
from flows.state.run_log import RunRecord, append_record, format_time
from flows.state.work import make_run_id
from flows.versions.publication import list_versions, published_version
from flows.versions.seal import seal_path
from tests.flows.inputs import names_in
from tests.flows.rows import cell, load_tables, open_for_writing, query, report_row

HEADER = "finding_id,verdict,note,reviewer,reviewed_at\n"


def load_night(warehouse: Path, night: int) -> str:
    """Publish a warehouse with as many reports as nights, the first with a finding; the id of the run."""
    reports = [report_row(f"r{number}", agency=None, township_code=None) for number in range(night)]
    values = {"new": 4, "carried_in": 0, "handled_total": 5, "carried_out": 0}
    cells = [cell(reports[0], value, line=line, applicant="total") for line, value in values.items()]
    load_tables(warehouse, {"report": reports, "fact_request": cells}, started_at=datetime(2024, 1, night, 2))
    published = published_version(warehouse)
    assert published
    return published.version_id


def load_nights(warehouse: Path, nights: int) -> list[str]:
    return [load_night(warehouse, night) for night in range(1, nights + 1)]


def note_quiet_night(warehouse: Path, night: int) -> None:
    """Note a run that found nothing new, as such a run does."""
    started_at, published = datetime(2024, 1, night, 2), published_version(warehouse)
    assert published
    time = format_time(started_at)
    append_record(
        warehouse, RunRecord(make_run_id(started_at), time, time, "nothing_new", version=published.version_id)
    )


def published_reports(warehouse: Path) -> int:
    [(count,)] = query(warehouse, "SELECT count(*) FROM report")
    return int(count)


def review(warehouse: Path, verdict: str, day: str) -> str:
    """Give a verdict on the finding of the first report; its id."""
    [(finding_id,)] = query(warehouse, "SELECT finding_id FROM quality_finding WHERE rule = 'request_balance'")
    file = warehouse.with_name("verdicts.csv")
    file.write_text(f"{HEADER}{finding_id},{verdict},,r,{day}\n")
    import_reviews(file, warehouse)
    file.unlink()
    return str(finding_id)


def verdicts(warehouse: Path) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in query(warehouse, "SELECT finding_id, verdict FROM finding_review")]


# --- which version ---


def test_by_default_the_version_before_is_published_as_it_was(warehouse: Path) -> None:
    first, second, third = load_nights(warehouse, 3)
    before = version_path(warehouse, second).read_bytes()
    version = rollback(warehouse)
    assert (version.version_id, version.is_published) == (second, True)
    assert warehouse.read_bytes() == before
    assert [version.version_id for version in list_versions(warehouse)] == [third, second, first]
    assert names_in(work_folder(warehouse)) == []


def test_twice_leads_further_back_until_there_is_nothing_before(warehouse: Path) -> None:
    load_nights(warehouse, 3)
    for left in (2, 1):
        rollback(warehouse)
        assert published_reports(warehouse) == left
    with pytest.raises(RunError, match="no version before the published one is kept"):
        rollback(warehouse)
    assert published_reports(warehouse) == 1


def test_a_run_may_be_named_also_a_later_one(warehouse: Path) -> None:
    first, _, third = load_nights(warehouse, 3)
    assert rollback(warehouse, first).version_id == first
    assert published_reports(warehouse) == 1
    rollback(warehouse, third)
    assert published_reports(warehouse) == 3


def test_what_was_left_once_is_not_returned_to_by_default(warehouse: Path) -> None:
    _, second, _ = load_nights(warehouse, 3)
    rollback(warehouse)
    load_night(warehouse, 4)
    assert rollback(warehouse).version_id == second


def test_nights_without_anything_new_are_no_way_back_of_their_own(warehouse: Path) -> None:
    first, _ = load_nights(warehouse, 2)
    for night in (3, 4):
        note_quiet_night(warehouse, night)
    assert rollback(warehouse).version_id == first


def test_nor_are_verdicts_given_after_such_a_night(warehouse: Path) -> None:
    first, _ = load_nights(warehouse, 2)
    review(warehouse, "confirmed", "2024-03-01")
    note_quiet_night(warehouse, 3)
    finding_id = review(warehouse, "source_error", "2024-03-02")
    assert rollback(warehouse).run_id == first
    assert published_reports(warehouse) == 1
    assert verdicts(warehouse) == [(finding_id, "source_error")]


@pytest.mark.parametrize("run_id", ["20200101T000000Z-00000000", "../versions", ""])
def test_a_version_that_is_not_kept_is_refused(warehouse: Path, run_id: str) -> None:
    load_nights(warehouse, 1)
    with pytest.raises(RunError, match=r"no version .* kept"):
        rollback(warehouse, run_id)


def test_the_published_version_is_refused(warehouse: Path) -> None:
    first, _ = load_nights(warehouse, 2)
    rollback(warehouse)
    with pytest.raises(RunError, match=f"the version {first} is the published one"):
        rollback(warehouse, first)


def test_without_versions_there_is_nothing_to_return_to(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"there is no earlier version of the warehouse .*nowhere.duckdb"):
        rollback(tmp_path / "nowhere.duckdb")
    assert names_in(tmp_path) == []


def test_a_run_that_is_on_keeps_its_warehouse(warehouse: Path) -> None:
    load_nights(warehouse, 2)
    with warehouse_lock(warehouse), pytest.raises(AlreadyRunningError):
        rollback(warehouse)


# --- verdicts ---


def test_verdicts_of_the_published_version_come_along(warehouse: Path) -> None:
    first, _ = load_nights(warehouse, 2)
    finding_id = review(warehouse, "source_error", "2024-03-01")
    version = rollback(warehouse)
    assert version.version_id.startswith(f"{first}+")
    assert published_reports(warehouse) == 1
    assert verdicts(warehouse) == [(finding_id, "source_error")]
    assert query(warehouse, "SELECT count(*) FROM open_finding") == [(0,)]
    assert warehouse.stat().st_mode & 0o222 == 0


def test_the_later_verdict_stays_on_the_way_back_and_forth(warehouse: Path) -> None:
    _, second = load_nights(warehouse, 2)
    finding_id = review(warehouse, "source_error", "2024-03-01")
    rollback(warehouse)
    review(warehouse, "parser_error", "2024-04-01")
    rollback(warehouse, second)
    assert published_reports(warehouse) == 2
    assert verdicts(warehouse) == [(finding_id, "parser_error")]


def test_a_version_without_a_place_for_verdicts_is_no_way_back_from_one_with_them(warehouse: Path) -> None:
    first = load_night(warehouse, 1)
    with open_for_writing(warehouse) as connection:
        connection.execute("DROP VIEW open_finding")
        connection.execute("DROP TABLE finding_review")
    second = load_night(warehouse, 2)
    assert rollback(warehouse).version_id == first
    rollback(warehouse, second)
    finding_id = review(warehouse, "source_error", "2024-03-01")
    with pytest.raises(RunError, match=f"the version {first} has no place for the reviewers' verdicts"):
        rollback(warehouse)
    assert verdicts(warehouse) == [(finding_id, "source_error")]


MARCH, APRIL = datetime(2024, 3, 1), datetime(2024, 4, 1)


def verdict(name: str, time: datetime) -> dict[str, Review]:
    return {"f": Review("f", name, None, "r", time)}


@pytest.mark.parametrize(
    ("published", "earlier", "expected"),
    [
        ({}, verdict("confirmed", MARCH), "confirmed"),
        (verdict("confirmed", MARCH), {}, "confirmed"),
        (verdict("confirmed", APRIL), verdict("parser_error", MARCH), "confirmed"),
        (verdict("confirmed", MARCH), verdict("parser_error", APRIL), "parser_error"),
        (verdict("confirmed", MARCH), verdict("parser_error", MARCH), "confirmed"),
    ],
)
def test_the_later_of_two_verdicts_counts(
    published: dict[str, Review], earlier: dict[str, Review], expected: str
) -> None:
    assert merge_verdicts([published, earlier])["f"].verdict == expected


# --- damage ---


def damage(warehouse: Path, version_id: str) -> None:
    path = version_path(warehouse, version_id)
    path.chmod(0o644)
    path.write_bytes(bytes(8) + b"DUCK and damage")


def test_a_damaged_version_is_left_with_a_warning(warehouse: Path, caplog: pytest.LogCaptureFixture) -> None:
    load_nights(warehouse, 2)
    finding_id = review(warehouse, "source_error", "2024-03-01")
    third = load_night(warehouse, 3)
    damage(warehouse, third)
    rollback(warehouse)
    assert published_reports(warehouse) == 2
    assert verdicts(warehouse) == [(finding_id, "source_error")]
    assert f"the version {third} cannot be read, and its verdicts with it" in caplog.text


def test_a_damaged_version_is_not_returned_to(warehouse: Path) -> None:
    first, _ = load_nights(warehouse, 2)
    damage(warehouse, first)
    with pytest.raises(RunError, match=f"the version {first} was changed after its publication"):
        rollback(warehouse)
    seal_path(version_path(warehouse, first)).unlink()
    with pytest.raises(RunError, match=f"the version {first} cannot be read"):
        rollback(warehouse)
    assert published_reports(warehouse) == 2


@pytest.mark.parametrize("lost", ["the file", "the link"])
def test_where_nothing_is_published_the_newest_version_is(warehouse: Path, lost: str) -> None:
    load_nights(warehouse, 3)
    (warehouse.resolve() if lost == "the file" else warehouse).unlink()
    rollback(warehouse)
    assert published_reports(warehouse) == (2 if lost == "the file" else 3)
