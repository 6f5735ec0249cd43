"""The status: it tells what there is, whatever is missing or broken, and when somebody should look."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

import flows.commands.status
from flows.commands.status import Coverage, Status, YearCoverage, read_status, to_json
from flows.commands.status_text import status_lines
from flows.settings import Settings
from flows.state.lock import LockHolder, find_holder, lock_path, warehouse_lock
from flows.state.paths import retries_path, run_log_path, stage_folder, state_folder, version_path, work_folder
from flows.state.run_log import format_time
from tests.flows.commands.published_night import NOW, log_run
from tests.flows.holding import held_elsewhere
from tests.flows.inputs import names_in
from tests.flows.made_warehouse import RUN
from tests.flows.mixed_places import build_mixed
from tests.flows.rows import open_for_writing


def problems(settings: Settings, max_age: float | None = None) -> list[str]:
    return list(read_status(settings, max_age, NOW).problems)


def test_a_healthy_night(settings: Settings, published: Path) -> None:
    log_run(published, "nothing_new")
    status = read_status(settings, 24, NOW)
    assert status.is_healthy
    assert status.published.state == "ok"
    assert (status.published.version_id, status.published.run_id) == (RUN, RUN)
    assert (status.published.loaded_at, status.published.age_hours) == ("2024-01-31T03:00:00Z", 5.0)
    assert (status.published.reports, status.published.cells, status.published.findings) == (2, 1234, 3)
    assert status.last_success_at == format_time(NOW - timedelta(hours=1))
    assert status.quarantine == {"no_year": 1, "unreadable_file": 1}
    assert status.open_findings == {"error": 1, "info": 1}
    assert (status.running, list(status.killed_runs)) == (None, [])
    assert (status.disk.versions_count, status.disk.versions_bytes) == (1, published.stat().st_size)
    assert status.disk.free_bytes


def test_coverage_counts_townships_and_reports(settings: Settings, published: Path) -> None:
    """Three townships in the county of the reports; of five reports of two years one is no longer current."""
    coverage = read_status(settings, now=NOW).coverage
    assert coverage is not None
    assert (coverage.counties, coverage.townships, coverage.published_townships) == (1, 3, 2)
    years = [(year.report_year, year.reports, year.published_townships, year.townships) for year in coverage.years]
    assert years == [(2021, 3, 2, 3), (2022, 1, 1, 3)]


def test_without_anything_nothing_is_made(tmp_path: Path) -> None:
    settings = Settings.model_validate({"raw": tmp_path / "no-raw", "warehouse": tmp_path / "no" / "w.duckdb"})
    status = read_status(settings, now=NOW)
    assert (status.published.state, list(status.problems)) == ("none", ["nothing is published yet"])
    assert (status.coverage, status.quarantine, status.backlog.new) == (None, None, None)
    assert status.disk.free_bytes
    assert names_in(tmp_path) == []
    assert "nothing is published yet" in "\n".join(status_lines(status))


def test_fictional_places_count_in_no_coverage_of_real_ones(settings: Settings, warehouse: Path) -> None:
    build_mixed(warehouse)
    coverage = read_status(settings, now=NOW).coverage
    assert coverage == Coverage(1, 2, 1, [YearCoverage(2022, 2, 1, 2)])


def test_a_missing_raw_folder_is_told(settings: Settings, published: Path, raw: Path) -> None:
    raw.rename(raw.with_name("elsewhere"))
    status = read_status(settings, now=NOW)
    assert (status.backlog.new, status.is_healthy) == (None, True)
    assert "does not exist" in status.backlog.message


def test_a_dangling_link(settings: Settings, published: Path) -> None:
    version_path(published, RUN).unlink()
    status = read_status(settings, now=NOW)
    assert (status.published.state, status.published.version_id) == ("dangling", RUN)
    assert "the published warehouse is dangling" in status.problems[0]


@pytest.mark.parametrize("content", [b"", b"no database", b"x" * 8 + b"DUCK" + b"x" * 9000])
def test_an_unreadable_warehouse(settings: Settings, warehouse: Path, content: bytes) -> None:
    warehouse.write_bytes(content)
    status = read_status(settings, now=NOW)
    assert status.published.state == "unreadable"
    assert not status.is_healthy
    assert warehouse.read_bytes() == content


def test_a_database_of_something_else(settings: Settings, warehouse: Path) -> None:
    duckdb.connect(str(warehouse)).close()
    assert problems(settings) == [
        "the published warehouse is unreadable: it has no run; it is of another layout, or no warehouse"
    ]


def test_a_running_ingest_is_named_and_not_disturbed(settings: Settings, published: Path) -> None:
    (work_folder(published) / "20240131T080000Z-00000000").mkdir(parents=True)
    with held_elsewhere(published) as holder:
        status = read_status(settings, now=NOW)
        assert status.running is not None
        assert status.running.pid == holder.pid
        assert status.is_healthy
        assert f"process {holder.pid} on" in "\n".join(status_lines(status))


def test_a_killed_run_is_noticed(settings: Settings, published: Path) -> None:
    (work_folder(published) / "20240131T080000Z-00000000").mkdir(parents=True)
    with held_elsewhere(published) as holder:
        holder.kill()
        holder.wait()
    assert lock_path(published).exists()
    assert problems(settings) == ["the run 20240131T080000Z-00000000 was killed; the next run completes its work"]
    with warehouse_lock(published):
        pass


def test_a_run_that_begins_just_now_was_not_killed(
    settings: Settings, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock was free when it was looked at, and the folder is there right after."""

    def begin_run(warehouse: Path) -> None:
        (work_folder(published) / "20240131T080000Z-00000000").mkdir(parents=True)

    monkeypatch.setattr(flows.commands.status, "find_holder", begin_run)
    assert problems(settings) == []


