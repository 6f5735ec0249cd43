"""The folder of a run goes with it, and what a killed run left goes with the next."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import RunError
from flows.state.paths import stage_folder, state_folder, work_folder
from flows.state.work import RUN_ID, after_runs, built_path, make_run_id, run_folder, time_of_run
from tests.flows.inputs import names_in


def test_ids_of_runs_sort_by_time_and_never_repeat() -> None:
    start = datetime(2024, 1, 31, 2)
    ids = [make_run_id(start + timedelta(microseconds=step)) for step in (0, 1, 999_999, 1_000_000)]
    assert sorted(ids) == ids
    assert all(re.fullmatch(RUN_ID, run_id) for run_id in ids)
    assert len({make_run_id(start) for _ in range(10)}) == 10


def test_a_run_is_later_than_all_before_it() -> None:
    now = datetime(2024, 1, 31, 2)
    earlier, later = (make_run_id(now + timedelta(microseconds=step)) for step in (-1, 999_999))
    assert after_runs(now, [earlier, "rubbish"]) == now
    assert make_run_id(after_runs(now, [later, earlier])) > later
    assert make_run_id(after_runs(now, [make_run_id(now)])) > make_run_id(now)


@pytest.mark.parametrize("rubbish", ["", "20240131T020000Z", "20241331T020000Z-0123abcd", "20240131T020000Z-0123abcX"])
def test_no_id_of_a_run_has_no_time(rubbish: str) -> None:
    with pytest.raises(ValueError, match=r"^$|^20|^time data"):
        time_of_run(rubbish)


def test_files_that_killed_commands_left_are_removed(warehouse: Path) -> None:
    for name in (".retry.json.0123abcd", "retry.json"):
        state_folder(warehouse).mkdir(exist_ok=True)
        (state_folder(warehouse) / name).touch()
    with run_folder(warehouse, "r1"):
        assert names_in(state_folder(warehouse)) == ["retry.json", "stage", "work"]


def test_a_run_has_a_folder_of_its_own_until_it_ends(warehouse: Path) -> None:
    with pytest.raises(ZeroDivisionError), run_folder(warehouse, "r1") as work:
        built_path(work).write_bytes(b"half a file")
        raise ZeroDivisionError
    assert names_in(work_folder(warehouse)) == []
    assert stage_folder(warehouse).is_dir()


def test_what_a_killed_run_left_is_removed(warehouse: Path) -> None:
    left = work_folder(warehouse) / "killed" / "segments" / "a"
    left.mkdir(parents=True)
    (work_folder(warehouse) / "file").write_text("of nobody", "utf-8")
    (work_folder(warehouse) / "link").symlink_to(left)
    with run_folder(warehouse, "r2"):
        assert names_in(work_folder(warehouse)) == ["r2"]


def test_a_folder_that_cannot_be_made_is_named(warehouse: Path) -> None:
    state_folder(warehouse).write_text("no folder")
    with pytest.raises(RunError, match="cannot write to the warehouse folder: "), run_folder(warehouse, "r1"):
        pytest.fail("it runs")