def test_a_run_that_ends_just_now_was_not_killed(
    settings: Settings, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder is seen, and when the lock is looked at, both are gone."""
    folder = work_folder(published) / "20240131T080000Z-00000000"
    folder.mkdir(parents=True)

    def end_run(warehouse: Path) -> LockHolder | None:
        folder.rmdir()
        return find_holder(warehouse)

    monkeypatch.setattr(flows.commands.status, "find_holder", end_run)
    assert problems(settings) == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("failed", "failed"), ("stopped_by_guard", "was stopped by a guard"), ("interrupted", "was interrupted")],
)
def test_a_last_run_without_success_is_a_problem(settings: Settings, published: Path, outcome: str, words: str) -> None:
    log_run(published, outcome, 2, "half the reports are gone")
    assert problems(settings) == [f"the last run, {RUN}, {words}: half the reports are gone"]
    log_run(published, "published", 1)
    assert problems(settings) == []


def test_a_mistyped_run_is_no_problem_but_a_note(settings: Settings, published: Path) -> None:
    log_run(published, "published", 3, inputs=settings.inputs)
    log_run(published, "failed", 2, "the raw folder nowhere does not exist", ("/nowhere",))
    status = read_status(settings, now=NOW)
    assert status.is_healthy
    [note] = status.notes
    assert note.startswith(
        f"the last run, {RUN}, failed: the raw folder nowhere does not exist; that is no problem, as"
    )
    assert "/nowhere" in note and note in "\n".join(status_lines(status))
    log_run(published, "failed", 1, "the disk is full", settings.inputs)
    assert problems(settings) == [f"the last run, {RUN}, failed: the disk is full"]
    assert read_status(settings, now=NOW).notes == []


def test_a_mistyped_run_hides_no_failure_before_it(settings: Settings, published: Path) -> None:
    log_run(published, "published", 3, inputs=settings.inputs)
    log_run(published, "failed", 2, "the disk is full", settings.inputs)
    log_run(published, "failed", 1, "no such folder", ("/nowhere",))
    assert problems(settings) == [f"the last run, {RUN}, failed: the disk is full"]


@pytest.mark.parametrize("inputs", [(), ("/elsewhere",)], ids=["unknown", "another folder"])
def test_what_was_read_before_counts(settings: Settings, published: Path, inputs: tuple[str, ...]) -> None:
    """A log that does not tell what was read, and a folder that another run has read, are no mistypings."""
    log_run(published, "published", 4, inputs=("/elsewhere",))
    log_run(published, "published", 3, inputs=settings.inputs)
    log_run(published, "failed", 1, "it is away", inputs)
    assert problems(settings) == [f"the last run, {RUN}, failed: it is away"]


def test_the_folder_of_the_status_counts_though_no_run_has_read_it(settings: Settings, published: Path) -> None:
    """A schedule that was mistyped fails every night, and its status with the same settings says so."""
    log_run(published, "published", 3, inputs=("/elsewhere",))
    log_run(published, "failed", 1, "it is away", settings.inputs)
    assert problems(settings) == [f"the last run, {RUN}, failed: it is away"]


def test_until_a_run_has_completed_every_failure_counts(settings: Settings, published: Path) -> None:
    log_run(published, "failed", 1, "no such folder", ("/nowhere",))
    assert problems(settings) == [f"the last run, {RUN}, failed: no such folder"]


@pytest.mark.parametrize(("max_age", "is_old"), [(None, False), (5.1, False), (5, False), (4.9, True)])
def test_a_success_can_be_too_old(settings: Settings, published: Path, max_age: float | None, is_old: bool) -> None:
    """The warehouse was loaded five hours ago; the log of runs is lost."""
    assert bool(problems(settings, max_age)) is is_old


def test_success_is_also_a_night_without_anything_new(settings: Settings, published: Path) -> None:
    log_run(published, "nothing_new", 2)
    log_run(published, "failed", 1)
    assert read_status(settings, now=NOW).last_success_at == format_time(NOW - timedelta(hours=2))
    assert len(problems(settings, 3)) == 1
    assert len(problems(settings, 1)) == 2


def test_disk_counts_every_folder(settings: Settings, published: Path) -> None:
    for folder, size in ((stage_folder(published), 100), (work_folder(published) / "x", 10)):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"x" * size)
    disk = read_status(settings, now=NOW).disk
    assert (disk.stage_bytes, disk.work_bytes) == (100, 10)


KEYS = {
    "checked_at", "warehouse", "is_healthy", "problems", "problems_zh", "notes", "notes_zh", "published", "lake",
    "running", "killed_runs", "last_success_at", "runs", "coverage", "backlog", "quarantine", "open_findings", "disk",
}  # fmt: skip


def all_keys(value: object) -> Iterator[str]:
    """The keys of a JSON value at all depths, but for those that are codes or counts of a run."""
    if isinstance(value, list):
        for item in value:
            yield from all_keys(item)
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            if name not in ("quarantine", "open_findings", "counts"):
                yield from all_keys(item)


def as_read(status: Status) -> dict[str, object]:
    read: dict[str, object] = json.loads(json.dumps(to_json(status)))
    return read


def test_json_has_the_documented_keys(settings: Settings, published: Path) -> None:
    log_run(published, "failed")
    with held_elsewhere(published):
        read = as_read(read_status(settings, now=NOW))
    assert read.keys() == KEYS
    documented = (Path(__file__).parents[3] / "docs" / "status.md").read_text("utf-8")
    assert [key for key in sorted(set(all_keys(read))) if f"`{key}`" not in documented] == []


def test_a_status_changes_nothing(settings: Settings, published: Path) -> None:
    folder = state_folder(published)
    before = names_in(folder)
    read_status(settings, now=datetime.now(UTC))
    assert names_in(folder) == before
    assert not lock_path(published).exists()


def test_json_has_each_sentence_in_chinese_beside_the_english(settings: Settings, published: Path) -> None:
    log_run(published, "interrupted")
    read = as_read(read_status(settings, now=NOW))
    assert "was interrupted" in str(read["problems"])
    assert "被中断" in str(read["problems_zh"])


def test_small_files_that_cannot_be_read_are_a_note(settings: Settings, published: Path) -> None:
    log_run(published, "nothing_new")
    with run_log_path(published).open("ab") as log:
        log.write(b"[" * 100_000)
    retries_path(published).write_bytes(b"[" * 100_000)
    status = read_status(settings, now=NOW)
    assert status.is_healthy
    torn, unread = status.notes
    assert str(run_log_path(published)) in torn and str(retries_path(published)) in unread
    assert len(status.runs) == 1


@pytest.mark.parametrize(("ended_at", "state"), [("'yesterday'", "unreadable"), ("TIMESTAMP 'infinity'", "ok")])
def test_a_time_that_is_none_is_no_error_of_the_program(
    settings: Settings, published: Path, ended_at: str, state: str
) -> None:
    with open_for_writing(published.resolve()) as connection:
        rows = f"SELECT * REPLACE ({ended_at} AS ended_at) FROM ingest_run"
        connection.execute(f"CREATE OR REPLACE TABLE ingest_run AS {rows}")
    status = read_status(settings, now=NOW)
    assert (status.published.state, status.published.loaded_at) == (state, None)
